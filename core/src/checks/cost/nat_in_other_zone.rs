//! Check COST104: a subnet whose NAT gateway is in another zone.

use super::may_hold_workloads;
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{NatAvailability, NatGateway, Route, Subnet, Vpc};
use crate::simulate::path_mtu::table_of;

declare_check! {
    /// ## What it does
    /// Finds workload subnets whose default route goes to a zonal NAT gateway of another availability zone.
    ///
    /// ## Why it matters
    /// Every gigabyte to the internet pays for the crossing besides the NAT gateway, and an outage of the other zone
    /// takes this one's way out.
    ///
    /// ## In production
    /// `DataTransfer-Regional-Bytes` in the bill; in an outage of one zone, hosts of another lose the internet.
    ///
    /// ## Example
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   internet-gateway igw
    ///   route-table public
    ///     route destination=0.0.0.0/0 target=igw
    ///   route-table private
    ///     route destination=0.0.0.0/0 target=nat
    ///   subnet out az=a cidrs=10.0.0.0/24 route_table=public
    ///     nat-gateway nat
    ///   subnet b az=b cidrs=10.0.2.0/24 route_table=private
    ///   // ^ COST104
    ///     instance web
    ///   vpc-endpoint s3 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=private
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   internet-gateway igw
    ///   route-table public
    ///     route destination=0.0.0.0/0 target=igw
    ///   route-table private
    ///     route destination=0.0.0.0/0 target=nat
    ///   subnet out az=b cidrs=10.0.0.0/24 route_table=public
    ///     nat-gateway nat
    ///   subnet b az=b cidrs=10.0.2.0/24 route_table=private
    ///     instance web
    ///   vpc-endpoint s3 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=private
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe where the VPC has a NAT gateway in the subnet's zone and no subnet of another zone shares the table:
    /// the route leads there, and the source address that others see changes. Otherwise no fix: a NAT gateway in each
    /// zone bills per hour.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html>: one in each zone for resilience
    /// - <https://aws.amazon.com/ec2/pricing/on-demand/>: data transfer between Availability Zones
    NAT_IN_OTHER_ZONE = "COST104" "nat-in-other-zone" {
        summary: "a subnet whose NAT gateway is in another zone",
        severity: Warning,
        since: "0.1.0",
        run: Vpc(nat_in_other_zone),
    }
}

fn nat_in_other_zone(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    let subnets: Vec<&Subnet> = facts.children::<Subnet>(vpc.id).collect();
    for subnet in subnets
        .iter()
        .filter(|subnet| may_hold_workloads(facts, subnet))
    {
        let Some(table) = table_of(facts, subnet) else {
            continue;
        };
        let default = facts.children::<Route>(table.id).find(|route| {
            route
                .destination
                .is_some_and(|block| block.prefix_len() == 0)
        });
        let nat = default.and_then(|route| facts.as_kind::<NatGateway>(route.target?));
        let (Some(route), Some(nat)) = (default, nat) else {
            continue;
        };
        let Some(home) = facts.get(nat.subnet) else {
            continue;
        };
        if nat.availability != NatAvailability::Zonal || home.az == subnet.az || home.vpc != vpc.id
        {
            continue;
        }
        let message = format!(
            "{} in zone {} goes out by NAT gateway {} in zone {}",
            facts.label(subnet.id),
            subnet.az,
            facts.label(nat.id),
            home.az
        );
        let report = out
            .report(subnet.id, "route_table", message)
            .related([nat.id.entity(), table.id.entity()]);
        let near = subnets
            .iter()
            .filter(|other| other.az == subnet.az)
            .flat_map(|other| facts.children::<NatGateway>(other.id))
            .find(|other| other.connectivity == nat.connectivity);
        let shared = subnets.iter().any(|other| {
            other.az != subnet.az && table_of(facts, other).is_some_and(|held| held.id == table.id)
        });
        if let (Some(near), false) = (near, shared) {
            let fix = vec![Command::set(route.id, "target", near.id.to_string())];
            report.fix(
                format!("Go out by {}", facts.label(near.id)),
                Applicability::Unsafe,
                fix,
            );
        }
    }
}

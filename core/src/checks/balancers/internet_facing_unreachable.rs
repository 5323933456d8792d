//! Check LBA106: an internet-facing load balancer in private subnets.

use super::texts;
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{Id, Kind, LoadBalancer, Route, Scheme, Subnet, Vpc};
use crate::simulate::path_mtu::table_of;

declare_check! {
    /// ## What it does
    /// Finds internet-facing load balancers with a subnet whose route table has no default route to an internet
    /// gateway.
    ///
    /// ## Why it matters
    /// The balancer gets public addresses in each subnet; where the subnet has no way back to the internet,
    /// connections to that address time out. DNS gives every client one of the addresses, so some users fail and
    /// others do not.
    ///
    /// ## In production
    /// Half of the connections time out: `dig` shows two addresses, `curl --resolve` works with one. AWS warns in the
    /// console only. `aws ec2 describe-route-tables --filters Name=association.subnet-id,Values=subnet-…` shows no
    /// `igw-…`.
    ///
    /// ## Example
    /// ```notation
    /// vpc web cidrs=10.0.0.0/16
    ///   internet-gateway igw
    ///   route-table public main=true
    ///     route destination=0.0.0.0/0 target=igw
    ///   route-table private
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24 route_table=private
    ///   load-balancer shop scheme=internet-facing subnets=a,b
    ///   // ^ LBA106
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc web cidrs=10.0.0.0/16
    ///   internet-gateway igw
    ///   route-table public main=true
    ///     route destination=0.0.0.0/0 target=igw
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   load-balancer shop scheme=internet-facing subnets=a,b
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: takes a public subnet of the same zone in place of the private one, where the VPC has one. Without one
    /// there is no fix: giving the private subnet a route to the internet would open what else is in it.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html>:
    ///   load balancer scheme
    /// - <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html>
    INTERNET_FACING_UNREACHABLE = "LBA106" "internet-facing-unreachable" {
        summary: "an internet-facing load balancer in private subnets",
        severity: Error,
        since: "0.1.0",
        run: Vpc(internet_facing_unreachable),
    }
}

fn internet_facing_unreachable(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    for balancer in facts
        .children::<LoadBalancer>(vpc.id)
        .filter(|balancer| balancer.scheme == Scheme::InternetFacing)
    {
        let subnets: Vec<&Subnet> = balancer
            .subnets
            .iter()
            .filter_map(|id| facts.get(*id))
            .collect();
        let private: Vec<&Subnet> = subnets
            .iter()
            .filter(|subnet| !is_public(facts, subnet))
            .copied()
            .collect();
        if private.is_empty() {
            continue;
        }
        let names = facts.labels(private.iter().map(|subnet| subnet.id.entity()), 3);
        let message = format!(
            "Internet-facing load balancer {} is in {names} without a route to an internet gateway",
            facts.label(balancer.id)
        );
        let replaced: Option<Vec<Id<Subnet>>> = subnets
            .iter()
            .map(|subnet| {
                if is_public(facts, subnet) {
                    return Some(subnet.id);
                }
                let same_zone = facts
                    .children::<Subnet>(vpc.id)
                    .filter(|other| other.az == subnet.az);
                same_zone
                    .into_iter()
                    .find(|other| is_public(facts, other))
                    .map(|other| other.id)
            })
            .collect();
        let report = out
            .report(balancer.id, "subnets", message)
            .related(private.iter().map(|subnet| subnet.id));
        if let Some(replaced) = replaced {
            let fix = vec![Command::set(balancer.id, "subnets", texts(replaced))];
            report.fix(
                "Use the public subnets of these zones",
                Applicability::Unsafe,
                fix,
            );
        }
    }
}

/// Whether the subnet's table sends what is for the internet to an internet gateway.
fn is_public(facts: &Facts, subnet: &Subnet) -> bool {
    table_of(facts, subnet).is_some_and(|table| {
        facts.children::<Route>(table.id).any(|route| {
            route
                .destination
                .is_some_and(|block| block.prefix_len() == 0)
                && route
                    .target
                    .is_some_and(|target| target.kind == Kind::InternetGateway)
        })
    })
}

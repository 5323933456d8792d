//! Check RTE107: a public NAT gateway stands where there is no way to the internet.

use crate::analysis::{End, Facts};
use crate::checks::{Findings, declare_check};
use crate::model::{Connectivity, InternetGateway, NatAvailability, NatGateway, Subnet, Vpc};
use crate::net::PrefixSet;

declare_check! {
    /// ## What it does
    /// Finds public NAT gateways in a subnet whose route table has no way to an internet gateway.
    ///
    /// ## Why it matters
    /// A NAT gateway sends on by the table of its own subnet. In a private subnet it takes packets and money, and
    /// nothing comes out.
    ///
    /// ## In production
    /// Hosts behind it reach nothing; CloudWatch `ErrorPortAllocation` stays at 0 and `BytesOutToDestination` too. Detect
    /// it with `aws ec2 describe-route-tables --filters Name=association.subnet-id,Values=subnet-…` for its subnet.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   internet-gateway edge
    ///   route-table private main=true
    ///     route destination=0.0.0.0/0 target=out
    ///   route-table isolated
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///   subnet middle-a az=a cidrs=10.0.2.0/24 route_table=isolated
    ///     nat-gateway out
    ///     // ^ RTE107
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   internet-gateway edge
    ///   route-table private main=true
    ///     route destination=0.0.0.0/0 target=out
    ///   route-table public
    ///     route destination=0.0.0.0/0 target=edge
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///   subnet public-a az=a cidrs=10.0.2.0/24 route_table=public
    ///     nat-gateway out
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: whether the subnet becomes public or the gateway moves is for a person to say.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html>: a public NAT gateway is in a public subnet
    NAT_WITHOUT_INTERNET = "RTE107" "nat-without-internet" {
        summary: "a public NAT gateway stands where there is no way to the internet",
        severity: Error,
        since: "0.1.0",
        run: Vpc(nat_without_internet),
    }
}

fn nat_without_internet(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    for subnet in facts.children::<Subnet>(vpc.id) {
        for nat in facts.children::<NatGateway>(subnet.id) {
            let zonal_public = nat.connectivity == Connectivity::Public
                && nat.availability == NatAvailability::Zonal;
            if !zonal_public || loops(facts, subnet, nat) || has_way(facts, subnet) {
                continue;
            }
            let gateway = facts.children::<InternetGateway>(vpc.id).next();
            let why = gateway.map_or_else(
                || format!("{} has no internet gateway", facts.label(vpc.id)),
                |gateway| format!("its table has no route to {}", facts.label(gateway.id)),
            );
            let message = format!(
                "Public NAT gateway {} stands in {}, from where no way leads to the internet: {why}",
                facts.label(nat.id),
                facts.label(subnet.id)
            );
            out.report(nat.id, "subnet", message).related([subnet.id]);
        }
    }
}

/// A loop is told by RTE108.
fn loops(facts: &Facts, subnet: &Subnet, nat: &NatGateway) -> bool {
    let table = facts
        .routes(subnet.vpc)
        .and_then(|routes| routes.of_subnet(subnet));
    let lines = table.map_or(&[][..], |table| &table.lines);
    lines
        .iter()
        .any(|line| line.next == crate::analysis::Next::Via(nat.id.entity()))
}

/// A firewall on the way is fine: only the end counts.
pub(super) fn has_way(facts: &Facts, subnet: &Subnet) -> bool {
    let outside: PrefixSet = "192.0.2.0/24".parse().unwrap_or_default();
    let outcomes = facts.walk_from_subnet(subnet, &outside);
    outcomes
        .iter()
        .any(|outcome| matches!(outcome.end, End::Internet(_) | End::Unknown(..)))
}

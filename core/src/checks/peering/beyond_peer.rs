//! Check PEE104: a route expects a peer to pass packets on.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{Route, VpcPeering};
use crate::net::PrefixSet;

declare_check! {
    /// ## What it does
    /// Finds routes over a peering connection to destinations that are not, or not only, in the blocks of the peer.
    ///
    /// ## Why it matters
    /// Peering is not transitive: the peer passes nothing on, neither to its own peers nor to its internet gateway, NAT
    /// gateway, VPN or gateway endpoints. AWS takes the route and drops the packets.
    ///
    /// ## In production
    /// Reachability Analyzer says `PCX_REQUIRES_ADDRESS_IN_VPC_CIDR`. Detect it by comparing routes to `pcx-…` with
    /// `aws ec2 describe-vpc-peering-connections --query 'VpcPeeringConnections[].AccepterVpcInfo.CidrBlockSet'`.
    ///
    /// ## Example
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   route-table app main=true
    ///     route destination=10.1.0.0/16 target=app-data
    ///     route destination=10.2.0.0/16 target=app-data
    ///     // ^ PEE104
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// vpc data cidrs=10.1.0.0/16
    ///   route-table data main=true
    ///     route destination=10.0.0.0/16 target=app-data
    ///   subnet data-a az=a cidrs=10.1.1.0/24
    /// vpc-peering app-data requester=app accepter=data
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   route-table app main=true
    ///     route destination=10.1.0.0/16 target=app-data
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// vpc data cidrs=10.1.0.0/16
    ///   route-table data main=true
    ///     route destination=10.0.0.0/16 target=app-data
    ///   subnet data-a az=a cidrs=10.1.1.0/24
    /// vpc-peering app-data requester=app accepter=data
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe where part of the destination is the peer's: narrows the route to the peer's blocks. Safe otherwise: removes
    /// a route that carries nothing.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/peering/invalid-peering-configurations.html>: transitive and edge to edge
    /// - <https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html>
    BEYOND_PEER = "PEE104" "route-beyond-peer" {
        summary: "a route expects a peered VPC to pass packets on",
        severity: Error,
        since: "0.1.0",
        run: Vpc(beyond_peer),
    }
}

fn beyond_peer(facts: &Facts, vpc: &crate::model::Vpc, out: &mut Findings) {
    for peering in facts.referrers::<VpcPeering>(vpc.id) {
        let far = if peering.requester == vpc.id {
            peering.accepter
        } else {
            peering.requester
        };
        let Some(far) = facts.get(far) else { continue };
        let inside: PrefixSet = far.cidrs.iter().collect();
        for route in facts.referrers::<Route>(peering.id) {
            let ours = facts
                .vpc_of(route.id)
                .is_some_and(|holder| holder.id == vpc.id);
            let Some(destination) = route.destination.filter(|_| ours) else {
                continue;
            };
            let wanted = PrefixSet::from(destination.trunc());
            let (kept, lost) = (wanted.intersection(&inside), wanted.difference(&inside));
            if lost.is_empty() {
                continue;
            }
            let message = if kept.is_empty() {
                format!(
                    "Route {destination} of {} goes to {}, which has no such address and passes nothing on",
                    facts.label(route.route_table),
                    facts.label(far.id)
                )
            } else {
                format!(
                    "Route {destination} of {} is wider than {} ({inside}), which passes nothing on",
                    facts.label(route.route_table),
                    facts.label(far.id)
                )
            };
            let report = out
                .report(route.id, "destination", message)
                .related([peering.id.entity(), far.id.entity()]);
            let mut parts = kept.iter();
            match (parts.next(), parts.next()) {
                (None, _) => {
                    let gone = vec![Command::Delete(vec![route.id.entity()])];
                    report.fix("Remove the route", Applicability::Safe, gone);
                }
                (Some(only), None) => {
                    let narrowed = vec![Command::set(route.id, "destination", only.to_string())];
                    report.fix(
                        format!("Narrow it to {only}"),
                        Applicability::Unsafe,
                        narrowed,
                    );
                }
                _ => {}
            }
        }
    }
}

//! Check MTU102: two VPCs that answer each other by another way than they are asked.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{Kind, Route, RouteTable, Vpc, VpcPeering};

declare_check! {
    /// ## What it does
    /// Finds pairs of VPCs where one routes to the other by peering and the other back by a transit gateway.
    ///
    /// ## Why it matters
    /// Peering inside a region carries 9001 bytes, a transit gateway 8500. With different ways out and back, packets
    /// between the two sizes are dropped in one direction alone; this is what a move from peering to a hub leaves
    /// behind when the tables of one side are changed first.
    ///
    /// ## In production
    /// Transfers in one direction hang while the other is fine. `aws ec2 describe-route-tables` of the two VPCs name
    /// a `VpcPeeringConnectionId` on one side and a `TransitGatewayId` on the other.
    ///
    /// ## Example
    /// ```notation
    /// vpc one cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   route-table one-main main=true
    ///     route destination=10.1.0.0/16 target=pair
    /// vpc two cidrs=10.1.0.0/16
    /// // ^ MTU102
    ///   subnet b az=a cidrs=10.1.1.0/24
    ///   route-table two-main main=true
    ///     route destination=10.0.0.0/16 target=hub
    /// vpc-peering pair requester=one accepter=two
    /// tgw hub default_association=false default_propagation=false
    ///   tgw-attachment to-one resource=one subnets=a
    ///   tgw-attachment to-two resource=two subnets=b
    ///   tgw-route-table all
    ///     tgw-association attachment=to-one
    ///     tgw-association attachment=to-two
    ///     tgw-propagation attachment=to-one
    ///     tgw-propagation attachment=to-two
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc one cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   route-table one-main main=true
    ///     route destination=10.1.0.0/16 target=pair
    /// vpc two cidrs=10.1.0.0/16
    ///   subnet b az=a cidrs=10.1.1.0/24
    ///   route-table two-main main=true
    ///     route destination=10.0.0.0/16 target=pair
    /// vpc-peering pair requester=one accepter=two
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: sends the side that uses the transit gateway back by the peering too. Where the move to the hub is
    /// wanted, change the other side instead, both at once.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html>: MTU, and the move from peering to
    ///   a transit gateway
    TWO_WAYS_TWO_SIZES = "MTU102" "two-ways-two-sizes" {
        summary: "two VPCs that answer each other by another way than they are asked",
        severity: Warning,
        since: "0.1.0",
        run: Vpc(two_ways_two_sizes),
    }
}

fn two_ways_two_sizes(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    for peering in facts.referrers::<VpcPeering>(vpc.id) {
        let other = if peering.requester == vpc.id {
            peering.accepter
        } else {
            peering.requester
        };
        let Some(other) = facts.get(other).filter(|other| other.id != vpc.id) else {
            continue;
        };
        let by_peering = routes_to(facts, other, vpc)
            .iter()
            .any(|route| route.target == Some(peering.id.entity()));
        let back = routes_to(facts, vpc, other);
        let by_hub: Vec<&Route> = back
            .iter()
            .filter(|route| {
                route
                    .target
                    .is_some_and(|target| target.kind == Kind::TransitGateway)
            })
            .copied()
            .collect();
        let also_by_peering = back
            .iter()
            .any(|route| route.target == Some(peering.id.entity()));
        if !by_peering || by_hub.is_empty() || also_by_peering {
            continue;
        }
        let message = format!(
            "{} asks {} by peering {} and is answered by a transit gateway: packets over 8500 bytes get through one way only",
            facts.label(other.id),
            facts.label(vpc.id),
            facts.label(peering.id)
        );
        let fix = by_hub
            .iter()
            .map(|route| Command::set(route.id, "target", peering.id.to_string()))
            .collect();
        out.report(vpc.id, "", message)
            .related([other.id.entity(), peering.id.entity()])
            .related(by_hub.iter().map(|route| route.id))
            .fix("Answer by the peering", Applicability::Unsafe, fix);
    }
}

/// Routes of one VPC whose destination lies in the blocks of another.
fn routes_to<'f>(facts: &'f Facts, from: &Vpc, to: &Vpc) -> Vec<&'f Route> {
    let tables = facts
        .children::<RouteTable>(from.id)
        .filter(|table| table.gateway.is_none());
    let within = |route: &&Route| {
        route
            .destination
            .is_some_and(|block| to.cidrs.iter().any(|own| own.contains(&block)))
    };
    tables
        .flat_map(|table| facts.children::<Route>(table.id))
        .filter(within)
        .collect()
}

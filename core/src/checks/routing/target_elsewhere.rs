//! Check RTE102: a route leads to something that its VPC does not have.

use super::blackhole::destination_text;
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{EndpointType, EntityId, Id, Kind, Route, Vpc, VpcEndpoint, VpcPeering};

declare_check! {
    /// ## What it does
    /// Finds routes whose target is a gateway, peering, endpoint, firewall or interface of another VPC, a gateway that
    /// is attached to none, or an interface endpoint, which can't be a target at all.
    ///
    /// ## Why it matters
    /// AWS refuses the route. Nothing of another VPC can be used through a route: that is what peering, PrivateLink
    /// and transit gateways are for.
    ///
    /// ## In production
    /// `create-route` answers `InvalidParameterValue` or `InvalidGatewayID.NotFound`. See who is attached where with `aws
    /// ec2 describe-internet-gateways --query 'InternetGateways[].[InternetGatewayId,Attachments[].VpcId]'`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   route-table app main=true
    ///     route destination=0.0.0.0/0 target=edge
    ///     // ^ RTE102
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// vpc dmz cidrs=10.1.0.0/16
    ///   internet-gateway edge
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   internet-gateway edge
    ///   route-table app main=true
    ///     route destination=0.0.0.0/0 target=edge
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// ```
    ///
    /// ## Fix safety
    /// Safe: removes a route that AWS would refuse.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html>
    /// - <https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html>: no edge to edge routing
    TARGET_ELSEWHERE = "RTE102" "route-target-elsewhere" {
        summary: "a route leads to something that its VPC does not have",
        severity: Error,
        since: "0.1.0",
        run: Row(Route, target_elsewhere),
    }
}

fn target_elsewhere(facts: &Facts, route: &Route, out: &mut Findings) {
    let (Some(target), Some(vpc)) = (route.target, facts.vpc_of(route.id)) else {
        return;
    };
    let Some(why) = wrong(facts, vpc.id, target) else {
        return;
    };
    let message = format!(
        "Route {} of {} leads to {}, {why}",
        destination_text(facts, route),
        facts.label(route.route_table),
        facts.label(target)
    );
    out.report(route.id, "target", message)
        .related([target, route.route_table.entity()])
        .fix(
            "Remove the route",
            Applicability::Safe,
            vec![Command::Delete(vec![route.id.entity()])],
        );
}

fn wrong(facts: &Facts, vpc: Id<Vpc>, target: EntityId) -> Option<String> {
    match target.kind {
        // Attachments of hubs have a check of their own.
        Kind::TransitGateway => None,
        Kind::VpcPeering => {
            let peering = facts.as_kind::<VpcPeering>(target)?;
            (peering.requester != vpc && peering.accepter != vpc)
                .then(|| format!("a peering that {} is no side of", facts.label(vpc)))
        }
        _ => {
            if let Some(endpoint) = facts.as_kind::<VpcEndpoint>(target)
                && endpoint.endpoint_type == EndpointType::Interface
            {
                return Some("an interface endpoint, which no route can name".to_owned());
            }
            match facts.vpc_of(target) {
                Some(holder) if holder.id == vpc => None,
                Some(holder) => Some(format!("which belongs to {}", facts.label(holder.id))),
                None => Some("which is attached to no VPC".to_owned()),
            }
        }
    }
}

//! Check RTE104: a route leads addresses of the VPC itself away.

use crate::analysis::{Facts, is_middlebox};
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::Route;
use crate::net::PrefixSet;

declare_check! {
    /// ## What it does
    /// Finds routes to a destination inside the VPC's own blocks, or equal to one, whose target is a hub, a peering, a
    /// VPN or an internet gateway.
    ///
    /// ## Why it matters
    /// Inside a VPC the local route decides. AWS takes a more specific route only to a middlebox: a firewall or
    /// Gateway Load Balancer endpoint, an interface or a NAT gateway. A secondary block of the VPC must not be as
    /// large as, or larger than, a destination in any of its tables either.
    ///
    /// ## In production
    /// `create-route` answers `InvalidParameterValue`; `associate-vpc-cidr-block` answers `InvalidVpc.Range`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   route-table app main=true
    ///     route destination=10.0.128.0/20 target=hub
    ///     // ^ RTE104
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// tgw hub
    ///   tgw-attachment prod-hub resource=prod subnets=app-a
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   route-table app main=true
    ///     route destination=10.0.0.0/8 target=hub
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// tgw hub
    ///   tgw-attachment prod-hub resource=prod subnets=app-a
    /// ```
    ///
    /// ## Fix safety
    /// Safe: removes a route that AWS would refuse.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html>: routes more specific than the local one
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html>
    DESTINATION_INSIDE_VPC = "RTE104" "destination-inside-vpc" {
        summary: "a route leads addresses of the VPC itself away",
        severity: Error,
        since: "0.1.0",
        run: Row(Route, destination_inside_vpc),
    }
}

fn destination_inside_vpc(facts: &Facts, route: &Route, out: &mut Findings) {
    let (Some(destination), Some(vpc)) = (route.destination, facts.vpc_of(route.id)) else {
        return;
    };
    let own: PrefixSet = vpc.cidrs.iter().collect();
    let Some(target) = route.target.filter(|target| !is_middlebox(target.kind)) else {
        return;
    };
    if !own.contains(&destination.trunc()) {
        return;
    }
    let message = format!(
        "Route {destination} of {} lies inside {} ({own}), where AWS takes only middleboxes as targets, not {}",
        facts.label(route.route_table),
        facts.label(vpc.id),
        facts.label(target)
    );
    out.report(route.id, "destination", message)
        .related([target, vpc.id.entity()])
        .fix(
            "Remove the route",
            Applicability::Safe,
            vec![Command::Delete(vec![route.id.entity()])],
        );
}

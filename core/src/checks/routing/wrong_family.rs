//! Check RTE113: a target does not carry the address family of its route.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{Kind, Route};

declare_check! {
    /// ## What it does
    /// Finds IPv4 routes to an egress-only internet gateway, and IPv6 routes to a NAT gateway other than 64:ff9b::/96.
    ///
    /// ## Why it matters
    /// An egress-only gateway is for IPv6 alone. A NAT gateway takes IPv6 only to translate it to IPv4 (NAT64).
    ///
    /// ## In production
    /// `create-route` answers `InvalidParameterValue`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   egress-only-gateway out
    ///   route-table app main=true
    ///     route destination=0.0.0.0/0 target=out
    ///     // ^ RTE113
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   egress-only-gateway out
    ///   route-table app main=true
    ///     route destination=::/0 target=out
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// ```
    ///
    /// ## Fix safety
    /// Safe: removes a route that AWS would refuse.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html>
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html>
    WRONG_FAMILY = "RTE113" "wrong-address-family" {
        summary: "the target of a route does not carry its address family",
        severity: Error,
        since: "0.1.0",
        run: Row(Route, wrong_family),
    }
}

fn wrong_family(facts: &Facts, route: &Route, out: &mut Findings) {
    let (Some(destination), Some(target)) = (route.destination, route.target) else {
        return;
    };
    let v4 = destination.addr().is_ipv4();
    let nat64 = "64:ff9b::/96"
        .parse::<ipnet::IpNet>()
        .is_ok_and(|range| range.contains(&destination));
    let why = match target.kind {
        Kind::EgressOnlyGateway if v4 => "which carries IPv6 alone",
        Kind::NatGateway if !v4 && !nat64 => "which takes of IPv6 only 64:ff9b::/96",
        _ => return,
    };
    let message = format!(
        "Route {destination} of {} leads to {}, {why}",
        facts.label(route.route_table),
        facts.label(target)
    );
    out.report(route.id, "target", message)
        .related([target])
        .fix(
            "Remove the route",
            Applicability::Safe,
            vec![Command::Delete(vec![route.id.entity()])],
        );
}

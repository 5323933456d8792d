//! Check RTE101: a route has no target.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::Route;

declare_check! {
    /// ## What it does
    /// Finds routes of VPC route tables without a target: they drop what they match.
    ///
    /// ## Why it matters
    /// Such a route is what is left when a gateway is deleted and its routes are not. It still wins by its longer
    /// prefix, so that a default route next to it never sees the traffic.
    ///
    /// ## In production
    /// `aws ec2 describe-route-tables --query
    /// 'RouteTables[].Routes[?State==`blackhole`].[DestinationCidrBlock]'` lists it; connections time out.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   route-table app main=true
    ///     route destination=10.9.0.0/16
    ///     // ^ RTE101
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   route-table app main=true
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: removes the route; a shorter prefix may then carry the traffic somewhere.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html>: state blackhole
    BLACKHOLE = "RTE101" "route-blackhole" {
        summary: "a route has no target and drops what it matches",
        severity: Warning,
        since: "0.1.0",
        run: Row(Route, blackhole),
    }
}

fn blackhole(facts: &Facts, route: &Route, out: &mut Findings) {
    // One whose target an import did not find drops nothing that is known.
    if route.target.is_some() || !route.unknown_target.is_empty() {
        return;
    }
    let destination = destination_text(facts, route);
    let message = format!(
        "Route {destination} of {} has no target: it drops what it matches",
        facts.label(route.route_table)
    );
    out.report(route.id, "target", message)
        .related([route.route_table])
        .fix(
            "Remove the route",
            Applicability::Unsafe,
            vec![Command::Delete(vec![route.id.entity()])],
        );
}

/// The destination of a route as a sentence names it.
pub(super) fn destination_text(facts: &Facts, route: &Route) -> String {
    match (route.destination, route.prefix_list) {
        (Some(block), _) => block.to_string(),
        (None, Some(list)) => facts.label(list),
        (None, None) => "without a destination".to_owned(),
    }
}

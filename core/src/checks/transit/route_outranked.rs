//! Check TGW107: a static route of a hub hides a live one.

use crate::analysis::{Facts, RouteSource};
use crate::checks::{Applicability, Findings, Severity, declare_check};
use crate::edit::Command;
use crate::model::{Kind, TransitGateway};

declare_check! {
    /// ## What it does
    /// Finds static routes of transit gateway route tables that stand before a propagated route of the same
    /// destination. It is an error where the static route is a blackhole, and a warning where it leads elsewhere.
    ///
    /// ## Why it matters
    /// For one destination, static comes before propagated, always and silently. A blackhole that was set for a
    /// migration outlives it: the attachment is healthy, its block is propagated, and every packet to it is
    /// dropped.
    ///
    /// ## In production
    /// `aws ec2 search-transit-gateway-routes --transit-gateway-route-table-id tgw-rtb-… --filters
    /// Name=state,Values=blackhole` lists the block; CloudWatch `PacketDropCountBlackhole` of the gateway rises.
    /// Reachability Analyzer says `TGW_RTB_HIGHER_PRIORITY_ROUTE`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// tgw hub default_association=false default_propagation=false
    ///   tgw-route-table core
    ///     tgw-association attachment=prod-hub
    ///     tgw-propagation attachment=prod-hub
    ///     tgw-route destination=10.0.0.0/16
    ///     // ^ TGW107
    ///   tgw-attachment prod-hub resource=prod subnets=app-a
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// tgw hub default_association=false default_propagation=false
    ///   tgw-route-table core
    ///     tgw-association attachment=prod-hub
    ///     tgw-propagation attachment=prod-hub
    ///   tgw-attachment prod-hub resource=prod subnets=app-a
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: removes the static route, so that the propagated one carries traffic again. A blackhole may have been
    /// meant to keep networks apart: then remove the propagation instead.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html>: route evaluation order
    /// - <https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html>
    ROUTE_OUTRANKED = "TGW107" "live-route-outranked" {
        summary: "a static route of a transit gateway hides a live, propagated one",
        severity: Warning,
        since: "0.1.0",
        run: Hub(route_outranked),
    }
}

fn route_outranked(facts: &Facts, hub: &TransitGateway, out: &mut Findings) {
    let Some(routes) = facts.hub_routes(hub.id) else {
        return;
    };
    for table in routes.tables() {
        for hidden in table
            .shadowed
            .iter()
            .filter(|line| line.source != RouteSource::Static)
        {
            let winner = table
                .lines
                .iter()
                .find(|line| line.destination == hidden.destination);
            let Some(winner) = winner.filter(|line| line.source == RouteSource::Static) else {
                continue;
            };
            if winner.attachment == hidden.attachment || winner.record.kind != Kind::TgwRoute {
                continue; // The same way twice does no harm.
            }
            let live = facts.label(hidden.record);
            let (severity, what) = match winner.attachment {
                None => (Severity::Error, "is a blackhole".to_owned()),
                Some(attachment) => (
                    Severity::Warning,
                    format!("leads to {}", facts.label(attachment)),
                ),
            };
            let message = format!(
                "Static route {} of {} {what} and hides the live route to {live}",
                winner.destination,
                facts.label(table.key.entity())
            );
            out.report(winner.record, "destination", message)
                .severity(severity)
                .related([hidden.record, table.key.entity()])
                .fix(
                    "Remove the static route",
                    Applicability::Unsafe,
                    vec![Command::Delete(vec![winner.record])],
                );
        }
    }
}

//! Check TGW113: a peering of hubs has routes on one side only, or on none.

use crate::analysis::Facts;
use crate::checks::{Findings, declare_check};
use crate::model::{Acceptance, Kind, TgwAttachment, TransitGateway};

declare_check! {
    /// ## What it does
    /// Finds peerings of transit gateways that no static route of one of the two sides uses.
    ///
    /// ## Why it matters
    /// Nothing is propagated over a peering, so each side needs static routes. With routes on one side only, requests
    /// arrive and answers are dropped.
    ///
    /// ## In production
    /// Connections between the regions time out. Network Manager's Route Analyzer says `ROUTE_NOT_FOUND` for the way
    /// back.
    ///
    /// ## Example
    /// ```notation
    /// tgw west region=eu-west-1
    ///   tgw-route-table west-core
    ///     tgw-route destination=10.8.0.0/16 attachment=west-east
    ///   tgw-attachment west-east resource=east
    ///   // ^ TGW113
    /// tgw east region=us-east-1
    ///   tgw-route-table east-core
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// tgw west region=eu-west-1
    ///   tgw-route-table west-core
    ///     tgw-route destination=10.8.0.0/16 attachment=west-east
    ///   tgw-attachment west-east resource=east
    /// tgw east region=us-east-1
    ///   tgw-route-table east-core
    ///     tgw-route destination=10.0.0.0/16 attachment=west-east
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: which blocks lie behind the far hub, and which of them to let in, is for a person to say.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html>
    PEERING_UNROUTED = "TGW113" "peering-unrouted" {
        summary: "a peering of transit gateways lacks routes on one side",
        severity: Warning,
        since: "0.1.0",
        run: Hub(peering_unrouted),
    }
}

fn peering_unrouted(facts: &Facts, hub: &TransitGateway, out: &mut Findings) {
    let peerings = facts.children::<TgwAttachment>(hub.id);
    for peering in peerings.filter(|peering| peering.resource.kind == Kind::TransitGateway) {
        if peering.state != Acceptance::Accepted {
            continue;
        }
        let sides = [Some(hub.id), peering.resource.typed()];
        let unrouted = sides
            .into_iter()
            .flatten()
            .filter(|side| !is_routed(facts, *side, peering));
        let unrouted: Vec<_> = unrouted.map(crate::model::Id::entity).collect();
        if !unrouted.is_empty() {
            let message = format!(
                "Peering {} has no static route in {}",
                facts.label(peering.id),
                facts.labels(unrouted.iter().copied(), 2)
            );
            out.report(peering.id, "", message).related(unrouted);
        }
    }
}

/// Whether a table of `side` sends something over the peering, or over its twin drawn from the other side.
fn is_routed(
    facts: &Facts,
    side: crate::model::Id<TransitGateway>,
    peering: &TgwAttachment,
) -> bool {
    let far = facts.far_end(peering, side);
    let Some(routes) = facts.hub_routes(side) else {
        return false;
    };
    let mut named = routes
        .tables()
        .flat_map(|table| &table.lines)
        .filter_map(|line| line.attachment);
    named.any(|id| {
        let attachment = facts.get(id);
        id == peering.id
            || attachment.is_some_and(|attachment| facts.far_end(attachment, side) == far)
    })
}

//! Check TGW112: a peering of hubs is propagated.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{Kind, TgwPropagation};

declare_check! {
    /// ## What it does
    /// Finds propagations of peering attachments.
    ///
    /// ## Why it matters
    /// Peered transit gateways do not tell each other routes: a propagation writes nothing, and whoever drew it
    /// believes that the networks of the far region are known.
    ///
    /// ## In production
    /// `enable-transit-gateway-route-table-propagation` is refused for a peering attachment. Look at routes with
    /// `aws ec2 search-transit-gateway-routes --filters Name=attachment.resource-type,Values=peering`.
    ///
    /// ## Example
    /// ```notation
    /// tgw west region=eu-west-1
    ///   tgw-route-table west-core
    ///     tgw-route destination=10.8.0.0/16 attachment=west-east
    ///     tgw-propagation attachment=west-east
    ///     // ^ TGW112
    ///   tgw-attachment west-east resource=east
    /// tgw east region=us-east-1
    ///   tgw-route-table east-core
    ///     tgw-route destination=10.0.0.0/16 attachment=west-east
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
    /// Safe: removes a propagation that AWS would refuse. Static routes to the peering take its place.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html>: add a static route to the peering attachment
    PEERING_PROPAGATION = "TGW112" "peering-propagation" {
        summary: "a peering of transit gateways is propagated, which AWS does not do",
        severity: Error,
        since: "0.1.0",
        run: Row(TgwPropagation, peering_propagation),
    }
}

fn peering_propagation(facts: &Facts, propagation: &TgwPropagation, out: &mut Findings) {
    let attachment = facts.get(propagation.attachment);
    let Some(attachment) =
        attachment.filter(|attachment| attachment.resource.kind == Kind::TransitGateway)
    else {
        return;
    };
    let message = format!(
        "Peering {} is propagated into {}, but peered hubs do not tell each other routes",
        facts.label(attachment.id),
        facts.label(propagation.route_table)
    );
    out.report(propagation.id, "attachment", message)
        .related([attachment.id])
        .fix(
            "Remove the propagation",
            Applicability::Safe,
            vec![Command::Delete(vec![propagation.id.entity()])],
        );
}

//! Check COST103: a transit gateway attachment that no route of the VPC uses.

use std::collections::BTreeSet;

use crate::analysis::Facts;
use crate::checks::{Findings, declare_check};
use crate::model::{EntityId, Route, RouteTable, TgwAttachment, Vpc};

declare_check! {
    /// ## What it does
    /// Finds VPC attachments whose VPC has no route to the transit gateway.
    ///
    /// ## Why it matters
    /// An attachment bills per hour whether it carries anything or not. Without a route in the VPC nothing is sent to
    /// the hub, and no answer to what the hub delivers comes back.
    ///
    /// ## In production
    /// `aws ec2 search-transit-gateway-routes` shows the VPC, `BytesOut` of the attachment stays at zero; the bill
    /// has `TransitGateway-Hours` for it.
    ///
    /// ## Example
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   route-table main main=true
    /// tgw hub default_association=false default_propagation=false
    ///   tgw-attachment to-app resource=app subnets=a
    ///   // ^ COST103
    ///   tgw-route-table all
    ///     tgw-association attachment=to-app
    ///     tgw-propagation attachment=to-app
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   route-table main main=true
    ///     route destination=10.0.0.0/8 target=hub
    /// tgw hub default_association=false default_propagation=false
    ///   tgw-attachment to-app resource=app subnets=a
    ///   tgw-route-table all
    ///     tgw-association attachment=to-app
    ///     tgw-propagation attachment=to-app
    /// ```
    ///
    /// ## Fix safety
    /// No fix: either a route is missing or the attachment can go, and only the owner knows which.
    ///
    /// ## Evidence
    /// - <https://aws.amazon.com/transit-gateway/pricing/>: per attachment and hour, and per GB
    ATTACHMENT_IDLE = "COST103" "attachment-idle" {
        summary: "a transit gateway attachment that no route of the VPC uses",
        severity: Warning,
        since: "0.1.0",
        run: Vpc(attachment_idle),
    }
}

fn attachment_idle(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    let tables = facts.children::<RouteTable>(vpc.id);
    let targets: BTreeSet<EntityId> = tables
        .flat_map(|table| facts.children::<Route>(table.id))
        .filter_map(|route| route.target)
        .collect();
    for attachment in facts
        .referrers::<TgwAttachment>(vpc.id)
        .filter(|attachment| attachment.resource == vpc.id.entity())
    {
        let hub = attachment.transit_gateway;
        if !targets.contains(&hub.entity()) {
            let message = format!(
                "No route of {} leads to {}, and attachment {} bills every hour",
                facts.label(vpc.id),
                facts.label(hub),
                facts.label(attachment.id)
            );
            out.report(attachment.id, "resource", message)
                .related([vpc.id.entity(), hub.entity()]);
        }
    }
}

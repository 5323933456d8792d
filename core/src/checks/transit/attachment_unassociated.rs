//! Check TGW101: an attachment is looked up in no route table.

use crate::analysis::{Facts, TgwTableKey};
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::{Command, Mint};
use crate::model::{Acceptance, RecordKind, TgwAssociation, TransitGateway};

declare_check! {
    /// ## What it does
    /// Finds attachments that are associated with no route table of their transit gateway.
    ///
    /// ## Why it matters
    /// Association decides where arriving packets are looked up. Without one, everything that the attachment sends
    /// is dropped, although others may still send to it: one-way traffic that looks like a firewall.
    ///
    /// ## In production
    /// Reachability Analyzer says `TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION`. Detect it with `aws ec2
    /// describe-transit-gateway-attachments --query
    /// 'TransitGatewayAttachments[?Association==null].TransitGatewayAttachmentId'`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// tgw hub default_association=false default_propagation=false
    ///   tgw-route-table core
    ///     tgw-propagation attachment=prod-hub
    ///   tgw-attachment prod-hub resource=prod subnets=app-a
    ///   // ^ TGW101
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
    /// Unsafe: associates the attachment with the only route table of the hub, which lets it reach all that the table
    /// knows. Not offered where there are several tables.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html>: route table association
    /// - <https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html>
    ATTACHMENT_UNASSOCIATED = "TGW101" "attachment-unassociated" {
        summary: "an attachment is looked up in no route table, so all it sends is dropped",
        severity: Error,
        since: "0.1.0",
        run: Hub(attachment_unassociated),
    }
}

fn attachment_unassociated(facts: &Facts, hub: &TransitGateway, out: &mut Findings) {
    let Some(routes) = facts.hub_routes(hub.id) else {
        return;
    };
    let tables: Vec<_> = routes
        .tables()
        .filter_map(|table| match table.key {
            TgwTableKey::Drawn(table) => Some(table),
            TgwTableKey::Implied(_) => None,
        })
        .collect();
    for attachment in facts.attachments_of_hub(hub.id) {
        if attachment.state != Acceptance::Accepted || routes.association(attachment.id).is_some() {
            continue;
        }
        // The far side of a peering may be drawn as a record of its own; only what belongs here is judged.
        if attachment.transit_gateway != hub.id && facts.far_side_is_drawn_twice(attachment) {
            continue;
        }
        let message = format!(
            "Attachment {} has no association in {}: all that {} sends to it is dropped",
            facts.label(attachment.id),
            facts.label(hub.id),
            facts.label(facts.far_end(attachment, hub.id))
        );
        let report = out.report(attachment.id, "", message).related([hub.id]);
        if let [only] = tables.as_slice() {
            let mut association = TgwAssociation::new(Mint::after(facts.design()).id());
            association.attachment = attachment.id;
            association.route_table = *only;
            report.fix(
                format!("Associate it with {}", facts.label(*only)),
                Applicability::Unsafe,
                vec![Command::insert(association)],
            );
        }
    }
}

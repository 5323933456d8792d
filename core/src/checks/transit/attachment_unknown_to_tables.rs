//! Check TGW102: no route table of a hub leads to an attachment.

use std::collections::BTreeSet;

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::{Command, Mint};
use crate::model::{Acceptance, Kind, RecordKind, TgwPropagation, TransitGateway};

declare_check! {
    /// ## What it does
    /// Finds attachments that no route table of their transit gateway leads to: no propagation and no static route.
    ///
    /// ## Why it matters
    /// Association is not propagation. The attachment sends, the answers find no way back, and each side blames the
    /// other's firewall.
    ///
    /// ## In production
    /// Connections from behind the attachment time out while flow logs show the requests arriving. Detect it with
    /// `aws ec2 get-transit-gateway-attachment-propagations --transit-gateway-attachment-id tgw-attach-…`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// tgw hub default_association=false default_propagation=false
    ///   tgw-route-table core
    ///     tgw-association attachment=prod-hub
    ///   tgw-attachment prod-hub resource=prod subnets=app-a
    ///   // ^ TGW102
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
    /// Unsafe: propagates the attachment into the table that it is associated with, so that the others of that table
    /// can reach it.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html>: route propagation
    ATTACHMENT_UNKNOWN_TO_TABLES = "TGW102" "attachment-unknown-to-tables" {
        summary: "no route table of a transit gateway leads to an attachment",
        severity: Warning,
        since: "0.1.0",
        run: Hub(attachment_unknown_to_tables),
    }
}

fn attachment_unknown_to_tables(facts: &Facts, hub: &TransitGateway, out: &mut Findings) {
    let Some(routes) = facts.hub_routes(hub.id) else {
        return;
    };
    let mut known: BTreeSet<_> = routes
        .propagations()
        .map(|(_, attachment, _)| attachment)
        .collect();
    for table in routes.tables() {
        known.extend(
            table
                .lines
                .iter()
                .chain(&table.shadowed)
                .filter_map(|line| line.attachment),
        );
    }
    for attachment in facts.attachments_of_hub(hub.id) {
        // Peerings are never propagated and have a check of their own.
        let judged = attachment.state == Acceptance::Accepted
            && attachment.resource.kind != Kind::TransitGateway;
        if !judged || known.contains(&attachment.id) {
            continue;
        }
        let message = format!(
            "No route table of {} leads to attachment {}: nobody can send to {}",
            facts.label(hub.id),
            facts.label(attachment.id),
            facts.label(attachment.resource)
        );
        let report = out.report(attachment.id, "", message).related([hub.id]);
        if let Some((crate::analysis::TgwTableKey::Drawn(table), _)) =
            routes.association(attachment.id)
        {
            let mut propagation = TgwPropagation::new(Mint::after(facts.design()).id());
            propagation.attachment = attachment.id;
            propagation.route_table = table;
            report.fix(
                format!("Propagate it into {}", facts.label(table)),
                Applicability::Unsafe,
                vec![Command::insert(propagation)],
            );
        }
    }
}

//! Check TGW108: an attachment is associated with two tables.

use std::collections::BTreeMap;

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{TgwAssociation, TgwAttachment, TgwRouteTable, TransitGateway};

declare_check! {
    /// ## What it does
    /// Finds attachments with two associations in one transit gateway.
    ///
    /// ## Why it matters
    /// An attachment is looked up in exactly one table; AWS refuses the second association. To let it be reached
    /// from several tables, propagate it into each.
    ///
    /// ## In production
    /// `associate-transit-gateway-route-table` answers `Resource.AlreadyAssociated`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// tgw hub default_association=false default_propagation=false
    ///   tgw-route-table core
    ///     tgw-association attachment=prod-hub
    ///     tgw-propagation attachment=prod-hub
    ///   tgw-route-table extra
    ///     tgw-association second attachment=prod-hub
    ///     // ^ TGW108
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
    ///   tgw-route-table extra
    ///     tgw-propagation attachment=prod-hub
    ///   tgw-attachment prod-hub resource=prod subnets=app-a
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: removes the later association; the earlier one decides.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/tgw/tgw-route-tables.html>: an attachment is associated with one table
    SECOND_ASSOCIATION = "TGW108" "second-association" {
        summary: "an attachment is associated with two route tables",
        severity: Error,
        since: "0.1.0",
        run: Hub(second_association),
    }
}

fn second_association(facts: &Facts, hub: &TransitGateway, out: &mut Findings) {
    let mut first: BTreeMap<crate::model::Id<TgwAttachment>, &TgwAssociation> = BTreeMap::new();
    let tables = facts.children::<TgwRouteTable>(hub.id);
    let mut all: Vec<&TgwAssociation> = tables.flat_map(|table| facts.children(table.id)).collect();
    all.sort_by_key(|association| association.id);
    for association in all {
        let Some(earlier) = first.get(&association.attachment).copied() else {
            first.insert(association.attachment, association);
            continue;
        };
        let message = format!(
            "Attachment {} is associated with {} and {}; it can have one",
            facts.label(association.attachment),
            facts.label(earlier.route_table),
            facts.label(association.route_table)
        );
        out.report(association.id, "", message)
            .related([association.attachment.entity(), earlier.id.entity()])
            .fix(
                "Remove the later association",
                Applicability::Unsafe,
                vec![Command::Delete(vec![association.id.entity()])],
            );
    }
}

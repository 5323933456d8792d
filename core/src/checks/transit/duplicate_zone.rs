//! Check TGW104: an attachment has two subnets in one zone.

use std::collections::BTreeMap;

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::TgwAttachment;

declare_check! {
    /// ## What it does
    /// Finds transit gateway attachments with two subnets in one availability zone.
    ///
    /// ## Why it matters
    /// An attachment takes one subnet in each zone: the gateway puts one interface there.
    ///
    /// ## In production
    /// `create-transit-gateway-vpc-attachment` answers `DuplicateSubnetsInSameZone`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///   subnet data-a az=a cidrs=10.0.2.0/24
    /// tgw hub
    ///   tgw-attachment prod-hub resource=prod subnets=app-a,data-a
    ///   // ^ TGW104
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///   subnet data-a az=a cidrs=10.0.2.0/24
    /// tgw hub
    ///   tgw-attachment prod-hub resource=prod subnets=app-a
    /// ```
    ///
    /// ## Fix safety
    /// Safe: keeps the first subnet of each zone, which serves all subnets of its zone.
    ///
    /// ## Evidence
    /// - botocore 1.44.5, CreateTransitGatewayVpcAttachment: one subnet for each zone
    /// - <https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html>
    DUPLICATE_ZONE = "TGW104" "duplicate-zone" {
        summary: "an attachment has two subnets in one zone",
        severity: Error,
        since: "0.1.0",
        run: Row(TgwAttachment, duplicate_zone),
    }
}

fn duplicate_zone(facts: &Facts, attachment: &TgwAttachment, out: &mut Findings) {
    let mut first = BTreeMap::new();
    let mut double = None;
    for subnet in attachment.subnets.iter().filter_map(|id| facts.get(*id)) {
        match first.get(subnet.az.as_str()) {
            Some(earlier) => double = double.or(Some((*earlier, subnet))),
            None => drop(first.insert(subnet.az.as_str(), subnet)),
        }
    }
    let Some((earlier, later)) = double else {
        return;
    };
    let message = format!(
        "Attachment {} has two subnets in zone {}: {} and {}",
        facts.label(attachment.id),
        later.az,
        facts.label(earlier.id),
        facts.label(later.id)
    );
    let kept: Vec<String> = first.values().map(|subnet| subnet.id.to_string()).collect();
    out.report(attachment.id, "subnets", message)
        .related([earlier.id, later.id])
        .fix(
            "Keep one subnet in each zone",
            Applicability::Safe,
            vec![Command::set(attachment.id, "subnets", kept)],
        );
}

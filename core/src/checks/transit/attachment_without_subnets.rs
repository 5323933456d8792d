//! Check TGW105: a VPC attachment has no subnet.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{Id, Subnet, TgwAttachment, Vpc};

declare_check! {
    /// ## What it does
    /// Finds VPC attachments of transit gateways without a subnet.
    ///
    /// ## Why it matters
    /// AWS wants at least one subnet, and serves only the zones that have one.
    ///
    /// ## In production
    /// `create-transit-gateway-vpc-attachment` answers `MissingParameter`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// tgw hub
    ///   tgw-attachment prod-hub resource=prod
    ///   // ^ TGW105
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// tgw hub
    ///   tgw-attachment prod-hub resource=prod subnets=app-a
    /// ```
    ///
    /// ## Fix safety
    /// Safe: takes one subnet in each zone of the VPC. The gateway uses one address in each.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html>
    ATTACHMENT_WITHOUT_SUBNETS = "TGW105" "attachment-without-subnets" {
        summary: "a VPC attachment has no subnet",
        severity: Error,
        since: "0.1.0",
        run: Vpc(attachments_without_subnets),
    }
}

fn attachments_without_subnets(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    let attachments = facts.referrers::<TgwAttachment>(vpc.id);
    for attachment in attachments.filter(|attachment| attachment.resource == vpc.id.entity()) {
        attachment_without_subnets(facts, vpc, attachment, out);
    }
}

fn attachment_without_subnets(
    facts: &Facts,
    vpc: &Vpc,
    attachment: &TgwAttachment,
    out: &mut Findings,
) {
    if !attachment.subnets.is_empty() {
        return;
    }
    let message = format!(
        "Attachment {} of {} has no subnet",
        facts.label(attachment.id),
        facts.label(vpc.id)
    );
    let report = out
        .report(attachment.id, "subnets", message)
        .related([vpc.id]);
    let subnets = one_subnet_per_zone(facts, vpc);
    if !subnets.is_empty() {
        let subnets: Vec<String> = subnets.iter().map(ToString::to_string).collect();
        report.fix(
            "Take one subnet in each zone",
            Applicability::Safe,
            vec![Command::set(attachment.id, "subnets", subnets)],
        );
    }
}

/// The first subnet of each zone of a VPC, those named for transit first.
pub(in crate::checks) fn one_subnet_per_zone(facts: &Facts, vpc: &Vpc) -> Vec<Id<Subnet>> {
    let mut subnets: Vec<&Subnet> = facts.children(vpc.id).collect();
    let meant = |subnet: &Subnet| {
        let name = subnet.name.to_lowercase();
        name.contains("tgw") || name.contains("transit")
    };
    subnets.sort_by_key(|subnet| (subnet.az.clone(), !meant(subnet), subnet.id));
    subnets.dedup_by(|later, earlier| later.az == earlier.az);
    subnets.into_iter().map(|subnet| subnet.id).collect()
}

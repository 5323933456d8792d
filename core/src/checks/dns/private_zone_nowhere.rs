//! Check DNS121: a private zone that is associated with no VPC.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::HostedZone;

declare_check! {
    /// ## What it does
    /// Finds private zones without an associated VPC, and public zones that name VPCs.
    ///
    /// ## Why it matters
    /// A private zone answers only inside its VPCs; AWS makes none without a first VPC. A public zone has no VPCs.
    ///
    /// ## In production
    /// `create-hosted-zone` with `PrivateZone=true` and no VPC answers `InvalidInput`.
    ///
    /// ## Example
    /// ```notation
    /// hosted-zone internal domain=corp.example.com private=true
    /// // ^ DNS121
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16 dns_hostnames=true
    /// hosted-zone internal domain=corp.example.com private=true vpcs=app
    /// ```
    ///
    /// ## Fix safety
    /// Safe where a public zone names VPCs: they are dropped. A private zone is associated with the one VPC of the
    /// design, if there is one only.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-creating.html>
    /// - botocore 1.44.5, CreateHostedZone.VPC
    PRIVATE_ZONE_NOWHERE = "DNS121" "private-zone-nowhere" {
        summary: "a private zone that is associated with no VPC",
        severity: Error,
        since: "0.1.0",
        run: Row(HostedZone, private_zone_nowhere),
    }
}

fn private_zone_nowhere(facts: &Facts, zone: &HostedZone, out: &mut Findings) {
    let name = facts.label(zone.id);
    if zone.private && zone.vpcs.is_empty() {
        let message = format!(
            "Private zone {name} is associated with no VPC, so it can't be made and answers nobody"
        );
        out.report(zone.id, "vpcs", message);
    } else if !zone.private && !zone.vpcs.is_empty() {
        let message = format!("Zone {name} is public and can't be associated with VPCs");
        out.report(zone.id, "vpcs", message).fix(
            "Drop the VPCs",
            Applicability::Safe,
            vec![Command::set(zone.id, "vpcs", Vec::<String>::new())],
        );
    }
}

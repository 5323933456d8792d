//! Check TGW111: a hub and what is attached to it are in different regions.

use crate::analysis::Facts;
use crate::checks::{Findings, declare_check};
use crate::model::{Kind, TgwAttachment};

declare_check! {
    /// ## What it does
    /// Finds VPCs attached to a transit gateway of another region.
    ///
    /// ## Why it matters
    /// A transit gateway is regional. Networks of two regions meet over a peering of two gateways.
    ///
    /// ## In production
    /// `create-transit-gateway-vpc-attachment` answers `InvalidTransitGatewayID.NotFound`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod region=us-east-1 cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// tgw hub region=eu-west-1
    ///   tgw-attachment prod-hub resource=prod subnets=app-a
    ///   // ^ TGW111
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod region=us-east-1 cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// tgw hub region=us-east-1
    ///   tgw-attachment prod-hub resource=prod subnets=app-a
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: a hub in the region of the VPC, and a peering, are for a person to decide.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/tgw/what-is-transit-gateway.html>
    REGION_MISMATCH = "TGW111" "region-mismatch" {
        summary: "a transit gateway and what is attached to it are in different regions",
        severity: Error,
        since: "0.1.0",
        run: Row(TgwAttachment, region_mismatch),
    }
}

fn region_mismatch(facts: &Facts, attachment: &TgwAttachment, out: &mut Findings) {
    let regions = (
        facts.region_of(attachment.transit_gateway),
        facts.region_of(attachment.resource),
    );
    if attachment.resource.kind != Kind::Vpc || regions.0 == regions.1 {
        return;
    }
    let message = format!(
        "{} is in {} and {} in {}: a transit gateway takes VPCs of its own region",
        facts.label(attachment.resource),
        regions.1,
        facts.label(attachment.transit_gateway),
        regions.0
    );
    out.report(attachment.id, "resource", message)
        .related([attachment.resource]);
}

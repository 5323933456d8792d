//! Check ADR113: a region does not exist.

use crate::analysis::Facts;
use crate::aws::regions;
use crate::checks::{Findings, declare_check};
use crate::model::{TransitGateway, Vpc};

declare_check! {
    /// ## What it does
    /// Finds VPCs and transit gateways in a region that AWS does not have.
    ///
    /// ## Why it matters
    /// It is a typing error, or a region newer than the table of facts. Nothing can be made there, and nothing is
    /// known of its zones.
    ///
    /// ## In production
    /// The command line answers `Could not connect to the endpoint URL`. List regions with `aws ec2 describe-regions
    /// --all-regions --query 'Regions[].RegionName'`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod region=eu-vest-1 cidrs=10.0.0.0/16
    /// // ^ ADR113
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod region=eu-west-1 cidrs=10.0.0.0/16
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: which region is meant is for a person to say.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html>
    UNKNOWN_REGION = "ADR113" "unknown-region" {
        summary: "a region does not exist",
        severity: Error,
        since: "0.1.0",
        run: Design([TransitGateway, Vpc], unknown_region),
    }
}

fn unknown_region(facts: &Facts, out: &mut Findings) {
    let known: std::collections::BTreeSet<&str> =
        regions::all().iter().map(|region| region.name).collect();
    let vpcs = facts.all::<Vpc>().map(|vpc| (vpc.id.entity(), &vpc.region));
    let hubs = facts
        .all::<TransitGateway>()
        .map(|hub| (hub.id.entity(), &hub.region));
    for (id, region) in vpcs
        .chain(hubs)
        .filter(|(_, region)| !known.contains(region.as_str()))
    {
        let message = format!(
            "{} is in {region:?}, which is no region of AWS",
            facts.label(id)
        );
        out.report(id, "region", message);
    }
}

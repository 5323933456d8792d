//! Check ADR114: an availability zone does not exist.

use crate::analysis::Facts;
use crate::aws::regions;
use crate::checks::{Findings, declare_check};
use crate::model::{Subnet, Vpc};

declare_check! {
    /// ## What it does
    /// Finds subnets in an availability zone that their region does not have.
    ///
    /// ## Why it matters
    /// AWS refuses the subnet. Zones are named per account: a letter that one account has may be missing in another,
    /// so the check knows only the letters that exist at all.
    ///
    /// ## In production
    /// `create-subnet` answers `InvalidParameterValue: Value (…) for parameter availabilityZone is invalid`. List zones
    /// with `aws ec2 describe-availability-zones --query 'AvailabilityZones[].[ZoneName,ZoneId]'`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod region=eu-west-1 cidrs=10.0.0.0/16
    ///   subnet app-z az=z cidrs=10.0.1.0/24
    ///   // ^ ADR114
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod region=eu-west-1 cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: which zone is meant is for a person to say.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html>
    UNKNOWN_ZONE = "ADR114" "unknown-zone" {
        summary: "an availability zone does not exist",
        severity: Error,
        since: "0.1.0",
        run: Vpc(unknown_zone),
    }
}

fn unknown_zone(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    let mut subnets = facts.children::<Subnet>(vpc.id).peekable();
    if subnets.peek().is_none() {
        return;
    }
    let Some(region) = regions::find(&vpc.region).filter(|region| !region.zone_letters.is_empty())
    else {
        return;
    };
    for subnet in subnets {
        let mut letters = subnet.az.chars();
        let known = match (letters.next(), letters.next()) {
            (Some(letter), None) => region.zone_letters.contains(letter),
            // Local Zones and Wavelength Zones have longer names, which no table here knows.
            (Some(_), Some(_)) => true,
            (None, _) => false,
        };
        if !known {
            let message = format!(
                "Subnet {} is in zone {:?}; {} has {}",
                facts.label(subnet.id),
                subnet.az,
                vpc.region,
                region.zone_letters
            );
            out.report(subnet.id, "az", message);
        }
    }
}

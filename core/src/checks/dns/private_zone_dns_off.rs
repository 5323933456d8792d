//! Check DNS122: a private zone in a VPC whose DNS attributes are off.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::HostedZone;

declare_check! {
    /// ## What it does
    /// Finds private zones associated with VPCs that have DNS support or DNS hostnames off.
    ///
    /// ## Why it matters
    /// A private zone answers only where both attributes are on. Otherwise its names do not exist in that VPC, or
    /// lead to a public zone of the same name.
    ///
    /// ## In production
    /// `nslookup` of a name of the zone answers `NXDOMAIN` or a public address. `aws ec2 describe-vpc-attribute
    /// --vpc-id vpc-… --attribute enableDnsHostnames` says `false`.
    ///
    /// ## Example
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16 dns_hostnames=false
    /// hosted-zone internal domain=corp.example.com private=true vpcs=app
    /// // ^ DNS122
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16 dns_hostnames=true
    /// hosted-zone internal domain=corp.example.com private=true vpcs=app
    /// ```
    ///
    /// ## Fix safety
    /// Safe: turns both attributes on.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html>: both
    ///   attributes must be true
    PRIVATE_ZONE_DNS_OFF = "DNS122" "private-zone-dns-off" {
        summary: "a private zone in a VPC whose DNS attributes are off",
        severity: Error,
        since: "0.1.0",
        run: Row(HostedZone, private_zone_dns_off),
    }
}

fn private_zone_dns_off(facts: &Facts, zone: &HostedZone, out: &mut Findings) {
    if !zone.private {
        return;
    }
    for vpc in zone.vpcs.iter().filter_map(|id| facts.get(*id)) {
        let off = [
            ("dns_support", "DNS support", vpc.dns_support),
            ("dns_hostnames", "DNS hostnames", vpc.dns_hostnames),
        ];
        let off: Vec<_> = off.iter().filter(|(_, _, on)| !on).collect();
        if off.is_empty() {
            continue;
        }
        let words: Vec<_> = off.iter().map(|(_, word, _)| *word).collect();
        let message = format!(
            "Private zone {} does not answer in {}: {} is off there",
            facts.label(zone.id),
            facts.label(vpc.id),
            words.join(" and ")
        );
        let fix = off
            .iter()
            .map(|(field, _, _)| Command::set(vpc.id, field, true))
            .collect();
        out.report(zone.id, "vpcs", message).related([vpc.id]).fix(
            format!("Turn on {}", words.join(" and ")),
            Applicability::Safe,
            fix,
        );
    }
}

//! Check DNS123: private zones of one VPC that hide each other.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, Severity, declare_check};
use crate::edit::Command;
use crate::model::{DnsRecord, HostedZone, Vpc};
use crate::simulate::service_name::{is_within, normal};

declare_check! {
    /// ## What it does
    /// Finds private zones of the same name associated with one VPC, an error; and zones where one lies below the
    /// other, information: names below the inner zone are answered by it alone.
    ///
    /// ## Why it matters
    /// A VPC can have one zone of a name; AWS refuses the second association. With nested zones the most specific one
    /// answers, also with "no such name": records of the outer zone below the inner one are never seen.
    ///
    /// ## In production
    /// `associate-vpc-with-hosted-zone` answers `ConflictingDomainExists`. With nested zones, a name that is in the
    /// outer zone answers `NXDOMAIN`.
    ///
    /// ## Example
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16 dns_hostnames=true
    /// hosted-zone one domain=corp.example.com private=true vpcs=app
    /// hosted-zone two domain=corp.example.com private=true vpcs=app
    /// // ^ DNS123
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16 dns_hostnames=true
    /// hosted-zone one domain=corp.example.com private=true vpcs=app
    /// hosted-zone two domain=labs.example.com private=true vpcs=app
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: takes the VPC from the later zone, whose names then lead nowhere in it. No fix where that is the
    /// zone's only VPC.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html>:
    ///   overlapping namespaces
    PRIVATE_ZONES_OVERLAP = "DNS123" "private-zones-overlap" {
        summary: "private zones of one VPC that hide each other",
        severity: Error,
        since: "0.1.0",
        run: Vpc(private_zones_overlap),
    }
}

fn private_zones_overlap(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    let zones: Vec<&HostedZone> = facts
        .referrers::<HostedZone>(vpc.id)
        .filter(|zone| zone.private && !zone.domain.is_empty())
        .collect();
    for (index, later) in zones.iter().enumerate() {
        for first in zones.iter().take(index) {
            if normal(&first.domain) == normal(&later.domain) {
                let message = format!(
                    "{} already has private zone {} of {}",
                    facts.label(vpc.id),
                    facts.label(first.id),
                    first.domain
                );
                let rest: Vec<_> = later
                    .vpcs
                    .iter()
                    .filter(|id| **id != vpc.id)
                    .map(ToString::to_string)
                    .collect();
                let report = out
                    .report(later.id, "vpcs", message)
                    .related([first.id.entity(), vpc.id.entity()]);
                if !rest.is_empty() {
                    let fix = vec![Command::set(later.id, "vpcs", rest)];
                    report.fix(
                        format!("Take {} from this zone", facts.label(vpc.id)),
                        Applicability::Unsafe,
                        fix,
                    );
                }
                continue;
            }
            let pair = [(first, later), (later, first)];
            let Some((outer, inner)) = pair
                .iter()
                .find(|(outer, inner)| is_within(&inner.domain, &outer.domain))
            else {
                continue;
            };
            let hidden = facts
                .children::<DnsRecord>(outer.id)
                .find(|record| is_within(&record.record_name, &inner.domain));
            let (severity, message) = match hidden {
                Some(record) => (
                    Severity::Warning,
                    format!(
                        "In {}, private zone {} hides {} of zone {}",
                        facts.label(vpc.id),
                        inner.domain,
                        record.record_name,
                        outer.domain
                    ),
                ),
                None => (
                    Severity::Info,
                    format!(
                        "In {}, names below {} are answered by that zone alone, never by {}",
                        facts.label(vpc.id),
                        inner.domain,
                        outer.domain
                    ),
                ),
            };
            out.report(inner.id, "domain", message)
                .severity(severity)
                .related([outer.id.entity(), vpc.id.entity()]);
        }
    }
}

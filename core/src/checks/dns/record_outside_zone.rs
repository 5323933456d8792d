//! Check DNS124: a record whose name is not in its zone.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::DnsRecord;
use crate::simulate::service_name::is_within;

declare_check! {
    /// ## What it does
    /// Finds records whose name is neither that of their zone nor below it.
    ///
    /// ## Why it matters
    /// A zone holds its own names. AWS refuses the record. The usual cause is a short name: `www` where
    /// `www.example.com` is meant.
    ///
    /// ## In production
    /// `change-resource-record-sets` answers `InvalidChangeBatch: RRSet with DNS name www. is not permitted in zone
    /// example.com.`
    ///
    /// ## Example
    /// ```notation
    /// hosted-zone zone domain=shop.example.com
    ///   dns-record www record_name=www values=203.0.113.10 ttl_seconds=300
    ///   // ^ DNS124
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// hosted-zone zone domain=shop.example.com
    ///   dns-record www record_name=www.shop.example.com values=203.0.113.10 ttl_seconds=300
    /// ```
    ///
    /// ## Fix safety
    /// Safe: puts the zone's name behind the record's, where that makes a name.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-basic.html>
    /// - cfn-lint E3041
    RECORD_OUTSIDE_ZONE = "DNS124" "record-outside-zone" {
        summary: "a record whose name is not in its zone",
        severity: Error,
        since: "0.1.0",
        run: Row(DnsRecord, record_outside_zone),
    }
}

fn record_outside_zone(facts: &Facts, record: &DnsRecord, out: &mut Findings) {
    let Some(zone) = facts.get(record.zone) else {
        return;
    };
    if zone.domain.is_empty() || is_within(&record.record_name, &zone.domain) {
        return;
    }
    let own = record.record_name.trim_end_matches('.');
    let shown = if own.is_empty() {
        "A record without a name"
    } else {
        own
    };
    let message = format!("{shown} is not in zone {}", zone.domain);
    let report = out
        .report(record.id, "record_name", message)
        .related([zone.id]);
    // A name with dots may be of another zone: then putting ours behind it is a guess.
    if !own.contains('.') {
        let name = if own.is_empty() {
            zone.domain.clone()
        } else {
            format!("{own}.{}", zone.domain)
        };
        let fix = vec![Command::set(record.id, "record_name", name.as_str())];
        report.fix(format!("Name it {name}"), Applicability::Safe, fix);
    }
}

//! Check DNS113: a record without TTL or without values.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::DnsRecord;

declare_check! {
    /// ## What it does
    /// Finds records that are no alias and have no TTL, or no values.
    ///
    /// ## Why it matters
    /// A record that is no alias must say what it answers and how long resolvers may keep it. AWS refuses it
    /// otherwise.
    ///
    /// ## In production
    /// `change-resource-record-sets` answers `InvalidInput: … Missing field 'TTL'` or `'ResourceRecords'`.
    ///
    /// ## Example
    /// ```notation
    /// hosted-zone zone domain=shop.example.com
    ///   dns-record www record_name=www.shop.example.com values=203.0.113.10
    ///   // ^ DNS113
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// hosted-zone zone domain=shop.example.com
    ///   dns-record www record_name=www.shop.example.com values=203.0.113.10 ttl_seconds=300
    /// ```
    ///
    /// ## Fix safety
    /// Safe: a TTL of 300 seconds, or 60 where the record has a health check.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html>
    /// - botocore 1.44.5, ResourceRecordSet.TTL: 60 seconds or less with a health check
    TTL_MISSING = "DNS113" "ttl-missing" {
        summary: "a record without TTL or without values",
        severity: Error,
        since: "0.1.0",
        run: Row(DnsRecord, ttl_missing),
    }
}

fn ttl_missing(facts: &Facts, record: &DnsRecord, out: &mut Findings) {
    if record.alias.is_some() {
        return;
    }
    let name = facts.label(record.id);
    if record.values.is_empty() {
        out.report(
            record.id,
            "values",
            format!("Record {name} has no values and is no alias"),
        );
    }
    if record.ttl_seconds.is_none() {
        let ttl = if record.health_check.is_some() {
            60
        } else {
            300
        };
        out.report(
            record.id,
            "ttl_seconds",
            format!("Record {name} has no TTL"),
        )
        .fix(
            format!("{ttl} seconds"),
            Applicability::Safe,
            vec![Command::set(record.id, "ttl_seconds", ttl)],
        );
    }
}

//! Check DNS138: a record holds one value twice.

use std::collections::BTreeSet;

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::DnsRecord;

declare_check! {
    /// ## What it does
    /// Finds records that hold the same value more than once.
    ///
    /// ## Why it matters
    /// Route 53 refuses such a record, and with it every other change of the same batch.
    ///
    /// ## In production
    /// `aws route53 change-resource-record-sets` answers `InvalidChangeBatch: [Duplicate Resource Record: '192.0.2.1']`.
    ///
    /// ## Example
    /// ```notation
    /// hosted-zone z domain=example.com
    ///   dns-record record_name=www.example.com ttl_seconds=60 values=192.0.2.1,192.0.2.2,192.0.2.1
    ///   // ^ DNS138
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// hosted-zone z domain=example.com
    ///   dns-record record_name=www.example.com ttl_seconds=60 values=192.0.2.1,192.0.2.2
    /// ```
    ///
    /// ## Fix safety
    /// Safe: drops the later ones; answers stay the same.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html>: InvalidChangeBatch
    RECORD_VALUE_TWICE = "DNS138" "record-value-twice" {
        summary: "a record holds one value twice",
        severity: Error,
        since: "0.1.0",
        run: Row(DnsRecord, record_value_twice),
    }
}

fn record_value_twice(facts: &Facts, record: &DnsRecord, out: &mut Findings) {
    let mut seen = BTreeSet::new();
    let mut values = record.values.clone();
    values.retain(|value| seen.insert(value.clone()));
    if values.len() == record.values.len() {
        return;
    }
    let mut left = values.iter();
    let first_again = record
        .values
        .iter()
        .find(|value| left.next() != Some(*value))
        .map_or("", String::as_str);
    let message = format!("{} holds {first_again} twice", facts.label(record.id));
    let fix = vec![Command::set(record.id, "values", values.clone())];
    out.report(record.id, "values", message)
        .fix("Drop the later one", Applicability::Safe, fix);
}

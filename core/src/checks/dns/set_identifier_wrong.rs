//! Check DNS105: records of one group that can't be told apart.

use std::collections::BTreeMap;

use super::record_sets;
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{DnsRecord, HostedZone, RoutingPolicy};

declare_check! {
    /// ## What it does
    /// Finds records with a routing policy that have no set identifier or one that another record of their name and
    /// type has, and simple records that have one.
    ///
    /// ## Why it matters
    /// Route 53 tells the records of a group apart by their set identifiers alone. AWS refuses a missing or doubled
    /// one.
    ///
    /// ## In production
    /// `change-resource-record-sets` answers `InvalidChangeBatch: … is a duplicate` or `… missing field
    /// 'SetIdentifier'`.
    ///
    /// ## Example
    /// ```notation
    /// hosted-zone shop domain=shop.example.com
    ///   dns-record one record_name=www.shop.example.com ttl_seconds=60 values=203.0.113.10 policy=weighted weight=90 set_identifier=blue
    ///   dns-record two record_name=www.shop.example.com ttl_seconds=60 values=198.51.100.10 policy=weighted weight=10 set_identifier=blue
    ///   // ^ DNS105
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// hosted-zone shop domain=shop.example.com
    ///   dns-record one record_name=www.shop.example.com ttl_seconds=60 values=203.0.113.10 policy=weighted weight=90 set_identifier=blue
    ///   dns-record two record_name=www.shop.example.com ttl_seconds=60 values=198.51.100.10 policy=weighted weight=10 set_identifier=green
    /// ```
    ///
    /// ## Fix safety
    /// Safe: gives the record the first free identifier made of its policy and a number, or takes it from a simple
    /// record. Of a record that is deployed already, the export deletes the old one and creates the new one in one
    /// batch.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html>: SetIdentifier is 1 to
    ///   128 characters, unique within name and type
    SET_IDENTIFIER_WRONG = "DNS105" "set-identifier-wrong" {
        summary: "records of one group that can't be told apart",
        severity: Error,
        since: "0.1.0",
        run: Row(HostedZone, set_identifier_wrong),
    }
}

fn set_identifier_wrong(facts: &Facts, zone: &HostedZone, out: &mut Findings) {
    for set in record_sets(facts, zone) {
        let mut seen: BTreeMap<&str, &DnsRecord> = BTreeMap::new();
        for record in &set.records {
            let identifier = record.set_identifier.as_str();
            let label = set.label();
            if record.policy == RoutingPolicy::Simple {
                if !identifier.is_empty() {
                    let message = format!("{label} is a simple record and takes no set identifier");
                    let fix = vec![Command::set(record.id, "set_identifier", "")];
                    out.report(record.id, "set_identifier", message).fix(
                        "Drop the identifier",
                        Applicability::Safe,
                        fix,
                    );
                }
                continue;
            }
            let first = seen.get(identifier).copied();
            let message = if identifier.is_empty() {
                format!(
                    "A {} record of {label} has no set identifier",
                    record.policy
                )
            } else if identifier.chars().count() > 128 {
                format!("The set identifier of {label} has more than 128 characters")
            } else if let Some(first) = first {
                format!(
                    "Set identifier {identifier} of {label} is also that of {}",
                    facts.label(first.id)
                )
            } else {
                seen.insert(identifier, record);
                continue;
            };
            let taken = |candidate: &String| {
                set.records
                    .iter()
                    .any(|other| other.set_identifier == *candidate)
            };
            let free = (1..=set.records.len() + 1)
                .map(|number| format!("{}-{number}", record.policy))
                .find(|name| !taken(name));
            let report = out
                .report(record.id, "set_identifier", message)
                .related(first.map(|first| first.id));
            if let Some(free) = free {
                let fix = vec![Command::set(record.id, "set_identifier", free.as_str())];
                report.fix(format!("Call it {free}"), Applicability::Safe, fix);
            }
        }
    }
}

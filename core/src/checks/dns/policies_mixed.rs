//! Check DNS111: records of one name and type with different routing policies.

use std::collections::BTreeSet;

use super::record_sets;
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{HostedZone, RoutingPolicy};

declare_check! {
    /// ## What it does
    /// Finds records of one name and type that have different routing policies, and simple records that are not
    /// alone.
    ///
    /// ## Why it matters
    /// Records of a name and type form one group with one policy. AWS refuses a second policy, and a second simple
    /// record: several values of a simple record belong in one record. Policies are combined by alias records, level
    /// by level.
    ///
    /// ## In production
    /// `change-resource-record-sets` answers `InvalidChangeBatch: RRSet with DNS name … cannot be created because a
    /// non-simple/simple RRSet … already exists`.
    ///
    /// ## Example
    /// ```notation
    /// hosted-zone shop domain=shop.example.com
    ///   dns-record one record_name=www.shop.example.com ttl_seconds=60 values=203.0.113.10 policy=weighted weight=1 set_identifier=blue
    ///   dns-record two record_name=www.shop.example.com ttl_seconds=60 values=198.51.100.10
    ///   // ^ DNS111
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// hosted-zone shop domain=shop.example.com
    ///   dns-record one record_name=www.shop.example.com ttl_seconds=60 values=203.0.113.10 policy=weighted weight=1 set_identifier=blue
    ///   dns-record two record_name=www.shop.example.com ttl_seconds=60 values=198.51.100.10 policy=weighted weight=1 set_identifier=green
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe where all are simple and of one TTL: their values are put together in the first record. Otherwise no
    /// fix: which policy is meant, only its owner knows.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy.html>
    /// - botocore 1.44.5, ResourceRecordSet: one policy in a group
    POLICIES_MIXED = "DNS111" "policies-mixed" {
        summary: "records of one name and type with different routing policies",
        severity: Error,
        since: "0.1.0",
        run: Row(HostedZone, policies_mixed),
    }
}

fn policies_mixed(facts: &Facts, zone: &HostedZone, out: &mut Findings) {
    for set in record_sets(facts, zone) {
        let policies: BTreeSet<RoutingPolicy> =
            set.records.iter().map(|record| record.policy).collect();
        let [first, rest @ ..] = set.records.as_slice() else {
            continue;
        };
        let only_simple = policies
            .iter()
            .all(|policy| *policy == RoutingPolicy::Simple);
        if rest.is_empty() || policies.len() == 1 && !only_simple {
            continue;
        }
        if only_simple {
            let message = format!(
                "{} has {} simple records; several values belong in one record",
                set.label(),
                set.records.len()
            );
            let plain = set
                .records
                .iter()
                .all(|record| record.alias.is_none() && record.ttl_seconds == first.ttl_seconds);
            let report = out
                .report(
                    rest.last().map_or(first.id, |last| last.id),
                    "policy",
                    message,
                )
                .related([first.id]);
            if plain {
                let mut values: Vec<&String> = set
                    .records
                    .iter()
                    .flat_map(|record| &record.values)
                    .collect();
                values.sort();
                values.dedup();
                let values: Vec<_> = values.into_iter().map(String::as_str).collect();
                let others = rest.iter().map(|record| record.id.entity()).collect();
                let fix = vec![
                    Command::set(first.id, "values", values),
                    Command::Delete(others),
                ];
                report.fix("Put the values in one record", Applicability::Unsafe, fix);
            }
            continue;
        }
        let odd = rest
            .iter()
            .find(|record| record.policy != first.policy)
            .unwrap_or(first);
        let words: Vec<_> = policies.iter().map(|policy| policy.word()).collect();
        let message = format!(
            "{} mixes the policies {}; a name and type has one",
            set.label(),
            words.join(" and ")
        );
        let others = set
            .records
            .iter()
            .map(|record| record.id)
            .filter(|id| *id != odd.id);
        out.report(odd.id, "policy", message).related(others);
    }
}

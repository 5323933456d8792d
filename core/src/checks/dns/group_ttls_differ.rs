//! Check DNS110: a weighted group whose records have different TTLs.

use super::record_sets;
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{DnsRecord, HostedZone, RoutingPolicy};

declare_check! {
    /// ## What it does
    /// Finds weighted records of one name and type whose TTLs differ.
    ///
    /// ## Why it matters
    /// Route 53 asks for one TTL in a group. With different ones the record with the longer TTL stays longer with
    /// resolvers and takes more than its share, and a shift of weights is followed unevenly.
    ///
    /// ## In production
    /// Shares of traffic do not follow the weights. `dig` shows another TTL from answer to answer.
    ///
    /// ## Example
    /// ```notation
    /// hosted-zone shop domain=shop.example.com
    ///   dns-record one record_name=www.shop.example.com ttl_seconds=60 values=203.0.113.10 policy=weighted weight=90 set_identifier=blue
    ///   // ^ DNS110
    ///   dns-record two record_name=www.shop.example.com ttl_seconds=300 values=198.51.100.10 policy=weighted weight=10 set_identifier=green
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
    /// Safe: gives every record of the group the shortest TTL.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html>: all records of a
    ///   weighted group must have the same TTL
    GROUP_TTLS_DIFFER = "DNS110" "group-ttls-differ" {
        summary: "a weighted group whose records have different TTLs",
        severity: Warning,
        since: "0.1.0",
        run: Row(HostedZone, group_ttls_differ),
    }
}

fn group_ttls_differ(facts: &Facts, zone: &HostedZone, out: &mut Findings) {
    for set in record_sets(facts, zone) {
        let records = set.with(RoutingPolicy::Weighted);
        let with_ttl: Vec<(&DnsRecord, u32)> = records
            .iter()
            .filter_map(|record| Some((*record, record.ttl_seconds?)))
            .collect();
        let (Some(least), Some(most)) = (
            with_ttl.iter().map(|(_, ttl)| *ttl).min(),
            with_ttl.iter().map(|(_, ttl)| *ttl).max(),
        ) else {
            continue;
        };
        if least == most {
            continue;
        }
        let message = format!(
            "Weighted records of {} have TTLs from {least} to {most} seconds",
            set.label()
        );
        let longer = with_ttl.iter().filter(|(_, ttl)| *ttl != least);
        let fix = longer
            .map(|(record, _)| Command::set(record.id, "ttl_seconds", least))
            .collect();
        let [first, rest @ ..] = records.as_slice() else {
            continue;
        };
        out.report(first.id, "ttl_seconds", message)
            .related(rest.iter().map(|record| record.id))
            .fix(format!("{least} seconds for all"), Applicability::Safe, fix);
    }
}

//! Check DNS107: a latency record without a region, or two for one region.

use std::collections::BTreeMap;

use super::record_sets;
use crate::analysis::Facts;
use crate::aws::regions;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{DnsRecord, HostedZone, Id, RoutingPolicy};

declare_check! {
    /// ## What it does
    /// Finds latency records that name no region, one that Route 53 does not measure, or one that another record of
    /// their name and type names.
    ///
    /// ## Why it matters
    /// Route 53 has one latency record for a region. It refuses the second, and a region that it does not know.
    ///
    /// ## In production
    /// `change-resource-record-sets` answers `InvalidChangeBatch` and names the record that is there already.
    ///
    /// ## Example
    /// ```notation
    /// hosted-zone shop domain=shop.example.com
    ///   dns-record one record_name=www.shop.example.com ttl_seconds=60 values=203.0.113.10 policy=latency latency_region=eu-west-1 set_identifier=eu
    ///   dns-record two record_name=www.shop.example.com ttl_seconds=60 values=198.51.100.10 policy=latency latency_region=eu-west-1 set_identifier=us
    ///   // ^ DNS107
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// hosted-zone shop domain=shop.example.com
    ///   dns-record one record_name=www.shop.example.com ttl_seconds=60 values=203.0.113.10 policy=latency latency_region=eu-west-1 set_identifier=eu
    ///   dns-record two record_name=www.shop.example.com ttl_seconds=60 values=198.51.100.10 policy=latency latency_region=us-east-1 set_identifier=us
    /// ```
    ///
    /// ## Fix safety
    /// Safe where the record is an alias to something with a region that no other record of the group names: it takes
    /// that region. Otherwise the owner must say which region is meant.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-latency.html>
    /// - botocore 1.44.5, ResourceRecordSetRegion: the regions
    LATENCY_REGION_WRONG = "DNS107" "latency-region-wrong" {
        summary: "a latency record without a region, or two for one region",
        severity: Error,
        since: "0.1.0",
        run: Design([ApiGateway, DnsRecord, HostedZone, LoadBalancer, Vpc, VpcEndpoint], latency_region_wrong),
    }
}

fn latency_region_wrong(facts: &Facts, out: &mut Findings) {
    for set in facts
        .all::<HostedZone>()
        .flat_map(|zone| record_sets(facts, zone))
    {
        let mut seen: BTreeMap<&str, Id<DnsRecord>> = BTreeMap::new();
        let records = set.with(RoutingPolicy::Latency);
        for record in &records {
            let region = record.latency_region.as_str();
            let first = seen.get(region).copied();
            let message = if region.is_empty() {
                format!(
                    "Latency record {} of {} names no region",
                    facts.label(record.id),
                    set.label()
                )
            } else if !regions::find(region).is_some_and(|region| region.takes_latency_records) {
                format!("Route 53 has no latency records for {region}")
            } else if let Some(first) = first {
                format!(
                    "{} already has latency record {} for {region}",
                    set.label(),
                    facts.label(first)
                )
            } else {
                seen.insert(region, record.id);
                continue;
            };
            let report = out
                .report(record.id, "latency_region", message)
                .related(first);
            let own = record
                .alias
                .map(|target| facts.region_of(target))
                .unwrap_or_default();
            let free = !own.is_empty() && records.iter().all(|other| other.latency_region != own);
            if free {
                let fix = vec![Command::set(record.id, "latency_region", own.as_str())];
                report.fix(
                    format!("Name {own}, the region of its target"),
                    Applicability::Safe,
                    fix,
                );
            }
        }
    }
}

//! Check DNS119: a geoproximity record that Route 53 refuses.

use std::collections::BTreeMap;

use super::record_sets;
use crate::analysis::Facts;
use crate::aws::regions;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{DnsRecord, HostedZone, Id, RoutingPolicy};

declare_check! {
    /// ## What it does
    /// Finds geoproximity records that name no region, one that does not exist, a bias outside -99 to 99, a region
    /// that another record of the group names, and groups of more than 30 records.
    ///
    /// ## Why it matters
    /// A geoproximity record needs a place to be near. AWS refuses the rest.
    ///
    /// ## In production
    /// `change-resource-record-sets` answers `InvalidInput` for `GeoProximityLocation`.
    ///
    /// ## Example
    /// ```notation
    /// hosted-zone zone domain=shop.example.com
    ///   dns-record one record_name=www.shop.example.com ttl_seconds=60 values=203.0.113.10 policy=geoproximity set_identifier=eu
    ///   // ^ DNS119
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// hosted-zone zone domain=shop.example.com
    ///   dns-record one record_name=www.shop.example.com ttl_seconds=60 values=203.0.113.10 policy=geoproximity geoproximity_region=eu-west-1 set_identifier=eu
    /// ```
    ///
    /// ## Fix safety
    /// Safe where the record is an alias to something with a region: it takes that region; and where the bias is
    /// brought to its bound. Otherwise the owner must say which region is meant.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-geoproximity.html>
    /// - botocore 1.44.5, GeoProximityLocation: bias -99 to 99
    GEOPROXIMITY_WRONG = "DNS119" "geoproximity-wrong" {
        summary: "a geoproximity record that Route 53 refuses",
        severity: Error,
        since: "0.1.0",
        run: Design([ApiGateway, DnsRecord, HostedZone, LoadBalancer, Vpc, VpcEndpoint], geoproximity_wrong),
    }
}

/// Source: <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html>
const MOST_RECORDS: usize = 30;

fn geoproximity_wrong(facts: &Facts, out: &mut Findings) {
    for set in facts
        .all::<HostedZone>()
        .flat_map(|zone| record_sets(facts, zone))
    {
        let records = set.with(RoutingPolicy::Geoproximity);
        let mut seen: BTreeMap<&str, Id<DnsRecord>> = BTreeMap::new();
        for record in &records {
            if !(-99..=99).contains(&record.geoproximity_bias) {
                let bias = record.geoproximity_bias.clamp(-99, 99);
                let message = format!(
                    "Bias {} of {} is outside -99 to 99",
                    record.geoproximity_bias,
                    set.label()
                );
                let fix = vec![Command::set(record.id, "geoproximity_bias", bias)];
                out.report(record.id, "geoproximity_bias", message).fix(
                    format!("Bias {bias}"),
                    Applicability::Safe,
                    fix,
                );
            }
            let region = record.geoproximity_region.as_str();
            let earlier = seen.get(region).copied();
            let message = if region.is_empty() {
                format!(
                    "Geoproximity record {} of {} names no region",
                    facts.label(record.id),
                    set.label()
                )
            } else if regions::find(region).is_none() {
                format!(
                    "Geoproximity region {region} of {} does not exist",
                    set.label()
                )
            } else if let Some(earlier) = earlier {
                format!(
                    "{} already has geoproximity record {} near {region}",
                    set.label(),
                    facts.label(earlier)
                )
            } else {
                seen.insert(region, record.id);
                continue;
            };
            let own = record
                .alias
                .map(|target| facts.region_of(target))
                .unwrap_or_default();
            let report = out
                .report(record.id, "geoproximity_region", message)
                .related(earlier);
            if !own.is_empty() && records.iter().all(|other| other.geoproximity_region != own) {
                let fix = vec![Command::set(record.id, "geoproximity_region", own.as_str())];
                report.fix(
                    format!("Near {own}, the region of its target"),
                    Applicability::Safe,
                    fix,
                );
            }
        }
        if let (Some(first), true) = (records.first(), records.len() > MOST_RECORDS) {
            let message = format!(
                "{} has {} geoproximity records, {MOST_RECORDS} are allowed",
                set.label(),
                records.len()
            );
            out.report(first.id, "policy", message);
        }
    }
}

//! Check DNS134: an IP-based record without a place in its collection.

use std::collections::{BTreeMap, BTreeSet};

use super::record_sets;
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, Severity, declare_check};
use crate::edit::Command;
use crate::model::{DnsRecord, HostedZone, Id, RoutingPolicy};

declare_check! {
    /// ## What it does
    /// Finds IP-based records that name no CIDR collection or no location, two for one location, and, as a warning,
    /// groups without a default location (`*`).
    ///
    /// ## Why it matters
    /// An IP-based record answers clients whose address is in a location of a collection. Clients that are in none
    /// get an answer only where a default location is there.
    ///
    /// ## In production
    /// `change-resource-record-sets` answers `InvalidInput` for `CidrRoutingConfig`; clients outside every location
    /// get an empty answer.
    ///
    /// ## Example
    /// ```notation
    /// hosted-zone zone domain=shop.example.com
    ///   dns-record one record_name=www.shop.example.com ttl_seconds=60 values=203.0.113.10 policy=ip-based cidr_collection=isps set_identifier=one
    ///   // ^ DNS134
    ///   dns-record rest record_name=www.shop.example.com ttl_seconds=60 values=198.51.100.10 policy=ip-based cidr_collection=isps cidr_location=* set_identifier=rest
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// hosted-zone zone domain=shop.example.com
    ///   dns-record one record_name=www.shop.example.com ttl_seconds=60 values=203.0.113.10 policy=ip-based cidr_collection=isps cidr_location=fibre set_identifier=one
    ///   dns-record rest record_name=www.shop.example.com ttl_seconds=60 values=198.51.100.10 policy=ip-based cidr_collection=isps cidr_location=* set_identifier=rest
    /// ```
    ///
    /// ## Fix safety
    /// Safe where the collection is missing and the other records of the group all name the same: it names it too.
    /// Locations must be given by the owner.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-ipbased.html>
    /// - botocore 1.44.5, CidrRoutingConfig
    IP_BASED_LOCATION_MISSING = "DNS134" "ip-based-location-missing" {
        summary: "an IP-based record without a place in its collection",
        severity: Error,
        since: "0.1.0",
        run: Row(HostedZone, ip_based_location_missing),
    }
}

fn ip_based_location_missing(facts: &Facts, zone: &HostedZone, out: &mut Findings) {
    for set in record_sets(facts, zone) {
        let records = set.with(RoutingPolicy::IpBased);
        let Some(first) = records.first() else {
            continue;
        };
        let label = set.label();
        let mut seen: BTreeMap<&str, Id<DnsRecord>> = BTreeMap::new();
        for record in &records {
            if record.cidr_collection.is_empty() {
                let report = out.report(
                    record.id,
                    "cidr_collection",
                    format!("An IP-based record of {label} names no CIDR collection"),
                );
                let named: BTreeSet<&str> = records
                    .iter()
                    .map(|other| other.cidr_collection.as_str())
                    .filter(|name| !name.is_empty())
                    .collect();
                if let [name] = named.iter().copied().collect::<Vec<_>>()[..] {
                    let fix = vec![Command::set(record.id, "cidr_collection", name)];
                    report.fix(format!("Name {name}"), Applicability::Safe, fix);
                }
            }
            let location = record.cidr_location.as_str();
            if location.is_empty() {
                out.report(
                    record.id,
                    "cidr_location",
                    format!("An IP-based record of {label} names no location"),
                );
            } else if let Some(earlier) = seen.insert(location, record.id) {
                let message = format!(
                    "{label} already has record {} for location {location}",
                    facts.label(earlier)
                );
                out.report(record.id, "cidr_location", message)
                    .related([earlier]);
            }
        }
        if !seen.contains_key("*") {
            let message = format!(
                "{label} has no default location, so clients outside every location get no answer"
            );
            out.report(first.id, "cidr_location", message)
                .severity(Severity::Warning)
                .related(records.iter().skip(1).map(|record| record.id));
        }
    }
}

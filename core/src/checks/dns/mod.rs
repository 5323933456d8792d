//! Route 53: record sets, failover, zones, health checks, Resolver.

mod alias_target_wrong;
mod alias_with_ttl;
mod circle;
mod cname_at_apex;
mod cname_beside_others;
mod failover_pair_broken;
mod failover_primary_unchecked;
mod geolocation_incomplete;
mod geoproximity_wrong;
mod group_ttls_differ;
mod health_check_incomplete;
mod health_check_interval;
mod health_check_shallow;
mod health_check_unreachable;
mod health_checkers_shut_out;
mod ip_based_location_missing;
mod latency_region_wrong;
mod multivalue_alias;
mod policies_mixed;
mod private_zone_bypassed;
mod private_zone_dns_off;
mod private_zone_nowhere;
mod private_zones_overlap;
mod record_outside_zone;
mod record_set_over_quota;
mod record_value_twice;
mod record_value_wrong;
mod resolver_endpoint_addresses;
mod resolver_endpoint_shut;
mod resolver_rule_incomplete;
mod set_identifier_wrong;
mod ttl_missing;
mod ttl_slows_failover;
mod weight_missing;
mod weights_all_zero;
mod wildcard_misplaced;
mod zones_over_quota;

use super::Family;
use crate::analysis::Facts;
use crate::model::{DnsRecord, HostedZone, RecordType, RoutingPolicy};
use crate::simulate::service_name::normal;
use std::collections::BTreeMap;

pub(super) const FAMILY: Family = Family {
    prefix: "DNS",
    title: "Route 53",
    folder: "dns",
    checks: &[
        &failover_primary_unchecked::FAILOVER_PRIMARY_UNCHECKED,
        &health_check_shallow::HEALTH_CHECK_SHALLOW,
        &health_checkers_shut_out::HEALTH_CHECKERS_SHUT_OUT,
        &failover_pair_broken::FAILOVER_PAIR_BROKEN,
        &set_identifier_wrong::SET_IDENTIFIER_WRONG,
        &latency_region_wrong::LATENCY_REGION_WRONG,
        &weight_missing::WEIGHT_MISSING,
        &weights_all_zero::WEIGHTS_ALL_ZERO,
        &group_ttls_differ::GROUP_TTLS_DIFFER,
        &policies_mixed::POLICIES_MIXED,
        &alias_with_ttl::ALIAS_WITH_TTL,
        &ttl_missing::TTL_MISSING,
        &cname_at_apex::CNAME_AT_APEX,
        &cname_beside_others::CNAME_BESIDE_OTHERS,
        &alias_target_wrong::ALIAS_TARGET_WRONG,
        &geolocation_incomplete::GEOLOCATION_INCOMPLETE,
        &geoproximity_wrong::GEOPROXIMITY_WRONG,
        &multivalue_alias::MULTIVALUE_ALIAS,
        &private_zone_nowhere::PRIVATE_ZONE_NOWHERE,
        &private_zone_dns_off::PRIVATE_ZONE_DNS_OFF,
        &private_zones_overlap::PRIVATE_ZONES_OVERLAP,
        &record_outside_zone::RECORD_OUTSIDE_ZONE,
        &record_value_wrong::RECORD_VALUE_WRONG,
        &ttl_slows_failover::TTL_SLOWS_FAILOVER,
        &health_check_unreachable::HEALTH_CHECK_UNREACHABLE,
        &health_check_incomplete::HEALTH_CHECK_INCOMPLETE,
        &health_check_interval::HEALTH_CHECK_INTERVAL,
        &resolver_endpoint_addresses::RESOLVER_ENDPOINT_ADDRESSES,
        &resolver_endpoint_shut::RESOLVER_ENDPOINT_SHUT,
        &resolver_rule_incomplete::RESOLVER_RULE_INCOMPLETE,
        &private_zone_bypassed::PRIVATE_ZONE_BYPASSED,
        &ip_based_location_missing::IP_BASED_LOCATION_MISSING,
        &zones_over_quota::ZONES_OVER_QUOTA,
        &record_set_over_quota::RECORD_SET_OVER_QUOTA,
        &wildcard_misplaced::WILDCARD_MISPLACED,
        &record_value_twice::RECORD_VALUE_TWICE,
        &circle::CIRCLE,
    ],
};

/// The records of one name and type: what Route 53 answers a question from.
struct RecordSet<'f> {
    name: String,
    record_type: RecordType,
    /// By number.
    records: Vec<&'f DnsRecord>,
}

/// The record sets of a zone, by name and type.
fn record_sets<'f>(facts: &'f Facts, zone: &HostedZone) -> Vec<RecordSet<'f>> {
    let mut sets: BTreeMap<(String, RecordType), Vec<&'f DnsRecord>> = BTreeMap::new();
    for record in facts.children::<DnsRecord>(zone.id) {
        sets.entry((normal(&record.record_name), record.record_type))
            .or_default()
            .push(record);
    }
    let set = |((name, record_type), records)| RecordSet {
        name,
        record_type,
        records,
    };
    sets.into_iter().map(set).collect()
}

impl<'f> RecordSet<'f> {
    /// `api.example.com A`.
    fn label(&self) -> String {
        format!("{} {}", self.name, self.record_type)
    }

    /// Records with this policy.
    fn with(&self, policy: RoutingPolicy) -> Vec<&'f DnsRecord> {
        self.records
            .iter()
            .filter(|record| record.policy == policy)
            .copied()
            .collect()
    }
}

/// How a message tells a record from the others of its set.
fn told_apart(facts: &Facts, record: &DnsRecord) -> String {
    if record.set_identifier.is_empty() {
        facts.label(record.id)
    } else {
        record.set_identifier.clone()
    }
}

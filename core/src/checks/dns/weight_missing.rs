//! Check DNS108: a weighted record without a weight.

use super::record_sets;
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{HostedZone, RoutingPolicy};

declare_check! {
    /// ## What it does
    /// Finds weighted records that have no weight.
    ///
    /// ## Why it matters
    /// A weighted record must say its share, 0 to 255. AWS refuses the record.
    ///
    /// ## In production
    /// `change-resource-record-sets` answers `InvalidInput` for the record.
    ///
    /// ## Example
    /// ```notation
    /// hosted-zone shop domain=shop.example.com
    ///   dns-record one record_name=www.shop.example.com ttl_seconds=60 values=203.0.113.10 policy=weighted weight=90 set_identifier=blue
    ///   dns-record two record_name=www.shop.example.com ttl_seconds=60 values=198.51.100.10 policy=weighted set_identifier=green
    ///   // ^ DNS108
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
    /// Safe: weight 0, which gives the record no traffic until someone says its share.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-weighted.html>
    /// - botocore 1.44.5, ResourceRecordSetWeight: 0 to 255
    WEIGHT_MISSING = "DNS108" "weight-missing" {
        summary: "a weighted record without a weight",
        severity: Error,
        since: "0.1.0",
        run: Row(HostedZone, weight_missing),
    }
}

fn weight_missing(facts: &Facts, zone: &HostedZone, out: &mut Findings) {
    for set in record_sets(facts, zone) {
        for record in set.with(RoutingPolicy::Weighted) {
            let message = match record.weight {
                None => format!(
                    "Weighted record {} of {} has no weight",
                    facts.label(record.id),
                    set.label()
                ),
                Some(weight) if weight > 255 => {
                    format!("Weight {weight} of {} is over 255", set.label())
                }
                Some(_) => continue,
            };
            let weight = if record.weight.is_some() { 255 } else { 0 };
            out.report(record.id, "weight", message).fix(
                format!("Weight {weight}"),
                Applicability::Safe,
                vec![Command::set(record.id, "weight", weight)],
            );
        }
    }
}

//! Check DNS109: a weighted group in which every weight is zero.

use super::record_sets;
use crate::analysis::Facts;
use crate::checks::{Findings, declare_check};
use crate::model::{HostedZone, RoutingPolicy};

declare_check! {
    /// ## What it does
    /// Finds weighted records of one name and type that all have weight 0.
    ///
    /// ## Why it matters
    /// A weight of 0 takes a record out of service, but only while some other record has more. Where all are 0, Route
    /// 53 answers with all of them alike: what looks switched off is on.
    ///
    /// ## In production
    /// `dig` answers with addresses whose weight is 0, in equal shares.
    ///
    /// ## Example
    /// ```notation
    /// hosted-zone shop domain=shop.example.com
    ///   dns-record one record_name=www.shop.example.com ttl_seconds=60 values=203.0.113.10 policy=weighted weight=0 set_identifier=blue
    ///   // ^ DNS109
    ///   dns-record two record_name=www.shop.example.com ttl_seconds=60 values=198.51.100.10 policy=weighted weight=0 set_identifier=green
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// hosted-zone shop domain=shop.example.com
    ///   dns-record one record_name=www.shop.example.com ttl_seconds=60 values=203.0.113.10 policy=weighted weight=1 set_identifier=blue
    ///   dns-record two record_name=www.shop.example.com ttl_seconds=60 values=198.51.100.10 policy=weighted weight=0 set_identifier=green
    /// ```
    ///
    /// ## Fix safety
    /// No fix: which record should answer is the owner's decision. Weight 1 on each says what happens today.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-weighted.html>: if all weights are
    ///   0, traffic goes to all records alike
    WEIGHTS_ALL_ZERO = "DNS109" "weights-all-zero" {
        summary: "a weighted group in which every weight is zero",
        severity: Warning,
        since: "0.1.0",
        run: Row(HostedZone, weights_all_zero),
    }
}

fn weights_all_zero(facts: &Facts, zone: &HostedZone, out: &mut Findings) {
    for set in record_sets(facts, zone) {
        let records = set.with(RoutingPolicy::Weighted);
        let [first, rest @ ..] = records.as_slice() else {
            continue;
        };
        if records.iter().any(|record| record.weight != Some(0)) {
            continue;
        }
        let message = format!(
            "Every weight of {} is 0, so all {} records answer alike",
            set.label(),
            records.len()
        );
        out.report(first.id, "weight", message)
            .related(rest.iter().map(|record| record.id));
    }
}

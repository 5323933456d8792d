//! Check DNS104: a failover group that is not one primary and one secondary.

use super::record_sets;
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{FailoverRole, HostedZone, RoutingPolicy};

declare_check! {
    /// ## What it does
    /// Finds failover records of one name and type that are not exactly one PRIMARY and one SECONDARY.
    ///
    /// ## Why it matters
    /// With two of a kind AWS refuses the batch. With one missing there is nothing to fail over to, or nothing to
    /// fail over from.
    ///
    /// ## In production
    /// `change-resource-record-sets` answers `InvalidChangeBatch`. A primary alone answers even when it is unhealthy.
    ///
    /// ## Example
    /// ```notation
    /// health-check deep check_type=HTTPS domain_name=origin.example.com port=443 path=/health/deep
    /// hosted-zone shop domain=shop.example.com
    ///   dns-record primary record_name=www.shop.example.com ttl_seconds=60 values=203.0.113.10 policy=failover failover=PRIMARY set_identifier=primary health_check=deep
    ///   // ^ DNS104
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// health-check deep check_type=HTTPS domain_name=origin.example.com port=443 path=/health/deep
    /// hosted-zone shop domain=shop.example.com
    ///   dns-record primary record_name=www.shop.example.com ttl_seconds=60 values=203.0.113.10 policy=failover failover=PRIMARY set_identifier=primary health_check=deep
    ///   dns-record secondary record_name=www.shop.example.com ttl_seconds=60 values=198.51.100.10 policy=failover failover=SECONDARY set_identifier=secondary
    /// ```
    ///
    /// ## Fix safety
    /// Safe where a record of a pair has no role and the other has one: it gets the other role. Otherwise no fix:
    /// which address is the second one, only its owner knows.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-failover.html>
    /// - botocore 1.44.5, ResourceRecordSet.Failover
    FAILOVER_PAIR_BROKEN = "DNS104" "failover-pair-broken" {
        summary: "a failover group that is not one primary and one secondary",
        severity: Error,
        since: "0.1.0",
        run: Row(HostedZone, failover_pair_broken),
    }
}

fn failover_pair_broken(facts: &Facts, zone: &HostedZone, out: &mut Findings) {
    for set in record_sets(facts, zone) {
        let records = set.with(RoutingPolicy::Failover);
        let Some(first) = records.first() else {
            continue;
        };
        let count = |role| {
            records
                .iter()
                .filter(|record| record.failover == role)
                .count()
        };
        let primaries = count(Some(FailoverRole::Primary));
        let secondaries = count(Some(FailoverRole::Secondary));
        let roleless: Vec<_> = records
            .iter()
            .filter(|record| record.failover.is_none())
            .collect();
        if (primaries, secondaries, roleless.len()) == (1, 1, 0) {
            continue;
        }
        let message = format!(
            "{} needs one PRIMARY and one SECONDARY failover record, found {primaries} and {secondaries}{}",
            set.label(),
            if roleless.is_empty() {
                String::new()
            } else {
                format!(", and {} without a role", roleless.len())
            }
        );
        let subject = roleless.first().map_or(first.id, |record| record.id);
        let others = records
            .iter()
            .map(|record| record.id)
            .filter(|id| *id != subject);
        let report = out.report(subject, "failover", message).related(others);
        let role = match (primaries, secondaries, roleless.len()) {
            (1, 0, 1) => FailoverRole::Secondary,
            (0, 1, 1) => FailoverRole::Primary,
            _ => continue,
        };
        let fix = vec![Command::set(subject, "failover", role.word())];
        report.fix(format!("Make it the {role}"), Applicability::Safe, fix);
    }
}

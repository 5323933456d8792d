//! Check DNS126: a TTL that resolvers keep longer than a failover takes.

use crate::analysis::Facts;
use crate::aws::health_checkers::ADVISED_MOST_TTL_SECONDS;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{DnsRecord, RoutingPolicy};

declare_check! {
    /// ## What it does
    /// Finds records with a health check, or in a failover group, whose TTL is over 60 seconds.
    ///
    /// ## Why it matters
    /// Resolvers keep the old answer for the TTL, whatever Route 53 says by then. Detection takes three failures at
    /// 30 seconds (90 seconds), or at 10 (30 seconds); with a TTL of an hour the failover takes an hour.
    ///
    /// ## In production
    /// Route 53 answers with the secondary, and users still reach the primary: `dig` at their resolver shows the old
    /// address with the rest of its TTL.
    ///
    /// ## Example
    /// ```notation
    /// health-check deep check_type=HTTPS domain_name=origin.example.com port=443 path=/health/deep
    /// hosted-zone shop domain=shop.example.com
    ///   dns-record primary record_name=www.shop.example.com ttl_seconds=3600 values=203.0.113.10 policy=failover failover=PRIMARY set_identifier=primary health_check=deep
    ///   // ^ DNS126
    ///   dns-record secondary record_name=www.shop.example.com ttl_seconds=60 values=198.51.100.10 policy=failover failover=SECONDARY set_identifier=secondary
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
    /// Safe: 60 seconds. Resolvers ask more often, which bills more queries.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html>: 60 seconds or less
    ///   with a health check
    /// - Trusted Advisor, high TTL resource record sets,
    ///   <https://docs.aws.amazon.com/awssupport/latest/user/fault-tolerance-checks.html>
    TTL_SLOWS_FAILOVER = "DNS126" "ttl-slows-failover" {
        summary: "a TTL that resolvers keep longer than a failover takes",
        severity: Warning,
        since: "0.1.0",
        run: Row(DnsRecord, ttl_slows_failover),
    }
}

fn ttl_slows_failover(_: &Facts, record: &DnsRecord, out: &mut Findings) {
    let most = ADVISED_MOST_TTL_SECONDS.value;
    let Some(ttl) = record.ttl_seconds.filter(|ttl| *ttl > most) else {
        return;
    };
    if record.health_check.is_none() && record.policy != RoutingPolicy::Failover {
        return;
    }
    let name = record.record_name.trim_end_matches('.');
    let message = format!(
        "Resolvers keep {name} for {ttl} seconds after its health check fails; {most} or less is advised"
    );
    let fix = vec![Command::set(record.id, "ttl_seconds", most)];
    out.report(record.id, "ttl_seconds", message)
        .related(record.health_check)
        .fix(format!("{most} seconds"), Applicability::Safe, fix);
}

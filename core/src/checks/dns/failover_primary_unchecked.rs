//! Check DNS101: a failover primary whose health nobody checks.

use std::net::IpAddr;

use super::{record_sets, told_apart};
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::{Command, Mint};
use crate::model::{
    Distribution, DnsRecord, FailoverRole, HealthCheck, HostedZone, Id, Kind, RecordKind,
    RoutingPolicy,
};

declare_check! {
    /// ## What it does
    /// Finds PRIMARY failover records that Route 53 always takes for healthy: no health check, and no alias whose
    /// target's health is evaluated. An alias to CloudFront never has its target's health evaluated. An alias to
    /// another record counts only as far as that record is checked.
    ///
    /// ## Why it matters
    /// Route 53 fails over when the primary is unhealthy, and a record without a check is never unhealthy. The
    /// secondary is paid for and never answers.
    ///
    /// ## In production
    /// The primary site is down and `dig` still answers with its address. `aws route53 list-resource-record-sets
    /// --hosted-zone-id Z…` shows the PRIMARY record without `HealthCheckId` and with `EvaluateTargetHealth` false.
    ///
    /// ## Example
    /// ```notation
    /// hosted-zone shop domain=shop.example.com
    ///   dns-record primary record_name=www.shop.example.com ttl_seconds=60 values=203.0.113.10 policy=failover failover=PRIMARY set_identifier=primary
    ///   // ^ DNS101
    ///   dns-record secondary record_name=www.shop.example.com ttl_seconds=60 values=198.51.100.10 policy=failover failover=SECONDARY set_identifier=secondary
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// health-check deep check_type=HTTPS ip_address=203.0.113.10 domain_name=www.shop.example.com port=443 path=/health/deep
    /// hosted-zone shop domain=shop.example.com
    ///   dns-record primary record_name=www.shop.example.com ttl_seconds=60 values=203.0.113.10 policy=failover failover=PRIMARY set_identifier=primary health_check=deep
    ///   dns-record secondary record_name=www.shop.example.com ttl_seconds=60 values=198.51.100.10 policy=failover failover=SECONDARY set_identifier=secondary
    /// ```
    ///
    /// ## Fix safety
    /// Safe where it turns on the evaluation of the alias target. Unsafe where it adds a health check on
    /// `/health/deep`: if the application does not serve that path, the primary becomes unhealthy and traffic moves
    /// to the secondary.
    ///
    /// ## Evidence
    /// -
    ///   <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html>:
    ///   a record without a health check is always healthy
    /// - <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-failover-alias.html>:
    ///   evaluation can't be on for CloudFront
    FAILOVER_PRIMARY_UNCHECKED = "DNS101" "failover-primary-unchecked" {
        summary: "a failover primary whose health nobody checks",
        severity: Error,
        since: "0.1.0",
        run: Design([Distribution, DnsRecord, HealthCheck, HostedZone], failover_primary_unchecked),
    }
}

fn failover_primary_unchecked(facts: &Facts, out: &mut Findings) {
    for zone in facts.all::<HostedZone>() {
        for set in record_sets(facts, zone) {
            let primaries = set.with(RoutingPolicy::Failover).into_iter();
            for record in primaries.filter(|it| it.failover == Some(FailoverRole::Primary)) {
                judge(facts, zone, record, &set.label(), out);
            }
        }
    }
}

fn judge(facts: &Facts, zone: &HostedZone, record: &DnsRecord, set: &str, out: &mut Findings) {
    if record.health_check.is_some() {
        return;
    }
    let who = told_apart(facts, record);
    let Some(target) = record.alias else {
        let message = format!(
            "Primary {who} of {set} has no health check, so it is always healthy and the failover never fires"
        );
        let report = out.report(record.id, "health_check", message);
        let addresses: Vec<IpAddr> = record
            .values
            .iter()
            .filter_map(|value| value.parse().ok())
            .collect();
        if let [address] = addresses[..]
            && !zone.private
            && !super::health_check_unreachable::is_special(address)
        {
            let mut check = HealthCheck::new(Mint::after(facts.design()).id());
            (check.ip_address, check.port) = (Some(address), Some(443));
            record
                .record_name
                .trim_end_matches('.')
                .clone_into(&mut check.domain_name);
            let fix = checked_by(record, check, &who);
            report.fix(
                "Check /health/deep of the primary",
                Applicability::Unsafe,
                fix,
            );
        }
        return;
    };
    if target.kind == Kind::Distribution {
        let message = format!(
            "Primary {who} of {set} is an alias to CloudFront, whose health Route 53 never evaluates; it needs a health check of its own"
        );
        let report = out
            .report(record.id, "health_check", message)
            .related([target]);
        // The distribution's own name: that of the record would be answered by the secondary after a failover.
        let name = facts
            .as_kind::<Distribution>(target)
            .map_or("", |distribution| distribution.domain_name.as_str());
        if name.is_empty() {
            report.detail("A fix needs the domain name that CloudFront gave the distribution");
        } else {
            let mut check = HealthCheck::new(Mint::after(facts.design()).id());
            (check.port, check.domain_name) = (Some(443), name.to_owned());
            let fix = checked_by(record, check, &who);
            report.fix(
                "Check /health/deep of the distribution",
                Applicability::Unsafe,
                fix,
            );
        }
        return;
    }
    if !record.evaluate_target_health {
        let message = format!(
            "Primary {who} of {set} has neither a health check nor evaluation of its target's health, so the failover never fires"
        );
        out.report(record.id, "evaluate_target_health", message)
            .related([target])
            .fix(
                "Evaluate the target's health",
                Applicability::Safe,
                vec![Command::set(record.id, "evaluate_target_health", true)],
            );
        return;
    }
    if let Some(end) = always_healthy_end(facts, record) {
        let message = format!(
            "Primary {who} of {set} follows the health of {}, which has no health check, so the failover never fires",
            facts.label(end)
        );
        out.report(record.id, "alias", message).related([end]);
    }
}

/// The record at the end of a chain of aliases that nobody checks, if the chain ends in one.
fn always_healthy_end(facts: &Facts, record: &DnsRecord) -> Option<Id<DnsRecord>> {
    let mut at = record;
    // A chain longer than the records there are is a circle.
    for _ in 0..8 {
        let next: &DnsRecord = facts.as_kind(at.alias?)?;
        if next.health_check.is_some() {
            return None;
        }
        match next.alias {
            None => return Some(next.id),
            Some(target) if target.kind == Kind::Distribution || !next.evaluate_target_health => {
                return Some(next.id);
            }
            Some(_) => at = next,
        }
    }
    None
}

/// Makes the record follow this health check of a deep path.
fn checked_by(record: &DnsRecord, mut check: HealthCheck, who: &str) -> Vec<Command> {
    "/health/deep".clone_into(&mut check.path);
    check.name = format!("{who} deep");
    let id = check.id.to_string();
    vec![
        Command::insert(check),
        Command::set(record.id, "health_check", id),
    ]
}

#[cfg(test)]
mod tests {
    use crate::checks::harness::said;

    fn alias(primary: &str, rest: &str) -> Vec<String> {
        let text = format!(
            "vpc app cidrs=10.0.0.0/16\n  load-balancer web\ndistribution cdn\n{rest}hosted-zone z domain=example.com\n  \
             dns-record a record_name=www.example.com policy=failover failover=PRIMARY set_identifier=one {primary}\n  \
             dns-record b record_name=www.example.com policy=failover failover=SECONDARY set_identifier=two alias=web\n  \
             dns-record plain record_name=plain.example.com ttl_seconds=60 values=203.0.113.9\n"
        );
        said(&text, "DNS101")
    }

    #[test]
    fn evaluation_counts_except_for_cloudfront() {
        assert_eq!(
            alias("alias=web evaluate_target_health=true", ""),
            Vec::<String>::new()
        );
        assert!(alias("alias=web", "")[0].contains("neither a health check nor evaluation"));
        assert!(
            alias("alias=cdn evaluate_target_health=true", "")[0].contains("alias to CloudFront")
        );
        assert!(
            alias("alias=plain evaluate_target_health=true", "")[0]
                .contains("follows the health of plain")
        );
    }

    #[test]
    fn the_fix_asks_the_distribution_by_its_own_name() {
        let text = "
distribution cdn domain_name=d111111abcdef8.cloudfront.net
hosted-zone z domain=example.com
  dns-record a record_name=www.example.com policy=failover failover=PRIMARY set_identifier=one alias=cdn
  dns-record b record_name=www.example.com policy=failover failover=SECONDARY set_identifier=two ttl_seconds=60 values=203.0.113.9
";
        let design = crate::notation::parse(text).unwrap();
        let found = crate::checks::run(&design, "").findings;
        let finding = found
            .iter()
            .find(|finding| finding.code == "DNS101")
            .unwrap();
        let fix = finding.fix.as_ref().unwrap();
        let fixed = crate::edit::apply(&design, &fix.commands).unwrap().design;
        let left = crate::checks::run(&fixed, "").findings;
        assert!(
            left.iter().all(|finding| finding.code != "DNS101"),
            "{left:#?}"
        );
        let checks: Vec<_> = fixed.all::<crate::model::HealthCheck>().collect();
        assert_eq!(checks[0].domain_name, "d111111abcdef8.cloudfront.net");
    }

    #[test]
    fn a_health_check_of_its_own_is_enough() {
        let check = "health-check hc domain_name=origin.example.com path=/health/deep\n";
        assert_eq!(
            alias("alias=cdn health_check=hc", check),
            Vec::<String>::new()
        );
    }
}

//! Check DNS102: a health check that asks only the front page.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, Severity, declare_check};
use crate::edit::Command;
use crate::model::{DnsRecord, FailoverRole, HealthCheck, HealthCheckType};

declare_check! {
    /// ## What it does
    /// Finds HTTP and HTTPS health checks of the path `/`, with or without a query, that records follow: an error where a failover primary
    /// does, a warning for other records.
    ///
    /// ## Why it matters
    /// The front page often comes from a cache or a static file and answers while the database, the queue or the
    /// login behind it are down. The check stays healthy, the failover never fires, and users see errors. A deep path
    /// asks what the service needs, and fails when that fails.
    ///
    /// ## In production
    /// The site is broken and `aws route53 get-health-check-status --health-check-id …` says `Success: HTTP Status
    /// Code 200`.
    ///
    /// ## Example
    /// ```notation
    /// health-check front check_type=HTTPS domain_name=origin.shop.example.com port=443 path=/
    /// // ^ DNS102
    /// hosted-zone shop domain=shop.example.com
    ///   dns-record primary record_name=www.shop.example.com ttl_seconds=60 values=203.0.113.10 policy=failover failover=PRIMARY set_identifier=primary health_check=front
    ///   dns-record secondary record_name=www.shop.example.com ttl_seconds=60 values=198.51.100.10 policy=failover failover=SECONDARY set_identifier=secondary
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// health-check deep check_type=HTTPS domain_name=origin.shop.example.com port=443 path=/health/deep
    /// hosted-zone shop domain=shop.example.com
    ///   dns-record primary record_name=www.shop.example.com ttl_seconds=60 values=203.0.113.10 policy=failover failover=PRIMARY set_identifier=primary health_check=deep
    ///   dns-record secondary record_name=www.shop.example.com ttl_seconds=60 values=198.51.100.10 policy=failover failover=SECONDARY set_identifier=secondary
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: asks `/health/deep`. The application must serve it with 200 within two seconds, and fail when what it
    /// needs fails; a check of too much makes both sites unhealthy at once, and then Route 53 answers as if all were
    /// healthy.
    ///
    /// ## Evidence
    /// -
    ///   <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html>:
    ///   what a checker asks and how soon the answer must come
    /// - <https://aws.amazon.com/builders-library/implementing-health-checks/>: shallow and deep health checks
    HEALTH_CHECK_SHALLOW = "DNS102" "health-check-shallow" {
        summary: "a health check that asks only the front page",
        severity: Error,
        since: "0.1.0",
        run: Design([DnsRecord, HealthCheck], health_check_shallow),
    }
}

fn health_check_shallow(facts: &Facts, out: &mut Findings) {
    for check in facts.all::<HealthCheck>() {
        judge(facts, check, out);
    }
}

fn judge(facts: &Facts, check: &HealthCheck, out: &mut Findings) {
    let asks_path = matches!(
        check.check_type,
        HealthCheckType::Http
            | HealthCheckType::Https
            | HealthCheckType::HttpStrMatch
            | HealthCheckType::HttpsStrMatch
    );
    // A text that must be in the page makes the front page tell more than that it is there.
    let path = check.path.split(['?', '#']).next().unwrap_or_default();
    if !asks_path || !matches!(path, "" | "/") || !check.search_string.is_empty() {
        return;
    }
    // Records follow a calculated check as they follow those that it counts.
    let counted_by = facts
        .referrers::<HealthCheck>(check.id)
        .map(|parent| parent.id);
    let followers: Vec<&DnsRecord> = std::iter::once(check.id)
        .chain(counted_by)
        .flat_map(|followed| facts.referrers::<DnsRecord>(followed))
        .collect();
    let primary = followers
        .iter()
        .find(|record| record.failover == Some(FailoverRole::Primary));
    let Some(follower) = primary.or(followers.first()) else {
        return;
    };
    let severity = if primary.is_some() {
        Severity::Error
    } else {
        Severity::Warning
    };
    let what = if primary.is_some() {
        "the failover of"
    } else {
        ""
    };
    let message = format!(
        "Health check {} asks only the front page, so {what} {} does not see a service that is down behind it",
        facts.label(check.id),
        follower.record_name.trim_end_matches('.')
    );
    out.report(check.id, "path", message.replace("so  ", "so "))
        .severity(severity)
        .related(followers.iter().map(|record| record.id))
        .fix(
            "Ask /health/deep",
            Applicability::Unsafe,
            vec![Command::set(check.id, "path", "/health/deep")],
        );
}

#[cfg(test)]
mod tests {
    use crate::checks::harness::said;

    fn primary(check: &str, followed: &str) -> Vec<String> {
        let text = format!(
            "health-check front check_type=HTTPS domain_name=o.example.com port=443 {check}\n\
             health-check both check_type=CALCULATED children=front\n\
             hosted-zone z domain=example.com\n  dns-record a record_name=www.example.com ttl_seconds=60 \
             values=203.0.113.10 policy=failover failover=PRIMARY set_identifier=one health_check={followed}\n"
        );
        said(&text, "DNS102")
    }

    #[test]
    fn a_query_or_a_calculated_check_makes_the_front_page_no_deeper() {
        for (check, followed) in [
            ("path=/", "front"),
            ("path=/?probe=1", "front"),
            ("path=/", "both"),
        ] {
            assert!(
                primary(check, followed)[0].starts_with("error health-check-1"),
                "{check} {followed}"
            );
        }
        assert_eq!(primary("path=/health/deep", "both"), Vec::<String>::new());
    }
}

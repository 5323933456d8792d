//! Check DNS129: a health check interval other than 10 or 30 seconds.

use crate::analysis::Facts;
use crate::aws::health_checkers::INTERVALS_SECONDS;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{HealthCheck, HealthCheckType};

declare_check! {
    /// ## What it does
    /// Finds health checks of an endpoint with an interval other than 10 or 30 seconds.
    ///
    /// ## Why it matters
    /// Checkers ask every 30 seconds, or every 10 for more money. AWS refuses anything else, and the interval can't
    /// be changed afterwards: the check must be made anew.
    ///
    /// ## In production
    /// `create-health-check` answers `InvalidInput` for `RequestInterval`.
    ///
    /// ## Example
    /// ```notation
    /// health-check deep check_type=HTTPS domain_name=origin.example.com path=/health/deep interval_seconds=20
    /// // ^ DNS129
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// health-check deep check_type=HTTPS domain_name=origin.example.com path=/health/deep interval_seconds=10
    /// ```
    ///
    /// ## Fix safety
    /// Safe: the nearer of the two that is not slower than asked.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html>: request
    ///   interval
    /// - botocore 1.44.5, HealthCheckConfig.RequestInterval
    HEALTH_CHECK_INTERVAL = "DNS129" "health-check-interval" {
        summary: "a health check interval other than 10 or 30 seconds",
        severity: Error,
        since: "0.1.0",
        run: Row(HealthCheck, health_check_interval),
    }
}

fn health_check_interval(facts: &Facts, check: &HealthCheck, out: &mut Findings) {
    let asks = !matches!(
        check.check_type,
        HealthCheckType::Calculated
            | HealthCheckType::CloudwatchMetric
            | HealthCheckType::RecoveryControl
    );
    let [fast, slow] = INTERVALS_SECONDS.value;
    if !asks || check.interval_seconds == fast || check.interval_seconds == slow {
        return;
    }
    let message = format!(
        "Health check {} asks every {} seconds; Route 53 offers {fast} or {slow}",
        facts.label(check.id),
        check.interval_seconds
    );
    let interval = if check.interval_seconds < slow {
        fast
    } else {
        slow
    };
    let fix = vec![Command::set(check.id, "interval_seconds", interval)];
    out.report(check.id, "interval_seconds", message).fix(
        format!("Every {interval} seconds"),
        Applicability::Safe,
        fix,
    );
}

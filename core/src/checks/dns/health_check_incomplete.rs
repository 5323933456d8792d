//! Check DNS128: a health check that lacks what its type needs.

use crate::analysis::Facts;
use crate::aws::health_checkers::CALCULATED_MOST_CHILDREN;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{HealthCheck, HealthCheckType};

declare_check! {
    /// ## What it does
    /// Finds health checks of an endpoint without name and address, TCP checks without a port, string matches without
    /// a text, checks that follow no alarm, and calculated checks without children, with more than 255, or with a
    /// threshold that makes the answer constant.
    ///
    /// ## Why it matters
    /// AWS refuses an incomplete check. A calculated check that needs more healthy children than it has is always
    /// unhealthy; one that needs none is always healthy, and the failover never fires.
    ///
    /// ## In production
    /// `create-health-check` answers `InvalidInput`. A constant check never changes its status in the console's
    /// history.
    ///
    /// ## Example
    /// ```notation
    /// health-check one check_type=HTTPS domain_name=a.example.com path=/health/deep
    /// health-check both check_type=CALCULATED children=one healthy_children=2
    /// // ^ DNS128
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// health-check one check_type=HTTPS domain_name=a.example.com path=/health/deep
    /// health-check two check_type=HTTPS domain_name=b.example.com path=/health/deep
    /// health-check both check_type=CALCULATED children=one,two healthy_children=2
    /// ```
    ///
    /// ## Fix safety
    /// Safe where a threshold is over the number of children: it needs all of them; or where it is none: it needs
    /// one. A TCP check gets port 443. The rest needs its owner.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html>
    /// - botocore 1.44.5, HealthCheckConfig: HealthThreshold 0 to 256, at most 255 children
    HEALTH_CHECK_INCOMPLETE = "DNS128" "health-check-incomplete" {
        summary: "a health check that lacks what its type needs",
        severity: Error,
        since: "0.1.0",
        run: Row(HealthCheck, health_check_incomplete),
    }
}

fn health_check_incomplete(facts: &Facts, check: &HealthCheck, out: &mut Findings) {
    let name = facts.label(check.id);
    match check.check_type {
        HealthCheckType::Calculated => calculated(&name, check, out),
        HealthCheckType::CloudwatchMetric => {
            if check.alarm.is_none() {
                out.report(
                    check.id,
                    "alarm",
                    format!("Health check {name} follows an alarm and names none"),
                );
            }
        }
        HealthCheckType::RecoveryControl => {}
        _ => {
            if check.domain_name.is_empty() && check.ip_address.is_none() {
                out.report(
                    check.id,
                    "domain_name",
                    format!("Health check {name} has neither a name nor an address to ask"),
                );
            }
            if check.check_type == HealthCheckType::Tcp && check.port.is_none() {
                let fix = vec![Command::set(check.id, "port", 443)];
                out.report(
                    check.id,
                    "port",
                    format!("TCP health check {name} has no port"),
                )
                .fix("Port 443", Applicability::Safe, fix);
            }
            let matches_text = matches!(
                check.check_type,
                HealthCheckType::HttpStrMatch | HealthCheckType::HttpsStrMatch
            );
            if matches_text
                && (check.search_string.is_empty() || check.search_string.chars().count() > 255)
            {
                out.report(
                    check.id,
                    "search_string",
                    format!("Health check {name} must look for a text of 1 to 255 characters"),
                );
            }
        }
    }
}

fn calculated(name: &str, check: &HealthCheck, out: &mut Findings) {
    let children = u32::try_from(check.children.len()).unwrap_or(u32::MAX);
    if children == 0 {
        out.report(
            check.id,
            "children",
            format!("Calculated health check {name} counts no checks"),
        );
        return;
    }
    if children > CALCULATED_MOST_CHILDREN.value {
        let message = format!(
            "Calculated health check {name} counts {children} checks, {} are allowed",
            CALCULATED_MOST_CHILDREN.value
        );
        out.report(check.id, "children", message);
    }
    let (message, fixed) = if check.healthy_children > children {
        (
            format!(
                "Calculated health check {name} needs {} healthy of {children} checks, so it is always unhealthy",
                check.healthy_children
            ),
            children,
        )
    } else if check.healthy_children == 0 {
        (
            format!(
                "Calculated health check {name} needs no healthy check, so it is always healthy"
            ),
            1,
        )
    } else {
        return;
    };
    let fix = vec![Command::set(check.id, "healthy_children", fixed)];
    out.report(check.id, "healthy_children", message)
        .related(check.children.iter().copied())
        .fix(format!("Need {fixed}"), Applicability::Safe, fix);
}

//! Check DNS139: health checks, or aliases, that wait for themselves.

use crate::analysis::Facts;
use crate::checks::circles::circles;
use crate::checks::{Findings, declare_check};
use crate::model::{DnsRecord, EntityId, HealthCheck};

declare_check! {
    /// ## What it does
    /// Finds calculated health checks that count themselves, at once or by way of others, and aliases that lead back to
    /// themselves by way of other records.
    ///
    /// ## Why it matters
    /// Neither has an answer of its own to give, and neither can be made first: a program that makes the design leaves
    /// all of the circle out.
    ///
    /// ## In production
    /// `create-health-check` answers `InvalidInput`, `change-resource-record-sets` answers `InvalidChangeBatch: Tried to
    /// create an alias that targets …, but that target was not found`.
    ///
    /// ## Example
    /// ```notation
    /// health-check one check_type=CALCULATED children=two healthy_children=1
    /// // ^ DNS139
    /// health-check two check_type=CALCULATED children=one healthy_children=1
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// health-check one check_type=CALCULATED children=two healthy_children=1
    /// health-check two check_type=HTTPS domain_name=b.example.com path=/health/deep
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: which of them has an answer of its own is for its owner to say.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html>: ChildHealthChecks are ids
    ///   of checks that are there
    /// - <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-alias-common.html>
    CIRCLE = "DNS139" "circle" {
        summary: "health checks or aliases that wait for themselves",
        severity: Error,
        since: "0.1.0",
        run: Design([DnsRecord, HealthCheck], circle),
    }
}

fn circle(facts: &Facts, out: &mut Findings) {
    let calculated = |id| {
        facts
            .get(id)
            .map_or(&[][..], |check: &HealthCheck| &check.children)
    };
    for members in circles(facts.all::<HealthCheck>().map(|check| check.id), |id| {
        calculated(id).to_vec()
    }) {
        let Some(first) = members.first() else {
            continue;
        };
        let name = facts.label(*first);
        let message = match members.len() {
            1 => format!("Health check {name} counts itself"),
            _ => format!(
                "Health checks count each other in a circle: {}",
                facts.labels(members.iter().map(|id| id.entity()), 4)
            ),
        };
        out.report(*first, "children", message)
            .related(members.iter().skip(1).copied());
    }
    let next = |id| {
        let target = facts.get(id).and_then(|record: &DnsRecord| record.alias);
        target
            .and_then(EntityId::typed::<DnsRecord>)
            .into_iter()
            .collect()
    };
    // One that names itself at once is DNS116.
    for members in circles(facts.all::<DnsRecord>().map(|record| record.id), next) {
        let (Some(first), true) = (members.first(), members.len() > 1) else {
            continue;
        };
        let message = format!(
            "Aliases lead to each other in a circle: {}",
            facts.labels(members.iter().map(|id| id.entity()), 4)
        );
        out.report(*first, "alias", message)
            .related(members.iter().skip(1).copied());
    }
}

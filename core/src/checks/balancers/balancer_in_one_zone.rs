//! Check LBA101: an Application Load Balancer that is not in two availability zones.

use std::collections::BTreeSet;

use super::{subnets_of, subnets_of_other_zones, texts};
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, Severity, declare_check};
use crate::edit::Command;
use crate::model::{LoadBalancer, LoadBalancerType, Vpc};

declare_check! {
    /// ## What it does
    /// Finds Application Load Balancers without subnets in two availability zones, an error; Network and Gateway Load
    /// Balancers in one zone of a VPC that has more, a warning; and balancers without subnets.
    ///
    /// ## Why it matters
    /// AWS makes no Application Load Balancer in fewer than two zones. Others work in one, and stop with it.
    ///
    /// ## In production
    /// `create-load-balancer` answers `ValidationError: At least two subnets in two different Availability Zones must
    /// be specified`.
    ///
    /// ## Example
    /// ```notation
    /// vpc web cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   load-balancer shop subnets=a
    ///   // ^ LBA101
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc web cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   load-balancer shop subnets=a,b
    /// ```
    ///
    /// ## Fix safety
    /// Safe: adds the first subnet of one other zone; of an internet-facing balancer check that it is a public one.
    /// Without a subnet in another zone there is no fix.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html>: at
    ///   least two Availability Zone subnets
    /// - cfn-lint E3680
    BALANCER_IN_ONE_ZONE = "LBA101" "balancer-in-one-zone" {
        summary: "an Application Load Balancer that is not in two availability zones",
        severity: Error,
        since: "0.1.0",
        run: Vpc(balancer_in_one_zone),
    }
}

fn balancer_in_one_zone(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    for balancer in facts.children::<LoadBalancer>(vpc.id) {
        let zones: BTreeSet<&str> = subnets_of(facts, balancer)
            .iter()
            .map(|subnet| subnet.az.as_str())
            .collect();
        let others = subnets_of_other_zones(facts, vpc.id, &zones);
        let name = facts.label(balancer.id);
        let application = balancer.balancer_type == LoadBalancerType::Application;
        let (severity, message) = match (zones.len(), application) {
            (0, _) => (
                Severity::Error,
                format!("Load balancer {name} names no subnet"),
            ),
            (1, true) => (
                Severity::Error,
                format!("Application Load Balancer {name} is in one zone; it needs two"),
            ),
            (1, false) if !others.is_empty() => (
                Severity::Warning,
                format!("Load balancer {name} is in one zone and stops with it"),
            ),
            _ => continue,
        };
        let report = out
            .report(balancer.id, "subnets", message)
            .severity(severity)
            .detail("Each zone is named by a subnet in it");
        let wanted = 2_usize.saturating_sub(zones.len());
        if others.len() >= wanted {
            let subnets = balancer
                .subnets
                .iter()
                .chain(others.iter().take(wanted))
                .copied();
            let fix = vec![Command::set(balancer.id, "subnets", texts(subnets))];
            report.fix("Add a subnet of another zone", Applicability::Safe, fix);
        }
    }
}

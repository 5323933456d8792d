//! Check LBA103: a balancer that leaves some zones without targets.

use std::collections::BTreeSet;

use super::subnets_of;
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, Severity, declare_check};
use crate::edit::Command;
use crate::model::{Instance, Listener, LoadBalancer, LoadBalancerType, Vpc};

declare_check! {
    /// ## What it does
    /// Finds Network and Gateway Load Balancers without cross-zone balancing that have a zone without a target, and
    /// Application Load Balancers with it off, which AWS does not allow for the balancer as a whole.
    ///
    /// ## Why it matters
    /// Without cross-zone balancing each zone's address sends only to targets of its zone. A zone without targets
    /// fails its share of clients until DNS drops it, and zones with few targets carry as much as zones with many.
    ///
    /// ## In production
    /// Some clients time out while others work; `HealthyHostCount` by zone is 0 in one. `aws elbv2
    /// describe-load-balancer-attributes` shows `load_balancing.cross_zone.enabled` false, which is AWS's default for
    /// Network Load Balancers.
    ///
    /// ## Example
    /// ```notation
    /// vpc web cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///     instance one
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   target-group pool protocol=TCP targets=one
    ///   load-balancer front balancer_type=network subnets=a,b cross_zone=false
    ///   // ^ LBA103
    ///     listener in protocol=TCP target_group=pool
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc web cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///     instance one
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   target-group pool protocol=TCP targets=one
    ///   load-balancer front balancer_type=network subnets=a,b cross_zone=true
    ///     listener in protocol=TCP target_group=pool
    /// ```
    ///
    /// ## Fix safety
    /// Safe: turns cross-zone balancing on. Traffic between zones of a Network Load Balancer bills per GB.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html>:
    ///   cross-zone load balancing
    /// - checkov CKV_AWS_152
    CROSS_ZONE_OFF = "LBA103" "cross-zone-off" {
        summary: "a balancer that leaves some zones without targets",
        severity: Warning,
        since: "0.1.0",
        run: Vpc(cross_zone_off),
    }
}

fn cross_zone_off(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    for balancer in facts
        .children::<LoadBalancer>(vpc.id)
        .filter(|balancer| !balancer.cross_zone)
    {
        let name = facts.label(balancer.id);
        let fix = vec![Command::set(balancer.id, "cross_zone", true)];
        if balancer.balancer_type == LoadBalancerType::Application {
            let message = format!(
                "Cross-zone balancing of Application Load Balancer {name} is off, which AWS allows for target groups only"
            );
            out.report(balancer.id, "cross_zone", message)
                .severity(Severity::Error)
                .fix("Turn it on", Applicability::Safe, fix);
            continue;
        }
        let groups = facts
            .children::<Listener>(balancer.id)
            .filter_map(|listener| facts.get(listener.target_group?));
        let targets: Vec<&Instance> = groups
            .flat_map(|group| &group.targets)
            .filter_map(|id| facts.as_kind(*id))
            .collect();
        let served: BTreeSet<&str> = targets
            .iter()
            .filter_map(|target| Some(facts.get(target.subnet)?.az.as_str()))
            .collect();
        let empty: BTreeSet<&str> = subnets_of(facts, balancer)
            .iter()
            .map(|subnet| subnet.az.as_str())
            .filter(|zone| !served.contains(zone))
            .collect();
        if targets.is_empty() || empty.is_empty() {
            continue;
        }
        let zones: Vec<_> = empty.into_iter().collect();
        let message = format!(
            "Without cross-zone balancing, {name} has no target in zone {}",
            zones.join(" and ")
        );
        out.report(balancer.id, "cross_zone", message)
            .related(targets.iter().map(|target| target.id))
            .fix("Turn cross-zone balancing on", Applicability::Safe, fix);
    }
}

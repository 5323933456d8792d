//! Check LBA105: a target group of another VPC, targets outside it, or balancers that are targets of themselves.

use crate::analysis::Facts;
use crate::checks::circles::circles;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{EntityId, Id, Instance, Kind, Listener, LoadBalancer, TargetGroup, TargetType};

declare_check! {
    /// ## What it does
    /// Finds listeners whose target group is in another VPC than the load balancer, and target groups whose targets
    /// are instances of another VPC; and load balancers that send to themselves, at once or by way of others.
    ///
    /// ## Why it matters
    /// A balancer and its target group share one VPC, and instances can be registered only in their own. Addresses
    /// elsewhere are targets of type ip.
    ///
    /// ## In production
    /// `create-listener` answers `InvalidConfigurationRequest: The following target groups are in a different VPC
    /// than load balancer`; `register-targets` answers `InvalidTarget`.
    ///
    /// ## Example
    /// ```notation
    /// vpc web cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   load-balancer shop subnets=a,b
    ///     listener plain port=80 protocol=HTTP target_group=pool
    ///     // ^ LBA105
    /// vpc app cidrs=10.1.0.0/16
    ///   target-group pool
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc web cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   target-group pool target_type=ip
    ///   load-balancer shop subnets=a,b
    ///     listener plain port=80 protocol=HTTP target_group=pool
    /// vpc app cidrs=10.1.0.0/16
    /// ```
    ///
    /// ## Fix safety
    /// Safe where a target group without targets is in the wrong VPC and no other balancer uses it: it moves.
    /// Otherwise no fix.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html>
    /// - botocore 1.44.5, elbv2 CreateTargetGroup.VpcId
    TARGET_GROUP_ELSEWHERE = "LBA105" "target-group-elsewhere" {
        summary: "a target group of another VPC, or targets outside it",
        severity: Error,
        since: "0.1.0",
        run: Design([Instance, Listener, LoadBalancer, Subnet, TargetGroup], target_group_elsewhere),
    }
}

fn target_group_elsewhere(facts: &Facts, out: &mut Findings) {
    let targets = |id: Id<LoadBalancer>| {
        let listeners = facts.children::<Listener>(id);
        let groups = listeners.filter_map(|listener| facts.get(listener.target_group?));
        let targets = groups.flat_map(|group| &group.targets);
        targets.filter_map(|target| target.typed()).collect()
    };
    for members in circles(facts.all::<LoadBalancer>().map(|one| one.id), targets) {
        let Some(first) = members.first() else {
            continue;
        };
        let names = facts.labels(members.iter().map(|id| id.entity()), 4);
        let message = match members.len() {
            1 => format!("Load balancer {names} is a target of itself"),
            _ => format!("Load balancers are targets of each other in a circle: {names}"),
        };
        out.report(*first, "", message)
            .related(members.iter().skip(1).copied());
    }
    for listener in facts.all::<Listener>() {
        let (Some(balancer), Some(group)) = (
            facts.get(listener.load_balancer),
            listener.target_group.and_then(|id| facts.get(id)),
        ) else {
            continue;
        };
        if group.vpc == balancer.vpc {
            continue;
        }
        let message = format!(
            "Target group {} is in another VPC than load balancer {}",
            facts.label(group.id),
            facts.label(balancer.id)
        );
        let alone = facts
            .referrers::<Listener>(group.id)
            .all(|other| other.load_balancer == balancer.id);
        let report = out
            .report(listener.id, "target_group", message)
            .related([group.id.entity(), balancer.id.entity()]);
        if group.targets.is_empty() && alone {
            let fix = vec![Command::set(group.id, "vpc", balancer.vpc.to_string())];
            report.fix("Move the target group", Applicability::Safe, fix);
        }
    }
    for group in facts.all::<TargetGroup>() {
        let away: Vec<EntityId> = group
            .targets
            .iter()
            .filter(|target| match target.kind {
                Kind::Instance => {
                    let subnet = facts
                        .as_kind::<Instance>(**target)
                        .and_then(|target| facts.get(target.subnet));
                    subnet.is_some_and(|subnet| subnet.vpc != group.vpc)
                        && group.target_type == TargetType::Instance
                }
                _ => facts
                    .as_kind::<LoadBalancer>(**target)
                    .is_some_and(|target| target.vpc != group.vpc),
            })
            .copied()
            .collect();
        if !away.is_empty() {
            let message = format!(
                "{} is not in the VPC of target group {}",
                facts.labels(away.iter().copied(), 3),
                facts.label(group.id)
            );
            out.report(group.id, "targets", message).related(away);
        }
    }
}

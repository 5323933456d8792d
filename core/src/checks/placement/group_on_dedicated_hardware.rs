//! Check PLC111: a placement group that Dedicated Instances can't use as it is.

use super::members;
use crate::analysis::Facts;
use crate::aws::quotas::PARTITIONS_DEDICATED;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{Id, Instance, PlacementGroup, PlacementStrategy, Tenancy};

declare_check! {
    /// ## What it does
    /// Finds spread groups with members in a VPC of dedicated tenancy, and partition groups of more than two
    /// partitions with such members.
    ///
    /// ## Why it matters
    /// Dedicated Instances run on hardware of one account. AWS does not spread them, and gives a partition group of
    /// them at most two partitions: the launch is refused.
    ///
    /// ## In production
    /// `run-instances` answers `InvalidParameterCombination`. Look with `aws ec2 describe-vpcs --query
    /// 'Vpcs[].[VpcId,InstanceTenancy]'`.
    ///
    /// ## Example
    /// ```notation
    /// placement-group kafka strategy=partition partition_count=3
    /// // ^ PLC111
    /// vpc app cidrs=10.0.0.0/16 tenancy=dedicated
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///     instance broker instance_type=m5.large placement_group=kafka
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// placement-group kafka strategy=partition partition_count=2
    /// vpc app cidrs=10.0.0.0/16 tenancy=dedicated
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///     instance broker instance_type=m5.large placement_group=kafka
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: lowers the number of partitions to two, or takes the members out of the spread group, so more of them
    /// fail together.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/placement-strategies.html>: at most two partitions with
    ///   Dedicated Instances; no spread group for them
    GROUP_ON_DEDICATED_HARDWARE = "PLC111" "group-on-dedicated-hardware" {
        summary: "a placement group that Dedicated Instances can't use as it is",
        severity: Error,
        since: "0.1.0",
        run: Design([Instance, PlacementGroup, Subnet, Vpc], group_on_dedicated_hardware),
    }
}

fn group_on_dedicated_hardware(facts: &Facts, out: &mut Findings) {
    let most = PARTITIONS_DEDICATED.default;
    for group in facts.all::<PlacementGroup>() {
        let dedicated: Vec<Id<Instance>> = members(facts, group)
            .into_iter()
            .filter(|(_, subnet)| {
                let vpc = facts.get(subnet.vpc);
                vpc.is_some_and(|vpc| vpc.tenancy == Tenancy::Dedicated)
            })
            .map(|(member, _)| member.id)
            .collect();
        let name = facts.label(group.id);
        let who = facts.labels(dedicated.iter().map(|id| id.entity()), 3);
        let partitions = group.partition_count.map_or(0, u64::from);
        match group.strategy {
            _ if dedicated.is_empty() => {}
            PlacementStrategy::Partition if partitions > most => {
                let message = format!(
                    "Partition group {name} has {partitions} partitions, and Dedicated Instances ({who}) can have {most}"
                );
                let fix = vec![Command::set(group.id, "partition_count", most)];
                out.report(group.id, "partition_count", message)
                    .related(dedicated)
                    .fix(format!("{most} partitions"), Applicability::Unsafe, fix);
            }
            PlacementStrategy::Spread => {
                let message = format!(
                    "Spread group {name} has Dedicated Instances, which AWS does not spread ({who})"
                );
                let fix = dedicated
                    .iter()
                    .map(|id| Command::set(*id, "placement_group", serde_json::Value::Null))
                    .collect();
                out.report(group.id, "strategy", message)
                    .related(dedicated)
                    .fix("Take them out of the group", Applicability::Unsafe, fix);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::harness::said;

    fn judged(group: &str, tenancy: &str) -> usize {
        let text = format!(
            "placement-group g {group}\nvpc app cidrs=10.0.0.0/16 {tenancy}\n  subnet a az=a cidrs=10.0.1.0/24\n    instance one instance_type=m5.large placement_group=g\n"
        );
        said(&text, "PLC111").len()
    }

    #[test]
    fn only_what_dedicated_instances_cannot_have() {
        for (group, count) in [
            ("strategy=spread", 1),
            ("strategy=partition partition_count=3", 1),
            ("strategy=partition partition_count=2", 0),
            ("strategy=partition", 0),
            ("strategy=cluster", 0),
        ] {
            assert_eq!(judged(group, "tenancy=dedicated"), count, "{group}");
            assert_eq!(judged(group, ""), 0, "{group}");
        }
    }
}

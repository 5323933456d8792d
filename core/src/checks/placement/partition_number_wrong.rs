//! Check PLC104: a workload in a partition that its group does not have.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{Instance, PlacementStrategy};

declare_check! {
    /// ## What it does
    /// Finds partition numbers beyond the group's count, and partition numbers of workloads whose group is no
    /// partition group or that have no group.
    ///
    /// ## Why it matters
    /// AWS refuses a partition that is not there. Without a number, AWS spreads the members over the partitions
    /// evenly.
    ///
    /// ## In production
    /// `run-instances` answers `InvalidParameterValue` for `PartitionNumber`.
    ///
    /// ## Example
    /// ```notation
    /// placement-group kafka strategy=partition partition_count=3
    /// vpc app cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///     instance broker placement_group=kafka partition_number=4
    ///     // ^ PLC104
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// placement-group kafka strategy=partition partition_count=3
    /// vpc app cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///     instance broker placement_group=kafka partition_number=3
    /// ```
    ///
    /// ## Fix safety
    /// Safe: drops the number, so that AWS chooses.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/placement-strategies.html>: partition number
    PARTITION_NUMBER_WRONG = "PLC104" "partition-number-wrong" {
        summary: "a workload in a partition that its group does not have",
        severity: Error,
        since: "0.1.0",
        run: Row(Instance, partition_number_wrong),
    }
}

/// Partitions of a group that does not say how many; AWS's default.
const DEFAULT_PARTITIONS: u32 = 2;

fn partition_number_wrong(facts: &Facts, instance: &Instance, out: &mut Findings) {
    let Some(number) = instance.partition_number else {
        return;
    };
    let group = instance.placement_group.and_then(|id| facts.get(id));
    let name = facts.label(instance.id);
    let message = match group {
        None => format!("{name} asks for partition {number} and is in no placement group"),
        Some(group) if group.strategy != PlacementStrategy::Partition => {
            format!(
                "{name} asks for partition {number}, and group {} has strategy {}",
                facts.label(group.id),
                group.strategy
            )
        }
        Some(group) => {
            let count = group.partition_count.unwrap_or(DEFAULT_PARTITIONS);
            if (1..=count).contains(&number) {
                return;
            }
            format!(
                "{name} asks for partition {number} of group {}, which has {count}",
                facts.label(group.id)
            )
        }
    };
    let fix = vec![Command::set(
        instance.id,
        "partition_number",
        serde_json::Value::Null,
    )];
    out.report(instance.id, "partition_number", message)
        .related(instance.placement_group)
        .fix("Let AWS choose the partition", Applicability::Safe, fix);
}

//! Check PLC103: a placement group with partitions that it can't have.

use crate::analysis::Facts;
use crate::aws::quotas::PARTITIONS_PER_ZONE;
use crate::checks::{Applicability, Findings, Severity, declare_check};
use crate::edit::Command;
use crate::model::{PlacementGroup, PlacementStrategy, SpreadLevel};

declare_check! {
    /// ## What it does
    /// Finds partition counts on groups of another strategy, counts outside 1 to 7, and host-level spread, which is
    /// for Outposts alone, as a warning.
    ///
    /// ## Why it matters
    /// Partitions are groups of racks inside an availability zone, at most seven in each zone, and only partition
    /// groups have them. AWS refuses the rest.
    ///
    /// ## In production
    /// `create-placement-group` answers `InvalidParameterCombination` or `InvalidParameterValue` for
    /// `PartitionCount`.
    ///
    /// ## Example
    /// ```notation
    /// placement-group kafka strategy=cluster partition_count=3
    /// // ^ PLC103
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// placement-group kafka strategy=partition partition_count=3
    /// ```
    ///
    /// ## Fix safety
    /// Safe: drops the count of a group that has no partitions, or brings it within its bounds. A partition group
    /// without a count gets AWS's default of two.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/placement-strategies.html>: at most seven partitions in
    ///   a zone
    /// - botocore 1.44.5, CreatePlacementGroup.PartitionCount: valid for the partition strategy only
    PARTITION_COUNT_WRONG = "PLC103" "partition-count-wrong" {
        summary: "a placement group with partitions that it can't have",
        severity: Error,
        since: "0.1.0",
        run: Row(PlacementGroup, partition_count_wrong),
    }
}

fn partition_count_wrong(facts: &Facts, group: &PlacementGroup, out: &mut Findings) {
    let name = facts.label(group.id);
    let most = u32::try_from(PARTITIONS_PER_ZONE.default).unwrap_or(u32::MAX);
    match group.partition_count {
        Some(count) if group.strategy != PlacementStrategy::Partition => {
            let message = format!(
                "Group {name} has strategy {} and takes no partitions, {count} are asked",
                group.strategy
            );
            let fix = vec![Command::set(
                group.id,
                "partition_count",
                serde_json::Value::Null,
            )];
            out.report(group.id, "partition_count", message).fix(
                "Drop the partitions",
                Applicability::Safe,
                fix,
            );
        }
        Some(count) if !(1..=most).contains(&count) => {
            let fixed = count.clamp(1, most);
            let message = format!(
                "Partition group {name} has {count} partitions, 1 to {most} are allowed in a zone"
            );
            let fix = vec![Command::set(group.id, "partition_count", fixed)];
            out.report(group.id, "partition_count", message).fix(
                format!("{fixed} partitions"),
                Applicability::Safe,
                fix,
            );
        }
        _ => {}
    }
    if group.strategy == PlacementStrategy::Spread && group.spread_level == SpreadLevel::Host {
        let message = format!("Group {name} spreads over hosts, which only Outposts offer");
        let fix = vec![Command::set(group.id, "spread_level", "rack")];
        out.report(group.id, "spread_level", message)
            .severity(Severity::Warning)
            .fix("Spread over racks", Applicability::Safe, fix);
    }
}

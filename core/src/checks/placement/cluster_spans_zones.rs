//! Check PLC101: a cluster placement group with members in several availability zones.

use super::members;
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{Id, Instance, PlacementGroup, PlacementStrategy};

declare_check! {
    /// ## What it does
    /// Finds cluster placement groups whose members are in subnets of different availability zones.
    ///
    /// ## Why it matters
    /// A cluster group is one place in one zone: that is what makes its network fast. AWS launches the first member
    /// where it asks, and refuses those of other zones.
    ///
    /// ## In production
    /// `run-instances` answers `InvalidParameterValue` or `InsufficientInstanceCapacity` for the members of the
    /// second zone.
    ///
    /// ## Example
    /// ```notation
    /// placement-group hpc strategy=cluster
    /// // ^ PLC101
    /// vpc hpc-net cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///     instance one instance_type=c5n.18xlarge placement_group=hpc
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///     instance two instance_type=c5n.18xlarge placement_group=hpc
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// placement-group hpc strategy=cluster
    /// vpc hpc-net cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///     instance one instance_type=c5n.18xlarge placement_group=hpc
    ///     instance two instance_type=c5n.18xlarge placement_group=hpc
    ///   subnet b az=b cidrs=10.0.2.0/24
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: takes the members of other zones than the first out of the group. To keep them in, move them to a
    /// subnet of that zone, which changes their addresses.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/placement-strategies.html>: a cluster placement group
    ///   can't span zones; it may span peered VPCs of a region
    CLUSTER_SPANS_ZONES = "PLC101" "cluster-spans-zones" {
        summary: "a cluster placement group with members in several availability zones",
        severity: Error,
        since: "0.1.0",
        run: Design([Instance, PlacementGroup, Subnet], cluster_spans_zones),
    }
}

fn cluster_spans_zones(facts: &Facts, out: &mut Findings) {
    for group in facts
        .all::<PlacementGroup>()
        .filter(|group| group.strategy == PlacementStrategy::Cluster)
    {
        let members = members(facts, group);
        let Some((_, first)) = members.first() else {
            continue;
        };
        let away: Vec<Id<Instance>> = members
            .iter()
            .filter(|(_, subnet)| subnet.az != first.az)
            .map(|(member, _)| member.id)
            .collect();
        if away.is_empty() {
            continue;
        }
        let names = facts.labels(away.iter().map(|id| id.entity()), 3);
        let message = format!(
            "Cluster group {} is in zone {}, and {names} in another; a cluster group is in one zone",
            facts.label(group.id),
            first.az
        );
        let fix = away
            .iter()
            .map(|id| Command::set(*id, "placement_group", serde_json::Value::Null))
            .collect();
        out.report(group.id, "strategy", message).related(away).fix(
            "Take the others out of the group",
            Applicability::Unsafe,
            fix,
        );
    }
}

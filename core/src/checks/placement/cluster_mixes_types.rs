//! Check PLC106: a cluster placement group of several instance types.

use std::collections::BTreeSet;

use crate::analysis::Facts;
use crate::checks::{Findings, declare_check};
use crate::model::{Instance, PlacementGroup, PlacementStrategy};

declare_check! {
    /// ## What it does
    /// Finds cluster placement groups whose members have different instance types.
    ///
    /// ## Why it matters
    /// AWS looks for room for the whole group in one place. With several types it finds less, and the launch, or a
    /// later start after a stop, fails for want of capacity.
    ///
    /// ## In production
    /// `run-instances` or `start-instances` answers `InsufficientInstanceCapacity`. Launch all members in one
    /// request, of one type.
    ///
    /// ## Example
    /// ```notation
    /// placement-group hpc strategy=cluster
    /// // ^ PLC106
    /// vpc app cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///     instance one instance_type=c5n.18xlarge placement_group=hpc
    ///     instance two instance_type=c5n.9xlarge placement_group=hpc
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// placement-group hpc strategy=cluster
    /// vpc app cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///     instance one instance_type=c5n.18xlarge placement_group=hpc
    ///     instance two instance_type=c5n.18xlarge placement_group=hpc
    /// ```
    ///
    /// ## Fix safety
    /// No fix: which type is right is a decision about the application.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/placement-strategies.html>: one request and one
    ///   instance type are advised
    CLUSTER_MIXES_TYPES = "PLC106" "cluster-mixes-types" {
        summary: "a cluster placement group of several instance types",
        severity: Warning,
        since: "0.1.0",
        run: Row(PlacementGroup, cluster_mixes_types),
    }
}

fn cluster_mixes_types(facts: &Facts, group: &PlacementGroup, out: &mut Findings) {
    if group.strategy != PlacementStrategy::Cluster {
        return;
    }
    let members: Vec<&Instance> = facts.referrers::<Instance>(group.id).collect();
    let types: BTreeSet<&str> = members
        .iter()
        .map(|member| member.instance_type.as_str())
        .collect();
    if types.len() > 1 {
        let types: Vec<_> = types.into_iter().collect();
        let message = format!(
            "Cluster group {} mixes {}; capacity for one type is found more easily",
            facts.label(group.id),
            types.join(", ")
        );
        out.report(group.id, "", message)
            .related(members.iter().map(|member| member.id));
    }
}

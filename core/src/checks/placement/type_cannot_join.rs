//! Check PLC105: an instance type that can't join its placement group.

use super::known_type;
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{Instance, PlacementStrategy};

declare_check! {
    /// ## What it does
    /// Finds workloads in a cluster placement group whose instance type a cluster group does not take (burstable
    /// types, Mac and some older ones), and instance types that are in no table.
    ///
    /// ## Why it matters
    /// AWS refuses the launch. Burstable types have no place in a group made for steady, fast networking.
    ///
    /// ## In production
    /// `run-instances` answers `InvalidParameterCombination: Cluster placement groups are not supported by the
    /// 't3.large' instance type`. Ask with `aws ec2 describe-instance-types --instance-types t3.large --query
    /// 'InstanceTypes[].PlacementGroupInfo'`.
    ///
    /// ## Example
    /// ```notation
    /// placement-group hpc strategy=cluster
    /// vpc app cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///     instance one instance_type=t3.large placement_group=hpc
    ///     // ^ PLC105
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// placement-group hpc strategy=cluster
    /// vpc app cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///     instance one instance_type=c7i.large placement_group=hpc
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: takes the workload out of the group. Another type is the better answer where the network matters.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/placement-strategies.html>: supported types
    /// - moto 5.2.5, PlacementGroupInfo.SupportedStrategies of 1,395 types, as DescribeInstanceTypes answers
    TYPE_CANNOT_JOIN = "PLC105" "type-cannot-join" {
        summary: "an instance type that can't join its placement group",
        severity: Error,
        since: "0.1.0",
        run: Row(Instance, type_cannot_join),
    }
}

fn type_cannot_join(facts: &Facts, instance: &Instance, out: &mut Findings) {
    let Some(known) = known_type(&instance.instance_type) else {
        let message = format!(
            "What instance type {} can do is not known: it is in no table",
            instance.instance_type
        );
        out.unknown(instance.id, "instance_type", message);
        return;
    };
    let group = instance.placement_group.and_then(|id| facts.get(id));
    let Some(group) = group.filter(|group| group.strategy == PlacementStrategy::Cluster) else {
        return;
    };
    if known.supports_cluster_placement {
        return;
    }
    let message = format!(
        "{} can't join a cluster placement group, and {} is in {}",
        instance.instance_type,
        facts.label(instance.id),
        facts.label(group.id)
    );
    let fix = vec![Command::set(
        instance.id,
        "placement_group",
        serde_json::Value::Null,
    )];
    out.report(instance.id, "instance_type", message)
        .related([group.id])
        .fix("Take it out of the group", Applicability::Unsafe, fix);
}

//! Check PLC113: a member of a cluster placement group whose type has no enhanced networking by ENA.

use super::known_type;
use crate::analysis::Facts;
use crate::aws::instance_types::EnaSupport;
use crate::checks::{Findings, declare_check};
use crate::model::{Instance, PlacementStrategy};

declare_check! {
    /// ## What it does
    /// Finds workloads in a cluster placement group whose instance type has no Elastic Network Adapter.
    ///
    /// ## Why it matters
    /// A cluster group is for high throughput and low latency between its members, and AWS advises types with
    /// enhanced networking for it. Without the adapter a type has at most 10 gigabits a second, and the slowest member
    /// sets the pace of the group.
    ///
    /// ## In production
    /// `ethtool -i eth0` names a driver other than `ena`. List types with `aws ec2 describe-instance-types --query
    /// 'InstanceTypes[].[InstanceType,NetworkInfo.EnaSupport]'`.
    ///
    /// ## Example
    /// ```notation
    /// placement-group hpc strategy=cluster
    /// vpc app cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///     instance one instance_type=c3.8xlarge placement_group=hpc
    ///     // ^ PLC113
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// placement-group hpc strategy=cluster
    /// vpc app cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///     instance one instance_type=c5n.18xlarge placement_group=hpc
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: which type takes its place is for a person to say.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/placement-strategies.html>: types with enhanced networking
    ///   for cluster groups
    /// - <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/enhanced-networking.html>
    /// - moto 5.2.5, NetworkInfo.EnaSupport of 1,395 types, as DescribeInstanceTypes answers
    CLUSTER_WITHOUT_ENHANCED_NETWORKING = "PLC113" "cluster-without-enhanced-networking" {
        summary: "a member of a cluster placement group has no enhanced networking",
        severity: Warning,
        since: "0.1.0",
        run: Row(Instance, cluster_without_enhanced_networking),
    }
}

fn cluster_without_enhanced_networking(facts: &Facts, instance: &Instance, out: &mut Findings) {
    let group = instance.placement_group.and_then(|id| facts.get(id));
    let Some(group) = group.filter(|group| group.strategy == PlacementStrategy::Cluster) else {
        return;
    };
    let lacks = known_type(&instance.instance_type).is_some_and(|known| {
        known.ena == EnaSupport::Unsupported && known.supports_cluster_placement
    });
    if lacks {
        let message = format!(
            "{} is in cluster group {}, and {} has no enhanced networking by ENA",
            facts.label(instance.id),
            facts.label(group.id),
            instance.instance_type
        );
        out.report(instance.id, "instance_type", message)
            .related([group.id]);
    }
}

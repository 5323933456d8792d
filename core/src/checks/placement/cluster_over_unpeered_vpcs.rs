//! Check PLC112: a cluster placement group over VPCs that are not peered.

use std::collections::BTreeSet;

use super::members;
use crate::analysis::Facts;
use crate::checks::{Findings, declare_check};
use crate::model::{Acceptance, Id, PlacementGroup, PlacementStrategy, Vpc, VpcPeering};

declare_check! {
    /// ## What it does
    /// Finds cluster placement groups with members in several VPCs of which two have no peering connection.
    ///
    /// ## Why it matters
    /// A cluster group is for members that talk to each other, and AWS lets it span VPCs of a region that are peered.
    /// Over a transit gateway the members lose what the group is for, and without any way they never meet.
    ///
    /// ## In production
    /// Members run, and packets between them take a longer way or none. Look with `aws ec2 describe-instances
    /// --filters Name=placement-group-name,Values=hpc --query 'Reservations[].Instances[].[InstanceId,VpcId]'`.
    ///
    /// ## Example
    /// ```notation
    /// placement-group hpc strategy=cluster
    /// // ^ PLC112
    /// vpc first cidrs=10.0.0.0/16
    ///   subnet first-a az=a cidrs=10.0.1.0/24
    ///     instance one instance_type=c5n.18xlarge placement_group=hpc
    /// vpc second cidrs=10.1.0.0/16
    ///   subnet second-a az=a cidrs=10.1.1.0/24
    ///     instance two instance_type=c5n.18xlarge placement_group=hpc
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// placement-group hpc strategy=cluster
    /// vpc first cidrs=10.0.0.0/16
    ///   subnet first-a az=a cidrs=10.0.1.0/24
    ///     instance one instance_type=c5n.18xlarge placement_group=hpc
    ///     instance two instance_type=c5n.18xlarge placement_group=hpc
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: peer the VPCs, or put the members into one, which changes addresses.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/placement-strategies.html>: a cluster placement group
    ///   can span peered VPCs of a region
    CLUSTER_OVER_UNPEERED_VPCS = "PLC112" "cluster-over-unpeered-vpcs" {
        summary: "a cluster placement group over VPCs that are not peered",
        severity: Warning,
        since: "0.1.0",
        run: Design([Instance, PlacementGroup, Subnet, Vpc, VpcPeering], cluster_over_unpeered_vpcs),
    }
}

fn cluster_over_unpeered_vpcs(facts: &Facts, out: &mut Findings) {
    let clusters = facts
        .all::<PlacementGroup>()
        .filter(|group| group.strategy == PlacementStrategy::Cluster);
    for group in clusters {
        let members = members(facts, group).into_iter();
        let vpcs: BTreeSet<Id<Vpc>> = members.map(|(_, subnet)| subnet.vpc).collect();
        let apart = vpcs.iter().find_map(|vpc| {
            let peers = peers(facts, *vpc);
            let mut others = vpcs.iter().filter(|other| *other > vpc);
            let other = others.find(|other| !peers.contains(other))?;
            Some((*vpc, *other))
        });
        if let Some((a, b)) = apart {
            let message = format!(
                "Cluster group {} has members in {} and {}, which are not peered",
                facts.label(group.id),
                facts.label(a),
                facts.label(b)
            );
            out.report(group.id, "strategy", message).related([a, b]);
        }
    }
}

fn peers(facts: &Facts, vpc: Id<Vpc>) -> BTreeSet<Id<Vpc>> {
    facts
        .referrers::<VpcPeering>(vpc)
        .filter(|peering| peering.state == Acceptance::Accepted)
        .flat_map(|peering| [peering.requester, peering.accepter])
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::checks::harness::said;

    #[test]
    fn peered_vpcs_may_share_a_group() {
        let text = "
placement-group hpc strategy=cluster
vpc a cidrs=10.0.0.0/16
  subnet a-a az=a cidrs=10.0.1.0/24
    instance one instance_type=c5n.18xlarge placement_group=hpc
vpc b cidrs=10.1.0.0/16
  subnet b-a az=a cidrs=10.1.1.0/24
    instance two instance_type=c5n.18xlarge placement_group=hpc
";
        assert_eq!(said(text, "PLC112").len(), 1);
        let peered = format!("{text}vpc-peering requester=b accepter=a\n");
        assert_eq!(said(&peered, "PLC112"), Vec::<String>::new());
        let pending = format!("{text}vpc-peering requester=b accepter=a state=pending\n");
        assert_eq!(said(&pending, "PLC112").len(), 1);
    }
}

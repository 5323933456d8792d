//! Check PEE103: peerings grow towards a full mesh.

use petgraph::unionfind::UnionFind;

use crate::analysis::Facts;
use crate::aws::quotas::VPC_PEERINGS;
use crate::checks::{Findings, Severity, declare_check};
use crate::model::{EntityId, Id, Vpc, VpcPeering};

declare_check! {
    /// ## What it does
    /// Finds groups of VPCs that are peered with most of each other, and says what the mesh costs to complete and to grow:
    /// N VPCs need N(N-1)/2 connections and twice as many routes, a hub needs N attachments.
    ///
    /// ## Why it matters
    /// Peering is free by the hour and the fastest path, and right for two or three VPCs. From five on, each new VPC
    /// needs more connections than the hub needs attachments in all, and a change to one block touches every other VPC.
    /// A VPC can have 50 connections (125 at most), a hub 5,000 attachments.
    ///
    /// ## In production
    /// Route tables are full of single blocks. Count with `aws ec2 describe-vpc-peering-connections --filters
    /// Name=status-code,Values=active --query 'length(VpcPeeringConnections)'`.
    ///
    /// ## Example
    /// ```notation
    /// vpc a cidrs=10.0.0.0/16
    /// // ^ PEE103
    /// vpc b cidrs=10.1.0.0/16
    /// vpc c cidrs=10.2.0.0/16
    /// vpc d cidrs=10.3.0.0/16
    /// vpc e cidrs=10.4.0.0/16
    /// vpc-peering requester=a accepter=b
    /// vpc-peering requester=a accepter=c
    /// vpc-peering requester=a accepter=d
    /// vpc-peering requester=a accepter=e
    /// vpc-peering requester=b accepter=c
    /// vpc-peering requester=b accepter=d
    /// vpc-peering requester=c accepter=e
    /// vpc-peering requester=d accepter=e
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc a cidrs=10.0.0.0/16
    ///   subnet a-1 az=a cidrs=10.0.0.0/24
    /// vpc b cidrs=10.1.0.0/16
    ///   subnet b-1 az=a cidrs=10.1.0.0/24
    /// tgw hub
    ///   tgw-attachment a-hub resource=a subnets=a-1
    ///   tgw-attachment b-hub resource=b subnets=b-1
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: moving to a hub changes cost per gigabyte and the largest packet (8,500 bytes instead of 9,001), so a
    /// person must decide.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/transit-gateway-vs-vpc-peering.html>
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html>
    PEERING_MESH = "PEE103" "peering-mesh" {
        summary: "peering connections grow towards a full mesh, where a hub is better",
        severity: Warning,
        since: "0.1.0",
        run: Design([Vpc, VpcPeering], peering_mesh),
    }
}

/// Where each further VPC needs more connections than a hub needs attachments for all of them: N - 1 > N / 2 + 1, and a
/// mesh of four is still read at a glance.
const SMALLEST_MESH: usize = 5;

fn peering_mesh(facts: &Facts, out: &mut Findings) {
    let mut members: Vec<Id<Vpc>> = facts
        .all::<VpcPeering>()
        .flat_map(|p| [p.requester, p.accepter])
        .collect();
    members.sort_unstable();
    members.dedup();
    let place = |vpc: Id<Vpc>| members.binary_search(&vpc).unwrap_or_default();
    let mut groups = UnionFind::<usize>::new(members.len());
    for peering in facts.all::<VpcPeering>() {
        groups.union(place(peering.requester), place(peering.accepter));
    }
    let group_of = groups.into_labeling();
    let mut sizes = vec![(0_usize, 0_usize); members.len()];
    for group in &group_of {
        sizes[*group].0 += 1;
    }
    let mut pairs: Vec<_> = facts
        .all::<VpcPeering>()
        .map(|p| (p.requester.min(p.accepter), p.requester.max(p.accepter)))
        .filter(|(a, b)| a != b)
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    for (a, _) in &pairs {
        sizes[group_of[place(*a)]].1 += 1;
    }
    for (group, (vpcs, connections)) in sizes.into_iter().enumerate() {
        let full = vpcs * vpcs.saturating_sub(1) / 2;
        // A star around shared services is no mesh, however large.
        if vpcs < SMALLEST_MESH || connections * 4 < full * 3 {
            continue;
        }
        let ids: Vec<EntityId> = members
            .iter()
            .zip(&group_of)
            .filter(|(_, of)| **of == group)
            .map(|(vpc, _)| vpc.entity())
            .collect();
        let Some(first) = ids.first() else { continue };
        let message = format!(
            "{vpcs} VPCs share {connections} of {full} possible peerings: a hub needs {vpcs} attachments ({})",
            facts.labels(ids.iter().copied(), 4)
        );
        let over = vpcs as u64 > VPC_PEERINGS.default + 1;
        out.report(*first, "", message)
            .severity(if over { Severity::Error } else { Severity::Warning })
            .related(ids.iter().skip(1).copied())
            .detail(format!("One more VPC needs {vpcs} connections and {} routes in the mesh, and one attachment on a hub", 2 * vpcs))
            .detail(format!("Ten more VPCs make {} connections", (vpcs + 10) * (vpcs + 9) / 2));
    }
}

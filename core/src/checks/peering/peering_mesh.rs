//! Check PEE103: peerings grow towards a full mesh.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::Facts;
use crate::aws::quotas::VPC_PEERINGS;
use crate::checks::{Findings, Severity, declare_check};
use crate::model::{EntityId, Id, Vpc, VpcPeering};

declare_check! {
    /// ## What it does
    /// Finds groups of VPCs that are peered with most of each other, whatever else hangs on them, and says what the mesh costs to complete and to grow:
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
    let mut graph = Graph::new();
    for peering in facts.all::<VpcPeering>() {
        let (a, b) = (peering.requester, peering.accepter);
        if a != b {
            graph.entry(a).or_default().insert(b);
            graph.entry(b).or_default().insert(a);
        }
    }
    for mesh in meshes(&graph) {
        let (vpcs, connections) = (mesh.len(), connections(&graph, &mesh));
        let full = vpcs * vpcs.saturating_sub(1) / 2;
        let ids: Vec<EntityId> = mesh.iter().map(|vpc| vpc.entity()).collect();
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

/// Who is peered with whom.
type Graph = BTreeMap<Id<Vpc>, BTreeSet<Id<Vpc>>>;
type Group = BTreeSet<Id<Vpc>>;

/// Groups of which most are peered with each other, whatever else hangs on their members; by their first.
fn meshes(graph: &Graph) -> Vec<Group> {
    let mut found = Vec::new();
    let mut open = components(graph, graph.keys().copied().collect());
    while let Some(group) = open.pop() {
        if let Some(mesh) = mesh_in(graph, &group) {
            let rest = group.difference(&mesh).copied().collect();
            open.extend(components(graph, rest));
            found.push(mesh);
        }
    }
    found.sort();
    found
}

/// Takes the members with the fewest connections off until the others are a mesh, or too few.
fn mesh_in(graph: &Graph, group: &Group) -> Option<Group> {
    let mut left = group.clone();
    let neighbours = |vpc: &Id<Vpc>| graph.get(vpc).into_iter().flatten();
    let mut degrees: BTreeMap<Id<Vpc>, usize> = left
        .iter()
        .map(|vpc| (*vpc, neighbours(vpc).filter(|it| left.contains(it)).count()))
        .collect();
    let mut by_degree: BTreeSet<(usize, Id<Vpc>)> = degrees
        .iter()
        .map(|(vpc, degree)| (*degree, *vpc))
        .collect();
    let mut twice: usize = degrees.values().sum();
    while left.len() >= SMALLEST_MESH {
        // Three of four possible connections. A star around shared services is no mesh, however large.
        let dense = twice * 4 >= left.len() * (left.len() - 1) * 3;
        // Whoever hangs on one or two of a mesh is not of it.
        let hangs = by_degree.first().is_some_and(|(degree, _)| *degree <= 2);
        if dense && (!hangs || left.len() == SMALLEST_MESH || left.len() == group.len()) {
            return Some(left);
        }
        let (degree, vpc) = by_degree.pop_first()?;
        left.remove(&vpc);
        twice -= 2 * degree;
        for other in neighbours(&vpc).filter(|other| left.contains(other)) {
            if let Some(degree) = degrees.get_mut(other) {
                by_degree.remove(&(*degree, *other));
                *degree -= 1;
                by_degree.insert((*degree, *other));
            }
        }
    }
    None
}

fn components(graph: &Graph, mut vpcs: Group) -> Vec<Group> {
    let mut found = Vec::new();
    while let Some(first) = vpcs.pop_first() {
        let (mut group, mut open) = (Group::from([first]), vec![first]);
        while let Some(vpc) = open.pop() {
            for other in graph.get(&vpc).into_iter().flatten() {
                if vpcs.remove(other) {
                    group.insert(*other);
                    open.push(*other);
                }
            }
        }
        found.push(group);
    }
    found
}

fn connections(graph: &Graph, group: &Group) -> usize {
    let ends = group
        .iter()
        .filter_map(|vpc| graph.get(vpc))
        .map(|others| others.intersection(group).count());
    ends.sum::<usize>() / 2
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use crate::checks::harness::said;

    fn design(vpcs: usize, pairs: impl Iterator<Item = (usize, usize)>) -> String {
        let mut text = String::new();
        for vpc in 0..vpcs {
            writeln!(text, "vpc v{vpc} cidrs=10.{vpc}.0.0/16").unwrap();
        }
        for (a, b) in pairs {
            writeln!(text, "vpc-peering requester=v{a} accepter=v{b}").unwrap();
        }
        text
    }

    fn full(from: usize, to: usize) -> impl Iterator<Item = (usize, usize)> {
        (from..to).flat_map(move |a| (a + 1..to).map(move |b| (a, b)))
    }

    #[test]
    fn leaves_do_not_hide_a_mesh() {
        let star = (10..16).map(|leaf| (0, leaf));
        let text = design(16, full(0, 10).chain(star));
        let said = said(&text, "PEE103");
        assert_eq!(said.len(), 1);
        assert!(
            said[0].contains("10 VPCs share 45 of 45 possible peerings"),
            "{said:?}"
        );
    }

    #[test]
    fn two_meshes_that_touch_are_two_and_a_star_is_none() {
        let text = design(12, full(0, 6).chain(full(6, 12)).chain([(0, 6)]));
        assert_eq!(said(&text, "PEE103").len(), 2);
        let star = design(30, (1..30).map(|leaf| (0, leaf)));
        assert_eq!(said(&star, "PEE103"), Vec::<String>::new());
    }
}

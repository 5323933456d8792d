//! Which records wait for themselves: the circles of a relation between records.

use std::collections::BTreeMap;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;

use crate::order;

/// The records that lead back to themselves by `next`, in groups that lead to each other; each group and all of them sorted.
pub(super) fn circles<T: Ord + Copy>(
    all: impl Iterator<Item = T>,
    next: impl Fn(T) -> Vec<T>,
) -> Vec<Vec<T>> {
    // Most lead nowhere, and are in no circle.
    let leading = all.map(|from| (from, next(from)));
    let leading: BTreeMap<T, Vec<T>> = leading.filter(|(_, to)| !to.is_empty()).collect();
    let mut graph = DiGraph::new();
    let nodes: BTreeMap<T, _> = leading
        .keys()
        .map(|from| (*from, graph.add_node(*from)))
        .collect();
    for (from, ends) in &leading {
        for end in ends {
            if let (Some(from), Some(to)) = (nodes.get(from), nodes.get(end)) {
                graph.update_edge(*from, *to, ());
            }
        }
    }
    // Not Tarjan's way, which calls itself: a chain of thousands of aliases must not end the stack.
    let groups = kosaraju_scc(&graph).into_iter();
    let leads_back = |group: &Vec<_>| match group.as_slice() {
        [alone] => graph.contains_edge(*alone, *alone),
        _ => true,
    };
    let members = |group: Vec<_>| {
        let members = group.into_iter().filter_map(|at| graph.node_weight(at));
        let mut members: Vec<T> = members.copied().collect();
        order::sort(&mut members);
        members
    };
    let mut found: Vec<Vec<T>> = groups.filter(leads_back).map(members).collect();
    order::sort(&mut found);
    found
}

#[cfg(test)]
mod tests {
    use super::circles;

    fn found(edges: &[(u8, &[u8])]) -> Vec<Vec<u8>> {
        circles(edges.iter().map(|(from, _)| *from), |from| {
            let to = edges.iter().find(|(other, _)| *other == from);
            to.map_or_else(Vec::new, |(_, to)| to.to_vec())
        })
    }

    #[test]
    fn only_what_leads_back_to_itself() {
        assert!(found(&[(1, &[2, 3]), (2, &[3]), (3, &[])]).is_empty());
        assert_eq!(found(&[(1, &[1])]), [[1]]);
        // 1 leads into the circle and 5 out of it; neither is part of it.
        assert_eq!(
            found(&[(1, &[2]), (2, &[3]), (3, &[4, 5]), (4, &[2]), (5, &[])]),
            [[2, 3, 4]]
        );
        assert_eq!(
            found(&[(1, &[2]), (2, &[1, 3]), (3, &[4]), (4, &[3])]),
            [[1, 2], [3, 4]]
        );
    }
}

//! Which records wait for themselves: the circles of a relation between records.

use std::collections::{BTreeMap, BTreeSet};

/// The records that lead back to themselves by `next`, in groups that lead to each other; each group and all of them sorted.
pub(super) fn circles<T: Ord + Copy>(
    all: impl Iterator<Item = T>,
    next: impl Fn(T) -> Vec<T>,
) -> Vec<Vec<T>> {
    let mut edges: BTreeMap<T, Vec<T>> = all.map(|from| (from, next(from))).collect();
    // Nearly all designs have no circle: what leads nowhere, or to such only, is taken away first, each reference once.
    let mut from: BTreeMap<T, Vec<T>> = BTreeMap::new();
    for (start, ends) in &mut edges {
        ends.sort();
        ends.dedup();
        for end in ends {
            from.entry(*end).or_default().push(*start);
        }
    }
    let mut ways: BTreeMap<T, usize> = edges.iter().map(|(id, to)| (*id, to.len())).collect();
    let mut dead: Vec<T> = ways
        .iter()
        .filter(|(_, ways)| **ways == 0)
        .map(|(id, _)| *id)
        .collect();
    while let Some(end) = dead.pop() {
        ways.remove(&end);
        for start in from.get(&end).into_iter().flatten() {
            if let Some(left) = ways.get_mut(start) {
                *left -= 1;
                if *left == 0 {
                    dead.push(*start);
                }
            }
        }
    }
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for start in ways.keys() {
        if seen.contains(start) {
            continue;
        }
        let (forth, back) = (reached(*start, &edges), reached(*start, &from));
        let members: Vec<T> = forth.intersection(&back).copied().collect();
        seen.extend(members.iter().copied());
        if members.contains(start) {
            found.push(members);
        }
    }
    found
}

/// All that `start` leads to; itself where a way leads back.
fn reached<T: Ord + Copy>(start: T, edges: &BTreeMap<T, Vec<T>>) -> BTreeSet<T> {
    let mut found = BTreeSet::new();
    let mut open = vec![start];
    while let Some(at) = open.pop() {
        for to in edges.get(&at).into_iter().flatten() {
            if found.insert(*to) {
                open.push(*to);
            }
        }
    }
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

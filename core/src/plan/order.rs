//! Puts the operations of a plan in order, and leaves out those whose needs are left out.

use std::collections::{BTreeMap, BTreeSet};

use super::operation::Operation;
use super::tree::Key;

/// Operations so that each comes after all it needs; among those free to go, the first written goes first.
///
/// Operations of a circle of [`Operation::after`], which no kind should make, come last in the order in which they were
/// written; those that need each other are no part of a plan, see [`circular`].
pub(super) fn ordered(operations: Vec<Operation>) -> Vec<Operation> {
    let place = places(&operations);
    let mut waiting = vec![0_usize; operations.len()];
    let mut followers = vec![Vec::new(); operations.len()];
    for (index, operation) in operations.iter().enumerate() {
        let needs = operation.needs();
        let before: BTreeSet<usize> = needs
            .into_iter()
            .chain(&operation.after)
            .filter_map(|key| place.get(key).copied())
            .collect();
        for first in before {
            if let (Some(count), Some(list)) = (waiting.get_mut(index), followers.get_mut(first)) {
                *count += 1;
                list.push(index);
            }
        }
    }
    drop(place);
    let mut free: BTreeSet<usize> = waiting
        .iter()
        .enumerate()
        .filter(|(_, count)| **count == 0)
        .map(|(index, _)| index)
        .collect();
    let mut sequence = Vec::new();
    while let Some(index) = free.pop_first() {
        sequence.push(index);
        for follower in followers.get(index).into_iter().flatten() {
            if let Some(count) = waiting.get_mut(*follower) {
                *count -= 1;
                if *count == 0 {
                    free.insert(*follower);
                }
            }
        }
    }
    let in_cycles = waiting.iter().enumerate().filter(|(_, count)| **count > 0);
    sequence.extend(in_cycles.map(|(index, _)| index));
    let mut slots: Vec<Option<Operation>> = operations.into_iter().map(Some).collect();
    sequence
        .into_iter()
        .filter_map(|index| slots.get_mut(index).and_then(Option::take))
        .collect()
}

/// Parts the operations into those that can be done and, with the missing key, those that can't.
pub(super) fn feasible(operations: Vec<Operation>) -> (Vec<Operation>, Vec<(Operation, Key)>) {
    let missing = missing(&operations);
    parted(operations, missing)
}

/// Parts what has no key beside it from what has one.
fn parted(
    operations: Vec<Operation>,
    lacking: Vec<Option<Key>>,
) -> (Vec<Operation>, Vec<(Operation, Key)>) {
    let (mut keep, mut dropped) = (Vec::with_capacity(operations.len()), Vec::new());
    for (operation, lacking) in operations.into_iter().zip(lacking) {
        match lacking {
            Some(key) => dropped.push((operation, key)),
            None => keep.push(operation),
        }
    }
    (keep, dropped)
}

/// Parts the operations into those that can be done and, with the key that each waits for, those that need each other in
/// a circle: none of these can be made first. What needs one of them lacks something, as [`feasible`] finds.
pub(super) fn circular(operations: Vec<Operation>) -> (Vec<Operation>, Vec<(Operation, Key)>) {
    let place = places(&operations);
    let needs: Vec<Vec<usize>> = operations
        .iter()
        .map(|operation| {
            let needs = operation.needs().into_iter();
            needs.filter_map(|key| place.get(key).copied()).collect()
        })
        .collect();
    let mut needed_by = vec![Vec::new(); needs.len()];
    for (index, needs) in needs.iter().enumerate() {
        for need in needs {
            if let Some(list) = needed_by.get_mut(*need) {
                list.push(index);
            }
        }
    }
    let mut waiting = vec![true; needs.len()];
    take_away(&needs, &needed_by, &mut waiting);
    take_away(&needed_by, &needs, &mut waiting);
    let within = |index: &usize| waiting.get(*index).copied().unwrap_or(false);
    let circle: Vec<Option<Key>> = needs
        .iter()
        .enumerate()
        .map(|(index, needs)| {
            let need = needs.iter().find(|need| within(need))?;
            let need = operations.get(*need).filter(|_| within(&index))?;
            Some(need.key.clone())
        })
        .collect();
    drop(place);
    parted(operations, circle)
}

/// Takes away, again and again, what no arrow that is left leads out of; `back` are the arrows turned round.
fn take_away(arrows: &[Vec<usize>], back: &[Vec<usize>], left: &mut [bool]) {
    let is_left = |left: &[bool], index: usize| left.get(index).copied().unwrap_or(false);
    let mut ways: Vec<usize> = arrows
        .iter()
        .map(|to| to.iter().filter(|to| is_left(left, **to)).count())
        .collect();
    let mut ends: Vec<usize> = (0..arrows.len())
        .filter(|index| is_left(left, *index) && ways.get(*index) == Some(&0))
        .collect();
    while let Some(end) = ends.pop() {
        if let Some(slot) = left.get_mut(end) {
            *slot = false;
        }
        for from in back.get(end).into_iter().flatten() {
            if let Some(count) = ways.get_mut(*from).filter(|_| is_left(left, *from)) {
                *count -= 1;
                if *count == 0 {
                    ends.push(*from);
                }
            }
        }
    }
}

/// What each operation lacks: a need that nobody makes, or one that lacks something itself.
fn missing(operations: &[Operation]) -> Vec<Option<Key>> {
    let place = places(operations);
    let needs: Vec<Vec<(&Key, Option<usize>)>> = operations
        .iter()
        .map(|operation| {
            let needs = operation.needs().into_iter();
            needs.map(|key| (key, place.get(key).copied())).collect()
        })
        .collect();
    let mut missing: Vec<Option<Key>> = vec![None; operations.len()];
    loop {
        // A round looks at what was there when it began, so that the key told does not depend on the order.
        let lacks = |at: &Option<usize>| at.is_none_or(|at| !matches!(missing.get(at), Some(None)));
        let found: Vec<(usize, Key)> = needs
            .iter()
            .enumerate()
            .filter(|(index, _)| matches!(missing.get(*index), Some(None)))
            .filter_map(|(index, needs)| {
                let (key, _) = needs.iter().find(|(_, at)| lacks(at))?;
                Some((index, (*key).clone()))
            })
            .collect();
        if found.is_empty() {
            return missing;
        }
        for (index, key) in found {
            if let Some(slot) = missing.get_mut(index) {
                *slot = Some(key);
            }
        }
    }
}

/// The index of each key.
fn places(operations: &[Operation]) -> BTreeMap<&Key, usize> {
    let keys = operations.iter().enumerate();
    keys.map(|(index, operation)| (&operation.key, index))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::operation::{Call, Scope};
    use crate::plan::tree::params;

    fn operation(key: &str, needs: &[&str]) -> Operation {
        let holes: Vec<Key> = needs.iter().map(|need| Key((*need).to_owned())).collect();
        let call = Call::new(
            "ec2",
            "CreateVpc",
            params! { "X" => holes.iter().collect::<Vec<_>>() },
        );
        Operation::new(Key(key.into()), "", &Scope::default()).make(call)
    }

    fn keys(operations: &[Operation]) -> Vec<&str> {
        operations.iter().map(|op| op.key.0.as_str()).collect()
    }

    #[test]
    fn needs_come_first_and_the_rest_stays() {
        let written = vec![
            operation("c", &["a", "d"]),
            operation("a", &[]),
            operation("b", &["c"]),
            operation("d", &[]),
        ];
        assert_eq!(keys(&ordered(written)), ["a", "d", "c", "b"]);
    }

    #[test]
    fn what_needs_itself_is_left_out_with_what_needs_that() {
        let written = vec![
            operation("a", &[]),
            operation("b", &["a", "c"]),
            operation("c", &["d"]),
            operation("d", &["b"]),
            operation("e", &["d"]),
        ];
        let (keep, circle) = circular(written);
        assert_eq!(keys(&keep), ["a", "e"]);
        let told: Vec<_> = circle
            .iter()
            .map(|(one, waits_for)| (one.key.0.as_str(), waits_for.0.as_str()))
            .collect();
        assert_eq!(told, [("b", "c"), ("c", "d"), ("d", "b")]);
        let (keep, dropped) = feasible(keep);
        assert_eq!(keys(&keep), ["a"]);
        assert_eq!(dropped.len(), 1);
    }

    #[test]
    fn a_missing_need_takes_its_followers_along() {
        let (keep, dropped) = feasible(vec![
            operation("a", &[]),
            operation("b", &["zz"]),
            operation("c", &["b"]),
        ]);
        assert_eq!(keys(&keep), ["a"]);
        assert_eq!(dropped.len(), 2);
    }
}

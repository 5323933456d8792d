//! Puts the operations of a plan in order, and leaves out those whose needs are left out.

use std::collections::{BTreeMap, BTreeSet};

use super::operation::Operation;
use super::tree::Key;

/// Operations so that each comes after all it needs; among those free to go, the first written goes first.
///
/// Operations of a cycle, which no kind should make, come last in the order in which they were written.
pub(super) fn ordered(operations: Vec<Operation>) -> Vec<Operation> {
    let place: BTreeMap<Key, usize> = operations
        .iter()
        .enumerate()
        .map(|(index, op)| (op.key.clone(), index))
        .collect();
    let mut waiting = vec![0_usize; operations.len()];
    let mut followers = vec![Vec::new(); operations.len()];
    for (index, operation) in operations.iter().enumerate() {
        let before: BTreeSet<usize> = operation
            .needs()
            .iter()
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
    let done: BTreeSet<usize> = sequence.iter().copied().collect();
    sequence.extend((0..operations.len()).filter(|index| !done.contains(index)));
    let mut slots: Vec<Option<Operation>> = operations.into_iter().map(Some).collect();
    sequence
        .into_iter()
        .filter_map(|index| slots.get_mut(index).and_then(Option::take))
        .collect()
}

/// Parts the operations into those that can be done and, with the missing key, those that can't.
pub(super) fn feasible(operations: Vec<Operation>) -> (Vec<Operation>, Vec<(Operation, Key)>) {
    let mut keep = operations;
    let mut dropped = Vec::new();
    loop {
        let known: BTreeSet<Key> = keep.iter().map(|op| op.key.clone()).collect();
        let before = keep.len();
        let mut next = Vec::with_capacity(before);
        for operation in keep {
            match operation
                .needs()
                .into_iter()
                .find(|key| !known.contains(key))
            {
                Some(missing) => dropped.push((operation, missing)),
                None => next.push(operation),
            }
        }
        keep = next;
        if keep.len() == before {
            return (keep, dropped);
        }
    }
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

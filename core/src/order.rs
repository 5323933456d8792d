//! Sorting with one copy of the sort in the program, instead of one of four kilobytes for each type that is sorted.
//!
//! The standard library's sort is compiled again for each type and each comparison, and so is the collecting of a set or
//! a map, which sorts first. What the page links goes through here; where speed counts more than size, the library's
//! own is right.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Sorts by `compare`. What is equal keeps its order.
pub fn sort_by<T>(list: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = order_of(list.len(), &mut |left, right| {
        compare(&list[left], &list[right])
    });
    let mut taken: Vec<Option<T>> = list.drain(..).map(Some).collect();
    list.extend(order.into_iter().filter_map(|at| taken[at].take()));
}

/// Sorts by what `key` makes of each item. What is equal keeps its order.
pub fn sort_by_key<'l, T, K: Ord>(list: &'l mut Vec<T>, key: impl Fn(&T) -> K + 'l) {
    sort_by(list, |left, right| key(left).cmp(&key(right)));
}

/// Sorts from the least to the greatest.
pub fn sort<T: Ord>(list: &mut Vec<T>) {
    sort_by(list, T::cmp);
}

/// The set of `items`.
pub fn set<T: Ord>(items: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    for item in items {
        set.insert(item);
    }
    set
}

/// The map of `items`; the last of several with one key stays.
pub fn map<K: Ord, V>(items: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    for (key, value) in items {
        map.insert(key, value);
    }
    map
}

/// Indexes below `length` in the order that `compare` says.
fn order_of(length: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..length).collect();
    order.sort_unstable_by(|left, right| compare(*left, *right).then_with(|| left.cmp(right)));
    order
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_the_library_s_order(list in prop::collection::vec((0..9_u8, 0..100_u8), 0..60)) {
            let (mut ours, mut theirs) = (list.clone(), list.clone());
            sort_by_key(&mut ours, |item| item.0);
            theirs.sort_by_key(|item| item.0);
            prop_assert_eq!(&ours, &theirs);
            sort(&mut ours);
            theirs.sort_unstable();
            prop_assert_eq!(&ours, &theirs);
            prop_assert_eq!(set(list.clone()), list.iter().copied().collect());
            prop_assert_eq!(map(list.clone()), list.into_iter().collect());
        }
    }
}

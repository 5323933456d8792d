//! Canonical sets of points on a bounded line, kept as sorted, disjoint, non-adjacent intervals.
//!
//! Two equal sets have equal representations, so `==`, `Ord` and hashing compare sets, not spellings.

/// A point of a bounded, discrete line.
pub trait Point: Copy + Ord {
    /// The least point.
    const MIN: Self;
    /// The greatest point.
    const MAX: Self;
    /// The point after this one, or `None` after the greatest.
    fn next(self) -> Option<Self>;
    /// The point before this one, or `None` before the least.
    fn previous(self) -> Option<Self>;
}

macro_rules! integer_point {
    ($($integer:ty),*) => {$(
        impl Point for $integer {
            const MIN: Self = <$integer>::MIN;
            const MAX: Self = <$integer>::MAX;
            fn next(self) -> Option<Self> {
                self.checked_add(1)
            }
            fn previous(self) -> Option<Self> {
                self.checked_sub(1)
            }
        }
    )*};
}
integer_point!(u8, u16, u32, u64, u128);

/// A set of points as closed intervals `(first, last)`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IntervalSet<T> {
    intervals: Vec<(T, T)>,
}

impl<T> Default for IntervalSet<T> {
    fn default() -> Self {
        Self {
            intervals: Vec::new(),
        }
    }
}

impl<T: Point> IntervalSet<T> {
    /// The set of no points.
    pub const fn empty() -> Self {
        Self {
            intervals: Vec::new(),
        }
    }

    /// The set of all points.
    pub fn full() -> Self {
        Self {
            intervals: vec![(T::MIN, T::MAX)],
        }
    }

    /// The closed interval from `first` to `last`, in either order.
    pub fn interval(first: T, last: T) -> Self {
        Self {
            intervals: vec![(first.min(last), first.max(last))],
        }
    }

    /// The union of closed intervals in any order, overlapping or not.
    pub fn from_intervals(intervals: impl IntoIterator<Item = (T, T)>) -> Self {
        let mut sorted: Vec<(T, T)> = intervals
            .into_iter()
            .map(|(a, b)| (a.min(b), a.max(b)))
            .collect();
        sorted.sort_unstable();
        let mut merged: Vec<(T, T)> = Vec::with_capacity(sorted.len());
        for (first, last) in sorted {
            match merged.last_mut() {
                Some(open) if touches(open.1, first) => open.1 = open.1.max(last),
                _ => merged.push((first, last)),
            }
        }
        Self { intervals: merged }
    }

    /// The intervals in ascending order; neither overlapping nor adjacent.
    pub fn intervals(&self) -> &[(T, T)] {
        &self.intervals
    }

    pub fn is_empty(&self) -> bool {
        self.intervals.is_empty()
    }

    pub fn is_full(&self) -> bool {
        self.intervals == [(T::MIN, T::MAX)]
    }

    /// The least point of the set.
    pub fn first(&self) -> Option<T> {
        self.intervals.first().map(|interval| interval.0)
    }

    pub fn contains(&self, point: T) -> bool {
        self.covers(point, point)
    }

    /// Whether every point from `first` to `last` is in the set.
    pub fn covers(&self, first: T, last: T) -> bool {
        let after = self
            .intervals
            .partition_point(|interval| interval.0 <= first);
        after > 0 && self.intervals[after - 1].1 >= last
    }

    /// Whether every point of `other` is in this set.
    pub fn contains_set(&self, other: &Self) -> bool {
        other
            .intervals
            .iter()
            .all(|&(first, last)| self.covers(first, last))
    }

    /// Whether the sets share a point.
    pub fn overlaps(&self, other: &Self) -> bool {
        let (mut i, mut j) = (0, 0);
        while let (Some(a), Some(b)) = (self.intervals.get(i), other.intervals.get(j)) {
            if a.1 < b.0 {
                i += 1;
            } else if b.1 < a.0 {
                j += 1;
            } else {
                return true;
            }
        }
        false
    }

    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        if other.is_empty() {
            return self.clone();
        }
        if self.is_empty() {
            return other.clone();
        }
        Self::from_intervals(self.intervals.iter().chain(&other.intervals).copied())
    }

    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        let (mut i, mut j) = (0, 0);
        let mut intervals = Vec::new();
        while let (Some(a), Some(b)) = (self.intervals.get(i), other.intervals.get(j)) {
            let (first, last) = (a.0.max(b.0), a.1.min(b.1));
            if first <= last {
                intervals.push((first, last));
            }
            if a.1 < b.1 {
                i += 1;
            } else {
                j += 1;
            }
        }
        Self { intervals }
    }

    /// The points of this set that are not in `other`.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Self {
        self.intersection(&other.complement())
    }

    /// The points of the line that are not in this set.
    #[must_use]
    pub fn complement(&self) -> Self {
        let mut intervals = Vec::with_capacity(self.intervals.len() + 1);
        let mut open = Some(T::MIN);
        for &(first, last) in &self.intervals {
            if let (Some(gap_first), Some(gap_last)) = (open, first.previous())
                && gap_first <= gap_last
            {
                intervals.push((gap_first, gap_last));
            }
            open = last.next();
        }
        if let Some(gap_first) = open {
            intervals.push((gap_first, T::MAX));
        }
        Self { intervals }
    }
}

/// Whether an interval that ends at `last` overlaps or meets one that starts at `first`.
fn touches<T: Point>(last: T, first: T) -> bool {
    first <= last || last.next() == Some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// The obvious model: every point by itself.
    fn points(set: &IntervalSet<u8>) -> BTreeSet<u8> {
        set.intervals()
            .iter()
            .flat_map(|&(first, last)| first..=last)
            .collect()
    }

    fn is_canonical(set: &IntervalSet<u8>) -> bool {
        set.intervals().iter().all(|i| i.0 <= i.1)
            && set
                .intervals()
                .windows(2)
                .all(|pair| u16::from(pair[0].1) + 1 < u16::from(pair[1].0))
    }

    fn any_set() -> impl Strategy<Value = IntervalSet<u8>> {
        let small = (any::<u8>(), 0u8..20)
            .prop_map(|(first, length)| (first, first.saturating_add(length)));
        prop::collection::vec(prop_oneof![4 => small, 1 => any::<(u8, u8)>()], 0..8)
            .prop_map(IntervalSet::from_intervals)
    }

    proptest! {
        #[test]
        fn agrees_with_the_model(a in any_set(), b in any_set(), point: u8, other: u8) {
            let (pa, pb) = (points(&a), points(&b));
            let union = a.union(&b);
            let intersection = a.intersection(&b);
            let difference = a.difference(&b);
            let complement = a.complement();
            for set in [&a, &union, &intersection, &difference, &complement] {
                prop_assert!(is_canonical(set), "{set:?}");
            }
            prop_assert_eq!(points(&union), &pa | &pb);
            prop_assert_eq!(points(&intersection), &pa & &pb);
            prop_assert_eq!(points(&difference), &pa - &pb);
            prop_assert_eq!(points(&complement), (0..=255).filter(|p| !pa.contains(p)).collect::<BTreeSet<_>>());
            prop_assert_eq!(a.overlaps(&b), !(&pa & &pb).is_empty());
            prop_assert_eq!(a.contains_set(&b), pb.is_subset(&pa));
            prop_assert_eq!(a.contains(point), pa.contains(&point));
            let (first, last) = (point.min(other), point.max(other));
            prop_assert_eq!(a.covers(first, last), (first..=last).all(|p| pa.contains(&p)));
            prop_assert_eq!(a == b, pa == pb);
            prop_assert_eq!(a.is_empty(), pa.is_empty());
            prop_assert_eq!(a.is_full(), pa.len() == 256);
            prop_assert_eq!(a.first(), pa.first().copied());
        }
    }
}

//! Tables by number that keep old versions for free: chunks of a few numbers each, shared until one is changed.
//!
//! Numbers of a kind run from 1 on with few gaps, so the chunk of a number mostly stands at its own place and finding
//! a row costs two steps instead of a search. Numbers far apart cost memory and a search, nothing else.

use std::sync::Arc;

use imbl::ordmap::DiffItem;

use super::record::Record;

/// Numbers of one chunk. Changing one row copies so many.
const CHUNK: u32 = 32;

type Chunk<T> = [Option<(u32, T)>; CHUNK as usize];

/// Values by number, in order. A copy costs nothing and shares what neither side changes.
#[derive(Clone)]
pub struct Table<T> {
    /// By number over [`CHUNK`], ascending; none of them is empty.
    chunks: Arc<Vec<(u32, Arc<Chunk<T>>)>>,
    len: usize,
}

/// A row of a table of the design, shared between designs that have it in common.
pub type Row = Arc<dyn Record>;

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self {
            chunks: Arc::default(),
            len: 0,
        }
    }
}

impl<T> Table<T> {
    pub fn len(&self) -> usize {
        self.len
    }

    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub fn get(&self, number: u32) -> Option<&T> {
        let at = self.place(number / CHUNK).ok()?;
        let (_, chunk) = self.chunks.get(at)?;
        let slot = chunk.get((number % CHUNK) as usize)?;
        slot.as_ref().map(|(_, value)| value)
    }

    /// The value with the greatest number.
    pub fn last(&self) -> Option<(u32, &T)> {
        let (_, chunk) = self.chunks.last()?;
        let slots = chunk.iter().rev();
        slots
            .flatten()
            .next()
            .map(|(number, value)| (*number, value))
    }

    /// All values with their numbers, ascending.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &T)> {
        let slots = self.chunks.iter().flat_map(|(_, chunk)| chunk.iter());
        slots.flatten().map(|(number, value)| (*number, value))
    }

    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.iter().map(|(_, value)| value)
    }

    /// Values with greater numbers than this one, ascending.
    pub fn after(&self, number: u32) -> impl Iterator<Item = (u32, &T)> {
        let (Ok(from) | Err(from)) = self.place(number / CHUNK);
        let chunks = self.chunks.iter().skip(from);
        let slots = chunks.flat_map(|(_, chunk)| chunk.iter()).flatten();
        slots
            .map(|(number, value)| (*number, value))
            .skip_while(move |(other, _)| *other <= number)
    }

    /// Whether both are the same version: nothing is read. Two that are not may still be equal.
    pub fn ptr_eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.chunks, &other.chunks) || self.is_empty() && other.is_empty()
    }

    /// Where a chunk stands, or would stand.
    fn place(&self, chunk: u32) -> Result<usize, usize> {
        match self.chunks.get(chunk as usize) {
            Some((number, _)) if *number == chunk => Ok(chunk as usize),
            _ => self
                .chunks
                .binary_search_by_key(&chunk, |(number, _)| *number),
        }
    }
}

impl<T: Clone> Table<T> {
    /// Puts a value in its place and gives back what was there.
    pub fn insert(&mut self, number: u32, value: T) -> Option<T> {
        let old = self.slot(number).replace((number, value));
        self.len += usize::from(old.is_none());
        old.map(|(_, value)| value)
    }

    /// The value of a number, made where there is none.
    pub fn entry(&mut self, number: u32) -> &mut T
    where
        T: Default,
    {
        if self.get(number).is_none() {
            self.len += 1;
        }
        let slot = self.slot(number);
        &mut slot.get_or_insert_with(|| (number, T::default())).1
    }

    pub fn remove(&mut self, number: u32) -> Option<T> {
        self.get(number)?;
        let old = self.slot(number).take();
        self.len -= usize::from(old.is_some());
        if let Ok(at) = self.place(number / CHUNK)
            && let Some((_, chunk)) = self.chunks.get(at)
            && chunk.iter().all(Option::is_none)
        {
            Arc::make_mut(&mut self.chunks).remove(at);
        }
        old.map(|(_, value)| value)
    }

    fn slot(&mut self, number: u32) -> &mut Option<(u32, T)> {
        let chunk = number / CHUNK;
        let place = self.place(chunk);
        let chunks = Arc::make_mut(&mut self.chunks);
        let at = place.unwrap_or_else(|at| {
            chunks.insert(at, (chunk, Arc::new([const { None }; CHUNK as usize])));
            at
        });
        &mut Arc::make_mut(&mut chunks[at].1)[(number % CHUNK) as usize]
    }
}

impl Table<Row> {
    /// What differs in `new`, by number, without reading what the two share.
    pub fn diff<'o, 'n>(&'o self, new: &'n Self) -> std::vec::IntoIter<DiffItem<'o, 'n, u32, Row>> {
        let mut items = Vec::new();
        let (mut ours, mut theirs) = (self.chunks.iter().peekable(), new.chunks.iter().peekable());
        if Arc::ptr_eq(&self.chunks, &new.chunks) {
            return items.into_iter();
        }
        loop {
            let next = match (ours.peek(), theirs.peek()) {
                (Some((a, _)), Some((b, _))) => *a.min(b),
                (Some((only, _)), None) | (None, Some((only, _))) => *only,
                (None, None) => return items.into_iter(),
            };
            let one = ours.next_if(|(number, _)| *number == next);
            let other = theirs.next_if(|(number, _)| *number == next);
            match (one, other) {
                (Some((_, one)), Some((_, other))) if Arc::ptr_eq(one, other) => {}
                (Some((_, one)), Some((_, other))) => differing(one, other, &mut items),
                (Some((_, one)), None) => items.extend(
                    one.iter()
                        .flatten()
                        .map(|(number, row)| DiffItem::Remove(number, row)),
                ),
                (None, Some((_, other))) => items.extend(
                    other
                        .iter()
                        .flatten()
                        .map(|(number, row)| DiffItem::Add(number, row)),
                ),
                (None, None) => {}
            }
        }
    }
}

fn differing<'o, 'n>(
    old: &'o Chunk<Row>,
    new: &'n Chunk<Row>,
    items: &mut Vec<DiffItem<'o, 'n, u32, Row>>,
) {
    for pair in old.iter().zip(new) {
        match pair {
            (Some((_, old)), Some((_, new))) if Arc::ptr_eq(old, new) || old.equals(&**new) => {}
            (Some((number, old)), Some((same, new))) => items.push(DiffItem::Update {
                old: (number, old),
                new: (same, new),
            }),
            (Some((number, old)), None) => items.push(DiffItem::Remove(number, old)),
            (None, Some((number, new))) => items.push(DiffItem::Add(number, new)),
            (None, None) => {}
        }
    }
}

impl<T: PartialEq> PartialEq for Table<T> {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len && (self.ptr_eq(other) || self.iter().eq(other.iter()))
    }
}

impl<T> std::fmt::Debug for Table<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "a table of {}", self.len)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::model::{Id, RecordKind, Vpc};

    /// Numbers that lie close together, that lie at the edges of chunks, and that lie far apart.
    fn number() -> impl Strategy<Value = u32> {
        prop_oneof![
            0_u32..80,
            Just(u32::MAX),
            (0_u32..40).prop_map(|n| n * 1_000_003)
        ]
    }

    fn row(number: u32, name: u8) -> Row {
        let mut vpc = Vpc::new(Id::new(number));
        vpc.name = name.to_string();
        Arc::new(vpc)
    }

    proptest! {
        #[test]
        fn a_table_does_as_a_map_does(steps in prop::collection::vec((number(), prop::option::of(0_u8..9)), 0..120)) {
            let (mut table, mut map) = (Table::default(), BTreeMap::new());
            let mut versions = Vec::new();
            for (number, value) in steps {
                let (old, expected) = match value {
                    Some(value) => (table.insert(number, value), map.insert(number, value)),
                    None => (table.remove(number), map.remove(&number)),
                };
                prop_assert_eq!(old, expected);
                prop_assert_eq!(table.get(number), map.get(&number));
                prop_assert_eq!(table.len(), map.len());
                prop_assert_eq!(table.last().map(|(n, v)| (n, *v)), map.last_key_value().map(|(n, v)| (*n, *v)));
                let after = |number: u32| table.after(number).map(|(n, v)| (n, *v)).collect::<Vec<_>>();
                let expected: Vec<_> = map.iter().filter(|(n, _)| **n > number).map(|(n, v)| (*n, *v)).collect();
                prop_assert_eq!(after(number), expected);
                versions.push((table.clone(), map.clone()));
            }
            for (table, map) in versions {
                prop_assert!(table.iter().eq(map.iter().map(|(number, value)| (*number, value))));
                let mut fresh = Table::default();
                for (number, value) in map {
                    *fresh.entry(number) = value;
                }
                prop_assert_eq!(fresh, table);
            }
        }

        #[test]
        fn a_difference_leads_from_one_to_the_other(
            start in prop::collection::btree_map(number(), 0_u8..3, 0..60),
            steps in prop::collection::vec((number(), prop::option::of(0_u8..3)), 0..40),
        ) {
            let mut old = Table::default();
            for (number, name) in start {
                old.insert(number, row(number, name));
            }
            let mut new = old.clone();
            for (number, name) in steps {
                match name {
                    Some(name) => drop(new.insert(number, row(number, name))),
                    None => drop(new.remove(number)),
                }
            }
            let mut led = old.clone();
            for item in old.diff(&new) {
                match item {
                    DiffItem::Add(number, row) => prop_assert!(led.insert(*number, row.clone()).is_none()),
                    DiffItem::Remove(number, _) => prop_assert!(led.remove(*number).is_some()),
                    DiffItem::Update { old, new } => {
                        prop_assert!(!old.1.equals(new.1.as_ref()));
                        prop_assert!(led.insert(*new.0, new.1.clone()).is_some());
                    }
                }
            }
            prop_assert!(led.iter().map(|(n, row)| (n, row.name())).eq(new.iter().map(|(n, row)| (n, row.name()))));
            prop_assert_eq!(new.diff(&new.clone()).count(), 0);
        }
    }
}

//! The index: who is inside what, and who refers to whom.

use std::collections::BTreeSet;

use imbl::OrdMap;

use super::Changes;
use crate::model::{Design, EntityId, Kind};

/// Children by parent and referrers by target, each list in the order of ids.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Index {
    children: OrdMap<EntityId, Vec<EntityId>>,
    referrers: OrdMap<EntityId, Vec<EntityId>>,
}

impl Index {
    /// Reads the whole design.
    pub fn new(design: &Design) -> Self {
        let mut index = Self::default();
        for record in design.records() {
            index.add(design, record.id());
        }
        index
    }

    /// The index of `new`, from this one of `old`.
    #[must_use]
    pub fn updated(&self, old: &Design, new: &Design, changes: &Changes) -> Self {
        let mut index = self.clone();
        for id in &changes.ids {
            index.remove(old, *id);
        }
        for id in &changes.ids {
            index.add(new, *id);
        }
        index
    }

    /// Records whose parent is `id`.
    pub fn children(&self, id: EntityId) -> &[EntityId] {
        self.children.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Records that refer to `id`, its children among them.
    pub fn referrers(&self, id: EntityId) -> &[EntityId] {
        self.referrers.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Children of one kind.
    pub fn children_of_kind(&self, id: EntityId, kind: Kind) -> &[EntityId] {
        of_kind(self.children(id), kind)
    }

    /// Referrers of one kind.
    pub fn referrers_of_kind(&self, id: EntityId, kind: Kind) -> &[EntityId] {
        of_kind(self.referrers(id), kind)
    }

    fn add(&mut self, design: &Design, id: EntityId) {
        let Some(record) = design.record(id) else {
            return;
        };
        if let Some(parent) = record.parent() {
            insert(self.children.entry(parent).or_default(), id);
        }
        record.references(&mut |_, target| {
            insert(self.referrers.entry(target).or_default(), id);
        });
    }

    fn remove(&mut self, design: &Design, id: EntityId) {
        let Some(record) = design.record(id) else {
            return;
        };
        if let Some(parent) = record.parent() {
            take_out(&mut self.children, parent, id);
        }
        let mut targets = BTreeSet::new();
        record.references(&mut |_, target| {
            targets.insert(target);
        });
        for target in targets {
            take_out(&mut self.referrers, target, id);
        }
    }
}

/// The run of one kind in a sorted list: ids sort by kind first.
fn of_kind(ids: &[EntityId], kind: Kind) -> &[EntityId] {
    let first = ids.partition_point(|id| id.kind < kind);
    let end = ids.partition_point(|id| id.kind <= kind);
    ids.get(first..end).unwrap_or_default()
}

fn insert(ids: &mut Vec<EntityId>, id: EntityId) {
    if let Err(at) = ids.binary_search(&id) {
        ids.insert(at, id);
    }
}

fn take_out(map: &mut OrdMap<EntityId, Vec<EntityId>>, key: EntityId, id: EntityId) {
    let Some(ids) = map.get_mut(&key) else {
        return;
    };
    ids.retain(|other| *other != id);
    if ids.is_empty() {
        map.remove(&key);
    }
}

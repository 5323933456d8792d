//! The index: who is inside what, and who refers to whom.

use std::collections::BTreeSet;

use super::Changes;
use crate::model::{Design, EntityId, Kind, Table};

/// Children by parent and referrers by target, each list in the order of ids.
#[derive(Debug, Clone, PartialEq)]
pub struct Index {
    /// By kind, then by number; records that nothing refers to have no line.
    links: Vec<Table<Links>>,
}

/// What is inside a record and what refers to it.
#[derive(Debug, Clone, Default, PartialEq)]
struct Links {
    children: Vec<EntityId>,
    referrers: Vec<EntityId>,
}

impl Default for Index {
    fn default() -> Self {
        Self {
            links: vec![Table::default(); Kind::ALL.len()],
        }
    }
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
        self.links(id).map_or(&[], |links| &links.children)
    }

    /// Records that refer to `id`, its children among them.
    pub fn referrers(&self, id: EntityId) -> &[EntityId] {
        self.links(id).map_or(&[], |links| &links.referrers)
    }

    /// Children of one kind.
    pub fn children_of_kind(&self, id: EntityId, kind: Kind) -> &[EntityId] {
        of_kind(self.children(id), kind)
    }

    /// Referrers of one kind.
    pub fn referrers_of_kind(&self, id: EntityId, kind: Kind) -> &[EntityId] {
        of_kind(self.referrers(id), kind)
    }

    fn links(&self, id: EntityId) -> Option<&Links> {
        self.links.get(id.kind as usize)?.get(id.number)
    }

    fn add(&mut self, design: &Design, id: EntityId) {
        let Some(record) = design.record(id) else {
            return;
        };
        if let Some(parent) = record.parent() {
            let table = &mut self.links[parent.kind as usize];
            insert(&mut table.entry(parent.number).children, id);
        }
        record.references(&mut |_, target| {
            let table = &mut self.links[target.kind as usize];
            insert(&mut table.entry(target.number).referrers, id);
        });
    }

    fn remove(&mut self, design: &Design, id: EntityId) {
        let Some(record) = design.record(id) else {
            return;
        };
        if let Some(parent) = record.parent() {
            self.take_out(parent, |links| &mut links.children, id);
        }
        let mut targets = BTreeSet::new();
        record.references(&mut |_, target| {
            targets.insert(target);
        });
        for target in targets {
            self.take_out(target, |links| &mut links.referrers, id);
        }
    }

    fn take_out(&mut self, of: EntityId, list: fn(&mut Links) -> &mut Vec<EntityId>, id: EntityId) {
        let table = &mut self.links[of.kind as usize];
        if table.get(of.number).is_none() {
            return;
        }
        let links = table.entry(of.number);
        list(links).retain(|other| *other != id);
        if links.children.is_empty() && links.referrers.is_empty() {
            table.remove(of.number);
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
    if ids.last().is_none_or(|last| *last < id) {
        ids.push(id);
    } else if let Err(at) = ids.binary_search(&id) {
        ids.insert(at, id);
    }
}

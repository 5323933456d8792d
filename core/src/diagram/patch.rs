//! From one design to the next: which boxes came, went, changed their words or must be placed anew.

use std::collections::BTreeSet;

use imbl::ordmap::DiffItem;

use super::collect::{Items, item_of, parent_of, region_of};
use super::shape::{Form, shape};
use crate::model::design::Row;
use crate::model::{BoxKey, Design, Kind};

/// What an edit did to the items.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Patch {
    /// Boxes that were not drawn before.
    pub came: BTreeSet<usize>,
    /// Boxes that are drawn no more.
    pub went: Vec<(usize, BoxKey)>,
    /// Boxes whose words, note or own colour may have changed.
    pub reworded: BTreeSet<usize>,
    /// Boxes whose size, or whose content's places, must be decided anew.
    pub dirty: BTreeSet<usize>,
    /// The same of the outermost boxes.
    pub roots: bool,
    /// Boxes came, went or changed their holder.
    pub structure: bool,
    /// Boxes that changed their holder.
    pub reheld: BTreeSet<usize>,
    /// Boxes that hold others than before.
    pub regrouped: BTreeSet<usize>,
}

/// Rows that changed between two designs, of one kind.
type Changes = Vec<(Option<Row>, Option<Row>)>;

impl Patch {
    fn touch_holder(&mut self, items: &Items, index: usize) {
        match items.all.get(index).and_then(|item| item.parent) {
            Some(holder) => {
                self.dirty.insert(holder);
            }
            None => self.roots = true,
        }
    }

    /// Somebody comes into what holds this box, or goes out of it.
    fn regroup(&mut self, items: &Items, index: usize) {
        self.touch_holder(items, index);
        let holder = items.all.get(index).and_then(|item| item.parent);
        self.regrouped.extend(holder);
    }

    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// How many rows of records with a box, and of the layout, differ: counted up to `most`.
pub(super) fn distance(before: &Design, after: &Design, most: usize) -> usize {
    let mut found = 0;
    for kind in Kind::ALL.iter().filter(|kind| shape(**kind).is_some()) {
        let changes = before.table(*kind).diff(after.table(*kind));
        found += changes.take(most - found.min(most)).count();
    }
    found
        + before
            .layout
            .diff(&after.layout)
            .take(most - found.min(most))
            .count()
}

/// Brings the items of `before` to `after`.
pub(super) fn patch(items: &mut Items, before: &Design, after: &Design) -> Patch {
    let mut patch = Patch::default();
    let changes = changes(before, after);
    // Whoever goes is out of its holder first, and whoever comes is there before anything is put into it.
    for (old, new) in changes.iter().flatten() {
        if let (Some(old), None) = (old, new) {
            let key = BoxKey::Entity(old.id());
            if let Some(index) = items.positions.get(&key) {
                patch.regroup(items, index);
                items.remove(&key);
                patch.went.push((index, key));
            }
        }
    }
    for (old, new) in changes.iter().flatten() {
        let region = |row: &Option<Row>| {
            let region = row.as_ref().and_then(|row| region_of(row.as_ref()));
            region.map(str::to_owned)
        };
        let (left, joined) = (region(old), region(new));
        if left == joined {
            continue;
        }
        if let Some(index) = joined.and_then(|region| items.name_region(&region)) {
            patch.came.insert(index);
        }
    }
    for (old, new) in changes.iter().flatten() {
        if let (None, Some(new)) = (old, new) {
            patch
                .came
                .extend(items.insert(item_of(after, new.as_ref())));
        }
    }
    for (old, new) in changes.iter().flatten() {
        match (old, new) {
            (None, Some(new)) => {
                let key = BoxKey::Entity(new.id());
                if let Some(index) = items.positions.get(&key) {
                    items.link(index, parent_of(new.as_ref()).as_ref());
                }
            }
            (Some(old), Some(new)) => change(items, after, old, new, &mut patch),
            _ => {}
        }
    }
    for (old, new) in changes.iter().flatten() {
        let region = |row: &Option<Row>| {
            let region = row.as_ref().and_then(|row| region_of(row.as_ref()));
            region.map(str::to_owned)
        };
        let (left, joined) = (region(old), region(new));
        if let Some(region) = left.filter(|left| Some(left) != joined.as_ref())
            && let Some(index) = items.leave_region(&region)
        {
            patch.roots = true;
            // It may have come with this very edit.
            patch.came.remove(&index);
            patch.went.push((index, BoxKey::Region(region)));
        }
    }
    for index in patch.came.clone() {
        patch.dirty.insert(index);
        patch.regroup(items, index);
    }
    patch.reworded.extend(&patch.came);
    patch.structure |= !patch.came.is_empty() || !patch.went.is_empty();
    reword_lists(items, before, after, &mut patch);
    moved(items, before, after, &mut patch);
    let gone: Vec<usize> = patch.went.iter().map(|(index, _)| *index).collect();
    patch.dirty.retain(|index| !gone.contains(index));
    patch
}

fn changes(before: &Design, after: &Design) -> Vec<Changes> {
    let mut all = Vec::new();
    for kind in Kind::ALL.iter().filter(|kind| shape(**kind).is_some()) {
        let diff = before.table(*kind).diff(after.table(*kind));
        let change = |item: DiffItem<u32, Row>| match item {
            DiffItem::Add(_, new) => (None, Some(new.clone())),
            DiffItem::Update { old, new } => (Some(old.1.clone()), Some(new.1.clone())),
            DiffItem::Remove(_, old) => (Some(old.clone()), None),
        };
        all.push(diff.map(change).collect());
    }
    all
}

/// A record that was there and is: its words, and its holder where that is another.
fn change(items: &mut Items, after: &Design, old: &Row, new: &Row, patch: &mut Patch) {
    let key = BoxKey::Entity(new.id());
    let Some(index) = items.positions.get(&key) else {
        return;
    };
    let Some(fresh) = item_of(after, new.as_ref()) else {
        return;
    };
    let rezoned = items.all[index].zone != fresh.zone;
    let item = &mut items.all[index];
    (item.title, item.subtitle) = (fresh.title, fresh.subtitle);
    (item.note, item.zone) = (fresh.note, fresh.zone);
    patch.reworded.insert(index);
    if item.shape.height != fresh.shape.height {
        item.shape.height = fresh.shape.height;
        patch.dirty.insert(index);
        // The box takes the shape of its item.
        patch.structure = true;
    }
    if parent_of(old.as_ref()) != parent_of(new.as_ref()) {
        patch.regroup(items, index);
        items.unlink(index);
        items.link(index, parent_of(new.as_ref()).as_ref());
        patch.dirty.insert(index);
        patch.regroup(items, index);
        patch.reheld.insert(index);
        patch.structure = true;
    } else if rezoned {
        patch.touch_holder(items, index);
    }
}

/// A web ACL counts its rules in its subtitle.
fn reword_lists(items: &mut Items, before: &Design, after: &Design, patch: &mut Patch) {
    let rules = Kind::WebAclRule;
    if before.table(rules).ptr_eq(after.table(rules)) {
        return;
    }
    for record in after.rows(Kind::WebAcl) {
        let index = items.positions.entity(record.id());
        if let (Some(index), Some(fresh)) = (index, item_of(after, record)) {
            items.all[index].title = fresh.title;
            items.all[index].subtitle = fresh.subtitle;
            patch.reworded.insert(index);
        }
    }
}

/// Boxes with another row in the layout, or with one where they had none.
fn moved(items: &Items, before: &Design, after: &Design, patch: &mut Patch) {
    for item in before.layout.diff(&after.layout) {
        let (DiffItem::Add(key, _)
        | DiffItem::Remove(key, _)
        | DiffItem::Update { new: (key, _), .. }) = item;
        if let Some(index) = items.positions.get(key) {
            // Where a gate stands is its VPC's to decide.
            if items.all[index].shape.form != Form::Gate {
                patch.touch_holder(items, index);
            }
            patch.dirty.insert(index);
        }
    }
}

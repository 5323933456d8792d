//! The design: one persistent ordered table per kind, and the layout.
//!
//! Copies share what they have in common, so a snapshot for undo costs nothing and the difference of two designs
//! is found without reading what is equal.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::id::{EntityId, Id};
use super::identity::Identity;
use super::kinds::Kind;
use super::lab_mark::LabMark;
use super::layout::{BoxKey, Layout};
use super::record::{Record, RecordKind};
use super::table::Table;

pub use super::table::Row;

/// Everything that the architect decided. All else is derived.
#[derive(Clone)]
pub struct Design {
    pub name: String,
    pub description: String,
    /// Which design it is, whatever it is called; nothing in files of before.
    pub identity: Option<Identity>,
    /// The lab that this is work on, where it is.
    pub lab: Option<LabMark>,
    tables: Vec<Table<Row>>,
    pub layout: Layout,
    /// Fields of a file that this version does not know, by record; kept so that saving loses nothing.
    /// The record is `None` for the file itself.
    pub unknown: Arc<BTreeMap<Option<EntityId>, Map<String, Value>>>,
}

impl Design {
    /// An empty design.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            description: String::new(),
            identity: None,
            lab: None,
            tables: vec![Table::default(); Kind::ALL.len()],
            layout: Layout::new(),
            unknown: Arc::default(),
        }
    }

    /// The record with this id, of any kind.
    pub fn record(&self, id: EntityId) -> Option<&dyn Record> {
        self.row(id).map(AsRef::as_ref)
    }

    pub(crate) fn row(&self, id: EntityId) -> Option<&Row> {
        self.tables.get(id.kind as usize)?.get(id.number)
    }

    /// The record with this id.
    pub fn get<T: RecordKind>(&self, id: Id<T>) -> Option<&T> {
        self.record(id.entity())?.downcast()
    }

    pub fn contains(&self, id: EntityId) -> bool {
        self.row(id).is_some()
    }

    /// All records of a kind, by number.
    pub fn all<T: RecordKind>(&self) -> impl Iterator<Item = &T> {
        self.rows(T::KIND).filter_map(|record| record.downcast())
    }

    /// All records of a kind, by number, without their type.
    pub fn rows(&self, kind: Kind) -> impl Iterator<Item = &dyn Record> {
        self.tables
            .get(kind as usize)
            .into_iter()
            .flat_map(Table::values)
            .map(AsRef::as_ref)
    }

    /// All records, kind by kind.
    pub fn records(&self) -> impl Iterator<Item = &dyn Record> {
        Kind::ALL.iter().flat_map(|kind| self.rows(*kind))
    }

    /// How many records of a kind there are.
    pub fn count(&self, kind: Kind) -> usize {
        self.tables.get(kind as usize).map_or(0, Table::len)
    }

    pub fn is_empty(&self) -> bool {
        self.tables.iter().all(Table::is_empty)
    }

    /// The table of a kind; comparing two with `ptr_eq` tells in no time that nothing changed.
    pub fn table(&self, kind: Kind) -> &Table<Row> {
        &self.tables[kind as usize]
    }

    /// The greatest number used by a kind, zero where there is none.
    pub fn greatest(&self, kind: Kind) -> u32 {
        self.table(kind).last().map_or(0, |(number, _)| number)
    }

    /// The record that holds this one.
    pub fn parent(&self, id: EntityId) -> Option<EntityId> {
        self.record(id)?.parent()
    }

    /// The box that holds this one on the canvas: the parent record, or the region of a record that has none.
    pub fn parent_box(&self, key: &BoxKey) -> Option<BoxKey> {
        let BoxKey::Entity(id) = key else { return None };
        let record = self.record(*id)?;
        if let Some(parent) = record.parent() {
            return Some(BoxKey::Entity(parent));
        }
        let region = record.field("region")?;
        region
            .as_str()
            .filter(|region| !region.is_empty())
            .map(|region| BoxKey::Region(region.to_owned()))
    }

    /// Ids of the records that refer to `id`, in order.
    pub fn referrers(&self, id: EntityId) -> Vec<EntityId> {
        let mut found = Vec::new();
        for kind in Kind::ALL.iter().filter(|kind| kind.can_refer_to(id.kind)) {
            for record in self.rows(*kind) {
                let mut refers = false;
                record.references(&mut |_, reference| refers |= reference == id);
                if refers {
                    found.push(record.id());
                }
            }
        }
        found
    }

    /// References to records that do not exist: the record, the field and the missing id.
    pub fn dangling(&self) -> Vec<(EntityId, &'static str, EntityId)> {
        let mut found = Vec::new();
        for record in self.records() {
            record.references(&mut |spec, reference| {
                if !self.contains(reference) {
                    found.push((record.id(), spec.name, reference));
                }
            });
        }
        found
    }

    /// Puts a record in its table, replacing one with the same id. References are not looked at: this is for
    /// [`crate::edit`] and [`crate::format`], which look.
    pub(crate) fn put(&mut self, row: Row) {
        let id = row.id();
        self.tables[id.kind as usize].insert(id.number, row);
    }

    pub(crate) fn remove(&mut self, id: EntityId) -> Option<Row> {
        self.layout.remove(&BoxKey::Entity(id));
        if self.unknown.contains_key(&Some(id)) {
            Arc::make_mut(&mut self.unknown).remove(&Some(id));
        }
        self.tables[id.kind as usize].remove(id.number)
    }
}

impl PartialEq for Design {
    fn eq(&self, other: &Self) -> bool {
        let same_rows = |(mine, theirs): (&Table<Row>, &Table<Row>)| {
            mine.ptr_eq(theirs)
                || mine.len() == theirs.len()
                    && mine
                        .iter()
                        .zip(theirs.iter())
                        .all(|((a, mine), (b, theirs))| {
                            a == b && (Arc::ptr_eq(mine, theirs) || mine.equals(theirs.as_ref()))
                        })
        };
        self.name == other.name
            && self.description == other.description
            && self.identity == other.identity
            && self.lab == other.lab
            && self.tables.iter().zip(&other.tables).all(same_rows)
            && self.layout == other.layout
            && self.unknown == other.unknown
    }
}

impl std::fmt::Debug for Design {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Design")
            .field("name", &self.name)
            .field("records", &self.records().count())
            .finish()
    }
}

//! Ids for new records, from a counter outside undo: an id is never used for two things in one session.

use crate::model::{Design, EntityId, Id, Kind, RecordKind};

/// The next number of each kind.
#[derive(Clone, Debug)]
pub struct Mint {
    next: Vec<u32>,
}

impl Mint {
    /// Starts after the greatest number of each kind in `design`.
    pub fn after(design: &Design) -> Self {
        let next = |kind: &Kind| design.greatest(*kind).saturating_add(1);
        Self {
            next: Kind::ALL.iter().map(next).collect(),
        }
    }

    /// Steps over numbers that `design` uses.
    pub fn observe(&mut self, design: &Design) {
        for kind in Kind::ALL {
            let next = &mut self.next[*kind as usize];
            *next = (*next).max(design.greatest(*kind).saturating_add(1));
        }
    }

    /// A new id of any kind.
    pub fn entity(&mut self, kind: Kind) -> EntityId {
        let next = &mut self.next[kind as usize];
        let id = EntityId::new(kind, *next);
        *next = next.saturating_add(1);
        id
    }

    /// A new id of a kind known to the compiler.
    pub fn id<T: RecordKind>(&mut self) -> Id<T> {
        Id::new(self.entity(T::KIND).number)
    }
}

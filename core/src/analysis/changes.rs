//! What differs between two designs, found without reading what they share.

use std::collections::BTreeSet;

use imbl::ordmap::DiffItem;

use crate::model::{Design, EntityId, Kind};

/// Records that were added, changed or removed. Layout is not looked at: moving a box changes no fact.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    pub ids: BTreeSet<EntityId>,
    pub kinds: BTreeSet<Kind>,
}

impl Changes {
    /// The difference from `old` to `new`.
    pub fn between(old: &Design, new: &Design) -> Self {
        let mut changes = Self::default();
        for kind in Kind::ALL {
            for item in old.table(*kind).diff(new.table(*kind)) {
                let number = match item {
                    DiffItem::Add(number, _)
                    | DiffItem::Remove(number, _)
                    | DiffItem::Update {
                        new: (number, _), ..
                    } => *number,
                };
                changes.ids.insert(EntityId::new(*kind, number));
                changes.kinds.insert(*kind);
            }
        }
        changes
    }

    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }
}

//! What differs between two designs, found without reading what they share.

use std::collections::BTreeSet;

use imbl::ordmap::DiffItem;

use crate::model::{Design, EntityId, Kind, Record};

/// Records that were added, changed or removed. Layout is not looked at, nor are descriptions, owners and tags: no
/// fact follows from them.
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
                    DiffItem::Add(number, _) | DiffItem::Remove(number, _) => *number,
                    DiffItem::Update { old, new } if same_facts(old.1.as_ref(), new.1.as_ref()) => {
                        continue;
                    }
                    DiffItem::Update { new, .. } => *new.0,
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

/// Whether two versions of a record differ in nothing that facts follow from.
fn same_facts(old: &dyn Record, new: &dyn Record) -> bool {
    let mut specs = old
        .specs()
        .filter(|(_, spec)| !matches!(spec.name, "description" | "owner" | "tags"));
    specs.all(|(index, _)| match (old.value(index), new.value(index)) {
        (Some(old), Some(new)) => old.equals(new),
        _ => false,
    })
}

//! Deletion and what goes with it.
//!
//! What is inside a record, or can't be without it, is deleted too; optional references to it are cleared and lists
//! lose the item.

use std::collections::BTreeSet;

use crate::model::field::Loss;
use crate::model::{Design, EntityId, Kind};

/// Removes `ids` and all that can't be without them; `touched` gets what was removed or changed.
pub(super) fn delete(design: &mut Design, ids: &[EntityId], touched: &mut BTreeSet<EntityId>) {
    let mut fresh: BTreeSet<EntityId> = ids.iter().copied().collect();
    while !fresh.is_empty() {
        for id in &fresh {
            design.remove(*id);
            touched.insert(*id);
        }
        let kinds: BTreeSet<Kind> = fresh.iter().map(|id| id.kind).collect();
        let gone = |id: EntityId| fresh.contains(&id);
        let mut next = BTreeSet::new();
        let mut changed = Vec::new();
        for kind in Kind::ALL {
            if !kinds.iter().any(|gone| kind.can_refer_to(*gone)) {
                continue;
            }
            for record in design.rows(*kind) {
                let mut refers = false;
                record.references(&mut |_, reference| refers |= gone(reference));
                if !refers {
                    continue;
                }
                let mut record = record.cloned();
                match record.forget(&gone) {
                    Loss::Fatal => drop(next.insert(record.id())),
                    Loss::Cleared => changed.push(record),
                    Loss::None => {}
                }
            }
        }
        for record in changed {
            touched.insert(record.id());
            design.put(record.into());
        }
        fresh = next;
    }
}

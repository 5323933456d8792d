//! Copy and paste: records with all they hold, under new ids.

use std::collections::BTreeMap;

use super::command::Command;
use super::mint::Mint;
use crate::model::design::Row;
use crate::model::field::Loss;
use crate::model::{Design, EntityId};
use crate::order;

/// The records of `ids` with all that is inside them, and the relations between them.
pub fn copy(design: &Design, ids: &[EntityId]) -> Vec<Row> {
    let mut taken = order::set(ids.iter().copied());
    // A relation, such as an attachment, comes along when everything that it can't be without does.
    loop {
        let before = taken.len();
        for record in design
            .records()
            .filter(|record| !taken.contains(&record.id()))
            .collect::<Vec<_>>()
        {
            let inside = record
                .parent()
                .is_some_and(|parent| taken.contains(&parent));
            let mut essential = 0;
            let mut held = true;
            record.references(&mut |spec, reference| {
                if spec.required {
                    essential += 1;
                    held &= taken.contains(&reference);
                }
            });
            if held && (inside || essential > 1) {
                taken.insert(record.id());
            }
        }
        if taken.len() == before {
            break;
        }
    }
    taken
        .iter()
        .filter_map(|id| design.row(*id).cloned())
        .collect()
}

/// Commands that insert `rows` under new ids. References among them follow; references to others stay where
/// `design` has the record, else they are dropped, and a record that can't be without one is left out.
pub fn paste(design: &Design, rows: &[Row], mint: &mut Mint) -> Vec<Command> {
    let mut kept = order::map(rows.iter().map(|row| (row.id(), row.clone())));
    loop {
        let gone = |id: EntityId| !kept.contains_key(&id) && !design.contains(id);
        let mut changed = BTreeMap::new();
        let mut lost = Vec::new();
        for (id, row) in &kept {
            let mut record = row.cloned();
            match record.forget(&gone) {
                Loss::Fatal => lost.push(*id),
                Loss::Cleared => drop(changed.insert(*id, Row::from(record))),
                Loss::None => {}
            }
        }
        let done = lost.is_empty();
        kept.extend(changed);
        for id in lost {
            kept.remove(&id);
        }
        if done {
            break;
        }
    }
    let renamed = order::map(kept.keys().map(|id| (*id, mint.entity(id.kind))));
    let map = |id: EntityId| renamed.get(&id).copied().unwrap_or(id);
    kept.iter()
        .map(|(id, row)| {
            let mut record = row.cloned();
            record.remap(&map);
            record.set_id(map(*id).number);
            Command::Insert(record.into())
        })
        .collect()
}

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
    let stays = |id: EntityId| design.contains(id).then_some(id);
    paste_into(design, rows, &[], &stays, mint)
}

/// As [`paste`], but what is outermost goes into the first of `homes` that can hold it, and `known` says which record
/// stands for one that is not among the rows. What stands in another holder of the same kind, such as a route table of
/// the VPC that a subnet came from, stands for nothing there.
pub fn paste_into(
    design: &Design,
    rows: &[Row],
    homes: &[EntityId],
    known: &dyn Fn(EntityId) -> Option<EntityId>,
    mint: &mut Mint,
) -> Vec<Command> {
    let mut kept = order::map(rows.iter().map(|row| (row.id(), row.clone())));
    // Taken from the rows as they were: what is inside a record that is left out is left out with it.
    let moved = order::map(rows.iter().filter_map(|row| {
        let holder = row.parent().filter(|holder| !kept.contains_key(holder))?;
        Some((row.id(), (holder, home_of(row, homes)?)))
    }));
    // Each row's outermost holder among the rows decides where it goes.
    let outermost = |id: EntityId| {
        let up = |id: &EntityId| kept.get(id)?.parent().filter(|up| kept.contains_key(up));
        // A cycle of holders can't be drawn, but a text may hold one.
        let ups = std::iter::successors(Some(id), up).take(32);
        ups.last().unwrap_or(id)
    };
    let homes_of = order::map(kept.keys().filter_map(|id| {
        let (_, home) = moved.get(&outermost(*id))?;
        Some((*id, *home))
    }));
    let fits = |found: EntityId, row: EntityId| {
        let (Some(home), Some(holder)) = (homes_of.get(&row), design.parent(found)) else {
            return true;
        };
        let up = std::iter::successors(Some(*home), |id| design.parent(*id)).take(32);
        up.into_iter()
            .find(|up| up.kind == holder.kind)
            .is_none_or(|up| up == holder)
    };
    loop {
        let mut changed = BTreeMap::new();
        let mut lost = Vec::new();
        for (id, row) in &kept {
            let holder = moved.get(id).map(|(holder, _)| *holder);
            let gone = |other: EntityId| {
                !kept.contains_key(&other)
                    && holder != Some(other)
                    && known(other).is_none_or(|found| !fits(found, *id))
            };
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
    let new = |id: EntityId| renamed.get(&id).copied();
    kept.iter()
        .map(|(id, row)| {
            let home = moved.get(id).copied();
            let mut record = row.cloned();
            record.remap(&|id| {
                let moved = home.filter(|(holder, _)| *holder == id);
                let moved = moved.map(|(_, home)| home);
                new(id).or(moved).or_else(|| known(id)).unwrap_or(id)
            });
            record.set_id(new(*id).unwrap_or(*id).number);
            Command::Insert(record.into())
        })
        .collect()
}

/// The first of `homes` that a record can stand in.
fn home_of(row: &Row, homes: &[EntityId]) -> Option<EntityId> {
    let mut fields = row.specs();
    let (_, holder) = fields.find(|(_, spec)| spec.parent)?;
    let kinds = holder.reference_kinds();
    homes
        .iter()
        .copied()
        .find(|home| kinds.contains(&home.kind))
}

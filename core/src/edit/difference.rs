//! The commands that lead from one design to another: what the worker and the journal are told after an undo.

use imbl::ordmap::DiffItem;

use super::command::Command;
use crate::model::{Design, Kind, Record};

/// Commands that, applied to `old`, give `new`. What the two share is not looked at, so that the cost follows the
/// difference and not the design.
pub fn difference(old: &Design, new: &Design) -> Vec<Command> {
    let mut inserted = Vec::new();
    let mut changed = Vec::new();
    let mut removed = Vec::new();
    for kind in Kind::ALL {
        let (old, new) = (old.table(*kind), new.table(*kind));
        if old.ptr_eq(new) {
            continue;
        }
        for item in old.diff(new) {
            match item {
                DiffItem::Add(_, row) => inserted.push(Command::Insert(row.clone())),
                DiffItem::Update { old, new } => {
                    set_fields(old.1.as_ref(), new.1.as_ref(), &mut changed);
                }
                DiffItem::Remove(_, row) => removed.push(row.id()),
            }
        }
    }
    // What is removed goes last: by then nothing refers to it any more, so that nothing else goes with it.
    let mut commands = inserted;
    commands.append(&mut changed);
    if !removed.is_empty() {
        commands.push(Command::Delete(removed));
    }
    for item in old.layout.diff(&new.layout) {
        let (key, rect) = match item {
            DiffItem::Add(key, rect)
            | DiffItem::Update {
                new: (key, rect), ..
            } => (key, Some(*rect)),
            DiffItem::Remove(key, _) => (key, None),
        };
        commands.push(Command::Place {
            key: key.clone(),
            rect,
        });
    }
    if old.name != new.name || old.description != new.description {
        commands.push(Command::Describe {
            name: new.name.clone(),
            description: new.description.clone(),
        });
    }
    if old.lab != new.lab {
        commands.push(Command::Mark(new.lab.clone()));
    }
    commands
}

fn set_fields(old: &dyn Record, new: &dyn Record, commands: &mut Vec<Command>) {
    for (index, spec) in new.specs() {
        if let (Some(old), Some(value)) = (old.value(index), new.value(index))
            && !value.equals(old)
        {
            commands.push(Command::set(new.id(), spec.name, value.to_json()));
        }
    }
}

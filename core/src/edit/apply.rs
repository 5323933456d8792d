//! Applying commands: the whole list or nothing.

use std::collections::BTreeSet;

use super::command::Command;
use super::delete::delete;
use crate::model::design::Row;
use crate::model::{Design, EntityId, FieldError};

/// What a list of commands made.
#[derive(Clone, Debug)]
pub struct Applied {
    pub design: Design,
    /// Records that were added, changed or removed; boxes that only moved are not among them.
    pub touched: BTreeSet<EntityId>,
}

/// Why a list of commands was refused; the design is as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    #[error("{0} is already there")]
    Duplicate(EntityId),
    #[error("{0} is not in the design")]
    Missing(EntityId),
    #[error("{id}: {field}: {error}")]
    Field {
        id: EntityId,
        field: String,
        error: FieldError,
    },
    #[error("{id}: {field}: {reference} is not in the design")]
    Dangling {
        id: EntityId,
        field: &'static str,
        reference: EntityId,
    },
    #[error("{id}: {field}: expected one of {expected}, found {reference}")]
    WrongKind {
        id: EntityId,
        field: &'static str,
        expected: String,
        reference: EntityId,
    },
}

/// Applies `commands` in order. References may point at what a later command of the list inserts.
///
/// # Errors
/// Refuses what would leave a reference dangling or name a record that is not there; nothing is changed then.
pub fn apply(design: &Design, commands: &[Command]) -> Result<Applied, EditError> {
    let mut design = design.clone();
    let mut touched = BTreeSet::new();
    for command in commands {
        match command {
            Command::Insert(row) => insert(&mut design, row, &mut touched)?,
            Command::Set { id, field, value } => {
                let row = design.row(*id).ok_or(EditError::Missing(*id))?;
                let mut record = row.cloned();
                record
                    .set_field(field, value)
                    .map_err(|error| EditError::Field {
                        id: *id,
                        field: field.clone(),
                        error,
                    })?;
                if !record.equals(row.as_ref()) {
                    design.put(record.into());
                    touched.insert(*id);
                }
            }
            Command::Delete(ids) => {
                if let Some(missing) = ids.iter().find(|id| !design.contains(**id)) {
                    return Err(EditError::Missing(*missing));
                }
                delete(&mut design, ids, &mut touched);
            }
            Command::Place { key, rect } => match rect {
                Some(rect) => drop(design.layout.insert(key.clone(), *rect)),
                None => drop(design.layout.remove(key)),
            },
            Command::Describe { name, description } => {
                design.name.clone_from(name);
                design.description.clone_from(description);
            }
            Command::Mark(mark) => design.lab.clone_from(mark),
        }
    }
    for id in &touched {
        check_references(&design, *id)?;
    }
    Ok(Applied { design, touched })
}

fn insert(
    design: &mut Design,
    row: &Row,
    touched: &mut BTreeSet<EntityId>,
) -> Result<(), EditError> {
    let id = row.id();
    if design.contains(id) {
        return Err(EditError::Duplicate(id));
    }
    if id.number == 0 {
        return Err(EditError::Missing(id));
    }
    design.put(row.clone());
    touched.insert(id);
    Ok(())
}

/// Refuses references of `id` to records that are not there or of a kind that the field does not take.
pub(crate) fn check_references(design: &Design, id: EntityId) -> Result<(), EditError> {
    let Some(record) = design.record(id) else {
        return Ok(());
    };
    let mut problem = None;
    record.references(&mut |spec, reference| {
        let kinds = spec.reference_kinds();
        if problem.is_some() {
        } else if !kinds.is_empty() && !kinds.contains(&reference.kind) {
            let words: Vec<_> = kinds.iter().map(|kind| kind.spec().prefix).collect();
            problem = Some(EditError::WrongKind {
                id,
                field: spec.name,
                expected: words.join(", "),
                reference,
            });
        } else if !design.contains(reference) {
            problem = Some(EditError::Dangling {
                id,
                field: spec.name,
                reference,
            });
        }
    });
    problem.map_or(Ok(()), Err)
}

//! Commands: plain data, with ids minted by the caller, so that a session replays exactly.

use serde_json::{Value, json};

use crate::model::design::Row;
use crate::model::record_json::{record_from_json, record_to_json};
use crate::model::{BoxKey, EntityId, LabMark, Record, Rect};

/// One change. A palette drop, a fix, an import, a lab step and a keystroke all become these.
#[derive(Clone, Debug)]
pub enum Command {
    /// Adds a record. Its references must exist when the whole list has been applied.
    Insert(Row),
    /// Replaces the value of one field, given as it stands in a file.
    Set {
        id: EntityId,
        field: String,
        value: Value,
    },
    /// Removes records and, with them, all that can't be without them.
    Delete(Vec<EntityId>),
    /// Puts a box somewhere, or leaves it to automatic layout.
    Place { key: BoxKey, rect: Option<Rect> },
    /// Names and describes the design itself.
    Describe { name: String, description: String },
    /// Says which lab the design is work on, or that it is none.
    Mark(Option<LabMark>),
}

/// A command that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected a command, {0}")]
pub struct CommandError(String);

impl Command {
    /// Adds `record`.
    pub fn insert(record: impl Record) -> Self {
        Self::Insert(Row::from(Box::new(record) as Box<dyn Record>))
    }

    /// Sets a field.
    pub fn set(id: impl Into<EntityId>, field: &str, value: impl Into<Value>) -> Self {
        Self::Set {
            id: id.into(),
            field: field.to_owned(),
            value: value.into(),
        }
    }

    /// The same command with each id replaced by what `map` says, also where a value names it.
    #[must_use]
    pub fn remapped(&self, map: &dyn Fn(EntityId) -> EntityId) -> Self {
        match self {
            Self::Insert(row) => {
                let mut record = row.cloned();
                record.set_id(map(row.id()).number);
                record.remap(map);
                Self::Insert(record.into())
            }
            Self::Set { id, field, value } => Self::Set {
                id: map(*id),
                field: field.clone(),
                value: remapped_json(value, map),
            },
            Self::Delete(ids) => Self::Delete(ids.iter().map(|id| map(*id)).collect()),
            Self::Place {
                key: BoxKey::Entity(id),
                rect,
            } => Self::Place {
                key: BoxKey::Entity(map(*id)),
                rect: *rect,
            },
            other => other.clone(),
        }
    }

    /// The form for files of findings, the worker and tests.
    pub fn to_json(&self) -> Value {
        match self {
            Self::Insert(row) => json!({"verb": "insert", "record": record_to_json(row.as_ref())}),
            Self::Set { id, field, value } => {
                json!({"verb": "set", "id": id.to_string(), "field": field, "value": value})
            }
            Self::Delete(ids) => {
                let ids: Vec<_> = ids.iter().map(EntityId::to_string).collect();
                json!({"verb": "delete", "ids": ids})
            }
            Self::Place { key, rect } => {
                json!({"verb": "place", "box": key.to_string(), "rect": rect.map(Rect::to_json)})
            }
            Self::Describe { name, description } => {
                json!({"verb": "describe", "name": name, "description": description})
            }
            Self::Mark(mark) => {
                json!({"verb": "mark", "lab": mark.as_ref().map(LabMark::to_json)})
            }
        }
    }

    /// Reads what [`Command::to_json`] writes.
    ///
    /// # Errors
    /// Says what part of the command was not what it should be.
    pub fn from_json(json: &Value) -> Result<Self, CommandError> {
        let text = |key: &str| {
            let text = json.get(key).and_then(Value::as_str);
            text.ok_or_else(|| CommandError(format!("with a text {key:?}")))
        };
        let id = |text: &str| -> Result<EntityId, CommandError> {
            text.parse()
                .map_err(|error| CommandError(format!("{error}")))
        };
        match text("verb")? {
            "insert" => {
                let record = json.get("record").unwrap_or(&Value::Null);
                let record_id = record.get("id").and_then(Value::as_str).unwrap_or_default();
                let read = record_from_json(id(record_id)?.kind, record)
                    .map_err(|wrong| CommandError(format!("{}: {}", wrong.field, wrong.error)))?;
                Ok(Self::Insert(read.record.into()))
            }
            "set" => Ok(Self::Set {
                id: id(text("id")?)?,
                field: text("field")?.to_owned(),
                value: json.get("value").cloned().unwrap_or_default(),
            }),
            "delete" => {
                let ids = json.get("ids").and_then(Value::as_array);
                let ids = ids.ok_or_else(|| CommandError("with a list \"ids\"".to_owned()))?;
                let ids = ids.iter().map(|json| id(json.as_str().unwrap_or_default()));
                Ok(Self::Delete(ids.collect::<Result<_, _>>()?))
            }
            "place" => {
                let key = text("box")?
                    .parse()
                    .map_err(|error| CommandError(format!("{error}")))?;
                let rect = match json.get("rect") {
                    None | Some(Value::Null) => None,
                    Some(rect) => Some(
                        Rect::from_json(rect).map_err(|error| CommandError(error.to_string()))?,
                    ),
                };
                Ok(Self::Place { key, rect })
            }
            "describe" => Ok(Self::Describe {
                name: text("name")?.to_owned(),
                description: text("description")?.to_owned(),
            }),
            "mark" => Ok(Self::Mark(json.get("lab").and_then(LabMark::from_json))),
            other => Err(CommandError(format!("found the verb {other:?}"))),
        }
    }
}

fn remapped_json(value: &Value, map: &dyn Fn(EntityId) -> EntityId) -> Value {
    match value {
        Value::String(text) => match text.parse::<EntityId>() {
            Ok(id) if map(id) != id => Value::from(map(id).to_string()),
            _ => value.clone(),
        },
        Value::Array(items) => items.iter().map(|item| remapped_json(item, map)).collect(),
        Value::Object(fields) => {
            let fields = fields.iter();
            let fields = fields.map(|(key, value)| (key.clone(), remapped_json(value, map)));
            Value::Object(fields.collect())
        }
        other => other.clone(),
    }
}

impl PartialEq for Command {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Insert(one), Self::Insert(other)) => {
                Row::ptr_eq(one, other) || one.as_ref() == other.as_ref()
            }
            (
                Self::Set { id, field, value },
                Self::Set {
                    id: other_id,
                    field: other_field,
                    value: other_value,
                },
            ) => id == other_id && field == other_field && value == other_value,
            (Self::Delete(one), Self::Delete(other)) => one == other,
            (
                Self::Place { key, rect },
                Self::Place {
                    key: other_key,
                    rect: other_rect,
                },
            ) => key == other_key && rect == other_rect,
            (
                Self::Describe { name, description },
                Self::Describe {
                    name: other_name,
                    description: other_description,
                },
            ) => name == other_name && description == other_description,
            (Self::Mark(one), Self::Mark(other)) => one == other,
            _ => false,
        }
    }
}

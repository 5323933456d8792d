//! A record as JSON: the object of the file, of commands and of the clipboard.
//!
//! Fields at their default are left out, so that a file says what was decided; references that a kind can't do
//! without are always there.

use serde_json::{Map, Value};

use super::field::FieldError;
use super::id::EntityId;
use super::kinds::Kind;
use super::record::Record;

/// What was wrong with a record, and in which field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordError {
    /// The field, empty for the record itself.
    pub field: String,
    pub error: FieldError,
}

/// A record read from JSON, and what of it is not known to this version.
#[derive(Debug)]
pub struct ReadRecord {
    pub record: Box<dyn Record>,
    pub unknown: Map<String, Value>,
}

/// The object that stands for `record`.
pub fn record_to_json(record: &dyn Record) -> Map<String, Value> {
    let kind = record.id().kind;
    let defaults = kind.default_record();
    let mut object = Map::new();
    object.insert("id".to_owned(), Value::from(record.id().to_string()));
    for (index, spec) in kind.fields() {
        let (Some(value), Some(default)) = (record.value(index), defaults.value(index)) else {
            continue;
        };
        if spec.required || !value.equals(default) {
            object.insert(spec.name.to_owned(), value.to_json());
        }
    }
    object
}

/// The record of `kind` that `json` stands for. References are not looked up.
///
/// # Errors
/// Names the first field that is missing or can't be what it is.
pub fn record_from_json(kind: Kind, json: &Value) -> Result<ReadRecord, RecordError> {
    let at = |field: &str, error| RecordError {
        field: field.to_owned(),
        error,
    };
    let expected = |text: String, found: &Value| FieldError::new(text, found);
    let object = json.as_object().ok_or_else(|| {
        at(
            "",
            expected(format!("an object, a {}", kind.spec().label), json),
        )
    })?;
    let example = || format!("an identifier such as {}-1", kind.spec().prefix);
    let id_json = object.get("id").unwrap_or(&Value::Null);
    let id: EntityId = id_json
        .as_str()
        .and_then(|text| text.parse().ok())
        .filter(|id: &EntityId| id.kind == kind)
        .ok_or_else(|| at("id", expected(example(), id_json)))?;
    let mut record = kind.new_record(id.number);
    let mut unknown = Map::new();
    for (key, value) in object {
        if key == "id" {
            continue;
        }
        let Some((index, spec)) = kind.fields().find(|(_, spec)| spec.name == key) else {
            unknown.insert(key.clone(), value.clone());
            continue;
        };
        record
            .set_field_at(index, spec, value)
            .map_err(|error| at(key, error))?;
    }
    let missing = kind
        .fields()
        .find(|(_, spec)| spec.required && !object.contains_key(spec.name));
    if let Some((_, spec)) = missing {
        let error = expected(spec.value_type.expectation(), &Value::Null);
        return Err(at(
            spec.name,
            FieldError {
                found: "nothing".to_owned(),
                ..error
            },
        ));
    }
    Ok(ReadRecord { record, unknown })
}

//! Writing a file: stable order, one field a line, so that a diff in Git reads well.

use serde_json::{Map, Value, json};

use super::{FORMAT, VERSION};
use crate::model::record_json::record_to_json;
use crate::model::{Design, Kind, Record};

/// The text of the file.
pub fn save(design: &Design) -> String {
    pretty(&to_json(design))
}

/// The file as JSON.
pub fn to_json(design: &Design) -> Value {
    let mut file = Map::new();
    file.insert("$schema".to_owned(), Value::from("netwright.schema.json"));
    file.insert("format".to_owned(), Value::from(FORMAT));
    file.insert("version".to_owned(), json!(VERSION));
    file.insert("name".to_owned(), Value::from(design.name.as_str()));
    if !design.description.is_empty() {
        file.insert(
            "description".to_owned(),
            Value::from(design.description.as_str()),
        );
    }
    if let Some(identity) = &design.identity {
        file.insert("identity".to_owned(), Value::from(identity.as_str()));
    }
    if let Some(mark) = &design.lab {
        file.insert("lab".to_owned(), mark.to_json());
    }
    for kind in Kind::ALL.iter().filter(|kind| design.count(**kind) > 0) {
        let rows = design.rows(*kind).map(|row| row_to_json(design, row));
        file.insert(kind.spec().plural.to_owned(), rows.collect());
    }
    if let Some(unknown) = design.unknown.get(&None) {
        file.extend(unknown.clone());
    }
    let boxes = design
        .layout
        .iter()
        .map(|(key, rect)| (key.to_string(), rect.to_json()));
    file.insert("layout".to_owned(), Value::Object(boxes.collect()));
    Value::Object(file)
}

/// A record with the fields that no version knows.
pub(super) fn row_to_json(design: &Design, record: &dyn Record) -> Value {
    let mut object = record_to_json(record);
    if let Some(unknown) = design.unknown.get(&Some(record.id())) {
        object.extend(unknown.clone());
    }
    Value::Object(object)
}

/// JSON with two spaces of indentation, in which lists and objects below a record's fields stay on one line.
pub fn pretty(file: &Value) -> String {
    let mut text = String::new();
    write(file, 0, &mut text);
    text.push('\n');
    text
}

/// Depth of a record's fields: file, list, record.
const FIELD_DEPTH: usize = 3;

fn write(value: &Value, depth: usize, text: &mut String) {
    match value {
        Value::Object(map) if depth < FIELD_DEPTH && !map.is_empty() => {
            let members = map.iter().map(|(key, value)| (Some(key.as_str()), value));
            write_block(('{', '}'), members, depth, text);
        }
        Value::Array(list) if depth < FIELD_DEPTH && list.iter().any(Value::is_object) => {
            write_block(
                ('[', ']'),
                list.iter().map(|value| (None, value)),
                depth,
                text,
            );
        }
        Value::Object(map) => {
            text.push('{');
            for (index, (key, value)) in map.iter().enumerate() {
                text.push_str(if index == 0 { "" } else { ", " });
                write_text(key, text);
                text.push_str(": ");
                write(value, FIELD_DEPTH, text);
            }
            text.push('}');
        }
        Value::Array(list) => {
            text.push('[');
            for (index, value) in list.iter().enumerate() {
                text.push_str(if index == 0 { "" } else { ", " });
                write(value, FIELD_DEPTH, text);
            }
            text.push(']');
        }
        Value::String(value) => write_text(value, text),
        scalar => text.push_str(&scalar.to_string()),
    }
}

/// A text between quotation marks. Nearly all have nothing to escape.
fn write_text(value: &str, text: &mut String) {
    if value
        .bytes()
        .any(|byte| byte < b' ' || byte == b'"' || byte == b'\\' || byte == 0x7f)
    {
        text.push_str(&Value::from(value).to_string());
    } else {
        text.push('"');
        text.push_str(value);
        text.push('"');
    }
}

fn write_block<'v>(
    (open, close): (char, char),
    members: impl Iterator<Item = (Option<&'v str>, &'v Value)>,
    depth: usize,
    text: &mut String,
) {
    text.push(open);
    for (index, (key, value)) in members.enumerate() {
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        indent(depth + 1, text);
        if let Some(key) = key {
            write_text(key, text);
            text.push_str(": ");
        }
        write(value, depth + 1, text);
    }
    text.push('\n');
    indent(depth, text);
    text.push(close);
}

fn indent(depth: usize, text: &mut String) {
    for _ in 0..depth {
        text.push_str("  ");
    }
}

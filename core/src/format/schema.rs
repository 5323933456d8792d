//! The JSON Schema of the file, from the field tables: editors complete and check a design by it.
//!
//! It is stricter than loading in one point: a field that this version does not know is an error here, because it is
//! most often a typo, while loading keeps it and says so. The app never calls this, so the bundle does not carry it.

use serde_json::{Map, Value, json};

use super::{FORMAT, VERSION};
use crate::model::{FieldSpec, FieldType, Kind};

/// The schema, in the dialect of 2020-12, with a definition for each kind under its prefix.
pub fn schema() -> Value {
    let mut properties = Map::new();
    properties.insert("$schema".into(), json!({ "type": "string" }));
    properties.insert("format".into(), json!({ "const": FORMAT }));
    properties.insert("version".into(), json!({ "const": VERSION }));
    properties.insert("name".into(), json!({ "type": "string" }));
    properties.insert("description".into(), json!({ "type": "string" }));
    properties.insert("identity".into(), identity());
    properties.insert("lab".into(), lab());
    let mut definitions = Map::new();
    for kind in Kind::ALL {
        let spec = kind.spec();
        let rows =
            json!({ "type": "array", "items": { "$ref": format!("#/$defs/{}", spec.prefix) } });
        properties.insert(spec.plural.into(), rows);
        definitions.insert(spec.prefix.into(), of_kind(*kind));
    }
    let place =
        json!({ "type": "array", "items": { "type": "integer" }, "minItems": 4, "maxItems": 4 });
    properties.insert(
        "layout".into(),
        json!({ "type": "object", "additionalProperties": place }),
    );
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Netwright design",
        "type": "object",
        "required": ["format", "version"],
        "additionalProperties": false,
        "properties": properties,
        "$defs": definitions,
    })
}

/// See [`crate::model::Identity`].
fn identity() -> Value {
    json!({
        "description": "Which design this is, whatever it is called: what is deployed of it carries it in the tag netwright:design. Drawn when a design is begun; without one the name stands for it.",
        "type": "string",
        "pattern": "^[a-z0-9][a-z0-9-]{6,62}[a-z0-9]$",
    })
}

/// See [`crate::model::LabMark`].
fn lab() -> Value {
    json!({
        "description": "The lab that this is work on, and how many of its hints have been read.",
        "type": "object",
        "required": ["name"],
        "additionalProperties": false,
        "properties": {
            "name": { "type": "string" },
            "hints": { "type": "integer", "minimum": 0 },
        },
    })
}

fn of_kind(kind: Kind) -> Value {
    let mut properties = Map::new();
    properties.insert("id".into(), reference(&[kind]));
    let mut required = vec!["id"];
    for (_, spec) in kind.fields() {
        if spec.required {
            required.push(spec.name);
        }
        properties.insert(spec.name.into(), of_field(spec));
    }
    json!({
        "title": kind.spec().label,
        "description": paragraph(kind.spec().doc),
        "type": "object",
        "required": required,
        "additionalProperties": false,
        "properties": properties,
    })
}

fn of_field(spec: &FieldSpec) -> Value {
    let mut schema = of_type(&spec.value_type, spec);
    if let Value::Object(map) = &mut schema {
        let unit = if spec.unit.is_empty() {
            String::new()
        } else {
            format!(" In {}.", spec.unit)
        };
        map.insert(
            "description".into(),
            Value::from(paragraph(spec.doc) + &unit),
        );
    }
    schema
}

fn of_type(value_type: &FieldType, spec: &FieldSpec) -> Value {
    match value_type {
        FieldType::Bool => json!({ "type": "boolean" }),
        FieldType::Integer => {
            let mut schema = Map::from_iter([("type".to_owned(), Value::from("integer"))]);
            schema.extend(spec.min.map(|min| ("minimum".to_owned(), Value::from(min))));
            schema.extend(spec.max.map(|max| ("maximum".to_owned(), Value::from(max))));
            Value::Object(schema)
        }
        FieldType::Text => json!({ "type": "string" }),
        FieldType::Choice(words) => json!({ "enum": words }),
        FieldType::Grammar { example, .. } => json!({ "type": "string", "examples": [example] }),
        FieldType::Reference([]) => reference(spec.kinds),
        FieldType::Reference(kinds) => reference(kinds),
        FieldType::Optional(inner) => {
            json!({ "anyOf": [of_type(inner, spec), { "type": "null" }] })
        }
        FieldType::List(inner) => json!({ "type": "array", "items": of_type(inner, spec) }),
        FieldType::Tags => {
            json!({ "type": "object", "additionalProperties": { "type": "string" } })
        }
        FieldType::Structure(name) => structure(name),
    }
}

/// An identifier of one of these kinds, or of any where none is named.
fn reference(kinds: &[Kind]) -> Value {
    let prefixes: Vec<_> = kinds.iter().map(|kind| kind.spec().prefix).collect();
    let prefix = if prefixes.is_empty() {
        "[a-z0-9-]+".to_owned()
    } else {
        format!("({})", prefixes.join("|"))
    };
    json!({ "type": "string", "pattern": format!("^{prefix}-[1-9][0-9]*$") })
}

/// Values with a structure of their own, named as their field types name them.
fn structure(name: &str) -> Value {
    match name {
        "pair of ports" => {
            let port = json!({ "type": "integer", "minimum": 0, "maximum": u16::MAX });
            json!({ "type": "array", "items": port, "minItems": 2, "maxItems": 2 })
        }
        "intent end" => json!({ "anyOf": [
            { "type": "string" },
            { "type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": { "type": "string" } },
        ] }),
        // A tree whose forms `docs/kinds.md` lists: loading says exactly what is wrong with one.
        "WAF statement" => json!({ "type": "object", "required": ["type"] }),
        _ => json!({ "type": ["object", "array", "string"] }),
    }
}

/// A doc comment as one paragraph.
fn paragraph(doc: &str) -> String {
    doc.split_whitespace().collect::<Vec<_>>().join(" ")
}

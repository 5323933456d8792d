//! `netwright schema`: the JSON Schema of the saved form, made from the field tables. Hidden: it is for the
//! documentation and for editors, and stays out of the wasm.

use std::process::ExitCode;

use netwright_core::format::{FORMAT, VERSION, pretty};
use netwright_core::model::{FieldSpec, FieldType, Kind};
use serde_json::{Map, Value, json};

use crate::failure::Failure;
use crate::output;

/// Prints the JSON Schema of a design file.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// File to write; standard output where absent
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    output::write(arguments.output.as_deref(), &pretty(&schema()))?;
    Ok(ExitCode::SUCCESS)
}

/// The schema, draft 2020-12. Fields that it does not know are allowed: newer files have them.
fn schema() -> Value {
    let mut properties = Map::new();
    properties.insert("$schema".to_owned(), json!({"type": "string"}));
    properties.insert("format".to_owned(), json!({"const": FORMAT}));
    properties.insert("version".to_owned(), json!({"const": VERSION}));
    properties.insert("name".to_owned(), json!({"type": "string"}));
    properties.insert("description".to_owned(), json!({"type": "string"}));
    for kind in Kind::ALL {
        let rows =
            json!({"type": "array", "items": {"$ref": format!("#/$defs/{}", kind.spec().prefix)}});
        properties.insert(kind.spec().plural.to_owned(), rows);
    }
    let rect = json!({"type": "array", "items": {"type": "integer"}, "minItems": 4, "maxItems": 4});
    properties.insert(
        "layout".to_owned(),
        json!({"type": "object", "additionalProperties": rect}),
    );
    let kinds = Kind::ALL
        .iter()
        .map(|kind| (kind.spec().prefix.to_owned(), record(*kind)));
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Netwright design",
        "type": "object",
        "required": ["format", "version"],
        "properties": properties,
        "$defs": kinds.collect::<Map<_, _>>(),
    })
}

fn record(kind: Kind) -> Value {
    let mut properties = Map::new();
    properties.insert("id".to_owned(), reference(&[kind]));
    let mut required = vec!["id"];
    for (_, spec) in kind.fields() {
        properties.insert(spec.name.to_owned(), field(spec));
        if spec.required {
            required.push(spec.name);
        }
    }
    json!({
        "type": "object", "title": kind.spec().label, "description": sentence(kind.spec().doc),
        "required": required, "properties": properties,
    })
}

fn field(spec: &FieldSpec) -> Value {
    let mut value = typed(&spec.value_type, spec);
    if let Value::Object(map) = &mut value {
        let unit = if spec.unit.is_empty() {
            String::new()
        } else {
            format!(" In {}.", spec.unit)
        };
        map.insert("title".to_owned(), Value::from(spec.label));
        map.insert(
            "description".to_owned(),
            Value::from(sentence(spec.doc) + &unit),
        );
    }
    value
}

fn typed(value_type: &FieldType, spec: &FieldSpec) -> Value {
    match value_type {
        FieldType::Bool => json!({"type": "boolean"}),
        FieldType::Integer => {
            let mut number = json!({"type": "integer"});
            if let Some(min) = spec.min {
                number["minimum"] = json!(min);
            }
            if let Some(max) = spec.max {
                number["maximum"] = json!(max);
            }
            number
        }
        FieldType::Text => json!({"type": "string"}),
        FieldType::Choice(words) => json!({"enum": words}),
        FieldType::Grammar { example, .. } => json!({"type": "string", "examples": [example]}),
        FieldType::Reference(_) => reference(spec.reference_kinds()),
        FieldType::Optional(inner) => json!({"anyOf": [typed(inner, spec), {"type": "null"}]}),
        FieldType::List(inner) => json!({"type": "array", "items": typed(inner, spec)}),
        FieldType::Tags => json!({"type": "object", "additionalProperties": {"type": "string"}}),
        FieldType::Structure("pair of ports") => {
            let port = json!({"type": "integer", "minimum": 0, "maximum": 65535});
            json!({"type": "array", "items": port, "minItems": 2, "maxItems": 2})
        }
        FieldType::Structure("intent end") => {
            json!({"anyOf": [{"const": "internet"}, {"type": "object", "minProperties": 1, "maxProperties": 1}]})
        }
        FieldType::Structure(_) => json!({"type": "object"}),
    }
}

/// An identifier of one of these kinds.
fn reference(kinds: &[Kind]) -> Value {
    let words: Vec<_> = kinds.iter().map(|kind| kind.spec().prefix).collect();
    let words = if words.is_empty() {
        "[a-z-]+".to_owned()
    } else {
        words.join("|")
    };
    json!({"type": "string", "pattern": format!("^({words})-[1-9][0-9]*$")})
}

/// A doc comment on one line.
fn sentence(doc: &str) -> String {
    doc.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use netwright_core::generate::generate;
    use netwright_core::catalog::templates::TEMPLATES;
    use netwright_core::format::to_json;

    use super::*;

    #[test]
    fn samples_meet_the_schema() {
        let validator = jsonschema::validator_for(&schema()).unwrap();
        for template in TEMPLATES {
            let file = to_json(&template.design().unwrap());
            let errors: Vec<_> = validator
                .iter_errors(&file)
                .map(|error| error.to_string())
                .collect();
            assert!(errors.is_empty(), "{}: {errors:?}", template.name);
        }
        assert!(validator.is_valid(&to_json(&generate(60, 1).design)));
    }

    #[test]
    fn wrong_files_do_not() {
        let validator = jsonschema::validator_for(&schema()).unwrap();
        for wrong in [
            json!({"format": "netwright", "version": 2}),
            json!({"format": "netwright", "version": 1, "vpcs": [{"id": "subnet-1"}]}),
            json!({"format": "netwright", "version": 1, "subnets": [{"id": "subnet-1"}]}),
            json!({"format": "netwright", "version": 1, "customer_gateways": [{"id": "customer-gateway-1", "asn": 0}]}),
        ] {
            assert!(!validator.is_valid(&wrong), "{wrong}");
        }
    }
}

//! The page of the kinds of records: what a file may hold.

use std::fmt::Write as _;

use netwright_core::model::{FieldSpec, Kind};

use super::cell;

pub(super) fn page() -> String {
    let mut text = String::from(
        "# Kinds of records\n\nGenerated from the field tables by `cargo xtask docs`. A file has a list for each kind, under the key named \
         here; a field at its default is left out. `docs/netwright.schema.json` says the same to editors.\n",
    );
    for kind in Kind::ALL {
        let spec = kind.spec();
        let _ = write!(
            text,
            "\n## {}\n\n{}\n\nIn the file: `{}`, identifiers like `{}-1`.\n\n\
             | field | what it is | holds | default | AWS |\n|---|---|---|---|---|\n",
            spec.label,
            cell(spec.doc),
            spec.plural,
            spec.prefix
        );
        for field in spec.fields {
            let _ = writeln!(
                text,
                "| `{}` | {} | {} | {} | {} |",
                field.name,
                cell(field.doc),
                holds(field),
                default(*kind, field),
                if field.aws.is_empty() {
                    String::new()
                } else {
                    format!("`{}`", field.aws)
                }
            );
        }
    }
    text.push_str(
        "\n## Every kind\n\nEvery record also has these.\n\n| field | what it is |\n|---|---|\n",
    );
    for field in netwright_core::model::record::META_FIELDS {
        let _ = writeln!(text, "| `{}` | {} |", field.name, cell(field.doc));
    }
    text
}

fn holds(field: &FieldSpec) -> String {
    let kinds: Vec<_> = field
        .reference_kinds()
        .iter()
        .map(|kind| kind.spec().prefix)
        .collect();
    let mut text = if kinds.len() > 1 {
        format!("an identifier of {}", kinds.join(", "))
    } else {
        cell(&field.value_type.expectation())
    };
    match (field.min, field.max) {
        (Some(min), Some(max)) => {
            let _ = write!(text, " from {min} to {max}");
        }
        (Some(min), None) => {
            let _ = write!(text, " of at least {min}");
        }
        _ => {}
    }
    if !field.unit.is_empty() {
        let _ = write!(text, " ({})", field.unit);
    }
    text
}

fn default(kind: Kind, field: &FieldSpec) -> String {
    if field.required {
        return "required".to_owned();
    }
    match kind.default_of(field.name) {
        serde_json::Value::Null => String::new(),
        value => format!("`{}`", cell(&value.to_string())),
    }
}

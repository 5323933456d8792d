//! The inspector's form, made from the field tables: which fields, which control, what a typed text means.
//!
//! No form is written by hand for one kind. Several selected records share a form of the fields they have in common.

use std::collections::BTreeMap;

use netwright_core::model::{Design, EntityId, FieldSpec, FieldType, Kind};
use serde_json::Value;

/// How a field, or an item of a list, is edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Control {
    Toggle,
    Number,
    Text,
    /// Typed, and understood by a grammar; the example is the placeholder.
    Grammar(&'static str),
    Choice(&'static [&'static str]),
    /// A record of one of these kinds; of any kind where the list is empty.
    Reference(&'static [Kind]),
    List(&'static FieldType),
    Tags,
    /// One end of an intent: a record, a block or the internet.
    IntentEnd,
    /// JSON, in the absence of anything better.
    Json(&'static str),
}

/// One field of a form.
#[derive(Debug, Clone)]
pub struct FormField {
    pub spec: &'static FieldSpec,
    pub control: Control,
    /// May be left out.
    pub optional: bool,
    /// The value that all selected records share, or nothing where they differ.
    pub value: Option<Value>,
}

impl PartialEq for FormField {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.spec, other.spec) && self.value == other.value
    }
}

/// The fields that all of `ids` have, in the order of the first one's kind.
pub fn form(design: &Design, ids: &[EntityId]) -> Vec<FormField> {
    let Some((first, rest)) = ids.split_first() else {
        return Vec::new();
    };
    let Some(record) = design.record(*first) else {
        return Vec::new();
    };
    let shared = |spec: &&'static FieldSpec| {
        let same = |id: &EntityId| {
            id.kind
                .field(spec.name)
                .is_some_and(|other| other.value_type == spec.value_type)
        };
        rest.iter().all(same)
    };
    let specs = record.specs().map(|(_, spec)| spec).filter(shared);
    specs
        .map(|spec| {
            let value = record.field(spec.name);
            let agrees = |id: &EntityId| {
                design.record(*id).and_then(|other| other.field(spec.name)) == value
            };
            let (control, optional) = control_of(spec);
            FormField {
                spec,
                control,
                optional,
                value: if rest.iter().all(agrees) { value } else { None },
            }
        })
        .collect()
}

/// The control of a field, and whether it may be left out.
pub fn control_of(spec: &'static FieldSpec) -> (Control, bool) {
    let optional = matches!(spec.value_type, FieldType::Optional(_));
    (control_of_type(spec.value_type.inner(), spec), optional)
}

/// The control of the items of a list field.
pub fn item_control(spec: &'static FieldSpec, item: &'static FieldType) -> Control {
    control_of_type(item.inner(), spec)
}

fn control_of_type(value_type: &'static FieldType, spec: &'static FieldSpec) -> Control {
    match value_type {
        FieldType::Bool => Control::Toggle,
        FieldType::Integer => Control::Number,
        FieldType::Text => Control::Text,
        FieldType::Choice(words) => Control::Choice(words),
        FieldType::Grammar { example, .. } => Control::Grammar(example),
        FieldType::Reference(_) => Control::Reference(spec.reference_kinds()),
        FieldType::Optional(inner) => control_of_type(inner, spec),
        FieldType::List(item) => Control::List(item),
        FieldType::Tags => Control::Tags,
        FieldType::Structure("intent end") => Control::IntentEnd,
        FieldType::Structure("pair of ports") => Control::Grammar("443 or 1024-65535"),
        FieldType::Structure(name) => Control::Json(name),
    }
}

/// What a person typed into `control`, as it would stand in a file.
///
/// # Errors
/// One line that says what was expected and what was found.
pub fn value_of_text(control: Control, optional: bool, text: &str) -> Result<Value, String> {
    let trimmed = text.trim();
    if optional && trimmed.is_empty() {
        return Ok(Value::Null);
    }
    match control {
        Control::Number => {
            let plain: String = trimmed
                .chars()
                .filter(|letter| !matches!(letter, ',' | '_' | ' '))
                .collect();
            plain
                .parse::<i64>()
                .map(Value::from)
                .map_err(|_| format!("expected a whole number, found {trimmed:?}"))
        }
        Control::Toggle => trimmed
            .parse::<bool>()
            .map(Value::from)
            .map_err(|_| format!("expected true or false, found {trimmed:?}")),
        Control::Json(_) => {
            serde_json::from_str(trimmed).map_err(|error| format!("expected JSON: {error}"))
        }
        Control::Text => Ok(Value::from(text)),
        _ => Ok(Value::from(trimmed)),
    }
}

/// A value as a person would type it.
pub fn text_of_value(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        // A pair of ports.
        Value::Array(pair) if pair.len() == 2 && pair.iter().all(Value::is_u64) => {
            if pair[0] == pair[1] {
                pair[0].to_string()
            } else {
                format!("{}-{}", pair[0], pair[1])
            }
        }
        // One end of an intent.
        Value::Object(map) if map.len() == 1 => match map.values().next() {
            Some(Value::String(text)) => text.clone(),
            _ => value.to_string(),
        },
        Value::Object(_) => serde_json::to_string_pretty(value).unwrap_or_default(),
        other => other.to_string(),
    }
}

/// Whether every record of `ids` can hold `value` in the field called `name`.
///
/// # Errors
/// One line that says what was expected and what was found.
pub fn check_value(
    design: &Design,
    ids: &[EntityId],
    name: &str,
    value: &Value,
) -> Result<(), String> {
    for record in ids.iter().filter_map(|id| design.record(*id)) {
        record
            .cloned()
            .set_field(name, value)
            .map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// A list with the item at `index` replaced; one past the end adds it, nothing removes it.
pub fn list_with(list: &Value, index: usize, item: Option<Value>) -> Value {
    let mut items = list.as_array().cloned().unwrap_or_default();
    match item {
        Some(item) if index < items.len() => items[index] = item,
        Some(item) => items.push(item),
        None if index < items.len() => drop(items.remove(index)),
        None => {}
    }
    Value::Array(items)
}

/// Tags with one renamed, changed or removed.
pub fn tags_with(tags: &Value, key: &str, changed: Option<(&str, &str)>) -> Value {
    let mut pairs = BTreeMap::new();
    for (old, value) in tags.as_object().into_iter().flatten() {
        if old != key {
            pairs.insert(old.clone(), value.clone());
        }
    }
    if let Some((key, value)) = changed {
        pairs.insert(key.to_owned(), Value::from(value));
    }
    Value::Object(pairs.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use netwright_core::notation::parse;
    use serde_json::json;

    use super::*;

    fn ids(design: &Design, kind: Kind) -> Vec<EntityId> {
        design
            .rows(kind)
            .map(netwright_core::model::Record::id)
            .collect()
    }

    #[test]
    fn every_field_of_every_kind_has_a_control() {
        for kind in Kind::ALL {
            for (_, spec) in kind.fields() {
                let (control, _) = control_of(spec);
                if let Control::Json(name) = control {
                    assert_eq!(name, "WAF statement", "{kind}.{}", spec.name);
                }
            }
        }
    }

    #[test]
    fn several_records_show_what_they_share() {
        let design = parse("vpc one cidrs=10.0.0.0/16 dns_hostnames=true\nvpc two cidrs=10.1.0.0/16 dns_hostnames=true\nsite far\n").expect("a design");
        let vpcs = ids(&design, Kind::Vpc);
        let fields = form(&design, &vpcs);
        let field = |name: &str| {
            fields
                .iter()
                .find(|field| field.spec.name == name)
                .expect(name)
        };
        assert_eq!(field("dns_hostnames").value, Some(json!(true)));
        assert_eq!(field("cidrs").value, None, "they differ");
        let mixed = form(&design, &[vpcs[0], ids(&design, Kind::Site)[0]]);
        let names: Vec<_> = mixed.iter().map(|field| field.spec.name).collect();
        assert!(
            names.contains(&"cidrs")
                && names.contains(&"environment")
                && !names.contains(&"dns_support")
        );
    }

    #[test]
    fn text_means_what_the_control_says() {
        assert_eq!(
            value_of_text(Control::Number, false, "4,200,000,000"),
            Ok(json!(4_200_000_000_u64))
        );
        assert_eq!(value_of_text(Control::Number, true, " "), Ok(Value::Null));
        assert!(value_of_text(Control::Number, false, "many").is_err());
        assert_eq!(
            value_of_text(Control::Grammar(""), false, " 10.0.0.0/16 "),
            Ok(json!("10.0.0.0/16"))
        );
        assert_eq!(text_of_value(&json!([443, 443])), "443");
        assert_eq!(text_of_value(&json!({"environment": "env-1"})), "env-1");
    }

    #[test]
    fn a_bad_value_is_one_line() {
        let design = parse("vpc one cidrs=10.0.0.0/16\n").expect("a design");
        let vpcs = ids(&design, Kind::Vpc);
        let error = check_value(&design, &vpcs, "cidrs", &json!(["10.0.0.0/99"]))
            .expect_err("no such length");
        assert!(
            error.starts_with("expected a CIDR block such as 10.0.0.0/16, found "),
            "{error}"
        );
        assert_eq!(
            check_value(&design, &vpcs, "cidrs", &json!(["10.0.0.0/8"])),
            Ok(())
        );
    }

    #[test]
    fn lists_and_tags_are_edited_by_item() {
        let list = json!(["a", "b"]);
        assert_eq!(list_with(&list, 1, Some(json!("c"))), json!(["a", "c"]));
        assert_eq!(
            list_with(&list, 2, Some(json!("c"))),
            json!(["a", "b", "c"])
        );
        assert_eq!(list_with(&list, 0, None), json!(["b"]));
        assert_eq!(
            tags_with(&json!({"b": "1"}), "b", Some(("a", "2"))),
            json!({"a": "2"})
        );
        assert_eq!(tags_with(&json!({"b": "1"}), "b", None), json!({}));
    }
}

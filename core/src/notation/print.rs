//! From a design to notation, such that parsing it gives the design again.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;

use super::parse::END_KINDS;
use crate::model::{Design, EntityId, FieldSpec, FieldType, Kind, Record};

/// The notation of `design`, without its layout and unknown fields.
pub fn print(design: &Design) -> String {
    let printer = Printer::of(design);
    let mut text = String::new();
    if !design.name.is_empty() || !design.description.is_empty() || design.identity.is_some() {
        text.push_str("design ");
        text.push_str(&Value::from(design.name.as_str()).to_string());
        if let Some(identity) = &design.identity {
            let _ = write!(text, " identity={identity}");
        }
        if !design.description.is_empty() {
            let _ = write!(
                text,
                " description={}",
                Value::from(design.description.as_str())
            );
        }
        text.push('\n');
    }
    for record in design.records().filter(|record| record.parent().is_none()) {
        printer.record(record, 0, &mut text);
    }
    text
}

struct Printer<'d> {
    design: &'d Design,
    children: BTreeMap<EntityId, Vec<EntityId>>,
    by_name: BTreeMap<&'d str, Vec<Kind>>,
}

impl<'d> Printer<'d> {
    fn of(design: &'d Design) -> Self {
        let mut children: BTreeMap<EntityId, Vec<EntityId>> = BTreeMap::new();
        let mut by_name: BTreeMap<&str, Vec<Kind>> = BTreeMap::new();
        for record in design.records() {
            if let Some(parent) = record.parent() {
                children.entry(parent).or_default().push(record.id());
            }
            by_name
                .entry(record.name())
                .or_default()
                .push(record.id().kind);
        }
        Self {
            design,
            children,
            by_name,
        }
    }

    fn record(&self, record: &dyn Record, depth: usize, text: &mut String) {
        let id = record.id();
        text.push_str(&"  ".repeat(depth));
        text.push_str(id.kind.spec().prefix);
        if !record.name().is_empty() {
            text.push(' ');
            let name = record.name();
            text.push_str(&if is_plain_name(name) {
                name.to_owned()
            } else {
                quoted(name)
            });
        }
        let _ = write!(text, " #{}", id.number);
        for (index, spec) in record.specs() {
            let Some(value) = record
                .value(index)
                .map(crate::model::field::AnyField::to_json)
            else {
                continue;
            };
            let implied = spec.name == "name" || spec.parent && depth > 0;
            if !implied && value != id.kind.default_of(spec.name) {
                let _ = write!(
                    text,
                    " {}={}",
                    spec.name,
                    self.value(&spec.value_type, spec, &value)
                );
            }
        }
        text.push('\n');
        for child in self.children.get(&id).map_or(&[][..], Vec::as_slice) {
            if let Some(child) = self.design.record(*child) {
                self.record(child, depth + 1, text);
            }
        }
    }

    fn value(&self, value_type: &FieldType, spec: &FieldSpec, value: &Value) -> String {
        match (value_type, value) {
            (FieldType::Optional(_), Value::Null) => "none".to_owned(),
            (FieldType::Optional(inner), value) => self.value(inner, spec, value),
            (FieldType::List(inner), Value::Array(items)) => {
                let texts: Vec<_> = items
                    .iter()
                    .map(|item| self.value(inner, spec, item))
                    .collect();
                let plain = |text: &String| is_plain(text) && !text.contains(',');
                if !texts.is_empty() && texts.iter().all(plain) {
                    texts.join(",")
                } else {
                    value.to_string()
                }
            }
            (FieldType::Reference(_), Value::String(id)) => {
                self.reference(spec.reference_kinds(), id)
            }
            (FieldType::Structure("intent end"), Value::Object(end)) => {
                match end.values().next().and_then(Value::as_str) {
                    Some(id) if id.parse::<EntityId>().is_ok() => self.reference(END_KINDS, id),
                    _ => value.to_string(),
                }
            }
            (_, Value::String(text)) if is_plain(text) => text.clone(),
            (_, value) => value.to_string(),
        }
    }

    /// The name of a record where it can only mean that one, else the id.
    fn reference(&self, kinds: &[Kind], text: &str) -> String {
        let record = text.parse().ok().and_then(|id| self.design.record(id));
        let name = record.map_or("", |record| record.name());
        let fits = |kind: &&Kind| kinds.is_empty() || kinds.contains(kind);
        let namesakes = self
            .by_name
            .get(name)
            .map_or(0, |found| found.iter().filter(fits).count());
        if is_plain_name(name) && namesakes == 1 && name.parse::<EntityId>().is_err() {
            name.to_owned()
        } else {
            text.to_owned()
        }
    }
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// A value that reads back as itself: one word that is not taken for something else.
fn is_plain(text: &str) -> bool {
    !text.is_empty()
        && text != "none"
        && !text.starts_with(['"', '[', '{'])
        && text.chars().all(|c| c.is_ascii_graphic())
}

/// A name that reads back as itself, alone and in a list.
fn is_plain_name(name: &str) -> bool {
    is_plain(name)
        && name != "internet"
        && !name.starts_with('#')
        && !name.contains(['=', ',', '"'])
}

//! A policy: intents in a file of their own, which designs must meet besides what they say themselves.
//!
//! The file is JSON: a list of intents as a design holds them, or an object with such a list under `intents`. An id
//! is not needed. Ends name records by id or by name, since a policy is written for many designs.

use netwright_core::edit::{Command, apply};
use netwright_core::format::line_of;
use netwright_core::model::{Design, EntityId, Intent, Kind, Record};
use serde_json::Value;

use crate::commands::check::Added;
use crate::failure::Failure;
use crate::input;
use crate::locations::Place;

/// Intents that were read, not yet resolved against a design.
#[derive(Debug)]
pub(crate) struct Policy {
    pub path: String,
    text: String,
    /// Pointer of the list: the file itself, or a member of it.
    list: &'static str,
    intents: Vec<Value>,
}

/// Kinds that an end may name, the likeliest first.
const KINDS: &[Kind] = &[
    Kind::Environment,
    Kind::Vpc,
    Kind::Site,
    Kind::Subnet,
    Kind::Instance,
    Kind::LoadBalancer,
    Kind::VpcEndpoint,
    Kind::EndpointService,
];

impl Policy {
    pub(crate) fn read(path: &str) -> Result<Self, Failure> {
        let wrong = |message: &str| Failure::unreadable(format!("{path}: {message}"));
        let text = input::text(path)?;
        let json: Value = serde_json::from_str(&text)
            .map_err(|error| wrong(&format!("expected JSON, {error}")))?;
        let list = if json.is_array() { "" } else { "/intents" };
        let intents = json.pointer(list).and_then(Value::as_array).cloned();
        let intents = intents.ok_or_else(|| {
            wrong("expected a list of intents, or an object with a list \"intents\"")
        })?;
        Ok(Self {
            path: path.to_owned(),
            text,
            list,
            intents,
        })
    }

    /// Where intent `index` stands.
    pub(crate) fn place(&self, index: usize) -> Place {
        let pointer = format!("{}/{index}", self.list);
        Place {
            line: line_of(&self.text, &pointer),
            pointer,
        }
    }

    /// The design with the intents of the policy, and their ids.
    pub(crate) fn applied(
        &self,
        design: &Design,
        design_path: &str,
    ) -> Result<(Design, Added), Failure> {
        let first = design.greatest(Kind::Intent) + 1;
        let mut records = Vec::new();
        for (number, (index, json)) in (first..).zip(self.intents.iter().enumerate()) {
            records.push(self.intent(design, design_path, index, json, number)?);
        }
        let added = records
            .iter()
            .enumerate()
            .map(|(index, record)| (record.id.entity(), index))
            .collect();
        let commands: Vec<_> = records.into_iter().map(Command::insert).collect();
        let applied = apply(design, &commands)
            .map_err(|error| Failure::unreadable(format!("{}: {error}", self.path)))?;
        Ok((applied.design, added))
    }

    fn intent(
        &self,
        design: &Design,
        design_path: &str,
        index: usize,
        json: &Value,
        number: u32,
    ) -> Result<Intent, Failure> {
        let at = |field: &str, message: String| {
            let field = if field.is_empty() {
                String::new()
            } else {
                format!("/{field}")
            };
            Failure::unreadable(format!(
                "{}: {}/{index}{field}: {message}",
                self.path, self.list
            ))
        };
        let fields = json
            .as_object()
            .ok_or_else(|| at("", "expected an intent".to_owned()))?;
        let mut record: Box<dyn Record> = Kind::Intent.new_record(number);
        for (field, value) in fields.iter().filter(|(field, _)| *field != "id") {
            let value = match field.as_str() {
                "from" | "to" => named(design, value).map_err(|message| {
                    Failure::unknown_name(format!(
                        "{}: {}/{index}/{field}: {message} in {design_path}",
                        self.path, self.list
                    ))
                })?,
                _ => value.clone(),
            };
            record
                .set_field(field, &value)
                .map_err(|error| at(field, error.to_string()))?;
        }
        for end in ["from", "to"] {
            if !fields.contains_key(end) {
                return Err(at(
                    end,
                    "expected an end of an intent, found nothing".to_owned(),
                ));
            }
        }
        record
            .downcast::<Intent>()
            .cloned()
            .ok_or_else(|| at("", "expected an intent".to_owned()))
    }
}

/// The end with the name of a record replaced by its id.
fn named(design: &Design, end: &Value) -> Result<Value, String> {
    let (word, text) = match end {
        Value::String(text) => (None, text.as_str()),
        Value::Object(map) if map.len() == 1 => match map.iter().next() {
            Some((word, Value::String(text))) => (Some(word.as_str()), text.as_str()),
            _ => return Ok(end.clone()),
        },
        _ => return Ok(end.clone()),
    };
    if word == Some("cidr") || word.is_none() && (text == "internet" || text.contains('/')) {
        return Ok(end.clone());
    }
    if let Ok(id) = text.parse::<EntityId>() {
        let there = design.contains(id);
        return if there {
            Ok(Value::from(text))
        } else {
            Err(format!("there is no {text}"))
        };
    }
    let kinds = KINDS
        .iter()
        .filter(|kind| word.is_none_or(|word| kind.reference_word() == word));
    for kind in kinds {
        let found: Vec<_> = design
            .rows(*kind)
            .filter(|record| record.name() == text)
            .map(Record::id)
            .collect();
        match found.as_slice() {
            [] => {}
            [id] => return Ok(Value::from(id.to_string())),
            several => {
                let ids: Vec<_> = several.iter().map(EntityId::to_string).collect();
                return Err(format!("{text:?} could be any of {}", ids.join(", ")));
            }
        }
    }
    Err(format!("nothing is called {text:?}"))
}

//! From notation to a design, in two passes: who is there, then what they say of each other.

use std::collections::BTreeMap;

use serde_json::Value;

use super::line::{Line, Token, split};
use crate::edit::{Command, Mint, apply};
use crate::model::{Design, EntityId, FieldSpec, FieldType, Identity, Kind, identity};

/// What is wrong in a notation, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct NotationError {
    /// From 1.
    pub line: usize,
    pub message: String,
}

/// The design that `text` describes.
///
/// # Errors
/// The first line that can't be understood, with what was expected.
pub fn parse(text: &str) -> Result<Design, NotationError> {
    let mut design = Design::new("");
    let rows = declare(text, &mut design)?;
    let names = Names::of(&rows);
    let mut commands = Vec::new();
    for row in &rows {
        let at = |message: String| NotationError {
            line: row.at,
            message,
        };
        let mut record = row.id.kind.new_record(row.id.number);
        if let Some(name) = &row.line.name {
            let name = Value::from(name.as_str());
            record
                .set_field("name", &name)
                .map_err(|error| at(error.to_string()))?;
        }
        if let Some((spec, parent)) = row.parent {
            let value = Value::from(parent.to_string());
            record
                .set_field(spec.name, &value)
                .map_err(|error| at(error.to_string()))?;
        }
        for (field, token) in &row.line.fields {
            let kind = row.id.kind;
            let spec = kind
                .field(field)
                .ok_or_else(|| at(format!("{} has no field {field:?}", kind.spec().prefix)))?;
            let value = names.value(&spec.value_type, spec, token).map_err(at)?;
            let set = record.set_field(field, &value);
            set.map_err(|error| at(format!("{field}: {error}")))?;
        }
        commands.push(Command::Insert(record.into()));
    }
    let applied = apply(&design, &commands).map_err(|error| {
        let text = error.to_string();
        let row = rows
            .iter()
            .find(|row| text.starts_with(&format!("{}:", row.id)));
        NotationError {
            line: row.map_or(1, |row| row.at),
            message: text,
        }
    })?;
    Ok(applied.design)
}

/// A line that declares a record.
struct Declared {
    at: usize,
    id: EntityId,
    line: Line,
    parent: Option<(&'static FieldSpec, EntityId)>,
}

/// First pass: the kinds, names, numbers and parents.
fn declare(text: &str, design: &mut Design) -> Result<Vec<Declared>, NotationError> {
    let mut lines = Vec::new();
    for (index, text) in text.lines().enumerate() {
        let at = index + 1;
        let wrong = |message| NotationError { line: at, message };
        let Some(line) = split(text).map_err(wrong)? else {
            continue;
        };
        if line.word == "design" {
            design.name = line.name.unwrap_or_default();
            for (field, token) in line.fields {
                match (field.as_str(), token) {
                    ("description", Token::Plain(text) | Token::Json(Value::String(text))) => {
                        design.description = text;
                    }
                    ("identity", Token::Plain(text) | Token::Json(Value::String(text))) => {
                        let read = Identity::parse(&text);
                        let expected =
                            || format!("expected {}, found {text:?}", identity::EXPECTED);
                        design.identity = Some(read.ok_or_else(|| wrong(expected()))?);
                    }
                    _ => return Err(wrong(format!("design has no field {field:?}"))),
                }
            }
            continue;
        }
        let kind = Kind::from_prefix(&line.word);
        let kind = kind.ok_or_else(|| {
            wrong(format!(
                "expected a kind such as vpc or subnet, found {:?}",
                line.word
            ))
        })?;
        lines.push((at, kind, line));
    }
    // Numbers that were given are taken before others are minted.
    let mut mint = Mint::after(design);
    let mut taken = std::collections::BTreeSet::new();
    for (at, kind, line) in &lines {
        if let Some(number) = line.number
            && !taken.insert(EntityId::new(*kind, number))
        {
            let id = EntityId::new(*kind, number);
            return Err(NotationError {
                line: *at,
                message: format!("{id} is there twice"),
            });
        }
    }
    let mut rows: Vec<Declared> = Vec::new();
    let mut open: Vec<(usize, EntityId)> = Vec::new();
    for (at, kind, line) in lines {
        let wrong = |message| NotationError { line: at, message };
        let id = match line.number {
            Some(number) => EntityId::new(kind, number),
            None => loop {
                let id = mint.entity(kind);
                if taken.insert(id) {
                    break id;
                }
            },
        };
        open.retain(|(indent, _)| *indent < line.indent);
        let parent = match open.last() {
            None if line.indent > 0 => return Err(wrong("nothing to stand in".to_owned())),
            None => None,
            Some((_, parent)) => {
                let spec = kind
                    .spec()
                    .fields
                    .iter()
                    .find(|spec| spec.parent && spec.reference_kinds().contains(&parent.kind));
                let message = format!(
                    "a {} can't stand in a {}",
                    line.word,
                    parent.kind.spec().prefix
                );
                Some((spec.ok_or_else(|| wrong(message))?, *parent))
            }
        };
        open.push((line.indent, id));
        rows.push(Declared {
            at,
            id,
            line,
            parent,
        });
    }
    Ok(rows)
}

/// Whether a closed list has this word: then it is meant, and not the absence of a value.
fn has_word(value_type: &FieldType, word: &str) -> bool {
    matches!(value_type, FieldType::Choice(words) if words.contains(&word))
}

/// Who has which name.
struct Names {
    by_name: BTreeMap<String, Vec<EntityId>>,
}

impl Names {
    fn of(rows: &[Declared]) -> Self {
        let mut by_name: BTreeMap<String, Vec<EntityId>> = BTreeMap::new();
        for row in rows {
            if let Some(name) = &row.line.name {
                by_name.entry(name.clone()).or_default().push(row.id);
            }
        }
        Self { by_name }
    }

    /// The JSON that `token` stands for in a field of this type.
    fn value(
        &self,
        value_type: &FieldType,
        spec: &FieldSpec,
        token: &Token,
    ) -> Result<Value, String> {
        let plain = match (token, value_type) {
            (Token::Plain(plain), _) => plain.as_str(),
            (Token::Json(Value::Array(items)), FieldType::List(inner)) => {
                let item = |item: &Value| match item {
                    Value::String(text) => self.value(inner, spec, &Token::Plain(text.clone())),
                    other => Ok(other.clone()),
                };
                return items.iter().map(item).collect();
            }
            (Token::Json(Value::String(text)), FieldType::Optional(inner)) => {
                return self.value(inner, spec, &Token::Json(Value::from(text.as_str())));
            }
            (Token::Json(Value::String(text)), FieldType::Reference(_)) => text,
            (Token::Json(json), _) => return Ok(json.clone()),
        };
        Ok(match value_type {
            FieldType::Bool => match plain {
                "true" => Value::Bool(true),
                "false" => Value::Bool(false),
                other => Value::from(other),
            },
            FieldType::Integer => plain.parse::<i64>().map_or(Value::from(plain), Value::from),
            FieldType::Optional(inner) if plain == "none" && !has_word(inner, plain) => Value::Null,
            FieldType::Optional(inner) => self.value(inner, spec, token)?,
            FieldType::List(inner) => {
                let items = plain.split(',').filter(|item| !item.is_empty());
                let item = |item: &str| self.value(inner, spec, &Token::Plain(item.to_owned()));
                items.map(item).collect::<Result<Value, _>>()?
            }
            FieldType::Reference(_) => self.reference(spec.reference_kinds(), plain)?,
            FieldType::Structure("intent end") => match self.reference(END_KINDS, plain) {
                Ok(id) => id,
                Err(_) => Value::from(plain),
            },
            FieldType::Text | FieldType::Choice(_) | FieldType::Grammar { .. } => {
                Value::from(plain)
            }
            FieldType::Tags | FieldType::Structure(_) => Value::from(plain),
        })
    }

    /// The id that a name, or an id, stands for.
    fn reference(&self, kinds: &[Kind], text: &str) -> Result<Value, String> {
        if text.parse::<EntityId>().is_ok() {
            return Ok(Value::from(text));
        }
        let fits = |id: &&EntityId| kinds.is_empty() || kinds.contains(&id.kind);
        let named = self.by_name.get(text).map_or(&[][..], Vec::as_slice);
        let named: Vec<_> = named.iter().filter(fits).collect();
        match named.as_slice() {
            [id] => Ok(Value::from(id.to_string())),
            [] => Err(format!(
                "expected the name or id of a record, found {text:?}"
            )),
            several => {
                let ids: Vec<_> = several
                    .iter()
                    .map(std::string::ToString::to_string)
                    .collect();
                Err(format!(
                    "{text:?} could be any of {}; use an id",
                    ids.join(", ")
                ))
            }
        }
    }
}

/// Kinds that an end of an intent may name.
pub(super) const END_KINDS: &[Kind] = &[
    Kind::EndpointService,
    Kind::Environment,
    Kind::Instance,
    Kind::LoadBalancer,
    Kind::Site,
    Kind::Subnet,
    Kind::Vpc,
    Kind::VpcEndpoint,
];

//! Reading a file: untyped first, then lifted to this version, then record by record.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::once::Once;
use super::{FORMAT, VERSION, locate::line_of, steps::lift};
use crate::edit::EditError;
use crate::model::record_json::record_from_json;
use crate::model::{BoxKey, Design, EntityId, FieldError, Identity, Kind, LabMark, Rect, identity};

/// A design read from a file, and what the reader should know.
#[derive(Debug)]
pub struct Loaded {
    pub design: Design,
    pub notes: Vec<Note>,
}

/// Something in a file that was kept but not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// JSON pointer of what it is about.
    pub pointer: String,
    pub text: String,
}

/// Why a file could not be read, in one line: what, where, what was expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{message}", place(.pointer, *.line))]
pub struct FormatError {
    pub message: String,
    /// JSON pointer of what is wrong, empty for the file itself.
    pub pointer: String,
    /// Line of the file, from 1.
    pub line: Option<usize>,
}

fn place(pointer: &str, line: Option<usize>) -> String {
    match (line, pointer) {
        (Some(line), "") => format!("line {line}: "),
        (Some(line), pointer) => format!("line {line}: {pointer}: "),
        (None, "") => String::new(),
        (None, pointer) => format!("{pointer}: "),
    }
}

/// Reads a design from the text of a file.
///
/// # Errors
/// One line that says what is wrong, where and what was expected. Fields and lists that this version does not know
/// are no errors: they are kept, and noted.
pub fn load(text: &str) -> Result<Loaded, FormatError> {
    let file = json_of(text)?;
    read(file).map_err(|wrong| located(text, wrong))
}

/// The records of a text in a design of their own, whatever they refer to, and what the text says of itself as a
/// fragment.
pub(super) fn records(text: &str) -> Result<(Design, Value), FormatError> {
    let read = |file: Value| {
        let (mut file, mut reader) = begin(file)?;
        let mark = file.remove("fragment").unwrap_or_default();
        reader.part(&file)?;
        Ok((reader.finish().0, mark))
    };
    read(json_of(text)?).map_err(|wrong| located(text, wrong))
}

fn json_of(text: &str) -> Result<Value, FormatError> {
    let read: Result<Once, _> = serde_json::from_str(text);
    read.map(|read| read.0).map_err(|error| {
        let message = without_place(&error);
        FormatError {
            message: if error.is_data() {
                message
            } else {
                format!("expected JSON, {message}")
            },
            pointer: String::new(),
            line: Some(error.line()).filter(|line| *line > 0),
        }
    })
}

fn located(text: &str, (pointer, message): Wrong) -> FormatError {
    let line = line_of(text, &pointer);
    FormatError {
        message,
        pointer,
        line,
    }
}

/// serde_json ends its messages with the place, which is told apart here.
fn without_place(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    text.strip_suffix(&place).unwrap_or(&text).to_owned()
}

/// Where something is wrong, as a JSON pointer, and what.
pub(super) type Wrong = (String, String);

/// The file as this version has it, and a reader that knows its name.
fn begin(file: Value) -> Result<(Map<String, Value>, Reader), Wrong> {
    let version = version_of(&file)?;
    let Value::Object(file) = lift(file, version) else {
        return Err((String::new(), "expected an object".to_owned()));
    };
    let mut reader = Reader::new(Design::new(text_of(&file, "name")?));
    reader.design.description = text_of(&file, "description")?;
    Ok((file, reader))
}

fn read(file: Value) -> Result<Loaded, Wrong> {
    let (file, mut reader) = begin(file)?;
    reader.part(&file)?;
    let (design, notes) = reader.finish();
    check_references(&design, &file)?;
    Ok(Loaded { design, notes })
}

fn version_of(file: &Value) -> Result<u64, Wrong> {
    let found = |key: &str| file.get(key).map_or("nothing".to_owned(), Value::to_string);
    if file.get("format").and_then(Value::as_str) != Some(FORMAT) {
        let found = found("format");
        let message =
            format!("expected a Netwright design, with \"format\": \"{FORMAT}\", found {found}");
        return Err((String::new(), message));
    }
    match file.get("version").and_then(Value::as_u64) {
        Some(version @ 1..=VERSION) => Ok(version),
        Some(version) if version > VERSION => Err((
            "/version".to_owned(),
            format!(
                "this file is of version {version}, newer than this program, which reads up to {VERSION}"
            ),
        )),
        _ => Err((
            "/version".to_owned(),
            format!(
                "expected a version from 1 to {VERSION}, found {}",
                found("version")
            ),
        )),
    }
}

fn text_of(file: &Map<String, Value>, key: &str) -> Result<String, Wrong> {
    match file.get(key) {
        None => Ok(String::new()),
        Some(Value::String(text)) => Ok(text.clone()),
        Some(other) => Err((
            format!("/{key}"),
            FieldError::new("a text", other).to_string(),
        )),
    }
}

/// What has been read so far.
#[derive(Debug)]
pub(super) struct Reader {
    design: Design,
    notes: Vec<Note>,
    unknown: BTreeMap<Option<EntityId>, Map<String, Value>>,
}

impl Reader {
    pub(super) fn new(design: Design) -> Self {
        Self {
            design,
            notes: Vec::new(),
            unknown: BTreeMap::new(),
        }
    }

    /// Reads the lists of a file, or of a piece of one.
    pub(super) fn part(&mut self, file: &Map<String, Value>) -> Result<(), Wrong> {
        for (key, value) in file {
            match key.as_str() {
                "$schema" | "format" | "version" | "name" | "description" => {}
                "layout" => self.layout(value)?,
                "identity" => self.identity(value)?,
                "lab" if LabMark::from_json(value).is_some() => {
                    self.design.lab = LabMark::from_json(value);
                }
                plural => match Kind::from_plural(plural) {
                    Some(kind) => self.rows(kind, value)?,
                    None => self.keep(None, key, value, &format!("/{}", escape(key))),
                },
            }
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> (Design, Vec<Note>) {
        self.design.unknown = Arc::new(self.unknown);
        (self.design, self.notes)
    }

    /// A broken one is refused: kept aside, it would let the design pass for another one.
    fn identity(&mut self, value: &Value) -> Result<(), Wrong> {
        let read = value.as_str().and_then(Identity::parse);
        let wrong = || FieldError::new(identity::EXPECTED, value).to_string();
        self.design.identity = Some(read.ok_or_else(|| ("/identity".to_owned(), wrong()))?);
        Ok(())
    }

    fn rows(&mut self, kind: Kind, value: &Value) -> Result<(), Wrong> {
        let list = kind.spec().plural;
        let wrong = |error: FieldError| (format!("/{list}"), error.to_string());
        let rows = value
            .as_array()
            .ok_or_else(|| wrong(FieldError::new("a list of records", value)))?;
        for (index, json) in rows.iter().enumerate() {
            let pointer = format!("/{list}/{index}");
            let read = record_from_json(kind, json).map_err(|wrong| {
                let field = if wrong.field.is_empty() {
                    String::new()
                } else {
                    format!("/{}", wrong.field)
                };
                (format!("{pointer}{field}"), wrong.error.to_string())
            })?;
            let id = read.record.id();
            if self.design.contains(id) {
                let next = EntityId::new(kind, self.design.greatest(kind).saturating_add(1));
                let message = format!("{id} is there twice; renumber one of them, {next} is free");
                return Err((format!("{pointer}/id"), message));
            }
            for (key, value) in &read.unknown {
                self.keep(Some(id), key, value, &format!("{pointer}/{}", escape(key)));
            }
            self.design.put(read.record.into());
        }
        Ok(())
    }

    fn layout(&mut self, value: &Value) -> Result<(), Wrong> {
        let boxes = value.as_object().ok_or_else(|| {
            (
                "/layout".to_owned(),
                FieldError::new("an object of boxes", value).to_string(),
            )
        })?;
        for (key, rect) in boxes {
            let pointer = format!("/layout/{}", escape(key));
            let key: BoxKey = key
                .parse()
                .map_err(|error| (pointer.clone(), format!("{error}")))?;
            let rect =
                Rect::from_json(rect).map_err(|error| (pointer.clone(), error.to_string()))?;
            self.design.layout.insert(key, rect);
        }
        Ok(())
    }

    fn keep(&mut self, id: Option<EntityId>, key: &str, value: &Value, pointer: &str) {
        self.unknown
            .entry(id)
            .or_default()
            .insert(key.to_owned(), value.clone());
        self.notes.push(Note {
            pointer: pointer.to_owned(),
            text: format!("{key} is not known here; it is kept as it is"),
        });
    }
}

/// Refuses references to records that are not in the file.
fn check_references(design: &Design, file: &Map<String, Value>) -> Result<(), Wrong> {
    for record in design.records() {
        let Err(error) = crate::edit::check_references(design, record.id()) else {
            continue;
        };
        let id = record.id();
        let list = id.kind.spec().plural;
        let rows = file.get(list).and_then(Value::as_array);
        let name = id.to_string();
        let at = |row: &Value| row.get("id").and_then(Value::as_str) == Some(&name);
        let index = rows.and_then(|rows| rows.iter().position(at)).unwrap_or(0);
        let (field, message) = match &error {
            EditError::Dangling {
                field, reference, ..
            } => (
                *field,
                format!("expected a record of this file, found {reference}"),
            ),
            EditError::WrongKind {
                field,
                expected,
                reference,
                ..
            } => (
                *field,
                format!("expected one of {expected}, found {reference}"),
            ),
            other => ("id", other.to_string()),
        };
        return Err((format!("/{list}/{index}/{field}"), message));
    }
    Ok(())
}

/// A key as a segment of a JSON pointer (RFC 6901).
fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str) -> String {
        load(text)
            .err()
            .map(|error| error.to_string())
            .unwrap_or_default()
    }

    #[test]
    fn broken_files_get_one_clear_line() {
        let head = r#""format": "netwright", "version": 1"#;
        for (text, expected) in [
            ("", "line 1: expected JSON, EOF while parsing a value"),
            (
                &format!("{{{head},\n\"vpcs\": [],\n\"vpcs\": []}}"),
                "line 3: the key \"vpcs\" is there twice; all but the last would be lost",
            ),
            (
                &format!(
                    "{{{head}, \"vpcs\": [\n{{\"id\": \"vpc-1\",\n\"n\\u0061me\": \"a\", \"name\": \"b\"}}]}}"
                ),
                "line 3: the key \"name\" is there twice; all but the last would be lost",
            ),
            (
                "[]",
                "line 1: expected a Netwright design, with \"format\": \"netwright\", found nothing",
            ),
            (
                r#"{"format": "netwright", "version": 99}"#,
                "line 1: /version: this file is of version 99, newer than this program, which reads up to 1",
            ),
            (
                &format!(
                    "{{{head},\n\"vpcs\": [\n{{\"id\": \"vpc-1\", \"cidrs\": [\"10.0.0.0/33\"]}}]}}"
                ),
                "line 3: /vpcs/0/cidrs: expected a CIDR block such as 10.0.0.0/16, found \"10.0.0.0/33\"",
            ),
            (
                &format!("{{{head},\n\"identity\": \"$(id)\"}}"),
                "line 2: /identity: expected an identity of 8 to 64 lower-case letters, digits and hyphens, found \"$(id)\"",
            ),
            (
                &format!("{{{head}, \"subnets\": [{{\"id\": \"subnet-1\", \"vpc\": \"vpc-9\"}}]}}"),
                "line 1: /subnets/0/vpc: expected a record of this file, found vpc-9",
            ),
            (
                &format!("{{{head}, \"subnets\": [{{\"id\": \"subnet-1\"}}]}}"),
                "line 1: /subnets/0: expected an identifier such as vpc-1, found nothing",
            ),
            (
                &format!("{{{head}, \"vpcs\": [{{\"id\": \"vpc-1\"}},\n {{\"id\": \"vpc-1\"}}]}}"),
                "line 2: /vpcs/1/id: vpc-1 is there twice; renumber one of them, vpc-2 is free",
            ),
        ] {
            let found = message(text);
            // The pointer of a missing field names the field; its line is that of the record.
            let found = found.replace(
                "/subnets/0/vpc: expected an identifier",
                "/subnets/0: expected an identifier",
            );
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn unknown_fields_survive_and_are_noted() {
        let text = r#"{"format": "netwright", "version": 1, "name": "x",
            "vpcs": [{"id": "vpc-1", "nmae": "typo"}], "futures": [1]}"#;
        let loaded = load(text).unwrap();
        let pointers: Vec<_> = loaded
            .notes
            .iter()
            .map(|note| note.pointer.as_str())
            .collect();
        assert_eq!(pointers, ["/vpcs/0/nmae", "/futures"]);
        let again = load(&super::super::save(&loaded.design)).unwrap();
        assert_eq!(again.design, loaded.design);
        assert_eq!(again.notes.len(), 2);
    }
}

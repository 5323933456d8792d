//! Where in a file the records stand that findings are about: pointer and line, found in one pass over the text.

use std::collections::BTreeMap;

use netwright_core::model::{EntityId, Kind};
use serde_json::Value;

/// Pointers and lines of the records and fields of one file.
#[derive(Debug, Default)]
pub(crate) struct Locations {
    pointers: BTreeMap<EntityId, String>,
    /// By pointer, as deep as the fields of records.
    lines: BTreeMap<String, usize>,
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// JSON pointer (RFC 6901); empty for the file itself.
    pub pointer: String,
    /// From 1; absent where the file is not JSON.
    pub line: Option<usize>,
}

impl Locations {
    /// Those of a file that holds a design in the saved form; none of a file that does not.
    pub(crate) fn of(text: &str) -> Self {
        let Ok(Value::Object(file)) = serde_json::from_str(text) else {
            return Self::default();
        };
        let mut pointers = BTreeMap::new();
        for (plural, rows) in &file {
            let rows = rows
                .as_array()
                .filter(|_| Kind::from_plural(plural).is_some());
            for (index, row) in rows.into_iter().flatten().enumerate() {
                if let Some(id) = row
                    .get("id")
                    .and_then(Value::as_str)
                    .and_then(|id| id.parse().ok())
                {
                    pointers.insert(id, format!("/{plural}/{index}"));
                }
            }
        }
        Self {
            pointers,
            lines: lines(text),
        }
    }

    /// The record with this id, and the field where it is there.
    pub(crate) fn of_record(&self, id: Option<EntityId>, field: &str) -> Place {
        let Some(record) = id.and_then(|id| self.pointers.get(&id)) else {
            return self.of_pointer("");
        };
        let pointer = format!("{record}/{field}");
        if field.is_empty() || !self.lines.contains_key(&pointer) {
            return self.of_pointer(record);
        }
        self.of_pointer(&pointer)
    }

    /// The place with this pointer.
    pub(crate) fn of_pointer(&self, pointer: &str) -> Place {
        Place {
            pointer: pointer.to_owned(),
            line: self.lines.get(pointer).copied(),
        }
    }

    /// The record that holds what a pointer names.
    pub(crate) fn record_at(&self, pointer: &str) -> Option<EntityId> {
        let found = self.pointers.iter().find(|(_, record)| {
            pointer
                .strip_prefix(record.as_str())
                .is_some_and(|rest| rest.starts_with('/'))
        });
        found.map(|(id, _)| *id)
    }
}

/// Deepest pointer that is kept: list, record, field.
const DEPTH: usize = 3;

/// The line of each value that is no deeper than a field of a record. The text is known to be JSON.
fn lines(text: &str) -> BTreeMap<String, usize> {
    let mut lines = BTreeMap::from([(String::new(), 1)]);
    let mut path: Vec<(String, Option<usize>)> = Vec::new(); // key, and next index in a list
    let (mut line, mut chars) = (1, text.char_indices().peekable());
    let mut key: Option<&str> = None;
    while let Some((at, char)) = chars.next() {
        match char {
            '\n' => line += 1,
            '"' => {
                let mut end = at;
                while let Some((next, char)) = chars.next() {
                    end = next;
                    match char {
                        '\\' => drop(chars.next()),
                        '"' => break,
                        _ => {}
                    }
                }
                let inside = text.get(at + 1..end).unwrap_or_default();
                let in_object = matches!(path.last(), Some((_, None)));
                if in_object && key.is_none() {
                    key = Some(inside);
                    note(&mut lines, &path, inside, line);
                } else {
                    start_item(&mut lines, &mut path, line);
                    key = None;
                }
            }
            '{' | '[' => {
                start_item(&mut lines, &mut path, line);
                let own = key.take().map_or_else(|| last_index(&path), str::to_owned);
                path.push((own, (char == '[').then_some(0)));
            }
            '}' | ']' => drop(path.pop()),
            ',' => key = None,
            ':' | ' ' | '\t' | '\r' => {}
            _ => {
                // A number or a word: one value, however many characters.
                while chars
                    .peek()
                    .is_some_and(|(_, next)| !",]} \t\r\n".contains(*next))
                {
                    chars.next();
                }
                start_item(&mut lines, &mut path, line);
                key = None;
            }
        }
    }
    lines
}

/// In a list, counts the value that starts here and notes its line.
fn start_item(
    lines: &mut BTreeMap<String, usize>,
    path: &mut [(String, Option<usize>)],
    line: usize,
) {
    let index = match path.last_mut() {
        Some((_, Some(next))) => {
            *next += 1;
            *next - 1
        }
        _ => return,
    };
    note(lines, path, &index.to_string(), line);
}

fn last_index(path: &[(String, Option<usize>)]) -> String {
    match path.last() {
        Some((_, Some(next))) => next.saturating_sub(1).to_string(),
        _ => String::new(),
    }
}

fn note(
    lines: &mut BTreeMap<String, usize>,
    path: &[(String, Option<usize>)],
    last: &str,
    line: usize,
) {
    if path.len() > DEPTH {
        return;
    }
    let mut pointer = String::new();
    for (key, _) in path.iter().skip(1) {
        pointer.push('/');
        pointer.push_str(key);
    }
    pointer.push('/');
    pointer.push_str(last);
    lines.insert(pointer, line);
}

#[cfg(test)]
mod tests {
    use netwright_core::catalog::templates::TEMPLATES;
    use netwright_core::format::{line_of, save};

    use super::*;

    #[test]
    fn one_pass_agrees_with_looking_up_each() {
        let text = save(&TEMPLATES[0].design().unwrap());
        let locations = Locations::of(&text);
        assert!(locations.lines.len() > 100);
        for (pointer, line) in &locations.lines {
            assert_eq!(line_of(&text, pointer), Some(*line), "{pointer}");
        }
    }

    #[test]
    fn odd_texts() {
        let text = "{\"format\": \"netwright\",\n\"vpcs\": [\n{\"id\": \"vpc-2\", \"tags\": {\"a\": [1,\n2]},\n\"name\": \"x\\\"]}\"},\n{\"id\": \"vpc-1\"}]}";
        let locations = Locations::of(text);
        let place = |id: &str, field| locations.of_record(id.parse().ok(), field);
        assert_eq!(
            place("vpc-2", "name"),
            Place {
                pointer: "/vpcs/0/name".into(),
                line: Some(5)
            }
        );
        assert_eq!(
            place("vpc-1", "cidrs"),
            Place {
                pointer: "/vpcs/1".into(),
                line: Some(6)
            }
        );
        assert_eq!(
            place("vpc-3", ""),
            Place {
                pointer: String::new(),
                line: Some(1)
            }
        );
        assert_eq!(locations.record_at("/vpcs/1/nmae"), "vpc-1".parse().ok());
        assert_eq!(Locations::of("no").of_record(None, "").line, None);
    }
}

//! A part of a design as text: what the clipboard holds, so that records go from one window to another, or into a file.
//!
//! A fragment reads as a file with some records and the member `fragment`, which names those that they refer to and that
//! are not among them. Pasted elsewhere, a reference finds the record of that name there.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::load::{FormatError, records};
use super::{FORMAT, VERSION, pretty};
use crate::edit::copy;
use crate::model::design::Row;
use crate::model::record_json::record_to_json;
use crate::model::{Design, EntityId, Kind};
use crate::order;

/// More records than these are no text: the clipboard of a system, and whoever reads it, is not made for so much.
pub const MOST_RECORDS: usize = 5_000;

/// Records that were copied.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fragment {
    pub rows: Vec<Row>,
    /// The names of records that the rows refer to and that are not among them.
    pub outside: BTreeMap<EntityId, String>,
}

impl Fragment {
    /// The records of `ids` with all that is inside them, and the relations between them.
    pub fn of(design: &Design, ids: &[EntityId]) -> Self {
        let rows = copy(design, ids);
        let taken = order::set(rows.iter().map(|row| row.id()));
        let mut outside = BTreeMap::new();
        for row in &rows {
            row.references(&mut |_, id| {
                if let Some(record) = design.record(id).filter(|_| !taken.contains(&id)) {
                    outside.insert(id, record.name().to_owned());
                }
            });
        }
        Self { rows, outside }
    }

    /// Every record of a design.
    pub fn whole(design: &Design) -> Self {
        let rows = Kind::ALL
            .iter()
            .flat_map(|kind| design.table(*kind).values());
        Self {
            rows: rows.cloned().collect(),
            outside: BTreeMap::new(),
        }
    }

    /// The text of the fragment; of one with more than [`MOST_RECORDS`], only how many there are.
    pub fn to_text(&self) -> String {
        let mut file = Map::new();
        file.insert("format".to_owned(), Value::from(FORMAT));
        file.insert("version".to_owned(), json!(VERSION));
        if self.rows.len() > MOST_RECORDS {
            file.insert("fragment".to_owned(), json!({ "records": self.rows.len() }));
            return pretty(&Value::Object(file));
        }
        let outside = self
            .outside
            .iter()
            .map(|(id, name)| (id.to_string(), Value::from(name.as_str())));
        let outside = Value::Object(outside.collect());
        file.insert("fragment".to_owned(), json!({ "outside": outside }));
        for row in &self.rows {
            let list = file
                .entry(row.id().kind.spec().plural)
                .or_insert_with(|| Value::Array(Vec::new()));
            if let Value::Array(list) = list {
                list.push(Value::Object(record_to_json(row.as_ref())));
            }
        }
        pretty(&Value::Object(file))
    }

    /// Reads a fragment, or all records of a saved design.
    ///
    /// # Errors
    /// One line that says what is wrong and where.
    pub fn from_text(text: &str) -> Result<Self, FormatError> {
        let (design, mark) = records(text)?;
        if let Some(count) = mark.get("records").and_then(Value::as_u64) {
            return Err(FormatError {
                message: format!(
                    "{count} records are more than the clipboard takes to another window: save the design to a file and open that"
                ),
                pointer: String::new(),
                line: None,
            });
        }
        let names = mark.get("outside").and_then(Value::as_object);
        let names = names.into_iter().flatten();
        let outside =
            names.filter_map(|(id, name)| Some((id.parse().ok()?, name.as_str()?.to_owned())));
        Ok(Self {
            outside: order::map(outside),
            ..Self::whole(&design)
        })
    }

    /// The record of `design` that stands for one outside the fragment: one of that kind and name, best of that id too.
    /// None where there is none or several.
    pub fn known(&self, design: &Design, id: EntityId) -> Option<EntityId> {
        let name = self.outside.get(&id).filter(|name| !name.is_empty())?;
        let is_named = |id: EntityId| {
            design
                .record(id)
                .is_some_and(|record| record.name() == name)
        };
        if is_named(id) {
            return Some(id);
        }
        let mut named = design
            .rows(id.kind)
            .map(crate::model::Record::id)
            .filter(|id| is_named(*id));
        named.next().filter(|_| named.next().is_none())
    }
}

/// Whether a text is meant as a file of this program, broken or not. What others say of a network may hold its name too.
pub fn is_ours(text: &str) -> bool {
    let is_named = |after: &str| {
        let value = after.trim_start().strip_prefix(':').map(str::trim_start);
        let word = value.and_then(|value| value.strip_prefix('"')?.strip_prefix(FORMAT));
        word.is_some_and(|rest| rest.starts_with('"'))
    };
    text.trim_start().starts_with('{') && text.split("\"format\"").skip(1).any(is_named)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation::parse;

    fn design() -> Design {
        parse("env prod\nvpc a environment=prod\n  subnet s\n    instance i\nvpc b\n").unwrap()
    }

    fn id(text: &str) -> EntityId {
        text.parse().unwrap()
    }

    #[test]
    fn a_fragment_is_read_as_it_was_written() {
        let fragment = Fragment::of(&design(), &[id("vpc-1")]);
        assert_eq!(fragment.rows.len(), 3);
        assert_eq!(
            fragment.outside,
            BTreeMap::from([(id("env-1"), "prod".to_owned())])
        );
        let text = fragment.to_text();
        assert!(is_ours(&text));
        assert_eq!(Fragment::from_text(&text), Ok(fragment));
    }

    #[test]
    fn what_others_say_is_not_ours() {
        assert!(is_ours("  {\"format\" :\n\"netwright\", oh"));
        for text in [
            r#"{"Vpcs": [{"Tags": [{"Key": "made-by", "Value": "netwright"}]}]}"#,
            r#"{"format": "other", "for": "netwright"}"#,
            "format: netwright",
        ] {
            assert!(!is_ours(text), "{text}");
        }
    }

    #[test]
    fn a_saved_design_is_one_of_all_its_records() {
        let text = super::super::save(&design());
        assert_eq!(Fragment::from_text(&text).unwrap().rows.len(), 5);
    }

    #[test]
    fn references_find_the_record_of_that_name() {
        let fragment = Fragment::of(&design(), &[id("vpc-1")]);
        let known = |notation: &str| fragment.known(&parse(notation).unwrap(), id("env-1"));
        assert_eq!(known("env prod\n"), Some(id("env-1")));
        assert_eq!(known("env dev\nenv prod\n"), Some(id("env-2")));
        assert_eq!(known("env dev\n"), None, "that is another one");
        assert_eq!(known("env dev\nenv prod\nenv prod\n"), None, "which?");
    }

    #[test]
    fn what_is_wrong_is_one_line() {
        let wrong = |text: &str| Fragment::from_text(text).unwrap_err().to_string();
        assert_eq!(
            wrong(r#"{"format": "netwright", "version": 1, "vpcs": [{"id": "x"}]}"#),
            "line 1: /vpcs/0/id: expected an identifier such as vpc-1, found \"x\""
        );
        let many = Fragment {
            rows: vec![Fragment::whole(&design()).rows[0].clone(); MOST_RECORDS + 1],
            ..Fragment::default()
        };
        assert!(wrong(&many.to_text()).starts_with("5001 records are more than"));
    }
}

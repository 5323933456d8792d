//! Which lists of records the files hold. A file is what its content's keys say; its name only helps where an output
//! does not say whose it is.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::draft::Notes;
use super::item::Item;
use super::known;
use super::places::{Place, Places};

/// How deep lists are looked for inside objects of accounts, regions and calls.
const DEEPEST: usize = 8;
/// Records that are taken at most, all files together.
const MOST_RECORDS: usize = 250_000;

/// The records of all files by the key of their list, and what is known of the places they are about.
#[derive(Debug, Default)]
pub(super) struct Collected<'a> {
    lists: BTreeMap<&'static str, Vec<Item<'a>>>,
    pub places: Vec<Place>,
    /// Lists that no importer knows: how many records, and the first file that has them.
    pub unknown: BTreeMap<&'a str, (usize, &'a str)>,
    /// Lists that some family asked for.
    read: RefCell<BTreeSet<String>>,
}

impl<'a> Collected<'a> {
    /// The records of a list, those that their owner described first.
    pub(super) fn list(&self, key: &str) -> &[Item<'a>] {
        if !self.read.borrow().contains(key) {
            self.read.borrow_mut().insert(key.to_owned());
        }
        self.lists.get(key).map_or(&[], Vec::as_slice)
    }

    /// Whether some family asked for a list, or where its records are was all that they told.
    pub(super) fn was_read(&self, key: &str) -> bool {
        self.read.borrow().contains(key)
            || matches!(key, "AvailabilityZones" | "Identity" | "Regions")
    }

    /// Every list with its records.
    pub(super) fn lists(&self) -> impl Iterator<Item = (&'static str, &[Item<'a>])> {
        self.lists
            .iter()
            .map(|(key, items)| (*key, items.as_slice()))
    }
}

/// Whether a JSON value is the output of a call that is known, or holds such outputs.
pub(super) fn is_known(value: &Value) -> bool {
    match value {
        Value::Object(fields) => fields.iter().any(|(key, value)| {
            known::fitting(key, value).is_some()
                || known::whole(key, value).is_some()
                || value.is_object() && is_known(value)
        }),
        Value::Array(values) => values.iter().any(is_known),
        _ => false,
    }
}

/// Collects the records of all files, each given with its path.
pub(super) fn collect<'a>(
    files: impl Iterator<Item = (&'a str, &'a [Value])>,
    notes: &mut Notes,
) -> Collected<'a> {
    let mut collector = Collector {
        collected: Collected::default(),
        places: Places::default(),
        notes,
        file: "",
        taken: 0,
        left: 0,
    };
    for (file, values) in files {
        collector.file = file;
        for value in values {
            collector.walk(value, "", &mut Vec::new());
            if !value.is_object() && !is_known(value) {
                let text = format!(
                    "expected the output of a describe call, found {}",
                    shape(value)
                );
                collector.notes.add(file, "", &text);
            }
        }
    }
    if collector.left > 0 {
        let text = format!(
            "expected at most {MOST_RECORDS} records, {} more are left out; import fewer regions at a time",
            collector.left
        );
        collector.notes.add("", "", &text);
    }
    let mut collected = collector.collected;
    collected.places = collector.places.settle();
    for items in collected.lists.values_mut() {
        let is_foreign = |item: &Item| {
            let owner = item.first_text(&["OwnerId", "ownerAccount"]);
            let place = collected.places.get(item.scope);
            !owner.is_empty() && place.is_some_and(|place| place.account != owner)
        };
        items.sort_by_cached_key(is_foreign);
    }
    collected
}

struct Collector<'a, 'n> {
    collected: Collected<'a>,
    places: Places,
    notes: &'n mut Notes,
    file: &'a str,
    taken: usize,
    left: usize,
}

impl<'a> Collector<'a, '_> {
    fn walk(&mut self, value: &'a Value, pointer: &str, trail: &mut Vec<&'a str>) {
        if trail.len() > DEEPEST {
            let text = "lists so deep inside a file are not looked for; left out";
            self.notes.add(self.file, pointer, text);
            return;
        }
        match value {
            Value::Array(values) => {
                for (index, value) in values.iter().enumerate() {
                    self.walk(value, &format!("{pointer}/{index}"), trail);
                }
            }
            Value::Object(fields) => self.object(value, fields, pointer, trail),
            _ => {}
        }
    }

    fn object(
        &mut self,
        value: &'a Value,
        fields: &'a Map<String, Value>,
        pointer: &str,
        trail: &mut Vec<&'a str>,
    ) {
        // Lists that go with the record beside them: the output is one record.
        let mut wholes = BTreeSet::new();
        for (key, inner) in fields {
            if let Some(list) = known::whole(key, inner)
                && wholes.insert(list)
            {
                self.take(list, value, pointer.to_owned(), trail, "");
            }
        }
        for (key, inner) in fields {
            let here = format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
            if known::is_paging(key) {
                if !inner.is_null() && inner != &Value::from("") && inner != &Value::Bool(false) {
                    let text = "the output goes on after this page, so records are missing";
                    if known::means_more(key) {
                        self.notes.add(self.file, &here, text);
                    }
                }
                continue;
            }
            if known::whole(key, inner).is_some() {
                continue;
            }
            match (known::fitting(key, inner), inner) {
                (Some(list), Value::Array(values)) => {
                    for (index, value) in values.iter().enumerate() {
                        self.record(list, value, format!("{here}/{index}"), trail);
                    }
                }
                (_, Value::Object(_)) if is_known(inner) => {
                    trail.push(key);
                    self.walk(inner, &here, trail);
                    trail.pop();
                }
                _ if known::is_companion(key) && !wholes.is_empty() => {}
                (_, Value::Object(_)) => self.unknown(key, 1),
                (_, Value::Array(values)) => self.unknown(key, values.len()),
                (_, found) if known::list(key).is_some() => {
                    let text = format!("expected a list, found {}", shape(found));
                    self.notes.add(self.file, &here, &text);
                }
                // An output that is one record of texts, such as a policy.
                _ if trail.is_empty() && fields.values().all(is_plain) => {
                    self.unknown(key, 1);
                    return;
                }
                _ => {}
            }
        }
    }

    fn record(&mut self, list: &'static str, value: &'a Value, pointer: String, trail: &[&str]) {
        if list != "Reservations" {
            self.take(list, value, pointer, trail, "");
            return;
        }
        let owner = value.get("OwnerId").and_then(Value::as_str);
        let instances = value.get("Instances").and_then(Value::as_array);
        for (index, instance) in instances.into_iter().flatten().enumerate() {
            let pointer = format!("{pointer}/Instances/{index}");
            self.take(
                "Instances",
                instance,
                pointer,
                trail,
                owner.unwrap_or_default(),
            );
        }
    }

    fn take(
        &mut self,
        list: &'static str,
        value: &'a Value,
        pointer: String,
        trail: &[&str],
        owner: &'a str,
    ) {
        if self.taken >= MOST_RECORDS {
            self.left += 1;
            return;
        }
        if !value.is_object() {
            let text = format!("expected a record of {list}, found {}", shape(value));
            self.notes.add(self.file, &pointer, &text);
            return;
        }
        self.taken += 1;
        let scope = self.places.index(self.file, trail);
        let item = Item {
            value,
            file: self.file,
            pointer,
            scope,
            owner,
        };
        self.places.hear(&item);
        self.collected.lists.entry(list).or_default().push(item);
    }

    fn unknown(&mut self, key: &'a str, count: usize) {
        if count > 0 {
            let entry = self.collected.unknown.entry(key);
            entry.or_insert((0, self.file)).0 += count;
        }
    }
}

fn is_plain(value: &Value) -> bool {
    !value.is_array() && !value.is_object()
}

/// What a JSON value is, in a few words.
pub(super) fn shape(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(_) => "a truth value".to_owned(),
        Value::Number(_) => "a number".to_owned(),
        Value::String(_) => "a text".to_owned(),
        Value::Array(values) => format!("a list of {}", values.len()),
        Value::Object(fields) => {
            let keys = fields.keys().take(3).map(|key| super::draft::short(key));
            let keys: Vec<String> = keys.collect();
            match fields.len() {
                0 => "an empty object".to_owned(),
                1..=3 => format!("an object with {}", keys.join(", ")),
                _ => format!("an object with {}, …", keys.join(", ")),
            }
        }
    }
}

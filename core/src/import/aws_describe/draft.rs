//! The design in the making: records by the identifiers of AWS, and notes on what could not be taken as it is.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::item::{Item, arn_parts};
use super::places::{Place, is_account, region_of_zone};
use super::state::{State, state};
use crate::edit::Mint;
use crate::model::identity::{DESIGN_TAG as DESIGN, RECORD_TAG as ID};
use crate::model::{Account, Design, EntityId, Id, Kind, Record, RecordKind};

/// Whether an export of Netwright made what an item tells of.
pub(super) fn is_ours(item: &Item) -> bool {
    item.tags().iter().any(|(key, _)| *key == DESIGN)
}

/// Whether a tag is of the exports of Netwright: by it they find again what they made, and it says nothing more.
pub(super) fn is_bookkeeping(key: &str) -> bool {
    matches!(key, DESIGN | ID)
}

/// Notes that are kept; what comes after is counted.
const MOST_NOTES: usize = 2_000;

/// What is said of the files, one line each.
#[derive(Debug, Default)]
pub(super) struct Notes {
    lines: Vec<String>,
    more: usize,
}

/// Records that are being made of the files, with what is known besides.
pub(super) struct Draft<'a, 'm> {
    pub design: Design,
    pub places: Vec<Place>,
    pub notes: Notes,
    mint: &'m mut Mint,
    by_aws_id: BTreeMap<String, EntityId>,
    /// Where each identifier was described first.
    seen: BTreeMap<&'a str, Item<'a>>,
    /// What is deleted, with the word for its state.
    gone: BTreeMap<&'a str, &'a str>,
    accounts: BTreeMap<String, Id<Account>>,
    /// Tables of hubs whose routes some file has.
    pub searched: BTreeSet<String>,
    /// Public names of load balancers and endpoints, in small letters, for aliases.
    pub dns_names: BTreeMap<String, EntityId>,
    /// Names of records that prove certificates, in small letters.
    pub proofs: BTreeSet<String>,
    /// Records that an export of Netwright made.
    pub ours: BTreeSet<EntityId>,
    is_region_assumed: bool,
}

impl Notes {
    /// Adds a line: where, and what is wrong or was left out there.
    pub(super) fn add(&mut self, file: &str, pointer: &str, text: &str) {
        if self.lines.len() >= MOST_NOTES {
            self.more += 1;
            return;
        }
        // Names of the files may stand in any text; a note is one line whatever they hold.
        let text = text.replace(char::is_control, "\u{fffd}");
        let place = [file, pointer].map(short);
        let place: Vec<String> = place.into_iter().filter(|part| !part.is_empty()).collect();
        let line = match place.as_slice() {
            [] => text,
            place => format!("{}: {text}", place.join(": ")),
        };
        self.lines.push(line);
    }

    pub(super) fn into_lines(mut self) -> Vec<String> {
        if self.more > 0 {
            self.lines.push(format!("{} more notes", self.more));
        }
        self.lines
    }
}

impl<'a, 'm> Draft<'a, 'm> {
    pub(super) fn new(mint: &'m mut Mint, places: Vec<Place>, notes: Notes) -> Self {
        Self {
            design: Design::new(""),
            places,
            notes,
            mint,
            by_aws_id: BTreeMap::new(),
            seen: BTreeMap::new(),
            gone: BTreeMap::new(),
            accounts: BTreeMap::new(),
            searched: BTreeSet::new(),
            dns_names: BTreeMap::new(),
            proofs: BTreeSet::new(),
            ours: BTreeSet::new(),
            is_region_assumed: false,
        }
    }

    pub(super) fn note(&mut self, item: &Item, text: &str) {
        self.notes.add(item.file, &item.pointer, text);
    }

    /// A record for the item whose identifier stands at `key`. Nothing where it has none, is deleted, or was
    /// described before.
    pub(super) fn start(
        &mut self,
        kind: Kind,
        item: &Item<'a>,
        key: &str,
    ) -> Option<Box<dyn Record>> {
        let aws_id = item.text(key);
        if aws_id.is_empty() {
            let text = format!("expected a record with {key}, so it is left out");
            self.note(item, &text);
            return None;
        }
        if let State::Gone(word) = state(item) {
            self.gone.insert(aws_id, word);
            self.note(item, &format!("{} is {word}; left out", short(aws_id)));
            return None;
        }
        if let Some(first) = self.seen.get(aws_id) {
            self.compare(&first.clone(), item, aws_id);
            return None;
        }
        self.seen.insert(aws_id, item.clone());
        if let State::Pending(word) = state(item)
            && kind.field("state").is_none()
        {
            let taken = match word {
                "stopped" | "stopping" => "taken as running",
                _ => "taken as it will be",
            };
            let text = format!("{} is {word}; {taken}", short(aws_id));
            self.note(item, &text);
        }
        Some(self.made(kind, item, aws_id))
    }

    /// A new record of an identifier, with name and tags of the item.
    pub(super) fn made(&mut self, kind: Kind, item: &Item, aws_id: &str) -> Box<dyn Record> {
        let mut record = kind.new_record(self.mint.entity(kind).number);
        // What an export made without a name has none in the design.
        let is_ours = is_ours(item);
        let mut name = if is_ours { "" } else { aws_id };
        let mut tags = Map::new();
        if is_ours {
            self.ours.insert(record.id());
        }
        for (key, value) in item.tags() {
            if key == "Name" && !value.is_empty() {
                name = value;
            } else if !is_bookkeeping(key) {
                tags.insert(key.to_owned(), Value::from(value));
            }
        }
        let fields = [
            ("name", Value::from(name)),
            ("tags", Value::Object(tags)),
            ("aws_id", Value::from(aws_id)),
        ];
        for (field, value) in fields {
            self.set(&mut record, item, field, value);
        }
        record
    }

    /// Names a record as its service does. What an export made is called by its tag `Name`, as in the design: to its
    /// service it is known by a name with a mark behind it.
    pub(super) fn name_by(&mut self, record: &mut Box<dyn Record>, item: &Item<'a>, path: &str) {
        if !is_ours(item) {
            self.copy(record, item, path, "name");
        }
    }

    /// A record without an identifier of its own, such as a rule.
    pub(super) fn part(&mut self, kind: Kind) -> Box<dyn Record> {
        kind.new_record(self.mint.entity(kind).number)
    }

    /// Puts a record in the design; it can be referred to from now on.
    pub(super) fn put(&mut self, record: Box<dyn Record>) -> EntityId {
        let id = record.id();
        let meta = record.meta();
        for name in [&meta.aws_id, &meta.arn] {
            if !name.is_empty() {
                self.by_aws_id.insert(name.clone(), id);
            }
        }
        self.design.put(record.into());
        id
    }

    /// Lets a record be found by another name.
    pub(super) fn alias(&mut self, name: String, id: EntityId) {
        self.by_aws_id.insert(name, id);
    }

    /// Sets a field; a value that it can't hold is noted and the field stays as it was.
    #[expect(clippy::needless_pass_by_value, reason = "it is made for the call")]
    pub(super) fn set(
        &mut self,
        record: &mut Box<dyn Record>,
        item: &Item,
        field: &str,
        value: Value,
    ) {
        if let Err(error) = record.set_field(field, &value) {
            self.note(item, &format!("{field}: {error}; left out"));
        }
    }

    /// Sets a field to what stands at a path of the item, where something does.
    pub(super) fn copy(
        &mut self,
        record: &mut Box<dyn Record>,
        item: &Item<'a>,
        path: &str,
        field: &str,
    ) {
        if let Some(child) = item.child(path)
            && child.value != &Value::from("")
        {
            self.set(record, &child, field, child.value.clone());
        }
    }

    /// Sets a switch to what stands at a path of the item, where something does.
    pub(super) fn copy_flag(
        &mut self,
        record: &mut Box<dyn Record>,
        item: &Item<'a>,
        path: &str,
        field: &str,
    ) {
        if let Some(flag) = item.flag(path) {
            self.set(record, item, field, Value::from(flag));
        }
    }

    /// Sets a list to those of these texts that each can be an item of it.
    pub(super) fn set_list(
        &mut self,
        record: &mut Box<dyn Record>,
        field: &str,
        items: &[(Item<'a>, &str)],
    ) {
        let mut values: Vec<Value> = Vec::new();
        for (item, text) in items {
            let value = Value::from(*text);
            if values.contains(&value) {
                continue;
            }
            // One at a time, so that one that is wrong does not take the others with it.
            match record.set_field(field, &Value::Array(vec![value.clone()])) {
                Ok(()) => values.push(value),
                Err(error) => self.note(item, &format!("{field}: {error}; left out")),
            }
        }
        if let Some((item, _)) = items.first() {
            self.set(record, item, field, Value::Array(values));
        }
    }

    /// The record of an identifier, or of an ARN.
    pub(super) fn find(&self, aws_id: &str) -> Option<EntityId> {
        self.by_aws_id.get(aws_id).copied()
    }

    /// The record of an identifier where it is of this kind.
    pub(super) fn find_kind<T: RecordKind>(&self, aws_id: &str) -> Option<Id<T>> {
        self.find(aws_id)?.typed()
    }

    /// The record of an identifier where it is of this kind; noted where it is not in the data.
    pub(super) fn known<T: RecordKind>(&mut self, item: &Item, aws_id: &str) -> Option<Id<T>> {
        let found = self.find_kind(aws_id);
        if found.is_none() {
            let text = self.absence(aws_id);
            self.note(item, &text);
        }
        found
    }

    /// Where an identifier was described, deleted or not taken as it may be.
    pub(super) fn described(&self, aws_id: &str) -> Option<&Item<'a>> {
        self.seen.get(aws_id)
    }

    /// Why nothing has this identifier, as the end of a sentence: "is deleted".
    pub(super) fn absence(&self, aws_id: &str) -> String {
        match self.gone.get(aws_id) {
            Some(word) => format!("{} is {word}", short(aws_id)),
            None => format!("{} is not in the data", short(aws_id)),
        }
    }

    /// Makes a field refer to the record whose identifier stands at a path of the item. Says whether it does; what is
    /// not in the data is noted.
    pub(super) fn refer(
        &mut self,
        record: &mut Box<dyn Record>,
        item: &Item<'a>,
        path: &str,
        field: &str,
    ) -> bool {
        let Some(child) = item.child(path).filter(|child| !child.word().is_empty()) else {
            return false;
        };
        let found = self.resolve(&child, child.word(), record.as_ref(), field);
        if let Some(id) = found {
            self.set(record, &child, field, Value::from(id.to_string()));
        }
        found.is_some()
    }

    /// Makes a list refer to the records of these identifiers.
    pub(super) fn refer_all(
        &mut self,
        record: &mut Box<dyn Record>,
        items: &[Item<'a>],
        field: &str,
    ) {
        let mut ids: Vec<Value> = Vec::new();
        for item in items {
            if let Some(id) = self.resolve(item, item.word(), record.as_ref(), field) {
                let id = Value::from(id.to_string());
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
        }
        if let Some(item) = items.first() {
            self.set(record, item, field, Value::Array(ids));
        }
    }

    fn resolve(
        &mut self,
        item: &Item,
        aws_id: &str,
        record: &dyn Record,
        field: &str,
    ) -> Option<EntityId> {
        let kinds = record.id().kind.field(field)?.reference_kinds();
        match self.find(aws_id) {
            Some(id) if kinds.contains(&id.kind) => Some(id),
            Some(id) => {
                let text = format!(
                    "{} is a {}, which {field} can't name",
                    short(aws_id),
                    id.kind
                );
                self.note(item, &text);
                None
            }
            None => {
                let text = self.absence(aws_id);
                self.note(item, &text);
                None
            }
        }
    }

    /// Changes a field of a record that is in the design already.
    pub(super) fn change(&mut self, id: EntityId, item: &Item, field: &str, value: Value) {
        if let Some(row) = self.design.row(id) {
            let mut record = row.cloned();
            self.set(&mut record, item, field, value);
            self.design.put(record.into());
        }
    }

    /// Account and region of a record that has them: what it says itself, else what its file is about.
    pub(super) fn locate(&mut self, record: &mut Box<dyn Record>, item: &Item<'a>) {
        if record.id().kind.field("region").is_some() {
            let region = self.region(item);
            self.set(record, item, "region", Value::from(region));
        }
        let account = self.account_number(item);
        if let Some(account) = self.account(&account) {
            let value = Value::from(account.to_string());
            if record.id().kind.field("account").is_some() {
                self.set(record, item, "account", value);
            }
        }
    }

    /// The region of a record.
    pub(super) fn region(&mut self, item: &Item) -> String {
        let zone = item.first_text(&["AvailabilityZone", "Placement.AvailabilityZone"]);
        let arn = item.first_text(&[
            "SubnetArn",
            "TransitGatewayArn",
            "LoadBalancerArn",
            "PrefixListArn",
            "VpcPeeringConnectionArn",
        ]);
        let own = region_of_zone(zone)
            .or_else(|| arn_parts(arn).map(|(region, _)| region.to_owned()))
            // Direct Connect says it plainly.
            .or_else(|| Some(item.text("region").to_owned()))
            .filter(|region| !region.is_empty());
        let place = self.places.get(item.scope).map(|place| &place.region);
        let place = place.filter(|region| !region.is_empty()).cloned();
        // Names of folders say where a call was made; what a resource says of itself may be edited by hand.
        if let Some(region) = place.or(own) {
            return region;
        }
        if !self.is_region_assumed {
            self.is_region_assumed = true;
            let text = format!(
                "nothing says which region this is; {} is assumed",
                crate::model::kinds::default_region()
            );
            self.note(item, &text);
        }
        crate::model::kinds::default_region()
    }

    /// The number of the account that owns a record, empty where it is not known.
    pub(super) fn account_number(&self, item: &Item) -> String {
        let own = item.first_text(&["OwnerId", "ownerAccount"]);
        let own = [own, item.owner].into_iter().find(|own| is_account(own));
        let place = self.places.get(item.scope);
        own.map(str::to_owned)
            .or_else(|| place.map(|place| place.account.clone()))
            .unwrap_or_default()
    }

    /// The account of a number, made where there is none yet.
    pub(super) fn account(&mut self, number: &str) -> Option<Id<Account>> {
        if !is_account(number) {
            return None;
        }
        if let Some(id) = self.accounts.get(number) {
            return Some(*id);
        }
        let mut account = Account::new(self.mint.id());
        number.clone_into(&mut account.name);
        number.clone_into(&mut account.account_id);
        number.clone_into(&mut account.meta.aws_id);
        let id = account.id;
        self.accounts.insert(number.to_owned(), id);
        self.put(Box::new(account));
        Some(id)
    }

    /// Two descriptions of one record: the first holds. What other accounts see of it may be less.
    fn compare(&mut self, first: &Item, again: &Item, aws_id: &str) {
        let same_place = self.places.get(first.scope) == self.places.get(again.scope);
        if !same_place || first.value == again.value {
            return;
        }
        let (Some(one), Some(other)) = (first.value.as_object(), again.value.as_object()) else {
            return;
        };
        let differs = |key: &&String| one.get(*key) != other.get(*key);
        let keys: Vec<String> = one
            .keys()
            .filter(differs)
            .take(3)
            .map(|key| short(key))
            .collect();
        let text = format!(
            "{} is described twice and differs in {}; {}: {} holds",
            short(aws_id),
            keys.join(", "),
            short(first.file),
            first.pointer
        );
        self.note(again, &text);
    }
}

/// A text of a file as a note shows it: on one line, of bounded length.
pub(super) fn short(text: &str) -> String {
    const MOST: usize = 160;
    let mut shown: String = text
        .chars()
        .map(|letter| {
            if letter.is_control() {
                '\u{fffd}'
            } else {
                letter
            }
        })
        .take(MOST)
        .collect();
    if text.chars().nth(MOST).is_some() {
        shown.push('…');
    }
    shown
}

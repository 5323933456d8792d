//! Tables in the inspector: the records that hang on the one shown, such as the routes of a route table.

use netwright_core::model::{Design, EntityId, FieldSpec, FieldType, Kind, Record, choice_label};
use netwright_core::order;

use super::form::text_of_value;
use super::outline::{OutlineIndex, record_label};

/// The records of one kind that name another in one of their fields.
#[derive(Debug, Clone)]
pub struct ChildTable {
    pub kind: Kind,
    /// The field that names the record shown.
    pub via: &'static FieldSpec,
    /// The first columns of the kind's own fields.
    pub columns: Vec<&'static FieldSpec>,
    pub rows: Vec<EntityId>,
    /// Rows that there are; more than are listed.
    pub total: usize,
}

impl PartialEq for ChildTable {
    fn eq(&self, other: &Self) -> bool {
        let same = |table: &Self| (table.kind, table.via.name, table.total);
        same(self) == same(other) && self.rows == other.rows
    }
}

/// At most this many rows are listed; the outline has all.
pub const MOST_ROWS: usize = 60;

const MOST_COLUMNS: usize = 2;

/// The tables of a record: what it holds and what can't be without it, then nothing. Empty ones are there too, so that
/// the first row can be added. `index` is that of the design.
pub fn tables(design: &Design, index: &OutlineIndex, id: EntityId) -> Vec<ChildTable> {
    let mut found = Vec::new();
    for kind in Kind::ALL {
        for via in kind.spec().fields {
            let essential = matches!(via.value_type, FieldType::Reference(_));
            if essential && via.reference_kinds().contains(&id.kind) {
                found.push(table(design, index, id, *kind, via));
            }
        }
    }
    // What is inside comes first, and what there is some of before what there could be.
    order::sort_by_key(&mut found, |table| (table.total == 0, !table.via.parent));
    found
}

fn table(
    design: &Design,
    index: &OutlineIndex,
    id: EntityId,
    kind: Kind,
    via: &'static FieldSpec,
) -> ChildTable {
    let names = |record: &&dyn Record| {
        let mut named = false;
        record.references(&mut |spec, reference| named |= spec.name == via.name && reference == id);
        named
    };
    let mut rows: Vec<EntityId> = Vec::new();
    if via.parent {
        // What is held by a record is listed already: not every row has to be asked.
        let held = index.held_by(id, kind).iter();
        let held = held.filter_map(|id| design.record(*id));
        rows.extend(held.filter(names).map(Record::id));
    } else {
        rows.extend(design.rows(kind).filter(names).map(Record::id));
    }
    let total = rows.len();
    rows.truncate(MOST_ROWS);
    let columns = kind
        .spec()
        .fields
        .iter()
        .filter(|spec| !spec.advanced && spec.name != via.name)
        .take(MOST_COLUMNS)
        .collect();
    ChildTable {
        kind,
        via,
        columns,
        rows,
        total,
    }
}

/// What a cell says: names in place of ids, a count in place of a long list.
pub fn cell(design: &Design, id: EntityId, spec: &FieldSpec) -> String {
    let Some(value) = design.record(id).and_then(|record| record.field(spec.name)) else {
        return String::new();
    };
    if is_choice(spec.value_type) {
        return said(design, &labelled(value));
    }
    said(design, &value)
}

fn is_choice(value_type: FieldType) -> bool {
    match value_type {
        FieldType::Choice(_) => true,
        FieldType::Optional(inner) | FieldType::List(inner) => is_choice(*inner),
        _ => false,
    }
}

/// Words of a closed list as people call them.
fn labelled(value: serde_json::Value) -> serde_json::Value {
    match value {
        serde_json::Value::String(word) => choice_label(&word).into(),
        serde_json::Value::Array(words) => words.into_iter().map(labelled).collect(),
        other => other,
    }
}

fn said(design: &Design, value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Array(items) if items.len() > 2 && !items[0].is_u64() => {
            format!("{} and {} more", said(design, &items[0]), items.len() - 1)
        }
        serde_json::Value::Array(items) if !items.iter().all(serde_json::Value::is_u64) => {
            let items: Vec<String> = items.iter().map(|item| said(design, item)).collect();
            items.join(", ")
        }
        serde_json::Value::Array(items) if items.is_empty() => String::new(),
        serde_json::Value::String(text) => match text.parse::<EntityId>() {
            Ok(other) if design.contains(other) => record_label(design, other),
            _ => text.clone(),
        },
        serde_json::Value::Bool(on) => if *on { "yes" } else { "no" }.to_owned(),
        serde_json::Value::Object(map) if map.len() > 1 => map
            .get("type")
            .map_or_else(|| "…".to_owned(), text_of_value),
        other => text_of_value(other),
    }
}

#[cfg(test)]
mod tests {
    use netwright_core::notation::parse;

    use super::*;

    #[test]
    fn a_hub_lists_what_hangs_on_it() {
        let design = parse("vpc prod\n  subnet a az=a\ntgw hub\n  tgw-attachment prod-attachment resource=prod subnets=a\n  tgw-route-table main\n    tgw-association attachment=prod-attachment\n").expect("a design");
        let hub = design
            .rows(Kind::TransitGateway)
            .next()
            .expect("a hub")
            .id();
        let mut index = OutlineIndex::default();
        index.update(&design);
        let found = tables(&design, &index, hub);
        let first: Vec<_> = found
            .iter()
            .filter(|table| table.total > 0)
            .map(|table| (table.kind, table.via.name, table.total))
            .collect();
        assert_eq!(
            first,
            [
                (Kind::TgwAttachment, "transit_gateway", 1),
                (Kind::TgwRouteTable, "transit_gateway", 1)
            ]
        );
        let attachments = &found[0];
        let texts: Vec<String> = attachments
            .columns
            .iter()
            .map(|column| cell(&design, attachments.rows[0], column))
            .collect();
        assert_eq!(texts, ["prod", "a"]);
        let vpc = design.rows(Kind::Vpc).next().expect("a VPC").id();
        assert!(
            tables(&design, &index, vpc)
                .iter()
                .any(|table| table.kind == Kind::TgwAttachment && table.total == 1),
            "relations are listed at both ends"
        );
    }

    #[test]
    fn a_choice_is_called_as_people_do() {
        let design = parse("intent i kind=must-not from=internet to=internet\n").expect("a design");
        let intent = design.records().last().expect("a record").id();
        let spec = Kind::Intent.field("kind").expect("a field");
        assert_eq!(cell(&design, intent, spec), "Must not");
    }
}

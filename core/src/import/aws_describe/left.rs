//! What was in the files and is not in the design, and what the files should have and do not: each in one line.

use std::collections::BTreeMap;

use serde_json::Value;

use super::collect::Collected;
use super::draft::{Draft, short};
use super::fields::FIELDS;
use super::network::NOT_DESCRIBED;
use crate::model::{EntityId, Kind, NetworkAcl, RouteTable, SecurityGroup, Vpc};

pub(super) fn note<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    missing(draft);
    for (list, items) in all.lists() {
        if !all.was_read(list)
            && let Some(first) = items.first()
        {
            let text = format!("{list}: {}, not analysed", records(items.len()));
            draft.notes.add(first.file, "", &text);
        }
    }
    fields(draft, all);
    for (key, (count, file)) in &all.unknown {
        let text = format!("{}: {}, not analysed", short(key), records(*count));
        draft.notes.add(file, "", &text);
    }
}

fn records(count: usize) -> String {
    match count {
        1 => "1 record".to_owned(),
        count => format!("{count} records"),
    }
}

/// Every VPC of AWS has a main route table, a default network ACL and a default group: where one is not in the data, a
/// call is missing, and what depends on it is not known.
fn missing(draft: &mut Draft) {
    let vpcs: Vec<(EntityId, String)> = draft
        .design
        .all::<Vpc>()
        .filter(|vpc| vpc.meta.description != NOT_DESCRIBED)
        .map(|vpc| (vpc.id.entity(), vpc.meta.aws_id.clone()))
        .collect();
    let tables = draft.design.all::<RouteTable>().filter(|table| table.main);
    let tables = crate::order::set(tables.map(|table| table.vpc.entity()));
    let acls = draft.design.all::<NetworkAcl>().filter(|acl| acl.default);
    let acls = crate::order::set(acls.map(|acl| acl.vpc.entity()));
    let groups = draft.design.all::<SecurityGroup>();
    let groups = crate::order::set(groups.map(|group| group.vpc.entity()));
    for (vpc, aws_id) in vpcs {
        let parts = [
            (&tables, "no main route table"),
            (&acls, "no default network ACL"),
            (&groups, "no security group"),
        ];
        let lacks = parts.iter().filter(|(have, _)| !have.contains(&vpc));
        let lacks: Vec<&str> = lacks.map(|(_, what)| *what).collect();
        if !lacks.is_empty() {
            let text = format!(
                "{aws_id} has {} in the data: a call is missing",
                lacks.join(", ")
            );
            draft.notes.add("", "", &text);
        }
    }
    let hubs: Vec<String> = draft
        .design
        .rows(Kind::TgwRouteTable)
        .map(|table| table.meta().aws_id.clone())
        .filter(|table| !draft.searched.contains(table))
        .collect();
    for table in hubs {
        let text = format!(
            "{table}: no search-transit-gateway-routes in the data, so its static routes are not known"
        );
        draft.notes.add("", "", &text);
    }
}

/// Fields with something in them that no family reads, counted by list.
fn fields<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    for (list, known) in FIELDS {
        let mut more: BTreeMap<&str, usize> = BTreeMap::new();
        for item in all.list(list) {
            for (key, value) in item.value.as_object().into_iter().flatten() {
                let is_empty = match value {
                    Value::Null | Value::Bool(false) => true,
                    Value::String(text) => text.is_empty(),
                    Value::Array(values) => values.is_empty(),
                    Value::Object(fields) => fields.is_empty(),
                    _ => false,
                };
                if !is_empty && !known.split_whitespace().any(|word| word == key) {
                    *more.entry(key).or_default() += 1;
                }
            }
        }
        if let Some(first) = all.list(list).first() {
            for (key, count) in more {
                let text = format!(
                    "{list}: the field {} of {}, not analysed",
                    short(key),
                    records(count)
                );
                draft.notes.add(first.file, "", &text);
            }
        }
    }
}

//! Tags that a service does not describe its resources with, as the tagging API lists them by ARN.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::collect::Collected;
use super::draft::{Draft, is_bookkeeping, is_ours};
use super::item::Item;
use crate::model::{EntityId, Kind, Record};

pub(super) fn read<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    for item in all.list("ResourceTagMappingList") {
        let arn = item.text("ResourceARN");
        let last = arn.rsplit('/').next().unwrap_or_default();
        let found = draft.find(arn).or_else(|| draft.find(last));
        let Some(id) = found.filter(|id| is_untold(id.kind)) else {
            continue;
        };
        let is_told = draft
            .design
            .row(id)
            .is_some_and(|row| !row.meta().tags.is_empty());
        if !is_told {
            give(draft, item, id);
        }
    }
    without_doubles(draft);
}

/// Kinds that are described without their tags. Those of the others are told with them.
fn is_untold(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Alarm
            | Kind::Certificate
            | Kind::Distribution
            | Kind::HealthCheck
            | Kind::HostedZone
            | Kind::IpSet
            | Kind::Listener
            | Kind::LoadBalancer
            | Kind::ResolverEndpoint
            | Kind::ResolverRule
            | Kind::TargetGroup
            | Kind::WebAcl
    )
}

fn give(draft: &mut Draft, item: &Item, id: EntityId) {
    let mut tags = Map::new();
    for (key, value) in item.tags() {
        if key != "Name" && !is_bookkeeping(key) {
            tags.insert(key.to_owned(), Value::from(value));
        }
    }
    if !tags.is_empty() {
        draft.change(id, item, "tags", Value::Object(tags));
    }
    if is_ours(item) {
        let name = item.tags().into_iter().find(|(key, _)| *key == "Name");
        let name = name.map_or("", |(_, name)| name);
        // The exports write the name of a zone as its comment too.
        let is_again = draft
            .design
            .row(id)
            .is_some_and(|row| row.meta().description == name);
        draft.change(id, item, "name", Value::from(name));
        if is_again {
            draft.change(id, item, "description", Value::from(""));
        }
    }
}

/// The tag that the exports make of an environment is the environment.
fn without_doubles(draft: &mut Draft) {
    let ours = std::mem::take(&mut draft.ours);
    let mut said: BTreeMap<EntityId, Map<String, Value>> = BTreeMap::new();
    for kind in [Kind::Vpc, Kind::Subnet] {
        for row in draft.design.rows(kind) {
            let is_ours = ours.contains(&row.id());
            let has_environment = row.field("environment").is_some_and(|id| !id.is_null());
            if is_ours && has_environment && row.meta().tags.contains_key("Environment") {
                let tags = row.meta().tags.iter();
                let tags = tags.filter(|(key, _)| *key != "Environment");
                let tags = tags.map(|(key, value)| (key.clone(), Value::from(value.as_str())));
                said.insert(row.id(), tags.collect());
            }
        }
    }
    for (id, tags) in said {
        if let Some(row) = draft.design.row(id) {
            let mut record: Box<dyn Record> = row.cloned();
            if record.set_field("tags", &Value::Object(tags)).is_ok() {
                draft.design.put(record.into());
            }
        }
    }
}

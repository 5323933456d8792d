//! Environments by the values of a tag.

use std::collections::BTreeMap;

use serde_json::Value;

use super::draft::Draft;
use super::item::Item;
use crate::model::environment::ENVIRONMENT_COLOURS;
use crate::model::{EntityId, Kind, Record, Subnet, Vpc};

/// The tags that are looked at where none is named.
const TAGS: [&str; 3] = ["Environment", "environment", "env"];

/// Gives VPCs, and subnets that differ from theirs, the environment that their tag names.
pub(super) fn read(draft: &mut Draft, item: &Item, tag: Option<&str>) {
    let value = |record: &dyn Record| {
        let tags = &record.meta().tags;
        let value = match tag {
            Some(tag) => tags.get(tag),
            None => TAGS.iter().find_map(|tag| tags.get(*tag)),
        };
        value.filter(|value| !value.trim().is_empty()).cloned()
    };
    let vpcs: Vec<(EntityId, Option<String>)> = draft
        .design
        .rows(Kind::Vpc)
        .map(|vpc| (vpc.id(), value(vpc)))
        .collect();
    let subnets: Vec<(EntityId, Option<String>)> = draft
        .design
        .all::<Subnet>()
        .map(|subnet| {
            let of_vpc = draft
                .design
                .get::<Vpc>(subnet.vpc)
                .and_then(|vpc| value(vpc));
            (
                subnet.id.entity(),
                value(subnet).filter(|own| Some(own) != of_vpc.as_ref()),
            )
        })
        .collect();
    let mut made: BTreeMap<String, EntityId> = BTreeMap::new();
    let names = vpcs
        .iter()
        .chain(&subnets)
        .filter_map(|(_, name)| name.as_ref());
    for name in crate::order::set(names.cloned()) {
        let mut environment = draft.part(Kind::Environment);
        let colour = ENVIRONMENT_COLOURS[made.len() % ENVIRONMENT_COLOURS.len()];
        for (field, text) in [("name", name.as_str()), ("colour", colour)] {
            draft.set(&mut environment, item, field, Value::from(text));
        }
        let id = draft.put(environment);
        made.insert(name, id);
    }
    for (record, name) in vpcs.into_iter().chain(subnets) {
        if let Some(id) = name.and_then(|name| made.get(&name)) {
            draft.change(record, item, "environment", Value::from(id.to_string()));
        }
    }
}

//! RAM: what one account lets others use.

use serde_json::Value;

use super::collect::Collected;
use super::draft::{Draft, short};
use super::item::{Item, arn_parts};
use super::places::is_account;
use super::state::holds;
use crate::model::{EntityId, Kind, ResourceShare};

pub(super) fn read<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    for item in all.list("resourceShares") {
        // Those of others are listed by their owner.
        let Some(mut record) = draft.start(Kind::ResourceShare, item, "resourceShareArn") else {
            continue;
        };
        draft.copy(&mut record, item, "resourceShareArn", "arn");
        draft.name_by(&mut record, item, "name");
        draft.locate(&mut record, item);
        let arn = item.text("resourceShareArn");
        if let Some((region, _)) = arn_parts(arn).filter(|(region, _)| !region.is_empty()) {
            draft.set(&mut record, item, "region", Value::from(region));
        }
        let owner = item.text("owningAccountId");
        if let Some(account) = draft.account(owner) {
            let value = Value::from(account.to_string());
            draft.set(&mut record, item, "account", value);
        }
        draft.put(record);
    }
    for item in all.list("sharedResources") {
        let arn = item.text("arn");
        let kinds = Kind::ResourceShare
            .field("resources")
            .map_or(&[][..], |field| field.reference_kinds());
        let own = arn.rsplit(['/', ':']).next().unwrap_or_default();
        let found = draft.find(arn).or_else(|| draft.find(own));
        if let Some(id) = found.filter(|id| kinds.contains(&id.kind)) {
            add(draft, item, "resources", id);
        } else {
            let text = format!("{} is shared, which is not analysed", short(arn));
            draft.note(item, &text);
        }
    }
    for item in all.list("sharePrincipals") {
        let name = item.text("id");
        if let Some(account) = draft.account(name).filter(|_| is_account(name)) {
            add(draft, item, "principals", account.entity());
        } else {
            let text = format!("{} is shared with, which is not analysed", short(name));
            draft.note(item, &text);
        }
    }
}

/// Adds to a list of the share that an item names.
fn add(draft: &mut Draft, item: &Item, field: &str, id: EntityId) {
    let share = item.text("resourceShareArn");
    if !holds(item.text("status")) {
        return;
    }
    let Some(record) = draft
        .find_kind::<ResourceShare>(share)
        .and_then(|id| draft.design.get(id))
    else {
        let text = draft.absence(share);
        draft.note(item, &text);
        return;
    };
    let mut ids: Vec<String> = match field {
        "principals" => record.principals.iter().map(ToString::to_string).collect(),
        _ => record.resources.iter().map(ToString::to_string).collect(),
    };
    if !ids.contains(&id.to_string()) {
        ids.push(id.to_string());
    }
    let share = record.id.entity();
    draft.change(share, item, field, Value::from(ids));
}

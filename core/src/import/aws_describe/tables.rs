//! Route tables of transit gateways: who looks packets up in them, who writes into them, and their static routes.

use std::collections::BTreeSet;

use serde_json::Value;

use super::announced::{KEPT, Learnt, Via, is_announced};
use super::collect::Collected;
use super::draft::{Draft, short};
use super::item::Item;
use super::state::{State, holds, state};
use crate::model::{EntityId, Id, Kind, PrefixList, Record, TgwAttachment, TgwRouteTable};

pub(super) fn read<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>, learnt: &mut Learnt) {
    associations(draft, all);
    let mut made = propagations(draft, all);
    routes(draft, all, &mut made, learnt);
}

/// Associations: as attachments name them, and as tables list them.
fn associations<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    let mut made = BTreeSet::new();
    for item in all.list("TransitGatewayAttachments") {
        let is_live = !matches!(state(item), State::Gone(_));
        if let Some(association) = item.child("Association").filter(|_| is_live) {
            let attachment = item.text("TransitGatewayAttachmentId");
            let table = association.text("TransitGatewayRouteTableId").to_owned();
            join(
                draft,
                &mut made,
                Kind::TgwAssociation,
                &association,
                attachment,
                &table,
            );
        }
    }
    let lists = ("TransitGatewayAssociations", "Associations");
    join_all(draft, all, &mut made, Kind::TgwAssociation, lists);
}

/// Attachments with the tables that they are joined to already.
type Joined = BTreeSet<(EntityId, EntityId)>;

fn propagations<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) -> Joined {
    let mut made = Joined::new();
    let lists = (
        "TransitGatewayPropagations",
        "TransitGatewayRouteTablePropagations",
    );
    join_all(draft, all, &mut made, Kind::TgwPropagation, lists);
    made
}

/// What each table lists of attachments.
fn join_all<'a>(
    draft: &mut Draft<'a, '_>,
    all: &Collected<'a>,
    made: &mut Joined,
    kind: Kind,
    (tables, lines): (&str, &str),
) {
    for item in all.list(tables) {
        let table = table_of(draft, item);
        for line in item.list(lines) {
            let attachment = line.text("TransitGatewayAttachmentId");
            join(draft, made, kind, &line, attachment, &table);
        }
    }
}

/// The table whose associations, propagations or routes an output lists: named beside them or by the file.
fn table_of(draft: &mut Draft, item: &Item) -> String {
    let named = item.text("TransitGatewayRouteTableId");
    let table = match named {
        "" => item.id_in_path("tgw-rtb-").unwrap_or_default(),
        named => named.to_owned(),
    };
    if table.is_empty() {
        draft.note(
            item,
            "which table this is of can't be told: name the file after the table, such as tgw-rtb-0123.json; left out",
        );
    }
    table
}

/// Joins an attachment and a table by an association or a propagation, once.
fn join(
    draft: &mut Draft,
    made: &mut Joined,
    kind: Kind,
    item: &Item,
    attachment: &str,
    table: &str,
) {
    if table.is_empty() || !holds(item.text("State")) {
        return;
    }
    let ends = (
        draft.find_kind::<TgwAttachment>(attachment),
        draft.find_kind::<TgwRouteTable>(table),
    );
    let (Some(attachment_id), Some(table_id)) = ends else {
        // Accounts that a hub is shared with are told the names of tables that they can't see.
        let absent = if ends.0.is_none() { attachment } else { table };
        let text = draft.absence(absent);
        draft.note(item, &text);
        return;
    };
    if !made.insert((attachment_id.entity(), table_id.entity())) {
        return;
    }
    let mut record = draft.part(kind);
    let ends = [
        ("attachment", attachment_id.entity()),
        ("route_table", table_id.entity()),
    ];
    for (field, id) in ends {
        draft.set(&mut record, item, field, Value::from(id.to_string()));
    }
    let table = draft.design.get(table_id);
    let hub = table.and_then(|table| draft.design.get(table.transit_gateway));
    let by_default = hub.is_some_and(|hub| match kind {
        Kind::TgwAssociation => {
            hub.default_association && hub.default_association_table == Some(table_id)
        }
        _ => hub.default_propagation && hub.default_propagation_table == Some(table_id),
    });
    if by_default {
        draft.set(&mut record, item, "origin", Value::from("default"));
    }
    draft.put(record);
}

/// Static routes. Propagated ones follow from the propagations, and tell of one that no other file does; they tell what
/// lies behind connections. Where nothing drawn announces one, it is kept as a route.
fn routes<'a>(
    draft: &mut Draft<'a, '_>,
    all: &Collected<'a>,
    joined: &mut Joined,
    learnt: &mut Learnt,
) {
    let by_list = prefix_list_references(draft, all);
    let mut made = BTreeSet::new();
    for item in all.list("TransitGatewayRoutes") {
        let table_name = table_of(draft, item);
        if table_name.is_empty() {
            continue;
        }
        let Some(table) = draft.find_kind::<TgwRouteTable>(&table_name) else {
            let text = format!("{}, so its routes are left out", draft.absence(&table_name));
            draft.note(item, &text);
            continue;
        };
        draft.searched.insert(table_name.clone());
        if item.flag("AdditionalRoutesAvailable") == Some(true) {
            let text = format!(
                "{} has more routes than one search gives; those are missing",
                short(&table_name)
            );
            draft.note(item, &text);
        }
        let all_routes = item.list("Routes");
        for route in &all_routes {
            if !holds(route.text("State")) {
                continue;
            }
            let destination = route.text("DestinationCidrBlock");
            let over = route.list("TransitGatewayAttachments");
            let mut over_what = over.first().cloned();
            if route.text("Type") == "propagated" {
                let mut unannounced = None;
                let mut is_told = false;
                for over in over {
                    let name = over.text("TransitGatewayAttachmentId");
                    join(
                        draft,
                        joined,
                        Kind::TgwPropagation,
                        &over,
                        name,
                        &table_name,
                    );
                    let Some(via) = draft.find(name).map(Via::Attachment) else {
                        continue;
                    };
                    if is_announced(draft, via, destination) {
                        is_told = true;
                        learnt.hear(via, destination);
                    } else {
                        unannounced.get_or_insert(over);
                    }
                }
                let is_static = |other: &Item| {
                    other.text("Type") != "propagated"
                        && other.text("DestinationCidrBlock") == destination
                };
                over_what = unannounced.filter(|_| !is_told && !all_routes.iter().any(is_static));
                if over_what.is_none() {
                    continue;
                }
                draft.note(route, KEPT);
            }
            let key = over_what.map_or("", |over| over.text("TransitGatewayAttachmentId"));
            let list = route.text("PrefixListId");
            // One reference to a list is found as a route for each of its blocks.
            let by_reference = draft.find_kind::<PrefixList>(list);
            if by_reference.is_some_and(|list| by_list.contains(&(table, list))) {
                continue;
            }
            let mark = if by_reference.is_some() {
                list
            } else {
                destination
            };
            if !made.insert((table, mark, key)) {
                continue;
            }
            let mut record = draft.part(Kind::TgwRoute);
            draft.set(
                &mut record,
                route,
                "route_table",
                Value::from(table.to_string()),
            );
            match by_reference {
                Some(list) => draft.set(
                    &mut record,
                    route,
                    "prefix_list",
                    Value::from(list.to_string()),
                ),
                None => draft.copy(&mut record, route, "DestinationCidrBlock", "destination"),
            }
            static_route(draft, &mut record, route, key);
            draft.put(record);
        }
    }
}

fn static_route(draft: &mut Draft, record: &mut Box<dyn Record>, item: &Item, attachment: &str) {
    if item.text("State") == "blackhole" || item.flag("Blackhole") == Some(true) {
        return;
    }
    if let Some(id) = draft.find_kind::<TgwAttachment>(attachment) {
        draft.set(record, item, "attachment", Value::from(id.to_string()));
    } else {
        let text = format!(
            "{}; what the route to it does is not known",
            draft.absence(attachment)
        );
        draft.note(item, &text);
        let name = if attachment.is_empty() {
            "not described"
        } else {
            attachment
        };
        draft.set(record, item, "unknown_target", Value::from(name));
    }
}

/// Routes by prefix lists, and which lists of which tables they are for.
fn prefix_list_references<'a>(
    draft: &mut Draft<'a, '_>,
    all: &Collected<'a>,
) -> BTreeSet<(Id<TgwRouteTable>, Id<PrefixList>)> {
    let mut made = BTreeSet::new();
    for item in all.list("TransitGatewayPrefixListReferences") {
        let name = match item.text("TransitGatewayRouteTableId") {
            "" => item.id_in_path("tgw-rtb-").unwrap_or_default(),
            name => name.to_owned(),
        };
        let table = draft.find_kind::<TgwRouteTable>(&name);
        let Some(table) = table.filter(|_| holds(item.text("State"))) else {
            let text = draft.absence(&name);
            draft.note(item, &text);
            continue;
        };
        let known = draft.find_kind(item.text("PrefixListId"));
        if known.is_some_and(|list| made.contains(&(table, list))) {
            continue;
        }
        let mut record = draft.part(Kind::TgwRoute);
        draft.set(
            &mut record,
            item,
            "route_table",
            Value::from(table.to_string()),
        );
        if draft.refer(&mut record, item, "PrefixListId", "prefix_list") {
            let attachment = item.text("TransitGatewayAttachment.TransitGatewayAttachmentId");
            static_route(draft, &mut record, item, attachment);
            draft.put(record);
            made.extend(known.map(|list| (table, list)));
        }
    }
    made
}

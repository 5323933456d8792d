//! Route tables, their associations and routes.

use serde_json::Value;

use super::announced::{KEPT, Learnt, Via, is_announced};
use super::collect::Collected;
use super::draft::{Draft, short};
use super::item::Item;
use super::network::{start_in_vpc, stub};
use super::state::holds;
use crate::model::{
    EntityId, Id, Kind, RouteTable, Subnet, TransitGateway, Vpc, VpcEndpoint, VpnGateway,
};

/// The tables without their routes, which name what is made later.
pub(super) fn tables<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    for item in all.list("RouteTables") {
        let Some(mut record) = start_in_vpc(draft, Kind::RouteTable, item, "RouteTableId") else {
            continue;
        };
        let associations: Vec<Item> = item
            .list("Associations")
            .into_iter()
            .filter(|association| holds(association.text("AssociationState.State")))
            .collect();
        let is_main = associations
            .iter()
            .any(|one| one.flag("Main") == Some(true));
        draft.set(&mut record, item, "main", Value::from(is_main));
        let table = draft.put(record);
        for association in associations {
            if association.text("SubnetId").is_empty() {
                continue;
            }
            let Some(subnet) = draft.find_kind::<Subnet>(association.text("SubnetId")) else {
                let text = draft.absence(association.text("SubnetId"));
                draft.note(&association, &text);
                continue;
            };
            let other = draft
                .design
                .get(subnet)
                .and_then(|subnet| subnet.route_table);
            if let Some(other) = other.and_then(|other| draft.design.get(other)) {
                let text = format!(
                    "{} is associated with {} and {}; the last holds",
                    short(association.text("SubnetId")),
                    other.meta.aws_id,
                    short(item.text("RouteTableId"))
                );
                draft.note(&association, &text);
            }
            let value = Value::from(table.to_string());
            draft.change(subnet.entity(), &association, "route_table", value);
        }
    }
}

/// Routes, edge associations and propagation, once everything that they name is there.
pub(super) fn routes<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>, learnt: &mut Learnt) {
    for item in all.list("RouteTables") {
        let Some(table) = draft.find_kind::<RouteTable>(item.text("RouteTableId")) else {
            continue;
        };
        // A second description of a table was noted where it was found.
        let first = draft.described(item.text("RouteTableId"));
        if first.is_none_or(|first| first.pointer != item.pointer || first.file != item.file) {
            continue;
        }
        edges(draft, item, table);
        let mut missing: Vec<(String, Item)> = Vec::new();
        for route in item.list("Routes") {
            read_route(draft, item, table, &route, learnt);
            let destination = route.first_text(&DESTINATIONS);
            if route.text("GatewayId") == "local" && route.text("Origin") == "CreateRouteTable" {
                missing.push((destination.to_owned(), route));
            }
        }
        compare_local(draft, item, table, &missing);
    }
}

fn edges<'a>(draft: &mut Draft<'a, '_>, item: &Item<'a>, table: Id<RouteTable>) {
    let mut taken = false;
    for association in item.list("Associations") {
        let gateway = association.text("GatewayId");
        if gateway.is_empty() || !holds(association.text("AssociationState.State")) {
            continue;
        }
        match draft.find(gateway) {
            Some(id) if !taken => {
                taken = true;
                let value = Value::from(id.to_string());
                draft.change(table.entity(), &association, "gateway", value);
            }
            Some(_) => draft.note(
                &association,
                "a second gateway of one route table is not analysed",
            ),
            None => {
                let text = draft.absence(gateway);
                draft.note(&association, &text);
            }
        }
    }
    let mut gateways: Vec<Value> = Vec::new();
    for propagating in item.list("PropagatingVgws") {
        let aws_id = propagating.text("GatewayId");
        let vpc = draft.design.get(table).map(|table| table.vpc);
        let known = draft.find_kind::<VpnGateway>(aws_id).map(Id::entity);
        let known =
            known.or_else(|| gateway_stub(draft, &propagating, Kind::VpnGateway, aws_id, vpc));
        gateways.extend(known.map(|id| Value::from(id.to_string())));
    }
    if !gateways.is_empty() {
        let value = Value::Array(gateways);
        draft.change(table.entity(), item, "propagating_gateways", value);
    }
}

/// Fields of a route that hold its block.
const DESTINATIONS: [&str; 2] = ["DestinationCidrBlock", "DestinationIpv6CidrBlock"];

/// The origin of a route that a virtual private gateway wrote.
const PROPAGATED: &str = "EnableVgwRoutePropagation";

/// Fields of a route that name its target, the more exact one first.
const TARGETS: [&str; 11] = [
    "NetworkInterfaceId",
    "InstanceId",
    "NatGatewayId",
    "TransitGatewayId",
    "VpcPeeringConnectionId",
    "EgressOnlyInternetGatewayId",
    "GatewayId",
    "CarrierGatewayId",
    "LocalGatewayId",
    "CoreNetworkArn",
    "OdbNetworkArn",
];

fn read_route<'a>(
    draft: &mut Draft<'a, '_>,
    table_item: &Item<'a>,
    table: Id<RouteTable>,
    item: &Item<'a>,
    learnt: &mut Learnt,
) {
    // Local routes follow from the blocks of the VPC.
    if item.text("GatewayId") == "local" {
        return;
    }
    let named: Vec<&str> = TARGETS
        .into_iter()
        .map(|key| item.text(key))
        .filter(|id| !id.is_empty())
        .collect();
    let found = named.iter().find_map(|id| draft.find(id));
    let name = named.first().copied().unwrap_or_default();
    if item.text("Origin") == PROPAGATED {
        let block = item.first_text(&DESTINATIONS);
        if let Some(gateway) = found.map(Via::Gateway)
            && is_announced(draft, gateway, block)
        {
            learnt.hear(gateway, block);
            return;
        }
        // Of a static and a propagated route for one block, the static one is used.
        let is_static = |other: &Item| {
            other.text("Origin") != PROPAGATED && other.first_text(&DESTINATIONS) == block
        };
        if table_item.list("Routes").iter().any(is_static) {
            return;
        }
        draft.note(item, KEPT);
    }
    // The route that a gateway endpoint writes follows from the endpoint's tables.
    if let Some(endpoint) = found.and_then(EntityId::typed::<VpcEndpoint>)
        && let Some(endpoint) = draft.design.get(endpoint)
        && endpoint.route_tables.contains(&table)
    {
        return;
    }
    let mut route = draft.part(Kind::Route);
    draft.set(
        &mut route,
        item,
        "route_table",
        Value::from(table.to_string()),
    );
    draft.copy(&mut route, item, "DestinationCidrBlock", "destination");
    draft.copy(&mut route, item, "DestinationIpv6CidrBlock", "destination");
    draft.refer(&mut route, item, "DestinationPrefixListId", "prefix_list");
    if item.text("State") == "blackhole" {
        if !name.is_empty() {
            let text = format!("Blackhole: it named {name}");
            draft.set(&mut route, item, "description", Value::from(text));
        }
        if found.is_none() {
            let text = format!(
                "a route in state blackhole names {}, which is not there",
                short(name)
            );
            draft.note(item, &text);
        }
        draft.put(route);
        return;
    }
    let vpc = draft.design.get(table).map(|table| table.vpc);
    let target = found.or_else(|| target_stub(draft, table_item, item, name, vpc));
    let kinds = Kind::Route
        .field("target")
        .map_or(&[][..], |field| field.reference_kinds());
    match target {
        Some(id) if kinds.contains(&id.kind) => {
            draft.set(&mut route, item, "target", Value::from(id.to_string()));
        }
        _ => {
            let text = match name {
                "" => "expected a route with a target; what it does is not known".to_owned(),
                name if target.is_some() => format!("a route to {} is not analysed", short(name)),
                name => format!(
                    "{}; what the route to it does is not known",
                    draft.absence(name)
                ),
            };
            draft.note(item, &text);
            let name = if name.is_empty() {
                "not described"
            } else {
                name
            };
            draft.set(&mut route, item, "unknown_target", Value::from(name));
        }
    }
    draft.put(route);
}

/// What an active route names and no file describes, where its kind can stand without more being known.
fn target_stub<'a>(
    draft: &mut Draft<'a, '_>,
    table_item: &Item<'a>,
    item: &Item<'a>,
    name: &str,
    vpc: Option<Id<Vpc>>,
) -> Option<EntityId> {
    let name = TARGETS
        .iter()
        .map(|key| item.text(key))
        .find(|id| *id == name)?;
    let prefix = name.split_once('-').map_or(name, |(prefix, _)| prefix);
    match prefix {
        "igw" => gateway_stub(draft, item, Kind::InternetGateway, name, vpc),
        "eigw" => gateway_stub(draft, item, Kind::EgressOnlyGateway, name, vpc),
        "vgw" => gateway_stub(draft, item, Kind::VpnGateway, name, vpc),
        "tgw" => {
            let text = format!("{}; drawn without its tables", draft.absence(name));
            draft.note(item, &text);
            let hub = stub(draft, Kind::TransitGateway, table_item, name);
            let id = draft.put(hub);
            debug_assert!(id.typed::<TransitGateway>().is_some());
            Some(id)
        }
        _ => None,
    }
}

fn gateway_stub<'a>(
    draft: &mut Draft<'a, '_>,
    item: &Item<'a>,
    kind: Kind,
    aws_id: &'a str,
    vpc: Option<Id<Vpc>>,
) -> Option<EntityId> {
    let vpc = vpc.filter(|_| !aws_id.is_empty())?;
    let text = format!(
        "{}; drawn at the VPC of the table that names it",
        draft.absence(aws_id)
    );
    draft.note(item, &text);
    let mut gateway = stub(draft, kind, item, aws_id);
    draft.set(&mut gateway, item, "vpc", Value::from(vpc.to_string()));
    Some(draft.put(gateway))
}

/// A block of the VPC without its local route, or the other way round, is a contradiction of the data.
fn compare_local(draft: &mut Draft, item: &Item, table: Id<RouteTable>, local: &[(String, Item)]) {
    let Some(vpc) = draft
        .design
        .get(table)
        .and_then(|table| draft.design.get(table.vpc))
    else {
        return;
    };
    if vpc.cidrs.is_empty() || local.is_empty() {
        return;
    }
    let blocks: Vec<String> = vpc.cidrs.iter().map(ToString::to_string).collect();
    let routed = |block: &&String| !local.iter().any(|(destination, _)| destination == *block);
    let unrouted: Vec<&str> = blocks.iter().filter(routed).map(String::as_str).collect();
    let aws_id = vpc.meta.aws_id.clone();
    if !unrouted.is_empty() {
        let text = format!(
            "{aws_id} has {}, for which its table has no local route",
            unrouted.join(", ")
        );
        draft.note(item, &text);
    }
    for (destination, route) in local {
        if !destination.is_empty() && !blocks.contains(destination) {
            let text = format!(
                "a local route for {}, which {aws_id} does not have",
                short(destination)
            );
            draft.note(route, &text);
        }
    }
}

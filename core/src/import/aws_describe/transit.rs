//! Transit gateways: hubs, their tables, attachments, associations, propagations and routes.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::collect::Collected;
use super::draft::{Draft, short};
use super::hybrid::{Learnt, Via, direct_connect_gateway};
use super::item::Item;
use super::network::{stub, vpc_or_stub};
use super::places::is_account;
use super::state::{State, acceptance, holds, state};
use crate::model::{
    EntityId, Id, Kind, PrefixList, Record, TgwAttachment, TgwRouteTable, TransitGateway, Vpc,
};

pub(super) fn read<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>, learnt: &mut Learnt) {
    hubs(draft, all);
    let lists = Lists::new(all);
    for aws_id in lists.ids.keys() {
        attachment(draft, &lists, aws_id);
    }
    for item in all.list("TransitGatewayConnects") {
        connect(draft, &lists, item);
    }
    associations(draft, all);
    let mut made = propagations(draft, all);
    routes(draft, all, &mut made, learnt);
}

fn hubs<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    for item in all.list("TransitGateways") {
        let Some(mut record) = draft.start(Kind::TransitGateway, item, "TransitGatewayId") else {
            continue;
        };
        draft.locate(&mut record, item);
        draft.copy(&mut record, item, "Description", "description");
        draft.copy(&mut record, item, "TransitGatewayArn", "arn");
        draft.copy(&mut record, item, "Options.AmazonSideAsn", "asn");
        for (path, field) in [
            (
                "Options.DefaultRouteTableAssociation",
                "default_association",
            ),
            (
                "Options.DefaultRouteTablePropagation",
                "default_propagation",
            ),
            ("Options.AutoAcceptSharedAttachments", "auto_accept"),
            ("Options.DnsSupport", "dns_support"),
            ("Options.VpnEcmpSupport", "ecmp_support"),
            (
                "Options.SecurityGroupReferencingSupport",
                "security_group_referencing",
            ),
        ] {
            draft.copy_flag(&mut record, item, path, field);
        }
        if item.flag("Options.MulticastSupport") == Some(true) {
            draft.note(item, "multicast is not analysed");
        }
        let blocks = item.list("Options.TransitGatewayCidrBlocks");
        let blocks: Vec<(Item, &str)> = blocks
            .iter()
            .map(|block| (block.clone(), block.word()))
            .collect();
        draft.set_list(&mut record, "cidrs", &blocks);
        draft.put(record);
    }
    for item in all.list("TransitGatewayRouteTables") {
        let key = "TransitGatewayRouteTableId";
        let Some(mut record) = draft.start(Kind::TgwRouteTable, item, key) else {
            continue;
        };
        let Some(hub) = hub_or_stub(draft, item, item.text("TransitGatewayId"), "") else {
            draft.note(
                item,
                "expected a table with TransitGatewayId, so it is left out",
            );
            continue;
        };
        draft.set(
            &mut record,
            item,
            "transit_gateway",
            Value::from(hub.to_string()),
        );
        draft.put(record);
    }
    for item in all.list("TransitGateways") {
        let Some(hub) = draft.find_kind::<TransitGateway>(item.text("TransitGatewayId")) else {
            continue;
        };
        for (path, field) in [
            (
                "Options.AssociationDefaultRouteTableId",
                "default_association_table",
            ),
            (
                "Options.PropagationDefaultRouteTableId",
                "default_propagation_table",
            ),
        ] {
            // Accounts that a hub is shared with see its identifier and not its tables.
            if let Some(table) = draft.find_kind::<TgwRouteTable>(item.text(path)) {
                draft.change(hub.entity(), item, field, Value::from(table.to_string()));
            }
        }
    }
}

/// The hub of an identifier; one that no file describes is drawn without tables.
fn hub_or_stub<'a>(
    draft: &mut Draft<'a, '_>,
    item: &Item<'a>,
    aws_id: &str,
    owner: &str,
) -> Option<Id<TransitGateway>> {
    if aws_id.is_empty() {
        return None;
    }
    if let Some(id) = draft.find_kind(aws_id) {
        return Some(id);
    }
    let text = format!("{}; drawn without its tables", draft.absence(aws_id));
    draft.note(item, &text);
    let hub = stub(draft, Kind::TransitGateway, item, aws_id);
    let id = draft.put(hub);
    if is_account(owner)
        && let Some(account) = draft.account(owner)
    {
        draft.change(id, item, "account", Value::from(account.to_string()));
    }
    id.typed()
}

/// What several calls say of one attachment.
struct Lists<'i, 'a> {
    /// Every description in describe-transit-gateway-attachments, and the one to begin with.
    ids: BTreeMap<&'a str, &'i Item<'a>>,
    general: BTreeMap<&'a str, Vec<&'i Item<'a>>>,
    vpc: BTreeMap<&'a str, &'i Item<'a>>,
    peering: BTreeMap<&'a str, &'i Item<'a>>,
}

impl<'i, 'a> Lists<'i, 'a> {
    fn new(all: &'i Collected<'a>) -> Self {
        let by_id = |list: &str| {
            let mut items: BTreeMap<&'a str, Vec<&'i Item<'a>>> = BTreeMap::new();
            for item in all.list(list) {
                items
                    .entry(item.text("TransitGatewayAttachmentId"))
                    .or_default()
                    .push(item);
            }
            items.remove("");
            items
        };
        let first =
            |items: &BTreeMap<&'a str, Vec<&'i Item<'a>>>| -> BTreeMap<&'a str, &'i Item<'a>> {
                items
                    .iter()
                    .filter_map(|(id, items)| Some((*id, *items.first()?)))
                    .collect()
            };
        let general = by_id("TransitGatewayAttachments");
        let vpc = first(&by_id("TransitGatewayVpcAttachments"));
        let peering = first(&by_id("TransitGatewayPeeringAttachments"));
        let mut ids = first(&general);
        for (id, item) in vpc.iter().chain(&peering) {
            ids.entry(id).or_insert(item);
        }
        Self {
            ids,
            general,
            vpc,
            peering,
        }
    }

    fn general(&self, aws_id: &str) -> &[&'i Item<'a>] {
        self.general.get(aws_id).map_or(&[], Vec::as_slice)
    }
}

fn attachment<'a>(draft: &mut Draft<'a, '_>, lists: &Lists<'_, 'a>, aws_id: &str) {
    let Some(item) = lists.ids.get(aws_id).copied() else {
        return;
    };
    let general = lists.general(aws_id).first().copied();
    let vpc = lists.vpc.get(aws_id).copied();
    let peering = lists.peering.get(aws_id).copied();
    let kind = match general.map_or("", |item| item.text("ResourceType")) {
        "" if vpc.is_some() => "vpc",
        "" => "peering",
        kind => kind,
    };
    // Connect attachments come once what they run over is there.
    if kind == "connect" {
        return;
    }
    let Some(mut record) = draft.start(Kind::TgwAttachment, item, "TransitGatewayAttachmentId")
    else {
        return;
    };
    let near = match item.text("TransitGatewayId") {
        "" => item.text("RequesterTgwInfo.TransitGatewayId"),
        near => near,
    };
    let Some(hub) = hub_or_stub(draft, item, near, item.text("TransitGatewayOwnerId")) else {
        draft.note(
            item,
            "expected an attachment with TransitGatewayId, so it is left out",
        );
        return;
    };
    let resource = item.first_text(&["ResourceId", "VpcId"]);
    let found = match kind {
        "vpc" => vpc_of(draft, item, resource).map(Id::entity),
        "vpn" => draft.find(resource),
        "direct-connect-gateway" => Some(direct_connect_gateway(draft, item, resource).entity()),
        "peering" | "tgw-peering" => far_hub(draft, item, peering, near).map(Id::entity),
        other => {
            let text = format!("an attachment of the kind {} is not analysed", short(other));
            draft.note(item, &text);
            return;
        }
    };
    let Some(found) = found else {
        let text = format!(
            "{}, so the attachment {} is left out",
            draft.absence(resource),
            short(aws_id)
        );
        draft.note(item, &text);
        return;
    };
    draft.set(
        &mut record,
        item,
        "transit_gateway",
        Value::from(hub.to_string()),
    );
    draft.set(
        &mut record,
        item,
        "resource",
        Value::from(found.to_string()),
    );
    if let Some(vpc) = vpc {
        let subnets = vpc.list("SubnetIds");
        draft.refer_all(&mut record, &subnets, "subnets");
        for (path, field) in [
            ("Options.ApplianceModeSupport", "appliance_mode"),
            ("Options.DnsSupport", "dns_support"),
            (
                "Options.SecurityGroupReferencingSupport",
                "security_group_referencing",
            ),
            ("Options.Ipv6Support", "ipv6_support"),
        ] {
            draft.copy_flag(&mut record, vpc, path, field);
        }
    } else if kind == "vpc" {
        let text = format!(
            "no describe-transit-gateway-vpc-attachments for {}: its subnets are not known",
            short(aws_id)
        );
        draft.note(item, &text);
    }
    draft.set(&mut record, item, "state", Value::from(acceptance(item)));
    draft.put(record);
}

fn vpc_of<'a>(draft: &mut Draft<'a, '_>, item: &Item<'a>, aws_id: &str) -> Option<Id<Vpc>> {
    if let Some(id) = draft.find_kind(aws_id) {
        return Some(id);
    }
    let id = vpc_or_stub(draft, item, aws_id, &[])?;
    let owner = item.first_text(&["ResourceOwnerId", "VpcOwnerId"]);
    if is_account(owner)
        && let Some(account) = draft.account(owner)
    {
        draft.change(
            id.entity(),
            item,
            "account",
            Value::from(account.to_string()),
        );
    }
    Some(id)
}

/// The hub at the other end of a peering.
fn far_hub<'a>(
    draft: &mut Draft<'a, '_>,
    item: &Item<'a>,
    peering: Option<&Item<'a>>,
    near: &str,
) -> Option<Id<TransitGateway>> {
    let sides = ["AccepterTgwInfo", "RequesterTgwInfo"];
    let infos = peering
        .into_iter()
        .flat_map(|item| sides.map(|side| item.child(side)));
    let mut infos = infos.flatten();
    let info = infos.find(|info| info.text("TransitGatewayId") != near);
    let (aws_id, owner, region) = match &info {
        Some(info) => (
            info.text("TransitGatewayId"),
            info.text("OwnerId"),
            info.text("Region"),
        ),
        None => (item.text("ResourceId"), item.text("ResourceOwnerId"), ""),
    };
    let was_known = draft.find(aws_id).is_some();
    let id = hub_or_stub(draft, item, aws_id, owner)?;
    if !was_known && !region.is_empty() {
        draft.change(id.entity(), item, "region", Value::from(region));
    }
    Some(id)
}

fn connect<'a>(draft: &mut Draft<'a, '_>, lists: &Lists<'_, 'a>, item: &Item<'a>) {
    let Some(mut record) = draft.start(Kind::TgwAttachment, item, "TransitGatewayAttachmentId")
    else {
        return;
    };
    let Some(hub) = hub_or_stub(draft, item, item.text("TransitGatewayId"), "") else {
        draft.note(
            item,
            "expected an attachment with TransitGatewayId, so it is left out",
        );
        return;
    };
    draft.set(
        &mut record,
        item,
        "transit_gateway",
        Value::from(hub.to_string()),
    );
    let over = item.text("TransportTransitGatewayAttachmentId");
    let under = draft.find_kind::<TgwAttachment>(over);
    let under = under.filter(|_| over != item.text("TransitGatewayAttachmentId"));
    let Some(under) = under else {
        let text = format!(
            "{}, so the Connect attachment over it is left out",
            draft.absence(over)
        );
        draft.note(item, &text);
        return;
    };
    draft.set(
        &mut record,
        item,
        "resource",
        Value::from(under.to_string()),
    );
    let general = lists.general(item.text("TransitGatewayAttachmentId"));
    let said = general.first().copied().unwrap_or(item);
    draft.set(&mut record, item, "state", Value::from(acceptance(said)));
    draft.put(record);
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
    for item in all.list("TransitGatewayAssociations") {
        let table = table_of(draft, item);
        for association in item.list("Associations") {
            let attachment = association.text("TransitGatewayAttachmentId");
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
}

/// Attachments with the tables that they are joined to already.
type Joined = BTreeSet<(EntityId, EntityId)>;

fn propagations<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) -> Joined {
    let mut made = Joined::new();
    for item in all.list("TransitGatewayPropagations") {
        let table = table_of(draft, item);
        for propagation in item.list("TransitGatewayRouteTablePropagations") {
            let attachment = propagation.text("TransitGatewayAttachmentId");
            join(
                draft,
                &mut made,
                Kind::TgwPropagation,
                &propagation,
                attachment,
                &table,
            );
        }
    }
    made
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
/// lies behind connections.
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
        for route in item.list("Routes") {
            if !holds(route.text("State")) {
                continue;
            }
            let destination = route.text("DestinationCidrBlock");
            let over = route.list("TransitGatewayAttachments");
            if route.text("Type") == "propagated" {
                for over in &over {
                    let name = over.text("TransitGatewayAttachmentId");
                    join(draft, joined, Kind::TgwPropagation, over, name, &table_name);
                    if let Some(over) = draft.find(name) {
                        learnt.hear(Via::Attachment(over), destination);
                    }
                }
                continue;
            }
            let key = over
                .first()
                .map_or("", |over| over.text("TransitGatewayAttachmentId"));
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
                &route,
                "route_table",
                Value::from(table.to_string()),
            );
            match by_reference {
                Some(list) => draft.set(
                    &mut record,
                    &route,
                    "prefix_list",
                    Value::from(list.to_string()),
                ),
                None => draft.copy(&mut record, &route, "DestinationCidrBlock", "destination"),
            }
            static_route(draft, &mut record, &route, key);
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

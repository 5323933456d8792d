//! Virtual private gateways, VPN connections, Direct Connect, and the sites behind them.
//!
//! AWS does not know a site's networks, only what is announced: a site gets the blocks that its static routes and the
//! propagated routes of tables tell of.

use std::collections::{BTreeMap, BTreeSet};

use ipnet::Ipv4Net;
use serde_json::Value;

use super::collect::Collected;
use super::draft::{Draft, short};
use super::item::Item;
use super::network::{stub, vpc_or_stub};
use super::state::holds;
use crate::model::{
    CustomerGateway, DirectConnectGateway, EntityId, Id, Kind, Record, TgwAttachment,
    VirtualInterface, VirtualInterfaceType, VpnConnection, VpnGateway,
};

/// What a block was learnt by: a virtual private gateway, or an attachment of a transit gateway.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Via {
    Gateway(EntityId),
    Attachment(EntityId),
}

/// Blocks that propagated routes tell of.
#[derive(Debug, Default)]
pub(super) struct Learnt {
    blocks: BTreeMap<Via, BTreeSet<String>>,
}

impl Learnt {
    pub(super) fn hear(&mut self, via: Via, block: &str) {
        if !block.is_empty() {
            self.blocks.entry(via).or_default().insert(block.to_owned());
        }
    }

    pub(super) fn by(&self, via: Via) -> impl Iterator<Item = &String> {
        self.blocks.get(&via).into_iter().flatten()
    }
}

/// What is said of a propagated route that nothing drawn announces.
pub(super) const KEPT: &str =
    "a propagated route whose connection is not in the data; kept as a route";

/// Whether a propagated route follows from the design: something drawn announces its block, or a site behind something
/// drawn will once it has the block.
pub(super) fn is_announced(draft: &Draft, via: Via, block: &str) -> bool {
    let mut connections = draft.design.all::<VpnConnection>();
    match via {
        Via::Gateway(near) => {
            let ends_here = |end: Option<Id<VpnGateway>>| end.map(Id::entity) == Some(near);
            connections.any(|vpn| ends_here(vpn.vpn_gateway) && brings(vpn, block))
                || draft.design.all::<VirtualInterface>().any(|interface| {
                    let shared = interface.direct_connect_gateway;
                    let shared = shared.and_then(|shared| draft.design.get(shared));
                    ends_here(interface.vpn_gateway)
                        || interface.interface_type == VirtualInterfaceType::Private
                            && shared.is_some_and(|shared| {
                                shared.vpn_gateways.iter().any(|end| ends_here(Some(*end)))
                            })
                })
        }
        Via::Attachment(attachment) => {
            let attachment = attachment.typed::<TgwAttachment>();
            let attachment = attachment.and_then(|attachment| draft.design.get(attachment));
            let Some(far) = attachment.map(|attachment| attachment.resource) else {
                return true;
            };
            match far.kind {
                Kind::VpnConnection => {
                    connections.any(|vpn| vpn.id.entity() == far && brings(vpn, block))
                }
                Kind::DirectConnectGateway => {
                    draft.design.all::<VirtualInterface>().any(|interface| {
                        interface.interface_type == VirtualInterfaceType::Transit
                            && interface.direct_connect_gateway.map(Id::entity) == Some(far)
                    })
                }
                // VPCs propagate their blocks; what comes over Connect and other hubs is not known of a design.
                _ => true,
            }
        }
    }
}

/// Whether a connection can bring a block: by its static routes, or whatever it is by BGP.
fn brings(vpn: &VpnConnection, block: &str) -> bool {
    !vpn.static_routes_only
        || vpn
            .static_routes
            .iter()
            .any(|route| route.to_string() == block)
}

pub(super) fn read<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    for item in all.list("VpnGateways") {
        let Some(mut record) = draft.start(Kind::VpnGateway, item, "VpnGatewayId") else {
            continue;
        };
        let attachments = item.list("VpcAttachments");
        let held = attachments.iter().find(|held| holds(held.text("State")));
        let vpc = held.and_then(|held| vpc_or_stub(draft, held, held.text("VpcId"), &[]));
        if let Some(vpc) = vpc {
            draft.set(&mut record, item, "vpc", Value::from(vpc.to_string()));
        }
        draft.copy(&mut record, item, "AmazonSideAsn", "asn");
        draft.put(record);
    }
    for item in all.list("CustomerGateways") {
        let Some(mut record) = draft.start(Kind::CustomerGateway, item, "CustomerGatewayId") else {
            continue;
        };
        draft.locate(&mut record, item);
        draft.copy(&mut record, item, "IpAddress", "ip_address");
        if let Some(asn) = item.number("BgpAsn").or(item.number("BgpAsnExtended")) {
            draft.set(&mut record, item, "asn", Value::from(asn));
        }
        draft.put(record);
    }
    for item in all.list("VpnConnections") {
        connection(draft, item);
    }
    direct_connect(draft, all);
}

fn connection<'a>(draft: &mut Draft<'a, '_>, item: &Item<'a>) {
    let Some(mut record) = draft.start(Kind::VpnConnection, item, "VpnConnectionId") else {
        return;
    };
    let far = item.text("CustomerGatewayId");
    if far.is_empty() {
        draft.note(
            item,
            "expected a VPN connection with CustomerGatewayId, so it is left out",
        );
        return;
    }
    if draft.find(far).is_none() {
        let text = format!("{}; drawn without its address", draft.absence(far));
        draft.note(item, &text);
        let gateway = stub(draft, Kind::CustomerGateway, item, far);
        draft.put(gateway);
    }
    if !draft.refer(&mut record, item, "CustomerGatewayId", "customer_gateway") {
        return; // why not is noted: it can't be without one
    }
    draft.refer(&mut record, item, "VpnGatewayId", "vpn_gateway");
    draft.copy_flag(
        &mut record,
        item,
        "Options.StaticRoutesOnly",
        "static_routes_only",
    );
    draft.copy_flag(
        &mut record,
        item,
        "Options.EnableAcceleration",
        "acceleration",
    );
    let routes: Vec<(Item, &str)> = item
        .list("Routes")
        .into_iter()
        .filter(|route| holds(route.text("State")))
        .map(|route| {
            let block = route.text("DestinationCidrBlock");
            (route, block)
        })
        .collect();
    draft.set_list(&mut record, "static_routes", &routes);
    let mut tunnels: Vec<(Item, &str)> = Vec::new();
    for list in ["VgwTelemetry", "Options.TunnelOptions"] {
        for tunnel in item.list(list) {
            let address = tunnel.text("OutsideIpAddress");
            if tunnel.text("Status") == "DOWN" {
                let text = format!("tunnel {} is down; taken as up", short(address));
                draft.note(&tunnel, &text);
            }
            if !address.is_empty() {
                tunnels.push((tunnel, address));
            }
        }
    }
    draft.set_list(&mut record, "tunnel_addresses", &tunnels);
    draft.put(record);
}

fn direct_connect<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    for item in all.list("directConnectGateways") {
        let key = "directConnectGatewayId";
        let Some(mut record) = draft.start(Kind::DirectConnectGateway, item, key) else {
            continue;
        };
        draft.locate(&mut record, item);
        draft.name_by(&mut record, item, "directConnectGatewayName");
        draft.copy(&mut record, item, "amazonSideAsn", "asn");
        draft.put(record);
    }
    for item in all.list("directConnectGatewayAssociations") {
        let gateway = item.text("directConnectGatewayId");
        if gateway.is_empty() || !holds(item.text("associationState")) {
            continue;
        }
        let id = direct_connect_gateway(draft, item, gateway);
        let Some(record) = draft.design.get(id) else {
            continue;
        };
        let mut gateways: Vec<String> = record
            .vpn_gateways
            .iter()
            .map(ToString::to_string)
            .collect();
        let mut allowed: Vec<String> = record
            .allowed_prefixes
            .iter()
            .map(ToString::to_string)
            .collect();
        let near = item.first_text(&["associatedGateway.id", "virtualGatewayId"]);
        // Transit gateways have an attachment in its place.
        if near.starts_with("vgw-") {
            match draft.find_kind::<VpnGateway>(near) {
                Some(near) if gateways.contains(&near.to_string()) => {}
                Some(near) => gateways.push(near.to_string()),
                None => {
                    let text = draft.absence(near);
                    draft.note(item, &text);
                }
            }
        }
        for prefix in item.list("allowedPrefixesToDirectConnectGateway") {
            let block = prefix.text("cidr").to_owned();
            if !allowed.contains(&block) {
                allowed.push(block);
            }
        }
        draft.change(id.entity(), item, "vpn_gateways", Value::from(gateways));
        draft.change(id.entity(), item, "allowed_prefixes", Value::from(allowed));
    }
    for item in all.list("virtualInterfaces") {
        virtual_interface(draft, item);
    }
}

fn virtual_interface<'a>(draft: &mut Draft<'a, '_>, item: &Item<'a>) {
    let Some(mut record) = draft.start(Kind::VirtualInterface, item, "virtualInterfaceId") else {
        return;
    };
    draft.name_by(&mut record, item, "virtualInterfaceName");
    for (path, field) in [
        ("virtualInterfaceType", "interface_type"),
        ("connectionId", "connection_id"),
        ("vlan", "vlan"),
        ("mtu", "mtu_bytes"),
    ] {
        draft.copy(&mut record, item, path, field);
    }
    let region = draft.region(item);
    draft.set(&mut record, item, "region", Value::from(region));
    // A number above 65535 stands in `asnLong`, and `asn` is 0 then.
    let numbers = ["asnLong", "asn"].map(|path| item.number(path));
    if let Some(asn) = numbers.into_iter().flatten().find(|asn| *asn > 0) {
        draft.set(&mut record, item, "asn", Value::from(asn));
    }
    addresses(draft, &mut record, item);
    let announced = item.list("routeFilterPrefixes");
    let announced: Vec<(Item, &str)> = announced
        .into_iter()
        .map(|prefix| {
            let block = prefix.text("cidr");
            (prefix, block)
        })
        .collect();
    draft.set_list(&mut record, "route_filter_prefixes", &announced);
    let mut account_of_gateway = None;
    let gateway = item.text("directConnectGatewayId");
    if !gateway.is_empty() {
        let id = direct_connect_gateway(draft, item, gateway);
        let value = Value::from(id.to_string());
        draft.set(&mut record, item, "direct_connect_gateway", value);
        account_of_gateway = draft.design.get(id).and_then(|gateway| gateway.account);
    }
    if draft.refer(&mut record, item, "virtualGatewayId", "vpn_gateway") {
        let near = draft.find_kind::<VpnGateway>(item.text("virtualGatewayId"));
        let vpc = near.and_then(|near| draft.design.get(near)?.vpc);
        let account = vpc.and_then(|vpc| draft.design.get(vpc)?.account);
        account_of_gateway = account_of_gateway.or(account);
    }
    // The owner of an interface may have had it from the owner of the connection, who is not named here: an account
    // is set where it says no more than the gateway does, or where there is no gateway.
    let own = draft.account_number(item);
    let has_gateway = ["directConnectGatewayId", "virtualGatewayId"]
        .iter()
        .any(|path| !item.text(path).is_empty());
    let account = if has_gateway {
        let known = draft.find_kind(&own);
        known.filter(|own| account_of_gateway == Some(*own))
    } else {
        draft.account(&own)
    };
    if let Some(account) = account {
        draft.set(
            &mut record,
            item,
            "account",
            Value::from(account.to_string()),
        );
    }
    draft.put(record);
}

/// The two ends of a link, which the model has over IPv4: both or none.
fn addresses<'a>(draft: &mut Draft<'a, '_>, record: &mut Box<dyn Record>, item: &Item<'a>) {
    let ends = [
        ("amazonAddress", "amazon_address"),
        ("customerAddress", "customer_address"),
    ];
    let texts = ends.map(|(path, _)| item.text(path));
    if texts.iter().all(|text| text.is_empty()) {
        return;
    }
    if texts.iter().any(|text| text.parse::<Ipv4Net>().is_err()) {
        let text = format!(
            "{} and {} are no two IPv4 addresses of a link; left out",
            short(texts[0]),
            short(texts[1])
        );
        draft.note(item, &text);
        return;
    }
    for (path, field) in ends {
        draft.copy(record, item, path, field);
    }
}

/// The Direct Connect gateway of an identifier; it stands without more being known of it.
pub(super) fn direct_connect_gateway<'a>(
    draft: &mut Draft<'a, '_>,
    item: &Item<'a>,
    aws_id: &str,
) -> Id<DirectConnectGateway> {
    if let Some(id) = draft.find_kind(aws_id) {
        return id;
    }
    let text = format!("{}; drawn without its number", draft.absence(aws_id));
    draft.note(item, &text);
    let record = stub(draft, Kind::DirectConnectGateway, item, aws_id);
    let id = draft.put(record);
    Id::new(id.number)
}

/// Draws the sites at the far ends, with the blocks that are learnt of them.
pub(super) fn sites<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>, learnt: &Learnt) {
    let mut of_gateway: BTreeMap<EntityId, BTreeSet<String>> = BTreeMap::new();
    for vpn in draft.design.all::<VpnConnection>() {
        let blocks = of_gateway.entry(vpn.customer_gateway.entity()).or_default();
        blocks.extend(vpn.static_routes.iter().map(ToString::to_string));
        if let Some(gateway) = vpn.vpn_gateway {
            blocks.extend(learnt.by(Via::Gateway(gateway.entity())).cloned());
        }
        blocks.extend(over_attachments(draft, learnt, vpn.id.entity()));
    }
    let Some(item) = all.lists().find_map(|(_, items)| items.first()) else {
        return;
    };
    for (gateway, blocks) in of_gateway {
        let Some(record) = gateway
            .typed()
            .and_then(|id| draft.design.get::<CustomerGateway>(id))
        else {
            continue;
        };
        let name = record.name.clone();
        let site = site(draft, item, &name, &blocks);
        draft.change(gateway, item, "site", site);
    }
    let interfaces: Vec<(EntityId, String, String, BTreeSet<String>)> = draft
        .design
        .all::<VirtualInterface>()
        .map(|interface| {
            let mut blocks = BTreeSet::new();
            if let Some(gateway) = interface.vpn_gateway {
                blocks.extend(learnt.by(Via::Gateway(gateway.entity())).cloned());
            }
            if let Some(gateway) = interface.direct_connect_gateway {
                blocks.extend(over_attachments(draft, learnt, gateway.entity()));
                let gateways = draft
                    .design
                    .get(gateway)
                    .map(|gateway| &gateway.vpn_gateways);
                for gateway in gateways.into_iter().flatten() {
                    blocks.extend(learnt.by(Via::Gateway(gateway.entity())).cloned());
                }
            }
            let at = draft.described(&interface.meta.aws_id);
            let location = at.map_or("", |item| item.text("location"));
            (
                interface.id.entity(),
                interface.name.clone(),
                location.to_owned(),
                blocks,
            )
        })
        .collect();
    for (interface, name, location, blocks) in interfaces {
        let name = match location.as_str() {
            "" => name,
            location => format!("{name} at {location}"),
        };
        let site = site(draft, item, &name, &blocks);
        draft.change(interface, item, "site", site);
    }
}

/// Blocks learnt over the attachments of a connection or gateway to transit gateways.
fn over_attachments(draft: &Draft, learnt: &Learnt, resource: EntityId) -> Vec<String> {
    let attachments = draft.design.all::<TgwAttachment>();
    attachments
        .filter(|attachment| attachment.resource == resource)
        .flat_map(|attachment| learnt.by(Via::Attachment(attachment.id.entity())))
        .cloned()
        .collect()
}

fn site<'a>(
    draft: &mut Draft<'a, '_>,
    item: &Item<'a>,
    name: &str,
    blocks: &BTreeSet<String>,
) -> Value {
    let mut site = draft.part(Kind::Site);
    draft.set(&mut site, item, "name", Value::from(name));
    let blocks: Vec<(Item, &str)> = blocks
        .iter()
        .map(|block| (item.clone(), block.as_str()))
        .collect();
    draft.set_list(&mut site, "cidrs", &blocks);
    Value::from(draft.put(site).to_string())
}

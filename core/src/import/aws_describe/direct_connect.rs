//! Direct Connect: its gateways with what they are associated with, and virtual interfaces.

use ipnet::Ipv4Net;
use serde_json::Value;

use super::collect::Collected;
use super::draft::{Draft, short};
use super::item::Item;
use super::network::stub;
use super::state::holds;
use crate::model::{DirectConnectGateway, Id, Kind, Record, VpnGateway};

pub(super) fn read<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
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

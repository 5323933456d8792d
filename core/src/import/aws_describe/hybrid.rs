//! Virtual private gateways, customer gateways and VPN connections.

use serde_json::Value;

use super::collect::Collected;
use super::draft::{Draft, short};
use super::item::Item;
use super::network::{stub, vpc_or_stub};
use super::state::holds;
use crate::model::Kind;

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

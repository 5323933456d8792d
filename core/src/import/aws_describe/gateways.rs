//! Internet gateways, egress-only gateways, Elastic IP addresses and NAT gateways.

use serde_json::Value;

use super::collect::Collected;
use super::draft::{Draft, short};
use super::item::Item;
use super::network::{subnet_or_stub, vpc_or_stub};
use super::state::holds;
use crate::model::{ElasticIp, Id, Kind, NatGateway, Subnet};

pub(super) fn read<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    attached(
        draft,
        all,
        Kind::InternetGateway,
        "InternetGateways",
        "InternetGatewayId",
    );
    attached(
        draft,
        all,
        Kind::EgressOnlyGateway,
        "EgressOnlyInternetGateways",
        "EgressOnlyInternetGatewayId",
    );
    for item in all.list("Addresses") {
        let key = match item.text("AllocationId") {
            "" => "PublicIp",
            _ => "AllocationId",
        };
        let Some(mut record) = draft.start(Kind::ElasticIp, item, key) else {
            continue;
        };
        draft.locate(&mut record, item);
        draft.copy(&mut record, item, "PublicIp", "public_address");
        draft.put(record);
    }
    nat_gateways(draft, all);
}

/// The Elastic IP address of an association. One that no file lists is made of what the association says.
pub(super) fn elastic_ip<'a>(
    draft: &mut Draft<'a, '_>,
    item: &Item<'a>,
    allocation: &str,
    address: &str,
) -> Option<Id<ElasticIp>> {
    if let Some(id) = draft
        .find_kind(allocation)
        .or_else(|| draft.find_kind(address))
    {
        return Some(id);
    }
    if allocation.is_empty() {
        return None;
    }
    let mut record = super::network::stub(draft, Kind::ElasticIp, item, allocation);
    if !address.is_empty() {
        draft.set(&mut record, item, "public_address", Value::from(address));
    }
    draft.put(record).typed()
}

/// Gateways that stand at one VPC.
fn attached<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>, kind: Kind, list: &str, key: &str) {
    for item in all.list(list) {
        let Some(mut record) = draft.start(kind, item, key) else {
            continue;
        };
        let attachments = item.list("Attachments");
        let held = attachments.iter().find(|held| holds(held.text("State")));
        let vpc = held.and_then(|held| vpc_or_stub(draft, held, held.text("VpcId"), &[]));
        match vpc {
            Some(vpc) => draft.set(&mut record, item, "vpc", Value::from(vpc.to_string())),
            None if kind == Kind::EgressOnlyGateway => {
                let text = format!("{} is attached to no VPC; left out", short(item.text(key)));
                draft.note(item, &text);
                continue;
            }
            None => {}
        }
        draft.put(record);
    }
}

fn nat_gateways<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    for item in all.list("NatGateways") {
        let Some(mut record) = draft.start(Kind::NatGateway, item, "NatGatewayId") else {
            continue;
        };
        let regional = item.text("AvailabilityMode") == "regional";
        let subnet = match subnet_or_stub(draft, item, "SubnetId") {
            // A regional one stands in no subnet; the model draws it in the first of its VPC.
            None if regional => first_subnet(draft, item.text("VpcId")),
            subnet => subnet,
        };
        let Some(subnet) = subnet else {
            let text = format!(
                "{} has no subnet that is known; left out",
                short(item.text("NatGatewayId"))
            );
            draft.note(item, &text);
            continue;
        };
        draft.set(&mut record, item, "subnet", Value::from(subnet.to_string()));
        draft.copy(&mut record, item, "ConnectivityType", "connectivity");
        draft.copy(&mut record, item, "AvailabilityMode", "availability");
        let mut addresses = item.list("NatGatewayAddresses");
        addresses.sort_by_key(|address| address.flag("IsPrimary") == Some(false));
        for (place, address) in addresses.iter().enumerate() {
            if place > 0 {
                let text = "a further address of a NAT gateway is not analysed";
                draft.note(address, text);
                continue;
            }
            draft.copy(&mut record, address, "PrivateIp", "private_address");
            let public = address.text("PublicIp");
            if let Some(id) = elastic_ip(draft, address, address.text("AllocationId"), public) {
                let value = Value::from(id.to_string());
                draft.set(&mut record, address, "elastic_ip", value);
            }
        }
        let id = draft.put(record);
        debug_assert!(id.typed::<NatGateway>().is_some());
    }
}

fn first_subnet(draft: &Draft, vpc: &str) -> Option<Id<Subnet>> {
    let vpc = draft.find_kind(vpc)?;
    let mut subnets = draft.design.all::<Subnet>();
    subnets
        .find(|subnet| subnet.vpc == vpc)
        .map(|subnet| subnet.id)
}

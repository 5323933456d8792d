//! Attachments of transit gateways: of VPCs, VPNs, Direct Connect gateways and other hubs, and Connect over another.

use std::collections::BTreeMap;

use serde_json::Value;

use super::collect::Collected;
use super::direct_connect::direct_connect_gateway;
use super::draft::{Draft, short};
use super::item::Item;
use super::network::vpc_or_stub;
use super::places::is_account;
use super::state::acceptance;
use super::transit::hub_or_stub;
use crate::model::{Id, Kind, Record, TgwAttachment, TransitGateway, Vpc};

pub(super) fn read<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    let lists = Lists::new(all);
    for aws_id in lists.ids.keys() {
        attachment(draft, &lists, aws_id);
    }
    for item in all.list("TransitGatewayConnects") {
        connect(draft, &lists, item);
    }
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
    let near = match item.text("TransitGatewayId") {
        "" => item.text("RequesterTgwInfo.TransitGatewayId"),
        near => near,
    };
    let owner = item.text("TransitGatewayOwnerId");
    let Some(mut record) = start(draft, item, near, owner) else {
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

/// An attachment with the hub that it is of.
fn start<'a>(
    draft: &mut Draft<'a, '_>,
    item: &Item<'a>,
    near: &str,
    owner: &str,
) -> Option<Box<dyn Record>> {
    let mut record = draft.start(Kind::TgwAttachment, item, "TransitGatewayAttachmentId")?;
    let Some(hub) = hub_or_stub(draft, item, near, owner) else {
        draft.note(
            item,
            "expected an attachment with TransitGatewayId, so it is left out",
        );
        return None;
    };
    let hub = Value::from(hub.to_string());
    draft.set(&mut record, item, "transit_gateway", hub);
    Some(record)
}

fn connect<'a>(draft: &mut Draft<'a, '_>, lists: &Lists<'_, 'a>, item: &Item<'a>) {
    let near = item.text("TransitGatewayId");
    let Some(mut record) = start(draft, item, near, "") else {
        return;
    };
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

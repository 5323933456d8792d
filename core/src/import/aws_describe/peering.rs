//! VPC peering connections.

use serde_json::Value;

use super::collect::Collected;
use super::draft::Draft;
use super::item::Item;
use super::network::vpc_or_stub;
use super::places::is_account;
use super::state::acceptance;
use crate::model::{Id, Kind, Vpc};

pub(super) fn read<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    for item in all.list("VpcPeeringConnections") {
        let Some(mut record) = draft.start(Kind::VpcPeering, item, "VpcPeeringConnectionId") else {
            continue;
        };
        let ends = ["RequesterVpcInfo", "AccepterVpcInfo"].map(|side| end(draft, item, side));
        let [Some(requester), Some(accepter)] = ends else {
            draft.note(
                item,
                "expected a peering connection of two VPCs, so it is left out",
            );
            continue;
        };
        draft.set(
            &mut record,
            item,
            "requester",
            Value::from(requester.to_string()),
        );
        draft.set(
            &mut record,
            item,
            "accepter",
            Value::from(accepter.to_string()),
        );
        for (side, field) in [
            ("RequesterVpcInfo", "requester_dns"),
            ("AccepterVpcInfo", "accepter_dns"),
        ] {
            let path = format!("{side}.PeeringOptions.AllowDnsResolutionFromRemoteVpc");
            draft.copy_flag(&mut record, item, &path, field);
        }
        draft.set(&mut record, item, "state", Value::from(acceptance(item)));
        draft.put(record);
    }
}

/// The VPC at one end. One of an account that is not imported is drawn with the blocks that the connection names.
fn end<'a>(draft: &mut Draft<'a, '_>, item: &Item<'a>, side: &str) -> Option<Id<Vpc>> {
    let info = item.child(side)?;
    let aws_id = info.text("VpcId");
    let mut blocks: Vec<(Item, &str)> = Vec::new();
    for (list, key) in [
        ("CidrBlockSet", "CidrBlock"),
        ("Ipv6CidrBlockSet", "Ipv6CidrBlock"),
    ] {
        for entry in info.list(list) {
            let block = entry.text(key);
            blocks.push((entry, block));
        }
    }
    if blocks.is_empty() && !info.text("CidrBlock").is_empty() {
        blocks.push((info.clone(), info.text("CidrBlock")));
    }
    if let Some(id) = draft.find_kind::<Vpc>(aws_id) {
        compare(draft, &info, id, &blocks);
        return Some(id);
    }
    let id = vpc_or_stub(draft, &info, aws_id, &blocks)?;
    let region = info.text("Region");
    if !region.is_empty() {
        draft.change(id.entity(), &info, "region", Value::from(region));
    }
    let owner = info.text("OwnerId");
    if is_account(owner)
        && let Some(account) = draft.account(owner)
    {
        draft.change(
            id.entity(),
            &info,
            "account",
            Value::from(account.to_string()),
        );
    }
    Some(id)
}

/// The blocks that a peering connection knows of a VPC against those that the VPC has.
fn compare(draft: &mut Draft, info: &Item, id: Id<Vpc>, blocks: &[(Item, &str)]) {
    let Some(vpc) = draft.design.get(id).filter(|_| !blocks.is_empty()) else {
        return;
    };
    let own: Vec<String> = vpc.cidrs.iter().map(ToString::to_string).collect();
    let is_unknown = |block: &&String| !blocks.iter().any(|(_, other)| other == block);
    let more: Vec<&str> = own.iter().filter(is_unknown).map(String::as_str).collect();
    if !more.is_empty() {
        let text = format!(
            "{} has {}, which its peering connection does not list",
            vpc.meta.aws_id,
            more.join(", ")
        );
        draft.note(info, &text);
    }
}

//! Transit gateways: hubs and their tables. What is attached to them and where they send is in files of their own.

use serde_json::Value;

use super::announced::Learnt;
use super::collect::Collected;
use super::draft::Draft;
use super::item::Item;
use super::network::stub;
use super::places::is_account;
use super::{attachments, tables};
use crate::model::{Id, Kind, TgwRouteTable, TransitGateway};

pub(super) fn read<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>, learnt: &mut Learnt) {
    hubs(draft, all);
    attachments::read(draft, all);
    tables::read(draft, all, learnt);
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
        for (switch, path, field) in [
            (
                "Options.DefaultRouteTableAssociation",
                "Options.AssociationDefaultRouteTableId",
                "default_association_table",
            ),
            (
                "Options.DefaultRouteTablePropagation",
                "Options.PropagationDefaultRouteTableId",
                "default_propagation_table",
            ),
        ] {
            let is_used = item.flag(switch) != Some(false);
            // Accounts that a hub is shared with see its identifier and not its tables.
            if is_used && let Some(table) = draft.find_kind::<TgwRouteTable>(item.text(path)) {
                draft.change(hub.entity(), item, field, Value::from(table.to_string()));
            }
        }
    }
}

/// The hub of an identifier; one that no file describes is drawn without tables.
pub(super) fn hub_or_stub<'a>(
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

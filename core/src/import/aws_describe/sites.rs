//! The sites at the far ends of connections.
//!
//! AWS does not know a site's networks, only what is announced: a site gets the blocks that its static routes and the
//! propagated routes of tables tell of.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::announced::{Learnt, Via};
use super::collect::Collected;
use super::draft::Draft;
use super::item::Item;
use crate::model::{
    CustomerGateway, EntityId, Kind, TgwAttachment, VirtualInterface, VpnConnection,
};

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

//! What AWS is told of networks behind connections: blocks that propagated routes tell of, and whether something drawn
//! announces them.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::Draft;
use crate::model::{
    EntityId, Id, Kind, TgwAttachment, VirtualInterface, VirtualInterfaceType, VpnConnection,
    VpnGateway,
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

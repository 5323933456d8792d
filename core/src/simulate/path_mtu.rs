//! Where does a large packet die on its way out of a subnet, and is its sender told?
//!
//! An instance of the current generation sends up to 9001 bytes. Every way out of the VPC carries less. A hop that
//! answers with "fragmentation needed" (path-MTU discovery) makes the sender shrink; a silent hop makes the
//! connection hang: the handshake works, the first large packet never arrives.

use std::collections::BTreeSet;

use crate::analysis::Facts;
use crate::aws::mtus::{self, HopMtu, PathMtuDiscovery};
use crate::model::{
    DirectConnectGateway, EndpointType, EntityId, Id, Kind, Route, RouteTable, Subnet,
    TgwAttachment, TransitGateway, VirtualInterface, VpcEndpoint, VpcPeering, VpnConnection,
    VpnGateway,
};

/// A hop on the way out that carries less than the hop before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Narrowing {
    /// The route of the subnet's table that leads here.
    pub route: Id<Route>,
    /// The record that drops the packet.
    pub at: EntityId,
    /// Larger packets die here, in bytes.
    pub mtu_bytes: u16,
    pub discovery: PathMtuDiscovery,
    /// What kind of hop it is, and its source.
    pub hop: HopMtu,
}

/// The table that routes what leaves a subnet: its own, or the drawn main table of the VPC.
pub fn table_of<'f>(facts: &'f Facts, subnet: &Subnet) -> Option<&'f RouteTable> {
    match subnet.route_table {
        Some(own) => facts.get(own),
        None => facts
            .children::<RouteTable>(subnet.vpc)
            .find(|table| table.main),
    }
}

/// Every narrower hop ahead of a subnet, in the order of its routes, nearest first.
pub fn ahead(facts: &Facts, subnet: &Subnet) -> Vec<Narrowing> {
    let Some(table) = table_of(facts, subnet) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for route in facts.children::<Route>(table.id) {
        let Some(target) = route.target else { continue };
        for (at, mtu_bytes, hop) in hops(facts, target) {
            found.push(Narrowing {
                route: route.id,
                at,
                mtu_bytes,
                discovery: hop.discovery,
                hop,
            });
        }
    }
    found
}

/// The hops behind a route's target that carry less than the inside of a VPC.
fn hops(facts: &Facts, target: EntityId) -> Vec<(EntityId, u16, HopMtu)> {
    let one = |hop: HopMtu| vec![(target, hop.bytes, hop)];
    match target.kind {
        Kind::InternetGateway | Kind::EgressOnlyGateway | Kind::NatGateway => {
            one(mtus::INTERNET_GATEWAY)
        }
        Kind::VpcPeering => match facts.as_kind::<VpcPeering>(target) {
            Some(peering)
                if facts.region_of(peering.requester) != facts.region_of(peering.accepter) =>
            {
                one(mtus::PEERING_INTER_REGION)
            }
            _ => Vec::new(),
        },
        Kind::VpcEndpoint => match facts.as_kind::<VpcEndpoint>(target) {
            Some(endpoint) if endpoint.endpoint_type == EndpointType::GatewayLoadBalancer => {
                one(mtus::VPC_ENDPOINT)
            }
            _ => Vec::new(),
        },
        Kind::TransitGateway => hub_hops(facts, target),
        Kind::VpnGateway => vpn_gateway_hops(facts, target),
        _ => Vec::new(),
    }
}

/// The hub itself, then what is attached to it.
fn hub_hops(facts: &Facts, hub: EntityId) -> Vec<(EntityId, u16, HopMtu)> {
    let mut hops = vec![(hub, mtus::TGW_VPC.bytes, mtus::TGW_VPC)];
    let Some(hub) = facts.as_kind::<TransitGateway>(hub) else {
        return hops;
    };
    for attachment in facts.children::<TgwAttachment>(hub.id) {
        match attachment.resource.kind {
            Kind::VpnConnection => {
                hops.push((
                    attachment.resource,
                    mtus::SITE_TO_SITE_VPN.bytes,
                    mtus::SITE_TO_SITE_VPN,
                ));
            }
            Kind::DirectConnectGateway => {
                hops.extend(virtual_interfaces(facts, attachment.resource));
            }
            _ => {}
        }
    }
    hops
}

fn vpn_gateway_hops(facts: &Facts, gateway: EntityId) -> Vec<(EntityId, u16, HopMtu)> {
    let Some(gateway) = facts.as_kind::<VpnGateway>(gateway) else {
        return Vec::new();
    };
    let mut hops: Vec<_> = facts
        .referrers::<VpnConnection>(gateway.id)
        .map(|vpn| {
            (
                vpn.id.entity(),
                mtus::SITE_TO_SITE_VPN.bytes,
                mtus::SITE_TO_SITE_VPN,
            )
        })
        .collect();
    hops.extend(virtual_interfaces(facts, gateway.id.entity()));
    for direct in facts.referrers::<DirectConnectGateway>(gateway.id) {
        hops.extend(virtual_interfaces(facts, direct.id.entity()));
    }
    hops
}

fn virtual_interfaces(facts: &Facts, gateway: EntityId) -> Vec<(EntityId, u16, HopMtu)> {
    facts
        .referrers::<VirtualInterface>(gateway)
        .filter_map(|interface| {
            let bytes = u16::try_from(interface.mtu_bytes).ok()?;
            let hop = if bytes > mtus::VIF_DEFAULT.bytes {
                mtus::PRIVATE_VIF_JUMBO
            } else {
                mtus::VIF_DEFAULT
            };
            Some((interface.id.entity(), bytes, hop))
        })
        .collect()
}

/// The records that drop a packet of `size_bytes` on some way out of the subnet.
pub fn dies_at(facts: &Facts, subnet: &Subnet, size_bytes: u32) -> BTreeSet<EntityId> {
    ahead(facts, subnet)
        .into_iter()
        .filter(|hop| u32::from(hop.mtu_bytes) < size_bytes)
        .map(|hop| hop.at)
        .collect()
}

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
    narrowings(facts, subnet, &|target| hops(facts, target))
}

/// The first narrower hop of each route of a subnet: behind a transit gateway nothing is looked at.
pub fn nearest(facts: &Facts, subnet: &Subnet) -> Vec<Narrowing> {
    narrowings(facts, subnet, &|target| match target.kind {
        Kind::TransitGateway => vec![(target, mtus::TGW_VPC.bytes, mtus::TGW_VPC)],
        _ => hops(facts, target),
    })
}

fn narrowings(
    facts: &Facts,
    subnet: &Subnet,
    hops: &dyn Fn(EntityId) -> Vec<(EntityId, u16, HopMtu)>,
) -> Vec<Narrowing> {
    let Some(table) = table_of(facts, subnet) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for route in facts.children::<Route>(table.id) {
        let Some(target) = route.target else {
            continue;
        };
        for (at, mtu_bytes, hop) in hops(target) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation;

    const TEXT: &str = "
site office cidrs=192.168.0.0/16
customer-gateway router site=office ip_address=203.0.113.1
vpn-connection link customer_gateway=router
vpc app cidrs=10.0.0.0/16
  internet-gateway igw
  route-table main main=true
    route destination=0.0.0.0/0 target=igw
    route destination=192.168.0.0/16 target=hub
  subnet a cidrs=10.0.1.0/24
tgw hub
  tgw-attachment to-app resource=app subnets=a
  tgw-attachment to-office resource=link
";

    #[test]
    fn the_hub_answers_and_the_tunnel_behind_it_does_not() {
        let facts = Facts::new(&notation::parse(TEXT).unwrap());
        let subnet = facts.all::<Subnet>().next().unwrap();
        let hops: Vec<_> = ahead(&facts, subnet)
            .iter()
            .map(|hop| (hop.at.to_string(), hop.mtu_bytes, hop.discovery))
            .collect();
        let silent = PathMtuDiscovery::Unsupported;
        assert_eq!(
            hops,
            [
                (
                    "internet-gateway-1".to_owned(),
                    1500,
                    mtus::INTERNET_GATEWAY.discovery
                ),
                ("tgw-1".to_owned(), 8500, PathMtuDiscovery::Supported),
                ("vpn-connection-1".to_owned(), 1446, silent),
            ]
        );
        assert_eq!(nearest(&facts, subnet).len(), 2);
    }

    #[test]
    fn a_packet_dies_where_less_fits() {
        let facts = Facts::new(&notation::parse(TEXT).unwrap());
        let subnet = facts.all::<Subnet>().next().unwrap();
        let dies = |size| dies_at(&facts, subnet, size).len();
        assert_eq!(
            [dies(1446), dies(1447), dies(1501), dies(8501)],
            [0, 1, 2, 3]
        );
    }
}

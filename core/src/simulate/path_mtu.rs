//! Where does a large packet die on its way, and is its sender told?
//!
//! An instance of the current generation sends up to 9001 bytes. Every way out of the VPC carries less. A hop that
//! answers with "fragmentation needed" (path-MTU discovery) makes the sender shrink, unless a network ACL drops the
//! answer; a silent hop makes the connection hang: the handshake works, the first large packet never arrives.

use std::net::IpAddr;

use super::filters::{FRAGMENTATION_NEEDED, acl_allows, acl_of};
use crate::analysis::{End, Facts, Hop, Next, TgwTableKey};
use crate::aws::mtus::{self, HopMtu, PathMtuDiscovery};
use crate::model::{
    DirectConnectGateway, Direction, EndpointType, EntityId, Id, Kind, NetworkAcl, Route,
    RouteTable, Site, Subnet, TgwAttachment, TgwRouteTable, VirtualInterface, VpcEndpoint,
    VpcPeering, VpnConnection, VpnGateway,
};
use crate::net::PrefixSet;

/// A hop that carries less than every hop before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Narrowing {
    /// The record that drops the packet.
    pub at: EntityId,
    /// Larger packets die here, in bytes.
    pub mtu_bytes: u16,
    /// What kind of hop it is, whether it answers, and its source.
    pub hop: HopMtu,
}

/// What one way carries from end to end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathMtu {
    /// The largest packet that gets through, in bytes: the least of the hops.
    pub bytes: u16,
    /// Each place where larger packets die than get past the next one, in the order of the way.
    pub narrowings: Vec<Narrowing>,
}

/// Whether the sender of a packet that is too large learns of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    Yes,
    /// The hop drops it without an answer.
    Never,
    /// The hop answers and this network ACL drops the answer.
    StoppedAt(Id<NetworkAcl>),
    /// No source says whether the hop answers.
    Unknown,
}

impl PathMtu {
    /// Where a packet of `size_bytes` dies; nowhere where it gets through.
    pub fn dies_at(&self, size_bytes: u16) -> Option<&Narrowing> {
        self.narrowings
            .iter()
            .find(|hop| hop.mtu_bytes < size_bytes)
    }
}

/// What a way carries that leaves a subnet: `hops`, `destinations` and `end` are those of one outcome of a walk, or of
/// one flow. `to` is what answers at its end, where it is a record of its own such as an interface endpoint.
pub fn along(
    facts: &Facts,
    hops: &[Hop],
    destinations: &PrefixSet,
    end: Option<&End>,
    to: Option<EntityId>,
) -> PathMtu {
    let site = hops
        .iter()
        .rev()
        .find_map(|hop| hop.id.typed::<Site>())
        .or(match end {
            Some(End::Site(site)) => Some(*site),
            _ => None,
        });
    let mut path = PathMtu {
        bytes: mtus::VPC.bytes,
        narrowings: Vec::new(),
    };
    let passed = hops
        .iter()
        .flat_map(|hop| next_of(facts, hop.id, destinations));
    let answers = to.filter(|to| is_interface_endpoint(facts, *to));
    for (at, hop) in passed
        .flat_map(|target| hop_of(facts, target, site))
        .chain(answers.map(|endpoint| (endpoint, mtus::VPC_ENDPOINT)))
    {
        if hop.bytes < path.bytes {
            path.bytes = hop.bytes;
            path.narrowings.push(Narrowing {
                at,
                mtu_bytes: hop.bytes,
                hop,
            });
        }
    }
    path
}

/// Whether a host in `sender` that sends to `far` learns that its packets are too large for a hop.
pub fn told(facts: &Facts, sender: &Subnet, far: IpAddr, narrowing: &Narrowing) -> Told {
    match narrowing.hop.discovery {
        PathMtuDiscovery::Unsupported => return Told::Never,
        PathMtuDiscovery::Supported | PathMtuDiscovery::Unknown => {}
    }
    match acl_of(facts, sender) {
        Some(acl) if !acl_allows(facts, acl, Direction::Ingress, FRAGMENTATION_NEEDED, far) => {
            Told::StoppedAt(acl.id)
        }
        _ if narrowing.hop.discovery == PathMtuDiscovery::Unknown => Told::Unknown,
        _ => Told::Yes,
    }
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

/// The first narrower hop of each route of a subnet: behind a transit gateway nothing is looked at.
pub fn nearest(facts: &Facts, subnet: &Subnet) -> Vec<(Id<Route>, Narrowing)> {
    let Some(table) = table_of(facts, subnet) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for route in facts.children::<Route>(table.id) {
        for (at, hop) in route
            .target
            .into_iter()
            .flat_map(|target| hop_of(facts, target, None))
        {
            let narrowing = Narrowing {
                at,
                mtu_bytes: hop.bytes,
                hop,
            };
            found.push((route.id, narrowing));
        }
    }
    found
}

/// Where a place on the way, a subnet or a hub's table, sends these destinations.
fn next_of(facts: &Facts, place: EntityId, destinations: &PrefixSet) -> Vec<EntityId> {
    if let Some(subnet) = facts.as_kind::<Subnet>(place) {
        let table = facts
            .routes(subnet.vpc)
            .and_then(|routes| routes.of_subnet(subnet));
        let parts = table.map_or_else(Vec::new, |table| table.split(destinations));
        let next = parts.into_iter().filter_map(|(_, line)| match line?.next {
            Next::Via(target) => Some(target),
            Next::Local | Next::Blackhole => None,
        });
        return next.collect();
    }
    let key = match place.kind {
        Kind::TgwRouteTable => place.typed::<TgwRouteTable>().map(TgwTableKey::Drawn),
        Kind::TransitGateway => place.typed().map(TgwTableKey::Implied),
        _ => None,
    };
    let (Some(key), Some(hub)) = (key, facts.hub_of(place)) else {
        return Vec::new();
    };
    let table = facts
        .hub_routes(hub.id)
        .and_then(|routes| routes.table(key));
    let parts = table.map_or_else(Vec::new, |table| table.split(destinations));
    let next = parts
        .into_iter()
        .filter_map(|(_, line)| facts.get::<TgwAttachment>(line?.attachment?))
        .map(|attachment| facts.far_end(attachment, hub.id));
    // A VPC behind a hub carries more than the hub.
    next.filter(|far| far.kind != Kind::Vpc).collect()
}

/// What stands behind a route's target and carries less than the inside of a VPC. `site` is where the way ends, where
/// that is known.
fn hop_of(facts: &Facts, target: EntityId, site: Option<Id<Site>>) -> Vec<(EntityId, HopMtu)> {
    let one = |hop: HopMtu| vec![(target, hop)];
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
        Kind::TransitGateway => one(mtus::TGW_VPC),
        Kind::VpnConnection => one(mtus::SITE_TO_SITE_VPN),
        Kind::DirectConnectGateway => virtual_interfaces(facts, target, site),
        Kind::VpnGateway => vpn_gateway_hops(facts, target, site),
        _ => Vec::new(),
    }
}

/// The connections of a virtual private gateway that lead to a site: Direct Connect before VPN.
fn vpn_gateway_hops(
    facts: &Facts,
    gateway: EntityId,
    site: Option<Id<Site>>,
) -> Vec<(EntityId, HopMtu)> {
    let Some(gateway) = facts.as_kind::<VpnGateway>(gateway) else {
        return Vec::new();
    };
    let mut hops = virtual_interfaces(facts, gateway.id.entity(), site);
    for direct in facts.referrers::<DirectConnectGateway>(gateway.id) {
        hops.extend(virtual_interfaces(facts, direct.id.entity(), site));
    }
    if site.is_none() || hops.is_empty() {
        let vpns = facts
            .referrers::<VpnConnection>(gateway.id)
            .filter(|vpn| site.is_none() || facts.site_of_vpn(vpn).map(|site| site.id) == site);
        hops.extend(vpns.map(|vpn| (vpn.id.entity(), mtus::SITE_TO_SITE_VPN)));
    }
    hops
}

fn virtual_interfaces(
    facts: &Facts,
    gateway: EntityId,
    site: Option<Id<Site>>,
) -> Vec<(EntityId, HopMtu)> {
    facts
        .referrers::<VirtualInterface>(gateway)
        .filter(|interface| site.is_none() || interface.site == site)
        .filter_map(|interface| {
            let bytes = u16::try_from(interface.mtu_bytes).ok()?;
            let kind = if bytes > mtus::VIF_DEFAULT.bytes {
                mtus::PRIVATE_VIF_JUMBO
            } else {
                mtus::VIF_DEFAULT
            };
            Some((interface.id.entity(), HopMtu { bytes, ..kind }))
        })
        .collect()
}

fn is_interface_endpoint(facts: &Facts, id: EntityId) -> bool {
    facts
        .as_kind::<VpcEndpoint>(id)
        .is_some_and(|endpoint| endpoint.endpoint_type == EndpointType::Interface)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation;

    const TEXT: &str = "
site office cidrs=192.168.0.0/16
site plant cidrs=172.20.0.0/16
customer-gateway router site=office ip_address=203.0.113.1
vpn-connection link customer_gateway=router
direct-connect-gateway dx allowed_prefixes=10.0.0.0/16
virtual-interface fibre direct_connect_gateway=dx site=plant interface_type=transit vlan=100 mtu_bytes=1500
vpc app cidrs=10.0.0.0/16
  internet-gateway igw
  network-acl shut
    network-acl-rule number=100 direction=ingress action=allow protocol=tcp cidr=0.0.0.0/0
    network-acl-rule number=100 direction=egress action=allow protocol=all cidr=0.0.0.0/0
  route-table main main=true
    route destination=0.0.0.0/0 target=igw
    route destination=192.168.0.0/16 target=hub
    route destination=172.20.0.0/16 target=hub
    route destination=10.1.0.0/16 target=hub
  subnet a cidrs=10.0.1.0/24
  subnet b cidrs=10.0.2.0/24 network_acl=shut
vpc data cidrs=10.1.0.0/16
  subnet d cidrs=10.1.1.0/24
tgw hub
  tgw-attachment to-app resource=app subnets=a
  tgw-attachment to-data resource=data subnets=d
  tgw-attachment to-office resource=link
  tgw-attachment to-plant resource=dx
";

    fn path(facts: &Facts, to: &str) -> PathMtu {
        let subnet = facts.all::<Subnet>().next().unwrap();
        let outcomes = facts.walk_from_subnet(subnet, &to.parse().unwrap());
        let [way] = outcomes.as_slice() else {
            panic!("{outcomes:?}")
        };
        along(facts, &way.hops, &way.destinations, Some(&way.end), None)
    }

    #[test]
    fn the_least_of_the_hops_holds_from_end_to_end() {
        let facts = Facts::new(&notation::parse(TEXT).unwrap());
        let ask = |to: &str, size: u16| {
            let path = path(&facts, to);
            let dies = path.dies_at(size).map(|hop| hop.at.to_string());
            (path.bytes, dies.unwrap_or_default())
        };
        assert_eq!(ask("10.0.2.0/24", 9001), (9001, String::new()));
        assert_eq!(ask("10.1.1.0/24", 9001), (8500, "tgw-1".to_owned()));
        assert_eq!(ask("10.1.1.0/24", 8500), (8500, String::new()));
        assert_eq!(ask("192.168.0.0/24", 9001), (1446, "tgw-1".to_owned()));
        assert_eq!(
            ask("192.168.0.0/24", 8500),
            (1446, "vpn-connection-1".to_owned())
        );
        assert_eq!(
            ask("172.20.0.0/24", 1501),
            (1500, "virtual-interface-1".to_owned())
        );
        assert_eq!(
            ask("198.51.100.0/24", 1501),
            (1500, "internet-gateway-1".to_owned())
        );
    }

    #[test]
    fn the_sender_is_told_unless_the_hop_is_silent_or_the_acl_shut() {
        let facts = Facts::new(&notation::parse(TEXT).unwrap());
        let path = path(&facts, "192.168.0.0/24");
        let ask = |name: &str| -> Vec<Told> {
            let mut subnets = facts.all::<Subnet>();
            let sender = subnets.find(|subnet| subnet.name == name).unwrap();
            let far = "192.168.0.1".parse().unwrap();
            path.narrowings
                .iter()
                .map(|hop| told(&facts, sender, far, hop))
                .collect()
        };
        assert_eq!(ask("a"), [Told::Yes, Told::Never]);
        assert_eq!(ask("b"), [Told::StoppedAt(Id::new(1)), Told::Never]);
    }

    #[test]
    fn an_endpoint_at_the_end_carries_less_than_its_vpc() {
        let text =
            "vpc app cidrs=10.0.0.0/16\n  subnet a cidrs=10.0.1.0/24\n  vpc-endpoint e subnets=a\n";
        let facts = Facts::new(&notation::parse(text).unwrap());
        let endpoint = facts.all::<VpcEndpoint>().next().unwrap().id.entity();
        let path = along(&facts, &[], &PrefixSet::full(), None, Some(endpoint));
        assert_eq!((path.bytes, path.narrowings[0].at), (8500, endpoint));
    }

    #[test]
    fn the_nearest_hop_of_each_route_is_its_own() {
        let facts = Facts::new(&notation::parse(TEXT).unwrap());
        let subnet = facts.all::<Subnet>().next().unwrap();
        assert_eq!(nearest(&facts, subnet).len(), 4);
    }
}

//! Interfaces: what has an address in a subnet, and who has this one.

use std::net::IpAddr;

use ipnet::IpNet;

use super::packet::{Address, Known};
use crate::analysis::Facts;
use crate::model::{
    ElasticIp, EndpointType, EntityId, Id, Instance, Kind, LoadBalancer, LoadBalancerType,
    NatGateway, NetworkInterface, Record, SecurityGroup, Subnet, Vpc, VpcEndpoint,
};

/// What stands behind an interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Host,
    Balancer(Id<LoadBalancer>),
    Nat(Id<NatGateway>),
    Endpoint(Id<VpcEndpoint>),
    /// An interface that AWS made for something that takes no packets of its own.
    Managed(EntityId),
}

/// The security groups of an interface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Groups {
    /// It has none and nothing filters.
    None,
    /// The group that AWS makes with each VPC: members come in, everything goes out.
    Default(Id<Vpc>),
    Named(Vec<Id<SecurityGroup>>),
}

/// An interface in a subnet.
#[derive(Debug, Clone)]
pub(super) struct Nic<'f> {
    /// Tells it from the others of its subnet.
    pub key: EntityId,
    /// What a path calls it: the workload that it belongs to, or itself.
    pub hop: EntityId,
    pub subnet: &'f Subnet,
    pub addresses: Vec<Address>,
    pub public: Option<Address>,
    pub groups: Groups,
    /// Takes and sends packets that are not its own.
    pub forwards: bool,
    pub role: Role,
}

/// Who has an address in a VPC.
pub(super) enum Owner<'f> {
    Nic(Box<Nic<'f>>),
    /// Nothing is drawn in this subnet: a host of it may have the address.
    Possible(&'f Subnet),
    /// This one has some address of the subnet, perhaps this.
    Perhaps(&'f Subnet, EntityId),
    Nobody(&'f Subnet),
    NoSubnet,
}

impl Nic<'_> {
    /// Its address of a family.
    pub(super) fn address(&self, v4: bool) -> Option<Address> {
        let mut own = self.addresses.iter();
        own.find(|address| address.is_v4() == v4).copied()
    }

    pub(super) fn is_member(&self, group: Id<SecurityGroup>) -> bool {
        matches!(&self.groups, Groups::Named(groups) if groups.contains(&group))
    }
}

/// All interfaces of a subnet.
pub(super) fn in_subnet<'f>(facts: &'f Facts, subnet: &'f Subnet) -> Vec<Nic<'f>> {
    let mut nics = Vec::new();
    let interfaces: Vec<&NetworkInterface> = facts.children(subnet.id).collect();
    for instance in facts.children::<Instance>(subnet.id) {
        // An import may hold the first interface of a workload as a record of its own.
        let own = interfaces.iter().any(|nic| {
            nic.instance == Some(instance.id)
                && instance
                    .private_address
                    .is_none_or(|address| nic.addresses.contains(&address))
        });
        if !own {
            nics.push(of_instance(facts, subnet, instance));
        }
    }
    for interface in &interfaces {
        nics.push(of_interface(facts, subnet, interface));
    }
    let drawn = |owner: EntityId| {
        let mut managed = interfaces.iter();
        managed.any(|nic| nic.managed_for == Some(owner))
    };
    for balancer in facts.referrers::<LoadBalancer>(subnet.id) {
        if !drawn(balancer.id.entity()) {
            let own = Role::Balancer(balancer.id);
            nics.push(implied(facts, subnet, balancer, own, None));
        }
    }
    for endpoint in facts.referrers::<VpcEndpoint>(subnet.id) {
        if endpoint.endpoint_type == EndpointType::Interface && !drawn(endpoint.id.entity()) {
            let own = Role::Endpoint(endpoint.id);
            nics.push(implied(facts, subnet, endpoint, own, None));
        }
    }
    for nat in facts.children::<NatGateway>(subnet.id) {
        if !drawn(nat.id.entity()) {
            let own = Role::Nat(nat.id);
            nics.push(implied(facts, subnet, nat, own, nat.private_address));
        }
    }
    give_addresses(subnet, &mut nics);
    nics
}

/// Who has `address` in a VPC.
pub(super) fn owner<'f>(facts: &'f Facts, vpc: Id<Vpc>, address: &Address) -> Owner<'f> {
    let mut subnets = facts.children::<Subnet>(vpc);
    let Some(subnet) = subnets.find(|subnet| holds(subnet, address.ip)) else {
        return Owner::NoSubnet;
    };
    let nics = in_subnet(facts, subnet);
    if let Some(owner) = address.owner {
        let mut meant = nics.iter();
        if let Some(nic) = meant.find(|nic| nic.key == owner) {
            return Owner::Nic(Box::new(nic.clone()));
        }
        if owner == subnet.id.entity() && address.known != Known::Exact {
            return Owner::Possible(subnet);
        }
    }
    let exact = |nic: &&Nic<'_>| {
        let mut own = nic.addresses.iter();
        own.any(|own| own.known == Known::Exact && own.ip == address.ip)
    };
    if let Some(nic) = nics.iter().find(exact) {
        return Owner::Nic(Box::new(nic.clone()));
    }
    if !is_usable(subnet, address.ip) {
        return Owner::Nobody(subnet);
    }
    let open = nics.iter().find(|nic| {
        let mut own = nic.addresses.iter();
        own.any(|own| own.known != Known::Exact && own.is_v4() == address.is_v4())
    });
    match open {
        Some(nic) => Owner::Perhaps(subnet, nic.key),
        None if may_have_more_hosts(subnet, &nics) => Owner::Possible(subnet),
        None => Owner::Nobody(subnet),
    }
}

/// Whether hosts that are not drawn may be in a subnet: none is, and nobody has listed what there is.
pub(super) fn may_have_more_hosts(subnet: &Subnet, nics: &[Nic<'_>]) -> bool {
    subnet.meta.aws_id.is_empty() && !nics.iter().any(|nic| nic.role == Role::Host)
}

/// An address for a host of a subnet that is not drawn.
pub(super) fn undrawn(subnet: &Subnet, v4: bool) -> Option<Address> {
    let block = block(subnet, v4)?;
    Some(Address {
        ip: nth(block, FIRST),
        known: Known::Within(block),
        owner: Some(subnet.id.entity()),
    })
}

/// The interfaces of a record: of a workload, a load balancer, a NAT gateway, an endpoint, or itself.
pub(super) fn of_record(facts: &Facts, id: EntityId) -> Vec<Nic<'_>> {
    let subnets: Vec<Id<Subnet>> = match id.kind {
        Kind::Instance => {
            let own = facts.as_kind::<Instance>(id).map(|own| own.subnet);
            let more = facts.referrers::<NetworkInterface>(id);
            let more = more.filter(|nic| nic.instance.map(Id::entity) == Some(id));
            own.into_iter().chain(more.map(|nic| nic.subnet)).collect()
        }
        Kind::NetworkInterface => {
            let own = facts.as_kind::<NetworkInterface>(id);
            own.map(|own| own.subnet).into_iter().collect()
        }
        Kind::LoadBalancer => {
            let own = facts.as_kind::<LoadBalancer>(id);
            own.map_or_else(Vec::new, |own| own.subnets.clone())
        }
        Kind::NatGateway => {
            let own = facts.as_kind::<NatGateway>(id);
            own.map(|own| own.subnet).into_iter().collect()
        }
        Kind::VpcEndpoint => {
            let own = facts.as_kind::<VpcEndpoint>(id);
            own.map_or_else(Vec::new, |own| own.subnets.clone())
        }
        _ => Vec::new(),
    };
    let mut seen: Vec<Id<Subnet>> = Vec::new();
    let mut nics = Vec::new();
    for subnet in subnets {
        if seen.contains(&subnet) {
            continue;
        }
        seen.push(subnet);
        if let Some(subnet) = facts.get(subnet) {
            let all = in_subnet(facts, subnet).into_iter();
            nics.extend(all.filter(|nic| nic.key == id || nic.hop == id || nic.behind() == id));
        }
    }
    nics
}

/// Whoever has this public address.
pub(super) fn of_public(facts: &Facts, address: IpAddr) -> Option<Nic<'_>> {
    let has = |id: Option<Id<ElasticIp>>| {
        let elastic = id.and_then(|id| facts.get(id));
        elastic.is_some_and(|elastic| elastic.public_address == Some(address))
    };
    let instance = facts
        .all::<Instance>()
        .find(|own| own.public_ip == Some(address) || has(own.elastic_ip))
        .map(|own| own.id.entity());
    let interface = facts
        .all::<NetworkInterface>()
        .find(|own| own.public_ip == Some(address) || has(own.elastic_ip))
        .map(|own| own.id.entity());
    let nat = facts
        .all::<NatGateway>()
        .find(|own| has(own.elastic_ip))
        .map(|own| own.id.entity());
    let found = interface.or(instance).or(nat)?;
    let nics = of_record(facts, found);
    let holder = nics.iter().find(|nic| {
        nic.public
            .is_some_and(|public| public.known == Known::Exact && public.ip == address)
    });
    holder.or(nics.first()).cloned()
}

/// Whether an address can be a host's: AWS keeps the first four and the last of a block
/// (<https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>).
fn is_usable(subnet: &Subnet, ip: IpAddr) -> bool {
    let mut blocks = subnet.cidrs.iter();
    blocks.any(|block| {
        block.contains(&ip)
            && (0..FIRST).all(|taken| nth(block.trunc(), taken) != ip)
            && block.broadcast() != ip
    })
}

impl Nic<'_> {
    /// What an interface was made for.
    fn behind(&self) -> EntityId {
        match self.role {
            Role::Host => self.key,
            Role::Balancer(id) => id.entity(),
            Role::Nat(id) => id.entity(),
            Role::Endpoint(id) => id.entity(),
            Role::Managed(id) => id,
        }
    }
}

fn of_instance<'f>(facts: &'f Facts, subnet: &'f Subnet, instance: &Instance) -> Nic<'f> {
    let key = instance.id.entity();
    Nic {
        key,
        hop: key,
        subnet,
        addresses: instance
            .private_address
            .into_iter()
            .map(|ip| Address::exact(ip).owned(key))
            .collect(),
        public: public(
            facts,
            key,
            instance.elastic_ip,
            instance.public_ip,
            instance.public_address,
        ),
        groups: named(subnet.vpc, &instance.security_groups),
        forwards: !instance.source_dest_check,
        role: Role::Host,
    }
}

fn of_interface<'f>(facts: &'f Facts, subnet: &'f Subnet, nic: &NetworkInterface) -> Nic<'f> {
    let key = nic.id.entity();
    let instance = nic.instance.and_then(|id| facts.get(id));
    let first = instance.is_some_and(|own| {
        own.private_address
            .is_some_and(|address| nic.addresses.contains(&address))
    });
    let first = instance.filter(|_| first);
    let role = match nic.managed_for {
        None => Role::Host,
        Some(id) => match (id.kind, id) {
            (Kind::LoadBalancer, id) => id.typed().map_or(Role::Managed(id), Role::Balancer),
            (Kind::NatGateway, id) => id.typed().map_or(Role::Managed(id), Role::Nat),
            (Kind::VpcEndpoint, id) => id.typed().map_or(Role::Managed(id), Role::Endpoint),
            (_, id) => Role::Managed(id),
        },
    };
    let groups = match role {
        Role::Host => {
            let own = if nic.security_groups.is_empty() {
                first.map_or(&[][..], |own| &own.security_groups)
            } else {
                &nic.security_groups
            };
            named(subnet.vpc, own)
        }
        role if nic.security_groups.is_empty() => groups_of(facts, subnet, role),
        _ => Groups::Named(nic.security_groups.clone()),
    };
    let elastic = nic
        .elastic_ip
        .or(first.and_then(|own| own.elastic_ip))
        .or(elastic_of(facts, role));
    let given = nic.public_ip.or(first.and_then(|own| own.public_ip));
    let some = first.is_some_and(|own| own.public_address) || faces_internet(facts, role);
    // The path names the gateway itself; a load balancer has an interface in each zone, which tells more.
    let hop = match role {
        Role::Host => nic.instance.map_or(key, Id::entity),
        Role::Nat(id) => id.entity(),
        Role::Endpoint(id) => id.entity(),
        Role::Balancer(_) | Role::Managed(_) => key,
    };
    Nic {
        key,
        hop,
        subnet,
        addresses: nic
            .addresses
            .iter()
            .map(|ip| Address::exact(*ip).owned(key))
            .collect(),
        public: public(facts, key, elastic, given, some),
        groups,
        forwards: !nic.source_dest_check || first.is_some_and(|own| !own.source_dest_check),
        role,
    }
}

/// An interface that AWS makes with a record and that is not drawn.
fn implied<'f>(
    facts: &'f Facts,
    subnet: &'f Subnet,
    record: &dyn Record,
    role: Role,
    fixed: Option<IpAddr>,
) -> Nic<'f> {
    let key = record.id();
    let some = faces_internet(facts, role);
    Nic {
        key,
        hop: key,
        subnet,
        addresses: fixed
            .into_iter()
            .map(|ip| Address::exact(ip).owned(key))
            .collect(),
        public: public(facts, key, elastic_of(facts, role), None, some),
        groups: groups_of(facts, subnet, role),
        forwards: matches!(role, Role::Nat(_)),
        role,
    }
}

fn elastic_of(facts: &Facts, role: Role) -> Option<Id<ElasticIp>> {
    match role {
        Role::Nat(id) => facts.get(id)?.elastic_ip,
        _ => None,
    }
}

fn faces_internet(facts: &Facts, role: Role) -> bool {
    use crate::model::{Connectivity, Scheme};
    match role {
        Role::Balancer(id) => facts
            .get(id)
            .is_some_and(|own| own.scheme == Scheme::InternetFacing),
        Role::Nat(id) => facts
            .get(id)
            .is_some_and(|own| own.connectivity == Connectivity::Public),
        Role::Host | Role::Endpoint(_) | Role::Managed(_) => false,
    }
}

fn groups_of(facts: &Facts, subnet: &Subnet, role: Role) -> Groups {
    match role {
        Role::Balancer(id) => match facts.get(id) {
            // Only Network Load Balancers can be without.
            Some(own)
                if matches!(
                    own.balancer_type,
                    LoadBalancerType::Application | LoadBalancerType::Classic
                ) =>
            {
                named(subnet.vpc, &own.security_groups)
            }
            Some(own) if !own.security_groups.is_empty() => {
                Groups::Named(own.security_groups.clone())
            }
            _ => Groups::None,
        },
        Role::Endpoint(id) => {
            let own = facts.get(id).map(|own| &own.security_groups[..]);
            named(subnet.vpc, own.unwrap_or_default())
        }
        Role::Host | Role::Nat(_) | Role::Managed(_) => Groups::None,
    }
}

fn named(vpc: Id<Vpc>, groups: &[Id<SecurityGroup>]) -> Groups {
    if groups.is_empty() {
        Groups::Default(vpc)
    } else {
        Groups::Named(groups.to_vec())
    }
}

fn public(
    facts: &Facts,
    key: EntityId,
    elastic: Option<Id<ElasticIp>>,
    given: Option<IpAddr>,
    some: bool,
) -> Option<Address> {
    let fixed = elastic.and_then(|id| facts.get(id)?.public_address);
    let any = elastic.is_some() || some;
    let address = fixed.or(given).map(Address::exact);
    let address = address.or(any.then(Address::some_public))?;
    Some(address.owned(key))
}

/// How many addresses AWS keeps at the start of a block.
const FIRST: u32 = 4;

/// Gives those without an address an example each, none twice.
fn give_addresses(subnet: &Subnet, nics: &mut [Nic<'_>]) {
    let taken: Vec<IpAddr> = nics
        .iter()
        .flat_map(|nic| nic.addresses.iter().map(|address| address.ip))
        .collect();
    for v4 in [true, false] {
        let Some(block) = block(subnet, v4) else {
            continue;
        };
        let mut next = FIRST;
        for nic in nics.iter_mut() {
            // What was imported has the addresses that it was imported with.
            let read = !subnet.meta.aws_id.is_empty() && !nic.addresses.is_empty();
            if nic.addresses.iter().any(|address| address.is_v4() == v4) || read {
                continue;
            }
            while taken.contains(&nth(block, next)) {
                next += 1;
            }
            nic.addresses.push(Address {
                ip: nth(block, next),
                known: Known::Within(block),
                owner: Some(nic.key),
            });
            next += 1;
        }
    }
}

fn block(subnet: &Subnet, v4: bool) -> Option<IpNet> {
    let mut blocks = subnet.cidrs.iter();
    let block = blocks.find(|block| block.addr().is_ipv4() == v4)?;
    Some(block.trunc())
}

fn holds(subnet: &Subnet, ip: IpAddr) -> bool {
    subnet.cidrs.iter().any(|block| block.contains(&ip))
}

fn nth(block: IpNet, number: u32) -> IpAddr {
    match block {
        IpNet::V4(block) => IpAddr::from(
            u32::from(block.network())
                .wrapping_add(number)
                .to_be_bytes(),
        ),
        IpNet::V6(block) => IpAddr::from(
            u128::from(block.network())
                .wrapping_add(u128::from(number))
                .to_be_bytes(),
        ),
    }
}

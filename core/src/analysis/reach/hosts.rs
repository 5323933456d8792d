//! Hosts: what can open or accept a connection at an end of an intent.
//!
//! Where workloads are drawn in a subnet, they are its hosts; where none is, every address is a possible host and no
//! security group is known.

use crate::analysis::Facts;
use crate::model::{
    EndpointType, EntityId, Id, Instance, IntentEnd, Kind, LoadBalancer, LoadBalancerType,
    NetworkInterface, Scheme, SecurityGroup, Subnet, Vpc, VpcEndpoint,
};
use crate::net::PrefixSet;

/// Something with addresses and filters of its own.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Host {
    /// The workload, or the subnet or site whose addresses are possible hosts.
    pub at: EntityId,
    /// Absent for sites and the internet.
    pub subnet: Option<Id<Subnet>>,
    /// Those that it has or may be given.
    pub addresses: PrefixSet,
    pub groups: Groups,
    /// Whether the internet can send to it through an internet gateway.
    pub public: bool,
    /// Load balancers and endpoints answer; only workloads ask.
    pub opens: bool,
}

/// The security groups of a host.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Groups {
    /// None is known, so none filters.
    Any,
    /// The group that AWS makes with each VPC.
    Default(Id<Vpc>),
    Named(Vec<Id<SecurityGroup>>),
}

impl Host {
    /// A site, or the internet.
    pub(super) fn outside(at: EntityId, addresses: PrefixSet) -> Self {
        Self {
            at,
            subnet: None,
            addresses,
            groups: Groups::Any,
            public: false,
            opens: true,
        }
    }

    pub(super) fn is_member(&self, group: Id<SecurityGroup>) -> bool {
        matches!(&self.groups, Groups::Named(groups) if groups.contains(&group))
    }

    pub(super) fn vpc(&self, facts: &Facts) -> Option<Id<Vpc>> {
        Some(facts.get(self.subnet?)?.vpc)
    }
}

/// The hosts of an end in one subnet, among the addresses that it means there.
pub(super) fn hosts_in(
    facts: &Facts,
    end: &IntentEnd,
    subnet: &Subnet,
    meant: &PrefixSet,
) -> Vec<Host> {
    let own: PrefixSet = subnet.cidrs.iter().collect();
    let named = |groups: &[Id<SecurityGroup>]| match groups {
        [] => Groups::Default(subnet.vpc),
        groups => Groups::Named(groups.to_vec()),
    };
    let host =
        |at: EntityId, addresses: PrefixSet, groups: Groups, public: bool, opens: bool| Host {
            at,
            subnet: Some(subnet.id),
            addresses: addresses.intersection(meant),
            groups,
            public,
            opens,
        };
    let mut hosts = Vec::new();
    for workload in facts.children::<Instance>(subnet.id) {
        let addresses = workload.private_address.map_or_else(
            || own.clone(),
            |address| PrefixSet::from(ipnet::IpNet::from(address)),
        );
        let public = workload.public_address || workload.elastic_ip.is_some();
        let groups = named(&workload.security_groups);
        hosts.push(host(workload.id.entity(), addresses, groups, public, true));
    }
    // What AWS made for a load balancer or an endpoint is that balancer or endpoint.
    let interfaces = facts.children::<NetworkInterface>(subnet.id);
    for interface in interfaces.filter(|interface| interface.managed_for.is_none()) {
        let fixed: PrefixSet = interface
            .addresses
            .iter()
            .map(|address| ipnet::IpNet::from(*address))
            .collect();
        let addresses = if fixed.is_empty() { own.clone() } else { fixed };
        let groups = named(&interface.security_groups);
        let public = interface.elastic_ip.is_some();
        hosts.push(host(interface.id.entity(), addresses, groups, public, true));
    }
    let asks = !hosts.is_empty();
    for balancer in facts.referrers::<LoadBalancer>(subnet.id) {
        // Only Network Load Balancers may have no group at all.
        let groups = match balancer.balancer_type {
            LoadBalancerType::Application => named(&balancer.security_groups),
            _ if balancer.security_groups.is_empty() => Groups::Any,
            _ => named(&balancer.security_groups),
        };
        let public = balancer.scheme == Scheme::InternetFacing;
        hosts.push(host(
            balancer.id.entity(),
            own.clone(),
            groups,
            public,
            false,
        ));
    }
    for endpoint in facts.referrers::<VpcEndpoint>(subnet.id) {
        if endpoint.endpoint_type == EndpointType::Interface {
            let groups = named(&endpoint.security_groups);
            hosts.push(host(
                endpoint.id.entity(),
                own.clone(),
                groups,
                false,
                false,
            ));
        }
    }
    let alone = match end {
        IntentEnd::Entity(id) => match id.kind {
            Kind::Instance | Kind::NetworkInterface | Kind::LoadBalancer | Kind::VpcEndpoint => {
                Some(*id)
            }
            _ => None,
        },
        _ => None,
    };
    if let Some(alone) = alone {
        hosts.retain(|host| host.at == alone);
    } else if !asks {
        hosts.push(host(subnet.id.entity(), own, Groups::Any, true, true));
    }
    hosts.retain(|host| !host.addresses.is_empty());
    hosts
}

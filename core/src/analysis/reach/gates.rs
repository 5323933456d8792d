//! Network ACLs on a way, in the order in which packets meet them, and what filters see of the source there.
//!
//! The walk notes each edge of a subnet that it passes: at what inspects, at NAT gateways, and at attachments on both
//! sides of a hub. The edges of the two ends depend on who sends and who receives, so they follow from the last subnet.

use super::Outcome;
use super::filters::{acl_admits, acl_of};
use super::hosts::Host;
use super::packets::{Packets, Side, narrowed};
use crate::analysis::Facts;
use crate::model::{
    Direction, EntityId, Id, Instance, NatGateway, NetworkInterface, Protocol, Subnet,
};
use crate::net::PrefixSet;

/// What stops packets: the word, and the record.
pub(super) type Obstacle = (&'static str, EntityId);

pub(super) const BY_ACL: &str = "SUBNET_ACL_RESTRICTION";
const BY_PROTOCOL: &str = "PROTOCOL_RESTRICTION";

/// One thing that packets meet between the two ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gate {
    /// The outbound rules of the subnet that they leave.
    Out(Leaves),
    /// The inbound rules of a subnet.
    In(Id<Subnet>),
    /// From here on filters see the address of a NAT gateway.
    Nat(Id<NatGateway>),
    /// From here on filters may see the address of a host that forwards.
    Forwarded(EntityId),
}

/// The subnet that packets leave for what comes next.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Leaves {
    /// None: they come from outside, or from a hub.
    #[default]
    Outside,
    /// The sender's own, whichever that is: subnets that send alike share a walk.
    Own,
    Subnet(Id<Subnet>),
}

impl Leaves {
    fn subnet(self, sender: &Host) -> Option<Id<Subnet>> {
        match self {
            Self::Outside => None,
            Self::Own => sender.subnet,
            Self::Subnet(subnet) => Some(subnet),
        }
    }
}

/// Packets that the network ACLs of all subnets on the way let through
/// (<https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html>,
/// <https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html>).
pub(super) fn through_gates(
    facts: &Facts,
    protocol: Protocol,
    mut packets: Vec<Packets>,
    (sender, receiver): (&Host, &Host),
    way: &Outcome,
) -> Result<Vec<Packets>, Obstacle> {
    let last = way.leaves.subnet(sender);
    let mut gates = way.gates.clone();
    // Inside one subnet no network ACL is asked.
    if last.is_none() || last != receiver.subnet {
        gates.extend(last.map(|_| Gate::Out(way.leaves)));
        gates.extend(receiver.subnet.map(Gate::In));
    }
    for gate in gates {
        packets = match gate {
            Gate::Out(leaves) => {
                let subnet = leaves.subnet(sender);
                past(facts, protocol, &packets, subnet, Direction::Egress)?
            }
            Gate::In(subnet) => past(facts, protocol, &packets, Some(subnet), Direction::Ingress)?,
            Gate::Nat(nat) => {
                // It translates nothing else
                // (<https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html>).
                if ![Protocol::TCP, Protocol::UDP, Protocol::ICMP].contains(&protocol) {
                    return Err((BY_PROTOCOL, nat.entity()));
                }
                seen_as(packets, &addresses_of_nat(facts, nat), false)
            }
            Gate::Forwarded(host) => seen_as(packets, &addresses_of_host(facts, host), true),
        };
    }
    Ok(packets)
}

/// The addresses that a NAT gateway has in its subnet, or may be given there.
pub(super) fn addresses_of_nat(facts: &Facts, nat: Id<NatGateway>) -> PrefixSet {
    let Some(nat) = facts.get(nat) else {
        return PrefixSet::full();
    };
    match nat.private_address {
        Some(address) => PrefixSet::from(ipnet::IpNet::from(address)),
        None => addresses_in(facts, nat.subnet),
    }
}

fn addresses_of_host(facts: &Facts, host: EntityId) -> PrefixSet {
    let of_instance = facts
        .as_kind::<Instance>(host)
        .map(|instance| instance.subnet);
    let subnet = of_instance.or_else(|| {
        let interface = facts.as_kind::<NetworkInterface>(host);
        interface.map(|interface| interface.subnet)
    });
    subnet.map_or_else(PrefixSet::full, |subnet| addresses_in(facts, subnet))
}

fn addresses_in(facts: &Facts, subnet: Id<Subnet>) -> PrefixSet {
    let blocks = facts.get(subnet).map_or(&[][..], |subnet| &subnet.cidrs);
    blocks.iter().collect()
}

/// Past the network ACL of one subnet.
fn past(
    facts: &Facts,
    protocol: Protocol,
    packets: &[Packets],
    subnet: Option<Id<Subnet>>,
    direction: Direction,
) -> Result<Vec<Packets>, Obstacle> {
    let Some(subnet) = subnet.and_then(|id| facts.get(id)) else {
        return Ok(packets.to_vec());
    };
    let side = match direction {
        Direction::Egress => Side::Destination,
        Direction::Ingress => Side::Source,
    };
    let admitted = acl_admits(facts, subnet, direction, protocol);
    let left = narrowed(packets, &admitted, side);
    if left.is_empty() {
        let acl = acl_of(facts, subnet);
        let at = acl.map_or(subnet.id.entity(), |acl| acl.id.entity());
        return Err((BY_ACL, at));
    }
    Ok(left)
}

fn seen_as(mut packets: Vec<Packets>, addresses: &PrefixSet, or_own: bool) -> Vec<Packets> {
    for packet in &mut packets {
        let own = packet.seen_as.as_ref().unwrap_or(&packet.source);
        let seen = if or_own {
            addresses.union(own)
        } else {
            addresses.clone()
        };
        packet.seen_as = Some(seen);
    }
    packets
}

//! The way of an answer: security groups remember a connection, network ACLs and route tables do not, so an answer is
//! walked as any packet is, from whoever was asked to whoever asked.

use super::gates::{Gate, Leaves, Obstacle, addresses_of_nat, through_gates};
use super::hosts::{Groups, Host};
use super::packets::Packets;
use super::walk::Walker;
use super::{End, Outcome, filters};
use crate::analysis::Facts;
use crate::model::{EntityId, Id, InternetGateway, Kind, NatGateway, Protocol, Site, Subnet, Vpc};

/// Of TCP packets that went some way, those whose answers find one back.
pub(super) fn answered(
    facts: &Facts,
    packets: Vec<Packets>,
    sender: &Host,
    receiver: &Host,
    outcome: &Outcome,
) -> Result<Vec<Packets>, Obstacle> {
    let mut open = Vec::new();
    let mut obstacle = None;
    for packet in packets {
        let subnet = receiver.subnet.and_then(|subnet| facts.get(subnet));
        let brought = match (subnet, receiver.at.typed::<Site>()) {
            (Some(subnet), _) => {
                let ways = ways_from_subnet(facts, subnet, &packet, Some(subnet.vpc));
                brought(facts, &packet, &ways, receiver, sender)
            }
            (None, Some(site)) => {
                let mut walker = Walker::with_gates_alone(facts);
                walker.site(site, &packet.source);
                let ways = walker.outcomes;
                brought(facts, &packet, &ways, receiver, sender)
            }
            (None, None) => from_internet(facts, &packet, sender, receiver, outcome),
        };
        match brought {
            Ok(packets) => open.extend(packets),
            Err(why) => obstacle = Some(why),
        }
    }
    match obstacle {
        Some(why) if open.is_empty() => Err(why),
        _ => Ok(open),
    }
}

/// Of packets from `sender`, those whose answers come home from `receiver` by one of these ways.
fn brought(
    facts: &Facts,
    packet: &Packets,
    ways: &[Outcome],
    receiver: &Host,
    sender: &Host,
) -> Result<Vec<Packets>, Obstacle> {
    let mut open = Vec::new();
    let mut obstacle = (NO_WAY, receiver.at);
    for way in ways {
        // A NAT gateway would answer from another address than was asked.
        let translated = way.gates.iter().any(|gate| matches!(gate, Gate::Nat(_)));
        if translated || !is_home(facts, &way.end, sender) {
            continue;
        }
        let back = Packets {
            source: packet.destination.clone(),
            destination: way.destinations.intersection(&packet.source),
            ports: filters::ephemeral_ports(),
            seen_as: None,
        };
        match through_gates(facts, Protocol::TCP, vec![back], (receiver, sender), way) {
            Ok(answers) => open.extend(answers.into_iter().map(|answer| Packets {
                source: answer.destination,
                destination: answer.source,
                ports: packet.ports.clone(),
                seen_as: packet.seen_as.clone(),
            })),
            Err(why) => obstacle = why,
        }
    }
    if open.is_empty() {
        Err(obstacle)
    } else {
        Ok(open)
    }
}

const NO_WAY: &str = "NO_ROUTE_TO_DESTINATION";

fn is_home(facts: &Facts, end: &End, sender: &Host) -> bool {
    match end {
        End::Vpc(vpc) => sender.vpc(facts) == Some(*vpc),
        End::Site(site) => site.entity() == sender.at,
        End::Internet(_) => sender.subnet.is_none() && sender.at.kind == Kind::InternetGateway,
        // It may come home: not left out.
        End::Unknown(..) => true,
        End::Service(_) | End::Dropped(..) => false,
    }
}

/// What the internet answers comes in by the gateway that it was asked over, which remembers who asked, and then back
/// through each NAT gateway that did, by the table of the subnet in which that stands.
fn from_internet(
    facts: &Facts,
    packet: &Packets,
    sender: &Host,
    internet: &Host,
    outcome: &Outcome,
) -> Result<Vec<Packets>, Obstacle> {
    let End::Internet(gateway) = outcome.end else {
        return Err((NO_WAY, internet.at));
    };
    let mut from: Option<Host> = None;
    for gate in outcome.gates.iter().rev() {
        let Gate::Nat(nat) = gate else { continue };
        let Some(station) = station(facts, *nat) else {
            continue;
        };
        let asked = Packets {
            source: station.addresses.clone(),
            ..packet.clone()
        };
        onward(facts, &asked, from.as_ref(), internet, &station, gateway)?;
        from = Some(station);
    }
    onward(facts, packet, from.as_ref(), internet, sender, gateway)
}

/// One stretch of the way: from the gateway, or from the NAT gateway before, to the next that remembers, or home.
fn onward(
    facts: &Facts,
    packet: &Packets,
    from: Option<&Host>,
    internet: &Host,
    to: &Host,
    gateway: EntityId,
) -> Result<Vec<Packets>, Obstacle> {
    let subnet = from.and_then(|from| facts.get(from.subnet?));
    let ways = match subnet {
        // Packets of the internet are strangers in the VPC.
        Some(subnet) => ways_from_subnet(facts, subnet, packet, None),
        None => ways_in(facts, gateway, to, packet),
    };
    brought(facts, packet, &ways, from.unwrap_or(internet), to)
}

/// Ways to the sources of packets; the answer's own source is an address of `source_vpc`, or of none.
fn ways_from_subnet(
    facts: &Facts,
    subnet: &Subnet,
    packet: &Packets,
    source_vpc: Option<Id<Vpc>>,
) -> Vec<Outcome> {
    let mut walker = Walker::with_gates_alone(facts);
    walker.source_vpc = source_vpc;
    walker.start(subnet, &packet.source);
    walker.outcomes
}

/// A NAT gateway as an end of a stretch.
fn station(facts: &Facts, nat: Id<NatGateway>) -> Option<Host> {
    let subnet = facts.get(nat)?.subnet;
    Some(Host {
        at: nat.entity(),
        subnet: Some(subnet),
        addresses: addresses_of_nat(facts, nat),
        groups: Groups::Any,
        public: false,
        opens: false,
    })
}

/// How a gateway to the internet brings answers to a host.
fn ways_in(facts: &Facts, gateway: EntityId, to: &Host, packet: &Packets) -> Vec<Outcome> {
    let attached = facts.as_kind::<InternetGateway>(gateway);
    let vpc = match attached {
        Some(gateway) => gateway.vpc.and_then(|vpc| facts.get(vpc)),
        None => facts.vpc_of(gateway),
    };
    let subnet: Option<&Subnet> = to.subnet.and_then(|subnet| facts.get(subnet));
    let own = |vpc: &&Vpc| subnet.is_some_and(|subnet| subnet.vpc == vpc.id);
    if let Some(vpc) = vpc.filter(own) {
        let zone = subnet.map(|subnet| subnet.az.as_str());
        let mut walker = Walker::with_gates_alone(facts);
        walker.edge(vpc, edge_of(facts, vpc, gateway), zone, &packet.source);
        return walker.outcomes;
    }
    // A host that forwards under its own address remembers who asked, and is not analysed further.
    let end = match (to.vpc(facts), to.at.typed::<Site>()) {
        (Some(vpc), _) => End::Vpc(vpc),
        (None, Some(site)) => End::Site(site),
        (None, None) => return Vec::new(),
    };
    vec![Outcome {
        destinations: packet.source.clone(),
        end,
        hops: Vec::new(),
        filters: Vec::new(),
        gates: Vec::new(),
        leaves: Leaves::Outside,
    }]
}

/// The gateway at the edge: what a regional NAT gateway sends leaves by the internet gateway of its VPC.
fn edge_of(facts: &Facts, vpc: &Vpc, gateway: EntityId) -> EntityId {
    if gateway.kind != Kind::NatGateway {
        return gateway;
    }
    let mut gateways = facts.referrers::<InternetGateway>(vpc.id);
    let attached = gateways.find(|own| own.vpc == Some(vpc.id));
    attached.map_or(gateway, |own| own.id.entity())
}

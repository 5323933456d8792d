//! Reach at level `connectable`: whether a new connection can be opened, over the same walk, through the security
//! groups and network ACLs on the way and, for TCP, back.
//!
//! What may pass is never left out: a host without a fixed address may have any of its subnet's, and of several
//! subnets of an attachment each may carry the packet. So "closed" is proved, and "open" comes with a witness. Rules
//! inside firewalls and appliances are not analysed: a way through one is told with its filters.

use std::collections::{BTreeMap, BTreeSet};

use super::filters::{Admitted, acl_admits, ephemeral_ports, group_to_blame, groups_admit};
use super::hosts::{Host, hosts_in};
use super::targets::{entry, exit};
use super::{End, Flow, Hop, Outcome};
use crate::analysis::ends::{is_hop, public_addresses};
use crate::analysis::{Ends, Facts, Next};
use crate::model::{
    Direction, EntityId, Id, Intent, InternetGateway, Kind, NetworkAclRule, Protocol,
    SecurityGroupRule, Site, Subnet,
};
use crate::net::{PortSet, PrefixSet};

/// A connection that can be opened.
#[derive(Debug, Clone, PartialEq)]
pub struct Opening {
    /// Who opens it: a workload, or the subnet or site whose addresses are possible hosts.
    pub from: EntityId,
    pub to: EntityId,
    pub protocol: Protocol,
    /// Destination ports; all for protocols that have none.
    pub ports: PortSet,
    pub flow: Flow,
}

/// What can be opened from one end to another.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Connections {
    /// One for each pair of hosts that has one.
    pub openings: Vec<Opening>,
    /// Pairs that are routed and filtered, with the word of Reachability Analyzer and the record that stops them.
    pub stopped: Vec<(EntityId, EntityId, &'static str, EntityId)>,
    /// Why it can't be known for some.
    pub unknown: BTreeSet<String>,
}

/// One protocol with the ports that are asked about.
struct Asked {
    protocol: Protocol,
    ports: PortSet,
}

/// Packets that are left after some filters.
#[derive(Clone)]
struct Packets {
    source: PrefixSet,
    destination: PrefixSet,
    ports: PortSet,
}

/// The side of a packet that a filter looks at.
#[derive(Clone, Copy)]
enum Side {
    Source,
    Destination,
}

impl Facts {
    /// Connections that an intent's ends can open, of its protocol and ports, over hops as it asks.
    pub fn connectable(&self, intent: &Intent) -> Connections {
        let mut found = Connections::default();
        let asked = asked(self, intent);
        let (from, to) = (self.ends(&intent.from), self.ends(&intent.to));
        let mut receivers = drawn_hosts(self, intent, &to);
        for (site, blocks) in &to.sites {
            receivers.push(Host::outside(site.entity(), blocks.clone()));
        }
        if to.internet {
            receivers.push(Host::outside(intent.id.entity(), public_addresses()));
        }
        let targets = to.addresses();
        let mut walked: BTreeMap<_, Vec<Outcome>> = BTreeMap::new();
        for (id, meant) in &from.subnets {
            let Some(subnet) = self.get(*id) else {
                continue;
            };
            let outcomes = walked
                .entry(self.sends_like(subnet))
                .or_insert_with(|| self.walk_from_subnet(subnet, &targets));
            for sender in hosts_in(self, &intent.from, subnet, meant) {
                if sender.opens {
                    found.add_host(self, intent, &asked, &sender, outcomes, &receivers);
                }
            }
        }
        for (site, blocks) in &from.sites {
            let outcomes = self.walk_from_site(*site, &targets);
            let sender = Host::outside(site.entity(), blocks.clone());
            found.add_host(self, intent, &asked, &sender, &outcomes, &receivers);
        }
        if from.internet {
            found.add_internet(self, intent, &asked, &receivers);
        }
        found
    }

    /// Hosts that an intent's receiving end means and that the internet can send to, whatever filters say.
    pub fn routed_from_internet(&self, intent: &Intent) -> Vec<(EntityId, Flow)> {
        let receivers = drawn_hosts(self, intent, &self.ends(&intent.to));
        let ways = receivers.into_iter().filter_map(|receiver| {
            let (_, outcome) = from_gateway(self, intent, &receiver)?;
            let flow = Flow {
                source: public_addresses(),
                destinations: outcome.destinations,
                hops: outcome.hops,
                filters: outcome.filters,
            };
            Some((receiver.at, flow))
        });
        ways.collect()
    }
}

fn drawn_hosts(facts: &Facts, intent: &Intent, to: &Ends) -> Vec<Host> {
    let subnets = to.subnets.iter();
    let hosts =
        subnets.filter_map(|(id, meant)| Some(hosts_in(facts, &intent.to, facts.get(*id)?, meant)));
    hosts.flatten().collect()
}

impl Connections {
    fn add_host(
        &mut self,
        facts: &Facts,
        intent: &Intent,
        asked: &[Asked],
        sender: &Host,
        outcomes: &[Outcome],
        receivers: &[Host],
    ) {
        for outcome in outcomes {
            if let End::Unknown(why, _) = &outcome.end {
                self.unknown.insert(why.clone());
                continue;
            }
            let nat = outcome
                .hops
                .iter()
                .find(|hop| hop.id.kind == Kind::NatGateway);
            if let (Some(nat), End::Vpc(_) | End::Site(_)) = (nat, &outcome.end) {
                // Filters see its address from here on, and answers come back to it.
                let why = format!(
                    "what filters do behind {} is not analysed",
                    facts.label(nat.id)
                );
                self.unknown.insert(why);
                continue;
            }
            let passes = |kind: &_| outcome.hops.iter().any(|hop| is_hop(hop, *kind));
            if !intent.through.iter().all(passes) || intent.not_through.iter().any(passes) {
                continue;
            }
            for receiver in receivers.iter().filter(|receiver| receiver.at != sender.at) {
                let Some(destinations) = arrives(facts, sender, outcome, receiver) else {
                    continue;
                };
                self.pair(facts, asked, sender, receiver, outcome, &destinations);
            }
        }
    }

    /// Connections from the internet to hosts with public addresses.
    fn add_internet(
        &mut self,
        facts: &Facts,
        intent: &Intent,
        asked: &[Asked],
        receivers: &[Host],
    ) {
        for receiver in receivers {
            if let Some((gateway, outcome)) = from_gateway(facts, intent, receiver) {
                let sender = Host::outside(gateway.entity(), public_addresses());
                self.pair(
                    facts,
                    asked,
                    &sender,
                    receiver,
                    &outcome,
                    &receiver.addresses,
                );
            }
        }
    }

    fn pair(
        &mut self,
        facts: &Facts,
        asked: &[Asked],
        sender: &Host,
        receiver: &Host,
        outcome: &Outcome,
        destinations: &PrefixSet,
    ) {
        let mut stopped = None;
        for Asked { protocol, ports } in asked {
            let all = vec![Packets {
                source: sender.addresses.clone(),
                destination: destinations.clone(),
                ports: ports.clone(),
            }];
            let forth = forward(
                facts,
                *protocol,
                all,
                (sender, receiver),
                outcome,
                &mut self.unknown,
            );
            let open = match forth {
                Ok(open) if *protocol == Protocol::TCP => answered(facts, open, sender, receiver),
                other => other,
            };
            match open {
                Ok(open) => {
                    if let Some(first) = open.into_iter().next() {
                        let flow = Flow {
                            source: first.source,
                            destinations: first.destination,
                            hops: outcome.hops.clone(),
                            filters: outcome.filters.clone(),
                        };
                        self.openings.push(Opening {
                            from: sender.at,
                            to: receiver.at,
                            protocol: *protocol,
                            ports: first.ports,
                            flow,
                        });
                        return;
                    }
                }
                Err(obstacle) => {
                    stopped.get_or_insert(obstacle);
                }
            }
        }
        if let Some((code, at)) = stopped {
            self.stopped.push((sender.at, receiver.at, code, at));
        }
    }
}

/// How the internet sends to a host: through the gateway that its subnet's table leads to.
fn from_gateway(
    facts: &Facts,
    intent: &Intent,
    receiver: &Host,
) -> Option<(Id<InternetGateway>, Outcome)> {
    let subnet = facts.get(receiver.subnet.filter(|_| receiver.public)?)?;
    let gateway = gateway_of(facts, subnet)?;
    let text = format!(
        "{} brings it to {}",
        facts.label(gateway),
        facts.label(receiver.at)
    );
    let outcome = Outcome {
        destinations: receiver.addresses.clone(),
        end: End::Vpc(subnet.vpc),
        hops: vec![Hop {
            id: gateway.entity(),
            text,
        }],
        filters: Vec::new(),
    };
    let passes = |kind: &_| outcome.hops.iter().any(|hop| is_hop(hop, *kind));
    let asked = intent.through.iter().all(passes) && !intent.not_through.iter().any(passes);
    asked.then_some((gateway, outcome))
}

/// What an intent asks about: its protocol, or one of each kind that rules can tell apart.
fn asked(facts: &Facts, intent: &Intent) -> Vec<Asked> {
    let ports: PortSet = if intent.ports.is_empty() {
        PortSet::all()
    } else {
        intent.ports.iter().map(|pair| pair.0).collect()
    };
    let one = |protocol: Protocol| Asked {
        protocol,
        ports: if protocol.has_ports() {
            ports.clone()
        } else {
            PortSet::all()
        },
    };
    if intent.protocol != Protocol::All {
        return vec![one(intent.protocol)];
    }
    if !intent.ports.is_empty() {
        return vec![one(Protocol::TCP), one(Protocol::UDP)];
    }
    // 253 is for experiments (RFC 3692): only rules for all protocols match it.
    let mut protocols: BTreeSet<Protocol> =
        [Protocol::UDP, Protocol::ICMP, Protocol::Number(253)].into();
    protocols.extend(facts.all::<SecurityGroupRule>().map(|rule| rule.protocol));
    protocols.extend(facts.all::<NetworkAclRule>().map(|rule| rule.protocol));
    protocols.remove(&Protocol::All);
    protocols.remove(&Protocol::TCP);
    let rest = protocols.into_iter().map(one);
    std::iter::once(one(Protocol::TCP)).chain(rest).collect()
}

/// The addresses of a receiver at which an outcome ends.
fn arrives(facts: &Facts, sender: &Host, outcome: &Outcome, receiver: &Host) -> Option<PrefixSet> {
    let here = match (&outcome.end, receiver.at.kind) {
        (End::Vpc(vpc), _) => receiver.vpc(facts) == Some(*vpc),
        (End::Site(site), Kind::Site) => site.entity() == receiver.at,
        (End::Internet(gateway), Kind::Intent) => {
            // An internet gateway carries IPv4 for public addresses only; a NAT gateway has its own.
            gateway.kind != Kind::InternetGateway
                || sender.public
                || outcome
                    .hops
                    .iter()
                    .any(|hop| hop.id.kind == Kind::NatGateway)
                // A host that forwards may send on under its own public address.
                || outcome
                    .filters
                    .iter()
                    .any(|id| matches!(id.kind, Kind::Instance | Kind::NetworkInterface))
                || outcome.destinations.overlaps(&PrefixSet::all_v6())
        }
        _ => false,
    };
    let destinations = outcome.destinations.intersection(&receiver.addresses);
    (here && !destinations.is_empty()).then_some(destinations)
}

/// The internet gateway that a subnet's table leads to.
fn gateway_of(facts: &Facts, subnet: &Subnet) -> Option<Id<InternetGateway>> {
    let table = facts.routes(subnet.vpc)?.of_subnet(subnet)?;
    table.lines.iter().find_map(|line| match line.next {
        Next::Via(target) => {
            let gateway = facts.as_kind::<InternetGateway>(target)?;
            (gateway.vpc == Some(subnet.vpc)).then_some(gateway.id)
        }
        _ => None,
    })
}

/// What stops packets: the word, and the record.
type Obstacle = (&'static str, EntityId);

const BY_GROUP: &str = "ENI_SG_RULES_MISMATCH";
const BY_ACL: &str = "SUBNET_ACL_RESTRICTION";

/// Packets that get from one host to another through every filter on the way.
fn forward(
    facts: &Facts,
    protocol: Protocol,
    mut packets: Vec<Packets>,
    (sender, receiver): (&Host, &Host),
    outcome: &Outcome,
    unknown: &mut BTreeSet<String>,
) -> Result<Vec<Packets>, Obstacle> {
    let inspected = !outcome.filters.is_empty();
    let out = groups_admit(
        facts,
        sender,
        receiver,
        Direction::Egress,
        protocol,
        inspected,
        unknown,
    );
    packets = narrowed(&packets, &out, Side::Destination);
    if packets.is_empty() {
        return Err((BY_GROUP, group_to_blame(sender)));
    }
    packets = through_acls(facts, protocol, packets, sender, receiver, outcome)?;
    let into = groups_admit(
        facts,
        receiver,
        sender,
        Direction::Ingress,
        protocol,
        inspected,
        unknown,
    );
    packets = narrowed(&packets, &into, Side::Source);
    if packets.is_empty() {
        return Err((BY_GROUP, group_to_blame(receiver)));
    }
    Ok(packets)
}

/// Of TCP packets, those whose answers find a way back: security groups remember them, network ACLs do not.
fn answered(
    facts: &Facts,
    packets: Vec<Packets>,
    sender: &Host,
    receiver: &Host,
) -> Result<Vec<Packets>, Obstacle> {
    let mut open = Vec::new();
    let mut obstacle = ("NO_ROUTE_TO_DESTINATION", receiver.at);
    let outside = sender.subnet.is_none() && sender.at.kind == Kind::InternetGateway;
    for packet in packets {
        let ways = match receiver.subnet.and_then(|subnet| facts.get(subnet)) {
            Some(subnet) => facts.walk_from_subnet(subnet, &packet.source),
            None if receiver.at.kind == Kind::Site => match receiver.at.typed::<Site>() {
                Some(site) => facts.walk_from_site(site, &packet.source),
                None => Vec::new(),
            },
            // Gateways to the internet remember where a connection came from.
            None => {
                let back = Packets {
                    source: packet.destination.clone(),
                    destination: packet.source.clone(),
                    ports: ephemeral_ports(),
                };
                let way = Outcome {
                    destinations: packet.source.clone(),
                    end: End::Internet(receiver.at),
                    hops: Vec::new(),
                    filters: Vec::new(),
                };
                match through_acls(facts, Protocol::TCP, vec![back], receiver, sender, &way) {
                    Ok(_) => open.push(packet),
                    Err(why) => obstacle = why,
                }
                continue;
            }
        };
        for way in ways {
            let home = match &way.end {
                End::Vpc(vpc) => sender.vpc(facts) == Some(*vpc),
                End::Site(site) => site.entity() == sender.at,
                End::Internet(_) => outside,
                // It may come home: not left out.
                End::Unknown(..) => true,
                End::Service(_) | End::Dropped(..) => false,
            };
            // A NAT gateway would answer from another address than was asked.
            if !home || way.hops.iter().any(|hop| hop.id.kind == Kind::NatGateway) {
                continue;
            }
            let back = Packets {
                source: packet.destination.clone(),
                destination: way.destinations.intersection(&packet.source),
                ports: ephemeral_ports(),
            };
            match through_acls(facts, Protocol::TCP, vec![back], receiver, sender, &way) {
                Ok(answers) => open.extend(answers.into_iter().map(|answer| Packets {
                    source: answer.destination,
                    destination: answer.source,
                    ports: packet.ports.clone(),
                })),
                Err(why) => obstacle = why,
            }
        }
    }
    if open.is_empty() {
        Err(obstacle)
    } else {
        Ok(open)
    }
}

/// Packets that the network ACLs on the way let through: those of the two subnets, and of the subnets of attachments
/// (<https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html>).
fn through_acls(
    facts: &Facts,
    protocol: Protocol,
    packets: Vec<Packets>,
    sender: &Host,
    receiver: &Host,
    outcome: &Outcome,
) -> Result<Vec<Packets>, Obstacle> {
    if sender.subnet.is_some() && sender.subnet == receiver.subnet {
        return Ok(packets);
    }
    let acl = |packets: &[Packets], subnet: &Subnet, direction, side| {
        narrowed(
            packets,
            &acl_admits(facts, subnet, direction, protocol),
            side,
        )
    };
    let mut packets = packets;
    let from = sender.subnet.and_then(|subnet| facts.get(subnet));
    if let Some(subnet) = from {
        packets = acl(&packets, subnet, Direction::Egress, Side::Destination);
        blocked(facts, &packets, subnet)?;
        let near: Vec<&Subnet> = entry(facts, subnet, outcome)
            .into_iter()
            .filter(|near| near.az == subnet.az)
            .collect();
        // Inbound rules look at it where the attachment is in the same subnet too.
        if !near.is_empty() {
            let parts = near
                .iter()
                .map(|near| acl(&packets, near, Direction::Ingress, Side::Source));
            packets = parts.flatten().collect();
            blocked(facts, &packets, near.first().copied().unwrap_or(subnet))?;
        }
    }
    let Some(subnet) = receiver.subnet.and_then(|subnet| facts.get(subnet)) else {
        return Ok(packets);
    };
    let mut doors = exit(facts, subnet, outcome);
    if let Some(from) = from
        && doors.iter().any(|door| door.az == from.az)
    {
        // A transit gateway stays in the zone that the packet came from where it can.
        doors.retain(|door| door.az == from.az);
    }
    if doors.is_empty() {
        packets = acl(&packets, subnet, Direction::Ingress, Side::Source);
        blocked(facts, &packets, subnet)?;
        return Ok(packets);
    }
    let mut arrived = Vec::new();
    for door in &doors {
        if door.id == subnet.id {
            arrived.extend(packets.iter().cloned());
            continue;
        }
        let inside = acl(&packets, door, Direction::Egress, Side::Destination);
        arrived.extend(acl(&inside, subnet, Direction::Ingress, Side::Source));
    }
    blocked(facts, &arrived, subnet)?;
    Ok(arrived)
}

fn blocked(facts: &Facts, packets: &[Packets], subnet: &Subnet) -> Result<(), Obstacle> {
    if packets.is_empty() {
        let acl = super::filters::acl_of(facts, subnet);
        return Err((
            BY_ACL,
            acl.map_or(subnet.id.entity(), |acl| acl.id.entity()),
        ));
    }
    Ok(())
}

/// Packets that are among the admitted by one of their sides.
fn narrowed(packets: &[Packets], admitted: &Admitted, side: Side) -> Vec<Packets> {
    let mut left: Vec<Packets> = Vec::new();
    for packet in packets {
        for (far, ports) in admitted {
            let mut packet = packet.clone();
            match side {
                Side::Source => packet.source = packet.source.intersection(far),
                Side::Destination => packet.destination = packet.destination.intersection(far),
            }
            packet.ports = packet.ports.intersection(ports);
            let empty = packet.source.is_empty()
                || packet.destination.is_empty()
                || packet.ports.is_empty();
            if !empty {
                join(&mut left, packet);
            }
        }
    }
    left
}

/// Adds packets to those that differ from them by their source alone, so that parts stay few.
fn join(parts: &mut Vec<Packets>, packet: Packets) {
    let same = parts
        .iter_mut()
        .find(|part| part.ports == packet.ports && part.destination == packet.destination);
    match same {
        Some(part) => part.source = part.source.union(&packet.source),
        None => parts.push(packet),
    }
}

//! Reach at level `connectable`: whether a new connection can be opened, over the same walk, through the security
//! groups and network ACLs on the way and, for TCP, back.
//!
//! What may pass is never left out: a host without a fixed address may have any of its subnet's, and of several
//! subnets of an attachment each may carry the packet. So "closed" is proved, and "open" comes with a witness. Rules
//! inside firewalls and appliances are not analysed: a way through one is told with its filters.

use std::collections::{BTreeMap, BTreeSet};

use super::answers::answered;
use super::filters::{group_to_blame, groups_admit};
use super::gates::{Gate, Obstacle, through_gates};
use super::hosts::{Host, hosts_in};
use super::packets::{Packets, Side, narrowed};
use super::walk::Walker;
use super::{End, Flow, Outcome};
use crate::analysis::ends::{is_hop, public_addresses};
use crate::analysis::{Ends, Facts, Next};
use crate::model::{
    Connectivity, Direction, EntityId, Id, Intent, IntentLevel, InternetGateway, Kind,
    NetworkAclRule, Protocol, SecurityGroupRule, Subnet,
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
    /// Not only the first packets of each pair.
    tells_all: bool,
}

/// One protocol with the ports that are asked about.
struct Asked {
    protocol: Protocol,
    ports: PortSet,
}

impl Facts {
    /// Connections that an intent's ends can open, of its protocol and ports, over hops as it asks.
    pub fn connectable(&self, intent: &Intent) -> Connections {
        let mut found = self.connections(intent, false);
        found.one_for_each_pair();
        found
    }

    /// The same with every protocol and every part of the packets that get through, so that pairs may be told several
    /// times.
    pub fn every_connection(&self, intent: &Intent) -> Connections {
        self.connections(intent, true)
    }

    fn connections(&self, intent: &Intent, tells_all: bool) -> Connections {
        let mut found = Connections {
            tells_all,
            ..Connections::default()
        };
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
                .or_insert_with(|| self.ways_from_subnet(subnet, &targets));
            for sender in hosts_in(self, &intent.from, subnet, meant) {
                if sender.opens {
                    found.add_host(self, intent, &asked, &sender, outcomes, &receivers);
                }
            }
        }
        for (site, blocks) in &from.sites {
            let outcomes = self.ways_from_site(*site, &targets);
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
            let (_, outcomes) = from_gateway(self, intent, IntentLevel::Routed, &receiver)?;
            let outcome = outcomes.into_iter().next()?;
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
            let level = IntentLevel::Connectable;
            let Some((gateway, outcomes)) = from_gateway(facts, intent, level, receiver) else {
                continue;
            };
            let sender = Host::outside(gateway.entity(), public_addresses());
            for outcome in outcomes {
                let destinations = &outcome.destinations;
                self.pair(facts, asked, &sender, receiver, &outcome, destinations);
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
        let (mut stopped, mut is_open) = (None, false);
        for Asked { protocol, ports } in asked {
            let all = vec![Packets {
                source: sender.addresses.clone(),
                destination: destinations.clone(),
                ports: ports.clone(),
                seen_as: None,
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
                Ok(open) if *protocol == Protocol::TCP => {
                    answered(facts, open, sender, receiver, outcome)
                }
                other => other,
            };
            match open {
                Ok(open) => {
                    let most = if self.tells_all { usize::MAX } else { 1 };
                    for part in open.into_iter().take(most) {
                        is_open = true;
                        let flow = Flow {
                            source: part.source,
                            destinations: part.destination,
                            hops: outcome.hops.clone(),
                            filters: outcome.filters.clone(),
                        };
                        self.openings.push(Opening {
                            from: sender.at,
                            to: receiver.at,
                            protocol: *protocol,
                            ports: part.ports,
                            flow,
                        });
                    }
                    if is_open && !self.tells_all {
                        return;
                    }
                }
                Err(obstacle) => {
                    stopped.get_or_insert(obstacle);
                }
            }
        }
        if let Some((code, at)) = stopped.filter(|_| !is_open) {
            self.stopped.push((sender.at, receiver.at, code, at));
        }
    }

    /// A pair may have many ways, by zones and parts of addresses: it is told once, and not as stopped where one is
    /// open.
    fn one_for_each_pair(&mut self) {
        let mut told = BTreeSet::new();
        self.openings
            .retain(|opening| told.insert((opening.from, opening.to)));
        self.stopped
            .retain(|(from, to, ..)| told.insert((*from, *to)));
    }
}

/// How the internet sends to a host: through the gateway that its subnet's table leads to, and by the gateway's own
/// table.
fn from_gateway(
    facts: &Facts,
    intent: &Intent,
    level: IntentLevel,
    receiver: &Host,
) -> Option<(Id<InternetGateway>, Vec<Outcome>)> {
    let subnet = facts.get(receiver.subnet.filter(|_| receiver.public)?)?;
    let vpc = facts.get(subnet.vpc)?;
    let gateway = gateway_of(facts, subnet).or_else(|| {
        // What is asked needs no route of the subnet, as its answer does; but nobody gave an address to a host that is
        // not drawn there.
        let drawn = matches!(receiver.at.kind, Kind::Instance | Kind::NetworkInterface);
        let mut attached = facts.referrers::<InternetGateway>(vpc.id);
        let own = attached.find(|gateway| gateway.vpc == Some(vpc.id));
        own.filter(|_| drawn && level == IntentLevel::Connectable)
            .map(|gateway| gateway.id)
    })?;
    let text = |facts: &Facts| {
        format!(
            "{} brings it to {}",
            facts.label(gateway),
            facts.label(receiver.at)
        )
    };
    let mut walker = Walker::with_gates(facts);
    walker.hop(gateway.entity(), text, |walker| {
        let (at, zone) = (gateway.entity(), Some(subnet.az.as_str()));
        walker.edge(vpc, at, zone, &receiver.addresses);
    });
    let mut outcomes = walker.outcomes;
    outcomes.retain(|outcome| {
        let passes = |kind: &_| outcome.hops.iter().any(|hop| is_hop(hop, *kind));
        outcome.end == End::Vpc(vpc.id)
            && intent.through.iter().all(passes)
            && !intent.not_through.iter().any(passes)
    });
    Some((gateway, outcomes))
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
    protocols_told_apart(facts).into_iter().map(one).collect()
}

/// Protocols that filters can tell apart: TCP, then one of each other kind.
pub(super) fn protocols_told_apart(facts: &Facts) -> Vec<Protocol> {
    // 253 is for experiments (RFC 3692): only rules for all protocols match it.
    let mut protocols: BTreeSet<Protocol> =
        [Protocol::UDP, Protocol::ICMP, Protocol::Number(253)].into();
    protocols.extend(facts.all::<SecurityGroupRule>().map(|rule| rule.protocol));
    protocols.extend(facts.all::<NetworkAclRule>().map(|rule| rule.protocol));
    protocols.remove(&Protocol::All);
    protocols.remove(&Protocol::TCP);
    std::iter::once(Protocol::TCP).chain(protocols).collect()
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
                || under_public_address(facts, outcome)
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

/// Whether a NAT gateway with a public address was the last to translate: an internet gateway drops what a private one
/// sends (<https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html>).
fn under_public_address(facts: &Facts, outcome: &Outcome) -> bool {
    let mut gates = outcome.gates.iter().rev();
    let last = gates.find_map(|gate| match gate {
        Gate::Nat(nat) => facts.get(*nat),
        _ => None,
    });
    last.is_some_and(|nat| nat.connectivity == Connectivity::Public)
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

const BY_GROUP: &str = "ENI_SG_RULES_MISMATCH";

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
    packets = through_gates(facts, protocol, packets, (sender, receiver), outcome)?;
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

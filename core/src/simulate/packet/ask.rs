//! The question, and which packets answer it.
//!
//! One packet where everything about it is asked. Where any protocol, port or type will do, whether one gets through
//! depends on the rules on its way alone: packets are tried at the first value of every interval that those rules tell
//! apart, until one works or none is left, so the answer is exact.

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::rc::Rc;

use super::ends::{self, Asker, EndName, NoSuchEnd, Start};
use super::measure;
use super::nics::{self, Nic, Owner};
use super::packet::{Address, ICMP, ICMPV6, Packet, SOURCE_PORT, TCP, UDP, has_ports, is_icmp};
use super::report::{Outcome, Reason, Trace, Way};
use super::walk::{End, Sender, Session, Stop, Walk};
use crate::analysis::Facts;
use crate::model::{EntityId, Kind, Subnet, Vpc};

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub from: EndName,
    pub to: EndName,
    /// The number of the IP protocol; `None` asks for any packet that gets through.
    pub protocol: Option<u8>,
    /// Destination port; any where absent.
    pub port: Option<u16>,
    pub source_port: Option<u16>,
    pub source_ip: Option<IpAddr>,
    /// An echo request where absent.
    pub icmp_type: Option<u8>,
    pub icmp_code: Option<u8>,
    /// Of the whole IP packet.
    pub size_bytes: Option<u32>,
}

/// What is in a packet besides addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Shape {
    protocol: u8,
    ports: Option<(u16, u16)>,
    icmp: Option<(u8, u8)>,
}

/// The pairs of hosts that are tried where the ends are many.
const MOST_PAIRS: usize = 4_096;

/// A protocol that only rules for all protocols match: 253 is for experiments (RFC 3692).
const NO_RULE_NAMES_IT: u8 = 253;

impl Question {
    /// A question for any packet at all.
    pub fn any(from: EndName, to: EndName) -> Self {
        Self {
            from,
            to,
            protocol: None,
            port: None,
            source_port: None,
            source_ip: None,
            icmp_type: None,
            icmp_code: None,
            size_bytes: None,
        }
    }

    /// Whether it is about one packet.
    fn is_one_packet(&self) -> bool {
        self.protocol
            .is_some_and(|protocol| !has_ports(protocol) || self.port.is_some())
    }
}

/// Answers a question.
///
/// # Errors
/// Where an address names several places, or none.
pub fn trace(facts: &Facts, question: &Question) -> Result<Trace, NoSuchEnd> {
    let asker = Asker::of(facts, &question.from);
    let named = match (question.source_ip, &question.from) {
        (Some(ip), _) => Some(ip),
        (None, EndName::Address(ip)) => Some(*ip),
        _ => None,
    };
    let families: &[bool] = match named {
        Some(ip) if ip.is_ipv4() => &[true],
        Some(_) => &[false],
        None => &[true, false],
    };
    let mut best: Option<Attempt<'_>> = None;
    let mut pairs = 0;
    let mut cut = false;
    let mut why_not: Option<(String, Option<EntityId>)> = None;
    for v4 in families {
        let destinations = match ends::destinations(facts, &question.to, &asker, *v4) {
            Ok(destinations) => destinations,
            Err(why) => {
                why_not.get_or_insert(why);
                continue;
            }
        };
        for destination in destinations {
            for start in ends::starts(facts, &question.from, question.source_ip, &destination)? {
                pairs += 1;
                if pairs > MOST_PAIRS {
                    cut = true;
                    break;
                }
                let attempt = attempt(facts, question, &start, destination);
                let better = best
                    .as_ref()
                    .is_none_or(|best| attempt.rank() > best.rank());
                if better {
                    best = Some(attempt);
                }
                if best.as_ref().is_some_and(|best| best.works) {
                    break;
                }
            }
        }
        if best
            .as_ref()
            .is_some_and(|best| best.works || best.rank().0 > 0)
        {
            break;
        }
    }
    let Some(best) = best else {
        return Ok(nothing_to_ask(facts, question, &asker, why_not));
    };
    let mut answer = best.into_trace(facts, question);
    if cut && !answer.forward.outcome.arrives() {
        answer.forward.outcome = Outcome::Unknown;
        answer.forward.reason = Some(Reason {
            code: "UNKNOWN_DESTINATION",
            at: Vec::new(),
            text: format!("only the first {MOST_PAIRS} pairs of hosts were tried"),
        });
    }
    Ok(answer)
}

/// Where a TCP packet from a subnet is forwarded to, whatever security groups, network ACLs and inspection say.
pub fn forwarded(facts: &Facts, from: &Subnet, source: IpAddr, destination: IpAddr) -> Option<Way> {
    let subnet = facts.get(from.id)?;
    let packet = Packet {
        source: Address::exact(source),
        destination: Address::exact(destination),
        protocol: TCP,
        ports: TCP_443.ports,
        icmp: None,
    };
    let mut walk = Walk::new(facts, packet);
    walk.unfiltered = true;
    let stop = walk.leave(subnet, &Sender::Nobody);
    Some(walk.report_as_if_inspected(&stop))
}

/// One pair of hosts, with the packet that does best.
struct Attempt<'f> {
    packet: Packet,
    forward: Way,
    back: Option<Way>,
    works: bool,
    sender: Option<&'f Subnet>,
}

impl Attempt<'_> {
    /// The better, the greater: works, arrives, can't be known, then how far it gets.
    fn rank(&self) -> (u8, usize) {
        let class = match self.forward.outcome {
            _ if self.works => 3,
            outcome if outcome.arrives() => 2,
            Outcome::Unknown => 1,
            _ => 0,
        };
        (class, self.forward.hops.len())
    }

    fn into_trace(self, facts: &Facts, question: &Question) -> Trace {
        let arrives = self.forward.outcome.arrives();
        let mtu_bytes = arrives.then(|| measure::mtu_bytes(&self.forward));
        let bandwidth_mbps = arrives
            .then(|| measure::flow_mbps(facts, &self.forward))
            .flatten();
        let too_big = question.size_bytes.filter(|_| arrives).and_then(|size| {
            measure::too_big(facts, &self.forward, &self.packet, size, self.sender)
        });
        let witness = (arrives || question.is_one_packet()).then_some(self.packet);
        Trace {
            works: self.works && too_big.is_none(),
            forward: too_big.unwrap_or(self.forward),
            back: self.back,
            witness,
            mtu_bytes,
            bandwidth_mbps,
        }
    }
}

/// The packet of a pair that does best.
fn attempt<'f>(
    facts: &'f Facts,
    question: &Question,
    start: &Start<'f>,
    destination: Address,
) -> Attempt<'f> {
    let v4 = destination.is_v4();
    let mut waiting = first_shapes(question, v4);
    let mut tried: BTreeSet<Shape> = BTreeSet::new();
    let mut best: Option<Attempt<'f>> = None;
    while let Some(shape) = waiting.pop() {
        if !tried.insert(shape) {
            continue;
        }
        let (attempt, told) = one(facts, start, destination, shape);
        let mut more: Vec<Shape> = told
            .rows
            .iter()
            .flat_map(|row| shapes_of(question, row, shape, v4))
            .filter(|shape| !tried.contains(shape))
            .collect();
        let better = best
            .as_ref()
            .is_none_or(|best| attempt.rank() > best.rank());
        if better {
            best = Some(attempt);
        }
        if question.is_one_packet() && question.source_port.is_some()
            || best.as_ref().is_some_and(|best| best.works)
        {
            break;
        }
        // Ports that rules name are tried before those between them.
        more.sort_unstable_by(|a, b| b.cmp(a));
        more.append(&mut waiting);
        waiting = more;
        let arrives = best.as_ref().is_some_and(|best| best.rank().0 == 2);
        if question.is_one_packet() && !arrives {
            break;
        }
    }
    // There is always a first shape.
    best.unwrap_or_else(|| one(facts, start, destination, TCP_443).0)
}

const TCP_443: Shape = Shape {
    protocol: TCP,
    ports: Some((SOURCE_PORT, 443)),
    icmp: None,
};

/// Packets to begin with, the last one first.
fn first_shapes(question: &Question, v4: bool) -> Vec<Shape> {
    let of = |protocol: u8| shape(question, protocol, 443, SOURCE_PORT, None);
    match question.protocol {
        Some(protocol) => vec![of(protocol)],
        None if question.port.is_some() => vec![of(UDP), of(TCP)],
        None => {
            let icmp = if v4 { ICMP } else { ICMPV6 };
            vec![of(NO_RULE_NAMES_IT), of(icmp), of(UDP), of(TCP)]
        }
    }
}

fn shape(
    question: &Question,
    protocol: u8,
    port: u16,
    source_port: u16,
    icmp: Option<(u8, u8)>,
) -> Shape {
    let echo = if protocol == ICMPV6 { 128 } else { 8 };
    let (icmp_type, code) = icmp.unwrap_or((echo, 0));
    Shape {
        protocol,
        ports: has_ports(protocol).then(|| {
            let from = question.source_port.unwrap_or(source_port);
            (from, question.port.unwrap_or(port))
        }),
        icmp: is_icmp(protocol).then(|| {
            let icmp_type = question.icmp_type.unwrap_or(icmp_type);
            (icmp_type, question.icmp_code.unwrap_or(code))
        }),
    }
}

/// Packets at the edges of what a rule matches, as far as the question leaves them open.
fn shapes_of(
    question: &Question,
    row: &super::filters::Row,
    current: Shape,
    v4: bool,
) -> Vec<Shape> {
    let protocol = row.protocol.number().unwrap_or(current.protocol);
    if question.protocol.is_some_and(|asked| asked != protocol) {
        return Vec::new();
    }
    if question.port.is_some() && question.protocol.is_none() && !has_ports(protocol) {
        return Vec::new();
    }
    if (protocol == ICMP && !v4) || (protocol == ICMPV6 && v4) {
        return Vec::new();
    }
    let mut shapes = vec![shape(question, protocol, 443, SOURCE_PORT, None)];
    if let Some(ports) = row.ports.filter(|_| has_ports(protocol)) {
        let edges = [Some(ports.first()), ports.last().checked_add(1)];
        let from = current.ports.map_or(SOURCE_PORT, |(from, _)| from);
        let to = current.ports.map_or(443, |(_, to)| to);
        for edge in edges.into_iter().flatten() {
            shapes.push(shape(question, protocol, edge, from, None));
            // Clients take ports above those of services, so answers go there.
            shapes.push(shape(question, protocol, to, edge.max(1024), None));
        }
    }
    let known = |value: Option<i32>| value.and_then(|value| u8::try_from(value).ok());
    if is_icmp(protocol)
        && question.protocol.is_none()
        && let Some(icmp_type) = known(row.icmp.0)
    {
        let icmp = Some((icmp_type, known(row.icmp.1).unwrap_or(0)));
        shapes.push(shape(question, protocol, 0, 0, icmp));
    }
    shapes
}

/// One packet there, and its answer back.
fn one<'f>(
    facts: &'f Facts,
    start: &Start<'f>,
    destination: Address,
    shape: Shape,
) -> (Attempt<'f>, super::filters::Told) {
    let packet = Packet {
        source: start.source(),
        destination,
        protocol: shape.protocol,
        ports: shape.ports,
        icmp: shape.icmp,
    };
    let mut walk = Walk::new(facts, packet);
    let mut stop = start.send(&mut walk);
    let meant = destination
        .owner
        .is_none_or(|owner| reaches(&walk, &stop, owner));
    if stop.outcome.arrives() && !meant {
        stop = elsewhere(facts, &walk, destination.owner);
    }
    let forward = walk.report(&stop);
    let answer = back(facts, &walk, &stop, start, &packet);
    let mut told = walk.told;
    let back = answer.map(|(walk, stop)| {
        told.rows.extend(walk.told.rows.iter().copied());
        walk.report(&stop)
    });
    let home = match start {
        Start::Internet(_) | Start::Outside(..) => Outcome::LeavesNetwork,
        Start::Nic(..) | Start::Subnet(..) | Start::Vpc(..) => Outcome::Delivered,
    };
    let answered = back.as_ref().map_or_else(
        || !packet.is_answered() || matches!(start, Start::Vpc(..)) || walk_ends_without(&stop),
        |back| back.outcome == home,
    );
    let works = forward.outcome.arrives() && answered;
    let attempt = Attempt {
        packet,
        forward,
        back,
        works,
        sender: start.subnet(),
    };
    (attempt, told)
}

/// Whether a way that arrives ends at, or goes on from, who was meant.
fn reaches(walk: &Walk<'_>, stop: &Stop<'_>, owner: EntityId) -> bool {
    let at_end = match &stop.end {
        End::Nic(nic) => nic.key == owner,
        End::Subnet(subnet) => subnet.id.entity() == owner,
        End::Service(endpoint) => endpoint.entity() == owner,
        End::Internet(_) | End::Outside(_) | End::Nowhere => false,
    };
    at_end || walk.legs.iter().any(|leg| leg.at == owner)
}

/// The tables lead to another place that has the address.
fn elsewhere<'f>(facts: &Facts, walk: &Walk<'f>, meant: Option<EntityId>) -> Stop<'f> {
    let at = walk.hops.last().map(|hop| hop.id);
    let label =
        |id: Option<EntityId>, none: &str| id.map_or_else(|| none.to_owned(), |id| facts.label(id));
    let text = format!(
        "the routes lead to {}, not to {}",
        label(at, "nobody"),
        label(meant, "the internet")
    );
    Stop {
        outcome: Outcome::NoRoute,
        reason: Some(Reason {
            code: "NO_POSSIBLE_DESTINATION",
            at: at.into_iter().collect(),
            text,
        }),
        end: End::Nowhere,
    }
}

/// Whether nothing of the design answers: the outside of a tunnel is its own end.
fn walk_ends_without(stop: &Stop<'_>) -> bool {
    matches!(stop.end, End::Nowhere)
}

/// The way of the answer; where the packet did not arrive, that of what its receiver would answer.
fn back<'f>(
    facts: &'f Facts,
    walk: &Walk<'f>,
    stop: &Stop<'f>,
    start: &Start<'f>,
    asked: &Packet,
) -> Option<(Walk<'f>, Stop<'f>)> {
    if !asked.is_answered() || matches!(start, Start::Vpc(..)) {
        return None;
    }
    let mut session = Session::default();
    if let Start::Nic(nic, _) = start {
        session.tracked.push(nic.key);
    }
    let mut reply = walk.packet.reply();
    let mut end = stop.end.clone();
    if matches!(end, End::Nowhere) {
        if stop.outcome.arrives() {
            return None;
        }
        end = receiver(facts, &asked.destination)?;
        reply = asked.reply();
    } else {
        session.legs.clone_from(&walk.legs);
        session.passed.clone_from(&walk.passed);
        // A NAT gateway knows connections by their addresses alone.
        let gates = walk.legs.iter().map(|leg| leg.at);
        let gates = gates.filter(|at| at.kind != Kind::NatGateway);
        session.tracked.extend(gates);
    }
    if let End::Nic(nic) = &end {
        session.tracked.push(nic.key);
    }
    let mut back = Walk::new(facts, reply);
    back.session = Some(Rc::new(session));
    let stop = match end {
        End::Nic(nic) => back.start_at_nic(&nic),
        End::Subnet(subnet) => back.leave(subnet, &Sender::Nobody),
        End::Internet(gateway) => back.start_at_internet(Some(gateway)),
        End::Outside(over) => back.start_outside(over),
        End::Service(endpoint) => back.start_at_service(endpoint),
        End::Nowhere => return None,
    };
    let home = match (start, &stop.end) {
        (Start::Nic(nic, _), End::Nic(end)) => nic.key == end.key,
        (Start::Subnet(subnet, _), End::Nic(end)) => end.subnet.id == subnet.id,
        (Start::Subnet(subnet, _), End::Subnet(end)) => end.id == subnet.id,
        (Start::Internet(_), End::Internet(_)) | (Start::Outside(..), End::Outside(_)) => true,
        _ => false,
    };
    if stop.outcome.arrives() && !home {
        let who = match start {
            Start::Nic(nic, _) => Some(nic.hop),
            Start::Subnet(subnet, _) => Some(subnet.id.entity()),
            Start::Outside(over, ..) => Some(*over),
            Start::Vpc(..) | Start::Internet(_) => None,
        };
        let stop = elsewhere(facts, &back, who);
        return Some((back, stop));
    }
    Some((back, stop))
}

/// Who was meant, where the address leaves no doubt.
fn receiver<'f>(facts: &'f Facts, address: &Address) -> Option<End<'f>> {
    let mut found: Vec<Nic<'f>> = Vec::new();
    for vpc in facts.all::<Vpc>() {
        if vpc.cidrs.iter().any(|block| block.contains(&address.ip))
            && let Owner::Nic(nic) = nics::owner(facts, vpc.id, address)
            && address.owner.is_none_or(|owner| owner == nic.key)
        {
            found.push(*nic);
        }
    }
    let undrawn = address.owner.and_then(|id| facts.as_kind::<Subnet>(id));
    match (found.pop(), found.is_empty()) {
        (Some(nic), true) if nic.role == nics::Role::Host => Some(End::Nic(Box::new(nic))),
        _ => undrawn.map(End::Subnet),
    }
}

impl<'f> Start<'f> {
    fn source(&self) -> Address {
        match self {
            Start::Nic(_, source)
            | Start::Subnet(_, source)
            | Start::Vpc(_, source)
            | Start::Internet(source)
            | Start::Outside(_, source, _) => *source,
        }
    }

    fn subnet(&self) -> Option<&'f Subnet> {
        match self {
            Start::Nic(nic, _) => Some(nic.subnet),
            Start::Subnet(subnet, _) => Some(subnet),
            Start::Vpc(..) | Start::Internet(_) | Start::Outside(..) => None,
        }
    }

    fn send(&self, walk: &mut Walk<'f>) -> Stop<'f> {
        match self {
            Start::Nic(nic, _) => walk.start_at_nic(nic),
            Start::Subnet(subnet, _) => walk.leave(subnet, &Sender::Nobody),
            Start::Vpc(vpc, _) => {
                walk.hop(vpc.id, "routes it to its subnets", Vec::new());
                walk.deliver(vpc, None)
            }
            Start::Internet(_) => walk.start_at_internet(None),
            Start::Outside(over, _, announced) => {
                let destination = walk.packet.destination;
                let told = announced.as_ref().is_none_or(|blocks| {
                    blocks.iter().any(|block| block.contains(&destination.ip))
                });
                if told {
                    return walk.start_outside(*over);
                }
                let text = format!("AWS does not announce {destination} over it");
                Stop::because(Outcome::NoRoute, "NO_ROUTE_TO_DESTINATION", *over, text)
            }
        }
    }
}

/// Ends between which there is no packet at all.
fn nothing_to_ask(
    facts: &Facts,
    question: &Question,
    asker: &Asker,
    why: Option<(String, Option<EntityId>)>,
) -> Trace {
    let record = |end: &EndName| match end {
        EndName::Record(id) => Some(*id),
        _ => None,
    };
    let from = record(&question.from);
    let silent = from.is_some_and(|id| matches!(id.kind, Kind::LoadBalancer | Kind::VpcEndpoint));
    let (outcome, code, text, at) = match why {
        Some((why, at)) => (Outcome::Unknown, "UNKNOWN_DESTINATION", why, at),
        None if silent => {
            let text = "it answers and opens no connections".to_owned();
            (Outcome::Denied, "CANNOT_ROUTE", text, from)
        }
        None => {
            let to = record(&question.to);
            let text = match (asker.from_internet, to) {
                (true, Some(to)) => format!("{} has no public address", facts.label(to)),
                _ => "there is no address to send from or to".to_owned(),
            };
            (
                Outcome::NoRoute,
                "NO_POSSIBLE_DESTINATION",
                text,
                to.or(from),
            )
        }
    };
    let forward = Way {
        outcome,
        reason: Some(Reason {
            code,
            at: at.into_iter().collect(),
            text,
        }),
        hops: Vec::new(),
        carriers: Vec::new(),
        filters: Vec::new(),
    };
    Trace {
        forward,
        back: None,
        works: false,
        witness: None,
        mtu_bytes: None,
        bandwidth_mbps: None,
    }
}

//! The question, and which packets answer it.
//!
//! One packet where everything about it is asked. Where any protocol, port or type will do, whether one gets through
//! depends on the rules on its way alone: packets are tried at the first value of every interval that those rules tell
//! apart, until one works or none is left, so the answer is exact.

use std::collections::BTreeSet;
use std::net::IpAddr;

use super::back::{back, elsewhere, reaches, walk_ends_without};
use super::ends::{self, EndName, NoSuchEnd, Start};
use super::filters::Told;
use super::measure;
use super::packet::{Address, Packet, TCP, has_ports};
use super::receivers::{self, Asker};
use super::report::{Outcome, Reason, Trace, Way};
use super::shapes::{Met, Shape, TCP_443, first_shapes, shapes_of};
use super::state::{Sender, Stop, Walk};
use crate::analysis::Facts;
use crate::model::{EntityId, Kind, Subnet};

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

/// The pairs of hosts that are tried where the ends are many.
const MOST_PAIRS: usize = 4_096;

/// The packets that are tried between two hosts.
const MOST_SHAPES: usize = 1_024;

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
        let destinations = match receivers::destinations(facts, &question.to, &asker, *v4) {
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
    /// The better, the greater: works, arrives and may be answered, arrives, can't be known, then how far it gets.
    fn rank(&self) -> (u8, usize) {
        let back = self.back.as_ref().map(|back| back.outcome);
        let class = match self.forward.outcome {
            _ if self.works => 4,
            outcome if outcome.arrives() && back == Some(Outcome::Unknown) => 3,
            outcome if outcome.arrives() => 2,
            Outcome::Unknown => 1,
            _ => 0,
        };
        (class, self.forward.hops.len())
    }

    /// Not every packet was tried: what none of those tried could do is not known.
    fn cut(&mut self) {
        let way = match &mut self.back {
            Some(back) if self.forward.outcome.arrives() => back,
            _ => &mut self.forward,
        };
        way.outcome = Outcome::Unknown;
        way.reason = Some(Reason {
            code: "UNKNOWN_DESTINATION",
            at: Vec::new(),
            text: format!(
                "the rules on the way tell more packets apart than the {MOST_SHAPES} that were tried"
            ),
        });
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
    let mut known: BTreeSet<Shape> = waiting.iter().copied().collect();
    let mut tried = 0;
    let mut best: Option<Attempt<'f>> = None;
    while let Some(shape) = waiting.pop() {
        if tried == MOST_SHAPES {
            let mut best = best.unwrap_or_else(|| one(facts, start, destination, shape).attempt);
            best.cut();
            return best;
        }
        tried += 1;
        let One {
            attempt,
            forth,
            back,
        } = one(facts, start, destination, shape);
        let arrived = attempt.forward.outcome.arrives();
        let forth = forth.rows.iter().map(|row| (row, Met::Forth));
        let back = back.rows.iter().map(|row| (row, Met::Back { arrived }));
        let mut more: Vec<Shape> = forth
            .chain(back)
            .flat_map(|(row, met)| shapes_of(question, row, met, shape, v4))
            .filter(|shape| known.insert(*shape))
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
        let does_arrive = best.as_ref().is_some_and(|best| best.rank().0 >= 2);
        if question.is_one_packet() && !does_arrive {
            break;
        }
    }
    // There is always a first shape.
    best.unwrap_or_else(|| one(facts, start, destination, TCP_443).attempt)
}

/// What one packet meets.
struct One<'f> {
    attempt: Attempt<'f>,
    /// Rules on its way, and on that of its answer.
    forth: Told,
    back: Told,
}

/// One packet there, and its answer back.
fn one<'f>(facts: &'f Facts, start: &Start<'f>, destination: Address, shape: Shape) -> One<'f> {
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
    let forth = walk.told;
    let mut back_told = Told::default();
    let back = answer.map(|(walk, stop)| {
        let way = walk.report(&stop);
        back_told = walk.told;
        way
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
    One {
        attempt,
        forth,
        back: back_told,
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

//! Who can talk to whom: one cell of the matrix of environments, VPCs or subnets, with the exact sets of packets and a
//! witness. Over the same walk and the same filters that intents are proved by.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use super::connect::protocols_told_apart;
use super::hosts::hosts_in;
use super::{End, Outcome};
use crate::analysis::{Ends, Facts};
use crate::model::{
    EntityId, Environment, Id, Intent, IntentEnd, IntentLevel, Protocol, RecordKind, Site, Subnet,
    Vpc,
};
use crate::net::{PortSet, PrefixSet};

/// What the rows and columns of a matrix are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReachBy {
    Environment,
    Vpc,
    Subnet,
}

/// A row or column: an environment, or a VPC, subnet or site that stands for itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReachGroup {
    pub id: EntityId,
    /// The VPCs, subnets and sites in it.
    pub members: BTreeSet<EntityId>,
}

/// How much of a cell is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReachState {
    /// Each sender reaches each receiver, by some packets.
    Open,
    /// Some do.
    Partly,
    /// None does: proved.
    Closed,
    /// None is known to, but it can't be known for all.
    Unknown,
}

/// Packets that get through. Every packet with a source, destination, protocol and port of these does.
#[derive(Debug, Clone, PartialEq)]
pub struct ReachFlow {
    pub source: PrefixSet,
    pub destination: PrefixSet,
    pub protocol: Protocol,
    /// Destination ports; all for protocols that have none.
    pub ports: PortSet,
}

/// One packet that gets through, between two hosts, subnets or sites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReachWitness {
    pub from: EntityId,
    pub to: EntityId,
    pub source: Option<IpAddr>,
    pub destination: Option<IpAddr>,
    /// All where only forwarding was asked about.
    pub protocol: Protocol,
    pub port: Option<u16>,
}

/// A VPC or site of the one side that reaches one of the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReachPlaces {
    pub from: EntityId,
    pub to: EntityId,
    /// Pairs of hosts, or of subnets and sites, that are open between them.
    pub open: usize,
    pub witness: ReachWitness,
}

/// What of one group reaches another.
#[derive(Debug, Clone, PartialEq)]
pub struct ReachCell {
    pub from: EntityId,
    pub to: EntityId,
    pub state: ReachState,
    /// Pairs of hosts, or of subnets and sites where only forwarding was asked about.
    pub pairs: usize,
    pub open: usize,
    pub flows: Vec<ReachFlow>,
    /// VPCs and sites between which something is open.
    pub places: Vec<ReachPlaces>,
    /// Why it can't be known for some.
    pub unknown: BTreeSet<String>,
}

impl ReachBy {
    pub const ALL: [Self; 3] = [Self::Environment, Self::Vpc, Self::Subnet];

    pub const fn word(self) -> &'static str {
        match self {
            Self::Environment => "environment",
            Self::Vpc => "vpc",
            Self::Subnet => "subnet",
        }
    }
}

impl ReachState {
    pub const ALL: [Self; 4] = [Self::Open, Self::Partly, Self::Closed, Self::Unknown];

    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Partly => "partly",
            Self::Closed => "closed",
            Self::Unknown => "unknown",
        }
    }
}

impl ReachCell {
    /// A packet that gets through, where one does.
    pub fn witness(&self) -> Option<&ReachWitness> {
        self.places.first().map(|places| &places.witness)
    }
}

/// Hosts between which packets are looked for.
struct Sides {
    senders: BTreeSet<EntityId>,
    receivers: BTreeSet<EntityId>,
}

impl Sides {
    fn pairs(&self) -> usize {
        let all = self.senders.len() * self.receivers.len();
        all - self.senders.intersection(&self.receivers).count()
    }
}

impl Facts {
    /// The rows and columns of a matrix. What is in no environment stands for itself.
    pub fn reach_groups(&self, by: ReachBy) -> Vec<ReachGroup> {
        let own = |id: EntityId| ReachGroup {
            id,
            members: BTreeSet::from([id]),
        };
        let sites = self.all::<Site>().map(|site| site.id.entity());
        match by {
            ReachBy::Subnet => {
                let subnets = self.all::<Subnet>().map(|subnet| subnet.id.entity());
                subnets.chain(sites).map(own).collect()
            }
            ReachBy::Vpc => {
                let vpcs = self.all::<Vpc>().map(|vpc| vpc.id.entity());
                vpcs.chain(sites).map(own).collect()
            }
            ReachBy::Environment => {
                let environments = self.all::<Environment>().map(|environment| {
                    let id = environment.id.entity();
                    let ends = self.ends(&IntentEnd::Entity(id));
                    let subnets = ends.subnets.iter().filter_map(|(id, _)| self.get(*id));
                    let sites = ends.sites.iter().map(|(site, _)| site.entity());
                    let members = subnets.map(|subnet| subnet.vpc.entity()).chain(sites);
                    ReachGroup {
                        id,
                        members: members.collect(),
                    }
                });
                let vpcs = self.all::<Vpc>().map(|vpc| vpc.id.entity());
                let rest = vpcs
                    .chain(sites)
                    .filter(|id| self.environment_of(*id).is_none());
                environments.chain(rest.map(own)).collect()
            }
        }
    }

    /// What of one environment, VPC, subnet or site reaches another. A cell of more pairs of hosts than `most` is not
    /// worked out, and says so.
    pub fn reach_cell(
        &self,
        from: EntityId,
        to: EntityId,
        level: IntentLevel,
        most: Option<usize>,
    ) -> ReachCell {
        let (sender, receiver) = (IntentEnd::Entity(from), IntentEnd::Entity(to));
        let (from_ends, to_ends) = (self.ends(&sender), self.ends(&receiver));
        let mut cell = ReachCell {
            from,
            to,
            state: ReachState::Closed,
            pairs: 0,
            open: 0,
            flows: Vec::new(),
            places: Vec::new(),
            unknown: BTreeSet::new(),
        };
        let sides = match level {
            IntentLevel::Routed => Sides {
                senders: places_of(&from_ends),
                receivers: places_of(&to_ends),
            },
            IntentLevel::Connectable => Sides {
                senders: self.hosts_of(&sender, &from_ends, true),
                receivers: self.hosts_of(&receiver, &to_ends, false),
            },
        };
        cell.pairs = sides.pairs();
        if let Some(most) = most.filter(|most| cell.pairs > *most) {
            let pairs = cell.pairs;
            cell.unknown.insert(format!(
                "its {pairs} pairs are more than the {most} that are looked at here"
            ));
        } else if cell.pairs > 0 {
            match level {
                IntentLevel::Routed => self.add_routed(&mut cell, &from_ends, &to_ends),
                IntentLevel::Connectable => self.add_connections(&mut cell, sender, receiver),
            }
        }
        cell.flows = merged(std::mem::take(&mut cell.flows), &protocols_told_apart(self));
        cell.state = match (cell.open, cell.unknown.is_empty()) {
            (0, true) => ReachState::Closed,
            (0, false) => ReachState::Unknown,
            (open, _) if open == cell.pairs => ReachState::Open,
            _ => ReachState::Partly,
        };
        cell
    }

    fn hosts_of(&self, end: &IntentEnd, ends: &Ends, opens: bool) -> BTreeSet<EntityId> {
        let subnets = ends.subnets.iter();
        let drawn = subnets.flat_map(|(id, meant)| {
            let subnet = self.get(*id);
            subnet.map_or_else(Vec::new, |subnet| hosts_in(self, end, subnet, meant))
        });
        let hosts = drawn
            .filter(|host| host.opens || !opens)
            .map(|host| host.at);
        hosts
            .chain(ends.sites.iter().map(|(site, _)| site.entity()))
            .collect()
    }

    fn add_routed(&self, cell: &mut ReachCell, from: &Ends, to: &Ends) {
        let targets = to.addresses();
        let mut open = Pairs::default();
        let mut walked: BTreeMap<_, Vec<Outcome>> = BTreeMap::new();
        for (id, source) in &from.subnets {
            if let Some(subnet) = self.get(*id) {
                let outcomes = walked
                    .entry(self.sends_like(subnet))
                    .or_insert_with(|| self.walk_from_subnet(subnet, &targets));
                self.add_outcomes(cell, &mut open, (id.entity(), source), outcomes, to);
            }
        }
        for (id, source) in &from.sites {
            let outcomes = self.walk_from_site(*id, &targets);
            self.add_outcomes(cell, &mut open, (id.entity(), source), &outcomes, to);
        }
        cell.take(self, open);
    }

    fn add_outcomes(
        &self,
        cell: &mut ReachCell,
        open: &mut Pairs,
        (sender, source): (EntityId, &PrefixSet),
        outcomes: &[Outcome],
        to: &Ends,
    ) {
        for outcome in outcomes {
            let mut arrives = |receiver: EntityId, hosts: &PrefixSet| {
                let destination = outcome.destinations.intersection(hosts);
                if receiver == sender || destination.is_empty() {
                    return;
                }
                open.add(ReachWitness {
                    from: sender,
                    to: receiver,
                    source: source.first_address(),
                    destination: destination.first_address(),
                    protocol: Protocol::All,
                    port: None,
                });
                cell.flows.push(ReachFlow {
                    source: source.clone(),
                    destination,
                    protocol: Protocol::All,
                    ports: PortSet::all(),
                });
            };
            match &outcome.end {
                End::Vpc(vpc) => {
                    let here = |id: Id<Subnet>| self.get(id).is_some_and(|own| own.vpc == *vpc);
                    for (id, hosts) in to.subnets.iter().filter(|(id, _)| here(*id)) {
                        arrives(id.entity(), hosts);
                    }
                }
                End::Site(site) => {
                    for (id, hosts) in to.sites.iter().filter(|(id, _)| id == site) {
                        arrives(id.entity(), hosts);
                    }
                }
                End::Unknown(why, _) => {
                    cell.unknown.insert(why.clone());
                }
                End::Internet(_) | End::Service(_) | End::Dropped(..) => {}
            }
        }
    }

    fn add_connections(&self, cell: &mut ReachCell, from: IntentEnd, to: IntentEnd) {
        let mut intent = Intent::new(Id::new(0));
        intent.from = from;
        intent.to = to;
        let found = self.every_connection(&intent);
        cell.unknown.extend(found.unknown);
        let mut open = Pairs::default();
        for opening in found.openings {
            open.add(ReachWitness {
                from: opening.from,
                to: opening.to,
                source: opening.flow.source.first_address(),
                destination: opening.flow.destinations.first_address(),
                protocol: opening.protocol,
                port: opening
                    .ports
                    .first()
                    .filter(|_| opening.protocol.has_ports()),
            });
            cell.flows.push(ReachFlow {
                source: opening.flow.source,
                destination: opening.flow.destinations,
                protocol: opening.protocol,
                ports: opening.ports,
            });
        }
        cell.take(self, open);
    }

    /// The VPC or site that holds a host.
    fn place_of(&self, id: EntityId) -> EntityId {
        self.vpc_of(id).map_or(id, |vpc| vpc.id.entity())
    }
}

/// Pairs that are open, each with the first packet that was found.
#[derive(Default)]
struct Pairs(BTreeMap<(EntityId, EntityId), ReachWitness>);

impl Pairs {
    fn add(&mut self, witness: ReachWitness) {
        let pair = (witness.from, witness.to);
        self.0.entry(pair).or_insert(witness);
    }
}

impl ReachCell {
    fn take(&mut self, facts: &Facts, pairs: Pairs) {
        self.open = pairs.0.len();
        let mut places: BTreeMap<(EntityId, EntityId), ReachPlaces> = BTreeMap::new();
        for ((from, to), witness) in pairs.0 {
            let (from, to) = (facts.place_of(from), facts.place_of(to));
            let places = places.entry((from, to)).or_insert_with(|| ReachPlaces {
                from,
                to,
                open: 0,
                witness,
            });
            places.open += 1;
        }
        self.places = places.into_values().collect();
    }
}

fn places_of(ends: &Ends) -> BTreeSet<EntityId> {
    let subnets = ends.subnets.iter().map(|(subnet, _)| subnet.entity());
    let sites = ends.sites.iter().map(|(site, _)| site.entity());
    subnets.chain(sites).collect()
}

/// The same packets in fewer parts: parts that differ in ports alone, in one side alone, or that are there for each of
/// `protocols`, which are all that rules tell apart, are one.
fn merged(flows: Vec<ReachFlow>, protocols: &[Protocol]) -> Vec<ReachFlow> {
    type Same = fn(&ReachFlow, &ReachFlow) -> bool;
    type Join = fn(&mut ReachFlow, &ReachFlow);
    let steps: [(Same, Join); 3] = [
        (
            |a, b| {
                (&a.source, &a.destination, a.protocol) == (&b.source, &b.destination, b.protocol)
            },
            |into, part| into.ports = into.ports.union(&part.ports),
        ),
        (
            |a, b| (&a.destination, a.protocol, &a.ports) == (&b.destination, b.protocol, &b.ports),
            |into, part| into.source = into.source.union(&part.source),
        ),
        (
            |a, b| (&a.source, a.protocol, &a.ports) == (&b.source, b.protocol, &b.ports),
            |into, part| into.destination = into.destination.union(&part.destination),
        ),
    ];
    let mut parts = flows;
    for (is_same, join) in steps {
        let mut fewer: Vec<ReachFlow> = Vec::new();
        for part in parts {
            match fewer.iter_mut().find(|other| is_same(other, &part)) {
                Some(other) => join(other, &part),
                None => fewer.push(part),
            }
        }
        parts = fewer;
    }
    let whole = |part: &ReachFlow, other: &ReachFlow| {
        other.ports.is_all()
            && (&part.source, &part.destination) == (&other.source, &other.destination)
    };
    let of_last = |part: &&ReachFlow| Some(&part.protocol) == protocols.last();
    let firsts: Vec<ReachFlow> = parts.iter().filter(of_last).cloned().collect();
    for first in firsts {
        let is_there = |protocol: &Protocol| {
            let mut same = parts.iter().filter(|part| whole(&first, part));
            same.any(|part| part.protocol == *protocol)
        };
        if protocols.iter().all(is_there) {
            parts.retain(|part| !whole(&first, part));
            parts.push(ReachFlow {
                protocol: Protocol::All,
                ..first
            });
        }
    }
    parts.sort_by_key(|flow| (flow.protocol, flow.ports.first()));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation::parse;

    const TWO: &str = "env prod\nenv dev\nvpc a environment=prod cidrs=10.0.0.0/16\n  route-table main main=true\n    route destination=10.1.0.0/16 target=hub\n  security-group web\n    security-group-rule direction=egress protocol=all cidr=0.0.0.0/0\n  subnet front az=a cidrs=10.0.1.0/24\n    instance web private_address=10.0.1.10 security_groups=web\nvpc b environment=dev cidrs=10.1.0.0/16\n  route-table back main=true\n    route destination=10.0.0.0/16 target=hub\n  security-group db\n    security-group-rule protocol=tcp ports=5432 cidr=10.0.0.0/16\n    security-group-rule protocol=tcp ports=80-90 cidr=10.0.1.0/28\n  subnet store az=a cidrs=10.1.1.0/24\n    instance postgres private_address=10.1.1.10 security_groups=db\ntgw hub\n  tgw-attachment to-a resource=a subnets=front\n  tgw-attachment to-b resource=b subnets=store\nvpc alone cidrs=10.2.0.0/16\n  subnet lonely az=a cidrs=10.2.0.0/24\n";

    fn facts(text: &str) -> Facts {
        Facts::new(&parse(text).expect("a design"))
    }

    fn cell(facts: &Facts, from: &str, to: &str, level: IntentLevel) -> ReachCell {
        let id = |text: &str| text.parse().expect("an id");
        facts.reach_cell(id(from), id(to), level, None)
    }

    #[test]
    fn what_is_in_no_environment_stands_for_itself() {
        let groups = facts(TWO).reach_groups(ReachBy::Environment);
        let ids: Vec<String> = groups.iter().map(|group| group.id.to_string()).collect();
        assert_eq!(ids, ["env-1", "env-2", "vpc-3"]);
        let members: Vec<String> = groups[0].members.iter().map(ToString::to_string).collect();
        assert_eq!(members, ["vpc-1"]);
    }

    #[test]
    fn a_cell_has_the_exact_ports_and_a_witness() {
        let facts = facts(TWO);
        let open = cell(&facts, "env-1", "env-2", IntentLevel::Connectable);
        assert_eq!(
            (open.state, open.open, open.pairs),
            (ReachState::Open, 1, 1)
        );
        let flows: Vec<String> = open
            .flows
            .iter()
            .map(|flow| {
                format!(
                    "{} {} {} {}",
                    flow.protocol, flow.ports, flow.source, flow.destination
                )
            })
            .collect();
        assert_eq!(flows, ["tcp 80-90,5432 10.0.1.10/32 10.1.1.10/32"]);
        let witness = open.witness().expect("a witness");
        assert_eq!(
            (witness.protocol, witness.port),
            (Protocol::TCP, Some(5432))
        );
        assert_eq!(witness.from.to_string(), "instance-1");
        // All traffic is one part, whatever protocols rules name.
        let wide = TWO.replace(
            "protocol=tcp ports=5432 cidr=10.0.0.0/16",
            "protocol=all cidr=10.0.0.0/16",
        );
        let wide = cell(
            &self::facts(&wide),
            "env-1",
            "env-2",
            IntentLevel::Connectable,
        );
        let all: Vec<Protocol> = wide.flows.iter().map(|flow| flow.protocol).collect();
        assert_eq!(all, [Protocol::All]);
        // Nothing of the other side may send.
        let back = cell(&facts, "env-2", "env-1", IntentLevel::Connectable);
        assert_eq!((back.state, back.flows.len()), (ReachState::Closed, 0));
    }

    #[test]
    fn forwarding_alone_knows_no_filters() {
        let facts = facts(TWO);
        for (from, to) in [
            ("env-1", "env-2"),
            ("env-2", "env-1"),
            ("vpc-1", "vpc-2"),
            ("subnet-1", "subnet-2"),
        ] {
            let cell = cell(&facts, from, to, IntentLevel::Routed);
            assert_eq!(cell.state, ReachState::Open, "{from} to {to}");
            assert_eq!(cell.flows[0].protocol, Protocol::All);
        }
        let none = cell(&facts, "env-1", "vpc-3", IntentLevel::Routed);
        assert_eq!((none.state, none.pairs), (ReachState::Closed, 1));
    }

    #[test]
    fn a_part_is_told_as_a_part_and_too_much_as_not_looked_at() {
        let facts = facts(&TWO.replace(
            "tgw hub",
            "  route-table other\n  subnet aside az=a cidrs=10.1.2.0/24 route_table=other\ntgw hub",
        ));
        let back = cell(&facts, "env-2", "env-1", IntentLevel::Routed);
        assert_eq!(
            (back.state, back.open, back.pairs),
            (ReachState::Partly, 1, 2)
        );
        assert_eq!(back.places.len(), 1);
        let id = |text: &str| text.parse().expect("an id");
        let much = facts.reach_cell(id("env-2"), id("env-1"), IntentLevel::Routed, Some(1));
        assert_eq!((much.state, much.unknown.len()), (ReachState::Unknown, 1));
    }
}

//! The loop: one packet from place to place, with what each place does to it.
//!
//! A packet that leaves an interface meets its security groups, then its subnet's table and network ACL, then the
//! target. What the way back needs is kept in a [`Session`]: security groups and translators remember a connection,
//! network ACLs do not.

use std::rc::Rc;

use super::filters::{self, Far, Told, Verdict};
use super::nics::{self, Nic, Owner, Role};
use super::packet::{Address, Packet};
use super::report::{Carrier, Hop, Outcome, Reason, Way, outside_label};
use super::routes::{self, Line, Lookup, Next};
use crate::analysis::Facts;
use crate::aws::mtus::HopMtu;
use crate::model::{
    Direction, EgressOnlyGateway, EntityId, Id, Kind, NetworkAcl, Route, SecurityGroup,
    SecurityGroupRule, Subnet, TgwAttachment, TgwRouteTable, Vpc, VpcEndpoint,
};

/// As Route Analyzer: no way is longer
/// (<https://docs.aws.amazon.com/network-manager/latest/tgwnm/route-analyzer.html>).
const MOST_PLACES: usize = 64;

/// A packet under way.
#[derive(Clone)]
pub(super) struct Walk<'f> {
    pub facts: &'f Facts,
    pub packet: Packet,
    pub hops: Vec<Hop>,
    pub carriers: Vec<Carrier>,
    /// Firewalls and appliances that it went through, with the subnet.
    pub passed: Vec<(EntityId, Id<Subnet>)>,
    /// What it crossed since it left its VPC: whether references to groups still hold.
    pub crossings: Vec<Crossing>,
    /// The interface that it has its source address from.
    pub origin: Option<Nic<'f>>,
    /// A load balancer that sends it on under the client's address.
    pub balancer: Option<Nic<'f>>,
    /// The zone that a transit gateway keeps it in, where it can.
    pub zone: Option<String>,
    pub legs: Vec<Leg<'f>>,
    /// What was remembered on the way forward, on the way back.
    pub session: Option<Rc<Session<'f>>>,
    /// Where a load balancer or the network takes it, whatever its destination says.
    pub carried: Option<Address>,
    pub told: Told,
    /// The group that let it out by a rule that names another group.
    pub let_out_by: Option<Id<SecurityGroup>>,
    /// Whether security groups and network ACLs are left out of it.
    pub unfiltered: bool,
    seen: Vec<(Place, Packet)>,
}

/// What is on the way between two VPCs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Crossing {
    /// Within a Region or not.
    Peering(bool),
    /// Whether the hub and both attachments support references.
    Hub(bool),
    /// Anything that hides who sent it, or that is not known.
    Other,
}

/// A place where a packet was rewritten.
#[derive(Clone)]
pub(super) struct Leg<'f> {
    pub at: EntityId,
    pub before: Packet,
    pub after: Packet,
    /// The interface that takes the answer, where that is not the one that it is addressed to.
    pub takes_answer: Option<Nic<'f>>,
    /// The endpoint whose consumer side goes on.
    pub consumer: Option<Nic<'f>>,
}

/// What the way forward left behind.
#[derive(Clone, Default)]
pub(super) struct Session<'f> {
    /// Interfaces whose security groups know the connection.
    pub tracked: Vec<EntityId>,
    pub legs: Vec<Leg<'f>>,
    pub passed: Vec<(EntityId, Id<Subnet>)>,
}

/// A table that a packet is looked up in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Subnet(Id<Subnet>),
    Hub(Id<TgwAttachment>, Option<Id<TgwRouteTable>>),
}

/// Who hands a packet to a subnet's router.
pub(super) enum Sender<'a, 'f> {
    Nic(&'a Nic<'f>),
    /// A hub, over the attachment's interface in the subnet.
    Hub,
    /// A firewall or an appliance that has looked at it.
    Filter,
    /// The question itself.
    Nobody,
}

/// Where a way ended.
#[derive(Clone)]
pub(super) enum End<'f> {
    Nic(Box<Nic<'f>>),
    /// A host that is not drawn.
    Subnet(&'f Subnet),
    Internet(EntityId),
    /// Outside AWS, over what comes in by this gateway or attachment.
    Outside(EntityId),
    Service(Id<VpcEndpoint>),
    Nowhere,
}

/// How a way ended.
#[derive(Clone)]
pub(super) struct Stop<'f> {
    pub outcome: Outcome,
    pub reason: Option<Reason>,
    pub end: End<'f>,
}

impl<'f> Stop<'f> {
    pub(super) fn arrived(outcome: Outcome, end: End<'f>) -> Self {
        Self {
            outcome,
            reason: None,
            end,
        }
    }

    pub(super) fn because(
        outcome: Outcome,
        code: &'static str,
        at: impl Into<EntityId>,
        text: impl Into<String>,
    ) -> Self {
        let reason = Reason {
            code,
            at: vec![at.into()],
            text: text.into(),
        };
        Self {
            outcome,
            reason: Some(reason),
            end: End::Nowhere,
        }
    }

    pub(super) fn unknown(text: impl Into<String>, at: impl Into<EntityId>) -> Self {
        Self::because(Outcome::Unknown, "UNKNOWN_DESTINATION", at, text)
    }

    fn at_end(mut self, end: End<'f>) -> Self {
        self.end = end;
        self
    }
}

impl<'f> Walk<'f> {
    pub(super) fn new(facts: &'f Facts, packet: Packet) -> Self {
        Self {
            facts,
            packet,
            hops: Vec::new(),
            carriers: Vec::new(),
            passed: Vec::new(),
            crossings: Vec::new(),
            origin: None,
            balancer: None,
            zone: None,
            legs: Vec::new(),
            session: None,
            carried: None,
            told: Told::default(),
            let_out_by: None,
            unfiltered: false,
            seen: Vec::new(),
        }
    }

    /// The report of a way that ended so.
    pub(super) fn report(&self, stop: &Stop<'_>) -> Way {
        let mut way = self.report_as_if_inspected(stop);
        if let Some(filter) = way.filters.first().filter(|_| way.outcome.arrives()) {
            let text = format!(
                "{} may drop it: its rules are not analysed; nothing else stops it",
                self.facts.label(*filter)
            );
            way.reason = Some(Reason {
                code: "FIREWALL_RULES_RESTRICTION",
                at: way.filters.clone(),
                text,
            });
            way.outcome = Outcome::Unknown;
        }
        way
    }

    /// The same, as if whatever inspects had let it through.
    pub(super) fn report_as_if_inspected(&self, stop: &Stop<'_>) -> Way {
        Way {
            outcome: stop.outcome,
            reason: stop.reason.clone(),
            hops: self.hops.clone(),
            carriers: self.carriers.clone(),
            filters: self.passed.iter().map(|(filter, _)| *filter).collect(),
        }
    }

    /// From an interface, through its security groups, to its subnet.
    pub(super) fn start_at_nic(&mut self, nic: &Nic<'f>) -> Stop<'f> {
        let what = format!(
            "sends {} from {} to {}",
            self.packet.what(),
            self.packet.source,
            self.packet.destination
        );
        self.hop(nic.hop, what, Vec::new());
        let own = nic
            .addresses
            .iter()
            .any(|address| address.same(&self.packet.source));
        if !own && !nic.forwards && self.session.is_none() {
            let text = format!(
                "{} is no address of {}, which checks what it sends",
                self.packet.source,
                self.facts.label(nic.hop)
            );
            let code = "ENI_SOURCE_DEST_CHECK_RESTRICTION";
            return Stop::because(Outcome::Denied, code, nic.key, text);
        }
        if let Some(stop) = self.through_groups(nic, Direction::Egress) {
            return stop;
        }
        if own {
            self.origin = Some(nic.clone());
        }
        let answered = self.remembered(&self.packet);
        if let Some(taker) = answered.and_then(|leg| leg.takes_answer) {
            self.carried = taker.address(self.packet.source.is_v4());
        }
        self.leave(nic.subnet, &Sender::Nic(nic))
    }

    /// Past the security groups of an interface, or what stops it there.
    pub(super) fn through_groups(
        &mut self,
        nic: &Nic<'f>,
        direction: Direction,
    ) -> Option<Stop<'f>> {
        if self.unfiltered {
            return None;
        }
        let session = self.session.as_ref();
        if session.is_some_and(|session| session.tracked.contains(&nic.key)) {
            self.add("its security groups know the connection", Vec::new());
            return None;
        }
        let facts = self.facts;
        let mut told = std::mem::take(&mut self.told);
        let seen;
        let far = match direction {
            Direction::Ingress => Far {
                address: &self.packet.source,
                member: self.sender_of(nic),
                balancer: self.balancer.as_ref(),
            },
            Direction::Egress => {
                seen = super::references::seen_from(facts, nic, &self.packet.destination);
                Far {
                    address: &self.packet.destination,
                    member: seen.as_ref(),
                    balancer: None,
                }
            }
        };
        let verdict = filters::groups(facts, nic, &far, direction, &self.packet, &mut told);
        self.told = told;
        if let (Verdict::Allows(_, by), Direction::Egress) = (&verdict, direction) {
            let mut rules = by
                .iter()
                .filter_map(|id| facts.as_kind::<SecurityGroupRule>(*id));
            let by_group = rules.find_map(|rule| rule.source_group.and(Some(rule.security_group)));
            // That of the sender holds for the whole way.
            self.let_out_by = self.let_out_by.or(by_group);
        }
        self.judge(verdict, "ENI_SG_RULES_MISMATCH")
    }

    /// Who sent a packet, where an interface recognises it by its groups.
    fn sender_of(&self, nic: &Nic<'f>) -> Option<&Nic<'f>> {
        let origin = self.origin.as_ref()?;
        let same = origin
            .addresses
            .iter()
            .any(|address| address.same(&self.packet.source));
        let holds = match self.crossings.as_slice() {
            [] => origin.subnet.vpc == nic.subnet.vpc,
            [Crossing::Peering(within_region)] => *within_region,
            [Crossing::Hub(supported)] => *supported,
            _ => false,
        };
        (same && holds).then_some(origin)
    }

    /// From a subnet by its table.
    pub(super) fn leave(&mut self, subnet: &'f Subnet, sender: &Sender<'_, 'f>) -> Stop<'f> {
        let facts = self.facts;
        if let Some(stop) = self.visit(Place::Subnet(subnet.id), subnet.id.entity()) {
            return stop;
        }
        let towards = self.towards();
        let Some(vpc) = facts.get(subnet.vpc) else {
            return Stop::unknown("its VPC is not in the design", subnet.id);
        };
        if subnet.cidrs.iter().any(|block| block.contains(&towards.ip)) && towards.is_somebody() {
            return self.inside(vpc, subnet, sender);
        }
        let table = routes::of_subnet(facts, subnet);
        let at = table.id().unwrap_or(vpc.id.entity());
        let name = table.label(facts);
        let line = match routes::lookup(facts, vpc, table, &towards) {
            Lookup::Line(line) => line,
            Lookup::None => {
                let text = format!("{name} has no route for {towards}");
                self.hop(subnet.id, text.clone(), vec![at]);
                return Stop::because(Outcome::NoRoute, "NO_ROUTE_TO_DESTINATION", at, text);
            }
            Lookup::Unknown(why, at) => {
                self.hop(subnet.id, why.clone(), vec![at]);
                return Stop::unknown(why, at);
            }
        };
        let to = match line.next {
            Next::Local => "stays in the VPC".to_owned(),
            Next::Via(target) => format!("goes to {}", self.label(target)),
            Next::Blackhole => "is dropped: the route has no target".to_owned(),
            Next::NotRead => "goes to what is not in the design".to_owned(),
        };
        let mut by = vec![at];
        by.extend(line.record);
        self.hop(subnet.id, format!("{name}: {line} {to}"), by.clone());
        match line.next {
            Next::Blackhole => {
                let text = format!("{line} of {name} has no target");
                let mut stop = Stop::because(Outcome::Blackhole, "BAD_STATE_ROUTE", at, text);
                if let Some(reason) = &mut stop.reason {
                    reason.at = by;
                }
                stop
            }
            Next::NotRead => not_read(facts, &line, &name, at),
            Next::Local => {
                if let Some(stop) = self.through_acl(subnet, Direction::Egress) {
                    return stop;
                }
                if !matches!(sender, Sender::Hub) {
                    self.hop(vpc.id, "routes it between its subnets", Vec::new());
                }
                self.deliver(vpc, Some(subnet.id))
            }
            Next::Via(target) => self.target(vpc, subnet, target, &line),
        }
    }

    /// Between two addresses of one subnet: neither table nor network ACL looks at it.
    fn inside(&mut self, vpc: &'f Vpc, subnet: &'f Subnet, sender: &Sender<'_, 'f>) -> Stop<'f> {
        let balanced = matches!(sender, Sender::Nic(nic) if matches!(nic.role, Role::Balancer(_)));
        let to_balancer = matches!(
            nics::owner(self.facts, vpc.id, &self.towards()),
            Owner::Nic(nic) if matches!(nic.role, Role::Balancer(_))
        );
        if balanced || to_balancer || !matches!(sender, Sender::Nic(_)) {
            let text = "inside the subnet no network ACL looks at it";
            self.hop(subnet.id, text, Vec::new());
        }
        self.find(vpc, Some(subnet.id))
    }

    /// To whoever has the address in a VPC, past the network ACL of the subnet where it comes from another.
    pub(super) fn deliver(&mut self, vpc: &'f Vpc, from: Option<Id<Subnet>>) -> Stop<'f> {
        self.find(vpc, from)
    }

    fn find(&mut self, vpc: &'f Vpc, from: Option<Id<Subnet>>) -> Stop<'f> {
        let facts = self.facts;
        let towards = self.towards();
        let nobody = "NO_POSSIBLE_DESTINATION";
        match nics::owner(facts, vpc.id, &towards) {
            Owner::NoSubnet => {
                let text = format!("{towards} is in no subnet of {}", self.label(vpc.id));
                Stop::because(Outcome::Blackhole, nobody, vpc.id, text)
            }
            Owner::Nobody(subnet) => self.enter(subnet, from).unwrap_or_else(|| {
                let text = format!("no interface in {} has {towards}", self.label(subnet.id));
                self.add(&text, Vec::new());
                Stop::because(Outcome::Blackhole, nobody, subnet.id, text)
            }),
            Owner::Perhaps(subnet, nic) => self.enter(subnet, from).unwrap_or_else(|| {
                let text = format!(
                    "{} has an address of {} that is not fixed: it may be {towards} or not",
                    self.label(nic),
                    self.label(subnet.id)
                );
                Stop::unknown(text, nic)
            }),
            Owner::Possible(subnet) => self.enter(subnet, from).unwrap_or_else(|| {
                self.add("a host may have the address: none is drawn", Vec::new());
                Stop::arrived(Outcome::Delivered, End::Subnet(subnet))
            }),
            Owner::Nic(nic) => self
                .enter(nic.subnet, from)
                .unwrap_or_else(|| self.arrive(*nic)),
        }
    }

    /// Into a subnet from elsewhere, past its network ACL.
    fn enter(&mut self, subnet: &'f Subnet, from: Option<Id<Subnet>>) -> Option<Stop<'f>> {
        if from == Some(subnet.id) {
            return None;
        }
        self.hop(subnet.id, "arrives in the subnet", Vec::new());
        self.through_acl(subnet, Direction::Ingress)
    }

    /// At an interface: it is the end, or sends on.
    fn arrive(&mut self, nic: Nic<'f>) -> Stop<'f> {
        match nic.role {
            Role::Host => {
                self.hop(nic.hop, format!("has {}", self.towards()), Vec::new());
                let end = End::Nic(Box::new(nic.clone()));
                match self.through_groups(&nic, Direction::Ingress) {
                    Some(stop) => stop.at_end(end),
                    None => Stop::arrived(Outcome::Delivered, end),
                }
            }
            Role::Nat(nat) => self.answered_nat(&nic, nat),
            Role::Balancer(balancer) => self.at_balancer(&nic, balancer),
            Role::Endpoint(endpoint) => self.at_endpoint(nic, endpoint),
            Role::Managed(owner) => {
                self.hop(
                    nic.hop,
                    format!("belongs to {}", self.label(owner)),
                    Vec::new(),
                );
                let text = format!("{} takes no packets of its own", self.label(owner));
                Stop::because(Outcome::Denied, "NO_POSSIBLE_DESTINATION", owner, text)
            }
        }
    }

    /// To the target of a route.
    fn target(
        &mut self,
        vpc: &'f Vpc,
        subnet: &'f Subnet,
        target: EntityId,
        line: &Line,
    ) -> Stop<'f> {
        // These stand in subnets of their own; inside one subnet no ACL is met.
        match target.kind {
            Kind::NatGateway => return self.by_nat(vpc, subnet, target),
            Kind::NetworkFirewall | Kind::NetworkInterface | Kind::Instance => {
                return self.by_middlebox(vpc, subnet, target);
            }
            Kind::TransitGateway => return self.by_hub(vpc, subnet, target),
            Kind::VpcEndpoint => return self.by_endpoint(vpc, subnet, target, line),
            _ => {}
        }
        if let Some(stop) = self.through_acl(subnet, Direction::Egress) {
            return stop;
        }
        match target.kind {
            Kind::InternetGateway => self.by_internet_gateway(vpc, target),
            Kind::EgressOnlyGateway => {
                let gateway = self.facts.as_kind::<EgressOnlyGateway>(target);
                self.by_egress_only(vpc, target, gateway)
            }
            Kind::VpcPeering => self.by_peering(vpc, target),
            Kind::VpnGateway => self.by_vpn_gateway(vpc, target),
            _ => self.cannot_route(target, "it is no target of a route"),
        }
    }

    pub(super) fn cannot_route(&self, target: EntityId, why: &str) -> Stop<'f> {
        let text = format!("{} can't take it: {why}", self.label(target));
        Stop::because(Outcome::Blackhole, "CANNOT_ROUTE", target, text)
    }

    /// Past a network ACL, or what stops it there.
    pub(super) fn through_acl(
        &mut self,
        subnet: &Subnet,
        direction: Direction,
    ) -> Option<Stop<'f>> {
        if self.unfiltered {
            return None;
        }
        let verdict = filters::acl(self.facts, subnet, direction, &self.packet, &mut self.told);
        self.judge(verdict, "SUBNET_ACL_RESTRICTION")
    }

    fn judge(&mut self, verdict: Verdict, code: &'static str) -> Option<Stop<'f>> {
        match verdict {
            Verdict::Allows(text, by) => {
                if !text.is_empty() {
                    self.add(&text, by);
                }
                None
            }
            Verdict::Denies(text, by) => {
                self.add(&text, by.clone());
                // The rule decided; the group or ACL is what to look at.
                let named = |id: &&EntityId| {
                    !matches!(id.kind, Kind::NetworkAclRule | Kind::SecurityGroupRule)
                };
                let at: Vec<EntityId> = by.iter().filter(named).copied().collect();
                let mut stop = Stop::because(Outcome::Denied, code, Id::<NetworkAcl>::new(0), text);
                if let Some(reason) = &mut stop.reason {
                    reason.at = at;
                }
                Some(stop)
            }
            Verdict::Unknown(text, at) => {
                self.add(&text, vec![at]);
                Some(Stop::unknown(text, at))
            }
        }
    }

    /// Notes that a table is asked; asking it twice about one packet is a loop.
    pub(super) fn visit(&mut self, place: Place, at: EntityId) -> Option<Stop<'f>> {
        let again = self
            .seen
            .iter()
            .any(|(seen, packet)| *seen == place && packet.same(&self.packet));
        if again {
            let text = format!("it comes to {} again", self.label(at));
            return Some(Stop::because(
                Outcome::Loop,
                "CYCLIC_PATH_DETECTED",
                at,
                text,
            ));
        }
        if self.seen.len() >= MOST_PLACES {
            let text = format!("it has passed {MOST_PLACES} tables");
            return Some(Stop::because(Outcome::Loop, "MAX_HOPS_EXCEEDED", at, text));
        }
        self.seen.push((place, self.packet));
        None
    }

    /// Where the network takes the packet.
    pub(super) fn towards(&self) -> Address {
        self.carried.unwrap_or(self.packet.destination)
    }

    pub(super) fn hop(
        &mut self,
        id: impl Into<EntityId>,
        text: impl Into<String>,
        by: Vec<EntityId>,
    ) {
        self.hops.push(Hop {
            id: id.into(),
            text: text.into(),
            decided_by: by,
        });
    }

    /// One more thing that happens at the last hop.
    pub(super) fn add(&mut self, text: &str, by: Vec<EntityId>) {
        if let Some(hop) = self.hops.last_mut() {
            hop.text.push_str("; ");
            hop.text.push_str(text);
            hop.decided_by.extend(by);
        }
    }

    pub(super) fn carries(&mut self, at: EntityId, mtu: HopMtu) {
        self.carriers.push(Carrier {
            at,
            mtu,
            after: self.hops.len(),
        });
    }

    pub(super) fn label(&self, id: impl Into<EntityId>) -> String {
        outside_label(self.facts, id.into())
    }
}

impl<'f> Walk<'f> {
    /// What was rewritten into the packet that this answers.
    pub(super) fn remembered(&self, answer: &Packet) -> Option<Leg<'f>> {
        let mut legs = self.session.as_ref()?.legs.iter().rev();
        legs.find(|leg| leg.after.reply().same(answer)).cloned()
    }

    /// The same, at one place.
    pub(super) fn remembered_at(&self, at: EntityId) -> Option<Leg<'f>> {
        let mut legs = self.session.as_ref()?.legs.iter().rev();
        legs.find(|leg| leg.at == at && leg.after.reply().same(&self.packet))
            .cloned()
    }
}

/// A line whose target the design does not hold.
pub(super) fn not_read<'f>(facts: &Facts, line: &Line, table: &str, at: EntityId) -> Stop<'f> {
    let route = line.record.and_then(|id| facts.as_kind::<Route>(id));
    let target = route.map_or("", |route| route.unknown_target.as_str());
    let text = format!("{line} of {table} goes to {target}, which is not in the design");
    Stop::unknown(text, at)
}

impl Address {
    /// Whether somebody in a VPC may have it.
    fn is_somebody(&self) -> bool {
        !matches!(
            self.known,
            super::packet::Known::Public | super::packet::Known::Service(_)
        )
    }
}

//! A packet under way, what it leaves behind for its answer, and how a way ends.

use std::rc::Rc;

use super::filters::Told;
use super::nics::Nic;
use super::packet::{Address, Packet};
use super::report::{Carrier, Hop, Outcome, Reason, Way, outside_label};
use crate::analysis::Facts;
use crate::aws::mtus::HopMtu;
use crate::model::{
    EntityId, Id, Kind, SecurityGroup, Subnet, TgwAttachment, TgwRouteTable, VpcEndpoint,
};

/// As Route Analyzer: no way is longer
/// (<https://docs.aws.amazon.com/network-manager/latest/tgwnm/route-analyzer.html>).
const MOST_PLACES: usize = 64;

/// Why a packet is dropped for the address that it comes from alone.
const OWN_SOURCES_ALONE: [&str; 4] = [
    "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS",
    "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR",
    "VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS",
    "VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION",
];

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
    /// How many load balancers have taken it.
    pub balanced: u8,
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

    pub(super) fn at_end(mut self, end: End<'f>) -> Self {
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
            balanced: 0,
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
        let mut hosts = way.filters.iter().copied();
        let host = hosts.find(|id| matches!(id.kind, Kind::Instance | Kind::NetworkInterface));
        if let (Some(host), Some(reason)) = (host, &mut way.reason)
            && OWN_SOURCES_ALONE.contains(&reason.code)
        {
            // A NAT instance or a proxy sends on under an address of its own.
            reason.text = format!(
                "{}, unless {} sends it on under its own address",
                reason.text,
                self.facts.label(host)
            );
            way.outcome = Outcome::Unknown;
        }
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

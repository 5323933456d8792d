//! Where addresses are rewritten: internet gateways (one private address to one public), NAT gateways (many to one,
//! outward only) and egress-only gateways (IPv6, outward only).

use super::nics::{self, Nic, Owner, Role};
use super::packet::{Address, ICMP, Known, TCP, UDP};
use super::report::Outcome;
use super::routes::{self, Lookup, Next};
use super::state::{Crossing, End, Leg, Sender, Stop, Walk};
use crate::aws::mtus;
use crate::model::{
    BlockPublicAccess, Connectivity, Direction, EgressOnlyGateway, EntityId, Id, InternetGateway,
    NatAvailability, NatGateway, Subnet, Vpc, VpnConnection,
};

impl<'f> Walk<'f> {
    /// Out by an internet gateway: IPv4 needs a public address of the interface that sends.
    pub(super) fn by_internet_gateway(&mut self, vpc: &'f Vpc, target: EntityId) -> Stop<'f> {
        self.hop(vpc.id, "hands it to the internet gateway", Vec::new());
        self.hop(target, "leads to the internet", Vec::new());
        let gateway = self.facts.as_kind::<InternetGateway>(target);
        if gateway.and_then(|gateway| gateway.vpc) != Some(vpc.id) {
            return self.cannot_route(target, "it is not attached to the VPC");
        }
        if vpc.block_public_access != BlockPublicAccess::Off && !self.is_from_nat() {
            return self.public_access_blocked(vpc);
        }
        if vpc.block_public_access == BlockPublicAccess::BlockBidirectional {
            return self.public_access_blocked(vpc);
        }
        if !self.packet.destination.is_public() {
            let text = format!("{} is private", self.packet.destination);
            let code = "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS";
            return Stop::because(Outcome::Denied, code, target, text);
        }
        if self.packet.source.is_v4() {
            let before = self.packet;
            if let Some(leg) = self.remembered_at(target) {
                self.packet = leg.before.reply();
            } else {
                match self.public_address(vpc, target) {
                    Ok(public) => self.packet.source = public,
                    Err(stop) => return stop,
                }
            }
            self.add(
                &format!("{} becomes {}", before.source, self.packet.source),
                Vec::new(),
            );
            self.leg(target, before);
        } else if !inside(vpc, &self.packet.source) {
            let text = format!("{} is no address of the VPC", self.packet.source);
            return Stop::because(Outcome::Denied, PUBLIC_ADDRESS_NEEDED, target, text);
        }
        self.carries(target, mtus::INTERNET_GATEWAY);
        self.crossings.push(Crossing::Other);
        self.onward(target)
    }

    /// The public address that stands for a private one at an internet gateway.
    fn public_address(&self, vpc: &'f Vpc, gateway: EntityId) -> Result<Address, Stop<'f>> {
        let source = &self.packet.source;
        let denied = |text: String| {
            Err(Stop::because(
                Outcome::Denied,
                PUBLIC_ADDRESS_NEEDED,
                gateway,
                text,
            ))
        };
        match nics::owner(self.facts, vpc.id, source) {
            Owner::Nic(nic) => match nic.public {
                Some(public) => Ok(public),
                None => denied(format!("{} has no public address", self.label(nic.hop))),
            },
            Owner::Possible(subnet) if subnet.map_public_ip => Ok(Address::some_public()),
            Owner::Possible(subnet) => Err(Stop::unknown(
                format!(
                    "no workload is drawn in {}: whether it would have a public address is not known",
                    self.label(subnet.id)
                ),
                subnet.id,
            )),
            Owner::Perhaps(_, nic) => Err(Stop::unknown(
                format!("whether {} has {source} is not known", self.label(nic)),
                nic,
            )),
            Owner::Nobody(_) | Owner::NoSubnet => {
                denied(format!("no public address belongs to {source}"))
            }
        }
    }

    /// Whether a NAT gateway has sent the packet on.
    fn is_from_nat(&self) -> bool {
        let mut legs = self.legs.iter();
        let nat = |leg: &Leg<'_>| leg.at.kind == crate::model::Kind::NatGateway;
        let session = self.session.as_ref();
        legs.any(nat) || session.is_some_and(|session| session.legs.iter().any(nat))
    }

    fn public_access_blocked(&self, vpc: &Vpc) -> Stop<'f> {
        let text = format!(
            "Block Public Access of {} is {}",
            self.label(vpc.id),
            vpc.block_public_access
        );
        let code = "VPC_BLOCK_PUBLIC_ACCESS_ENABLED";
        Stop::because(Outcome::Denied, code, vpc.id, text)
    }

    /// From an internet gateway on: to whoever of the design has the public address, or out of what is drawn.
    fn onward(&mut self, gateway: EntityId) -> Stop<'f> {
        let answers = self.session.is_some();
        let own = self.packet.destination;
        let here = own.known == Known::Exact || own.owner.is_some();
        if !answers && here && self.is_ours(&own) {
            return self.start_at_internet(None);
        }
        Stop::arrived(Outcome::LeavesNetwork, End::Internet(gateway))
    }

    fn is_ours(&self, address: &Address) -> bool {
        self.public_holder(address).is_some() || self.tunnel(address).is_some()
    }

    fn public_holder(&self, address: &Address) -> Option<Nic<'f>> {
        if !address.is_v4() {
            let mut vpcs = self.facts.all::<Vpc>();
            let vpc = vpcs.find(|vpc| inside(vpc, address))?;
            return match nics::owner(self.facts, vpc.id, address) {
                Owner::Nic(nic) => Some(*nic),
                _ => None,
            };
        }
        match (address.known, address.owner) {
            (Known::Exact, _) => nics::of_public(self.facts, address.ip),
            (Known::Public, Some(owner)) => {
                let mut nics = nics::of_record(self.facts, owner).into_iter();
                nics.find(|nic| nic.public.is_some())
            }
            _ => None,
        }
    }

    /// The VPN connection that has a tunnel at this address.
    fn tunnel(&self, address: &Address) -> Option<&'f VpnConnection> {
        let mut vpns = self.facts.all::<VpnConnection>();
        vpns.find(|vpn| vpn.tunnel_addresses.contains(&address.ip))
    }

    /// From the internet to a public address of the design; `over` names the gateway that an answer comes back by.
    pub(super) fn start_at_internet(&mut self, over: Option<EntityId>) -> Stop<'f> {
        let facts = self.facts;
        let destination = self.packet.destination;
        if !destination.is_public() {
            let text = format!("{destination} is private: the internet does not route it");
            return nowhere(text);
        }
        if let Some(vpn) = self.tunnel(&destination) {
            let gateway = vpn.vpn_gateway.map_or(vpn.id.entity(), Id::entity);
            let text = format!(
                "{destination} is the outside address of a tunnel of {}",
                self.label(vpn.id)
            );
            self.hop(gateway, text, vec![vpn.id.entity()]);
            return Stop::arrived(Outcome::Delivered, End::Nowhere);
        }
        let Some(nic) = self.public_holder(&destination) else {
            if let Some(stop) = over.and_then(|over| self.answer_to_undrawn(over)) {
                return stop;
            }
            return nowhere(format!("nothing in the design has {destination}"));
        };
        let Some(vpc) = facts.get(nic.subnet.vpc) else {
            return nowhere(format!("nothing in the design has {destination}"));
        };
        let attached = facts
            .referrers::<InternetGateway>(vpc.id)
            .find(|gateway| gateway.vpc == Some(vpc.id))
            .map(|gateway| gateway.id.entity());
        let Some(gateway) = over.or(attached) else {
            let text = format!("no internet gateway is attached to {}", self.label(vpc.id));
            let code = "NO_ROUTE_TO_DESTINATION";
            return Stop::because(Outcome::NoRoute, code, vpc.id, text);
        };
        // A regional NAT gateway takes its answers itself, at the edge of the VPC.
        let nat = gateway.kind == crate::model::Kind::NatGateway;
        let edge = if nat {
            attached.unwrap_or(gateway)
        } else {
            gateway
        };
        self.hop(
            edge,
            format!("takes it for {}", self.label(nic.hop)),
            Vec::new(),
        );
        let answers = self.session.is_some();
        if vpc.block_public_access != BlockPublicAccess::Off && !answers {
            return self.public_access_blocked(vpc);
        }
        if destination.is_v4() {
            let before = self.packet;
            let leg = self.remembered_at(gateway);
            match (leg, nic.address(true)) {
                (Some(leg), _) => self.packet = leg.before.reply(),
                (None, Some(private)) => self.packet.destination = private,
                (None, None) => return nowhere(format!("{destination} stands for no address")),
            }
            let text = format!("{destination} becomes {}", self.packet.destination);
            self.add(&text, Vec::new());
            self.leg(edge, before);
        }
        if nat {
            self.hop(gateway, "knows the connection", Vec::new());
        }
        self.carries(edge, mtus::INTERNET_GATEWAY);
        self.crossings.push(Crossing::Other);
        self.through_edge(vpc, edge)
    }

    /// The answer to a host that is not drawn, by the gateway that its packet left by.
    fn answer_to_undrawn(&mut self, gateway: EntityId) -> Option<Stop<'f>> {
        let facts = self.facts;
        self.session.as_ref()?;
        let before = self.packet;
        let asked = if before.destination.is_v4() {
            self.remembered_at(gateway)?.before.reply()
        } else {
            before
        };
        let vpc = facts.vpc_of(gateway).or_else(|| {
            let own = facts.as_kind::<InternetGateway>(gateway)?;
            facts.get(own.vpc?)
        })?;
        let Owner::Possible(subnet) = nics::owner(facts, vpc.id, &asked.destination) else {
            return None;
        };
        let text = format!("takes it for a host of {}", self.label(subnet.id));
        self.hop(gateway, text, Vec::new());
        self.packet = asked;
        if before.destination.is_v4() {
            let text = format!("{} becomes {}", before.destination, asked.destination);
            self.add(&text, Vec::new());
            self.leg(gateway, before);
        }
        self.carries(gateway, mtus::INTERNET_GATEWAY);
        self.crossings.push(Crossing::Other);
        Some(self.through_edge(vpc, gateway))
    }

    /// Into a VPC by a gateway, by the gateway's own table where it has one.
    pub(super) fn through_edge(&mut self, vpc: &'f Vpc, gateway: EntityId) -> Stop<'f> {
        let facts = self.facts;
        self.hop(vpc.id, "routes it to its subnets", Vec::new());
        let Some(table) = routes::of_gateway(facts, gateway) else {
            return self.deliver(vpc, None);
        };
        let found = routes::lookup(
            facts,
            vpc,
            routes::Table::Drawn(table),
            &self.packet.destination,
        );
        match found {
            Lookup::Line(line) => match line.next {
                Next::Local => self.deliver(vpc, None),
                Next::Via(target) => {
                    let text = format!(
                        "{}: {line} goes to {}",
                        self.label(table.id),
                        self.label(target)
                    );
                    self.add(&text, vec![table.id.entity()]);
                    self.edge_to_middlebox(vpc, target)
                }
                Next::NotRead => {
                    let name = self.label(table.id);
                    super::walk::not_read(facts, &line, &name, table.id.entity())
                }
                Next::Blackhole => {
                    let text = format!("{line} of {} has no target", self.label(table.id));
                    Stop::because(Outcome::Blackhole, "BAD_STATE_ROUTE", table.id, text)
                }
            },
            Lookup::None => self.deliver(vpc, None),
            Lookup::Unknown(why, at) => Stop::unknown(why, at),
        }
    }

    /// Out by an egress-only gateway, which takes IPv6 alone.
    pub(super) fn by_egress_only(
        &mut self,
        vpc: &'f Vpc,
        target: EntityId,
        gateway: Option<&EgressOnlyGateway>,
    ) -> Stop<'f> {
        self.hop(vpc.id, "hands it to the egress-only gateway", Vec::new());
        self.hop(target, "leads to the internet", Vec::new());
        if gateway.is_none_or(|gateway| gateway.vpc != vpc.id) {
            return self.cannot_route(target, "it is not attached to the VPC");
        }
        if vpc.block_public_access == BlockPublicAccess::BlockBidirectional {
            return self.public_access_blocked(vpc);
        }
        if self.packet.destination.is_v4() || !inside(vpc, &self.packet.source) {
            let text = "an egress-only gateway takes IPv6 of its own VPC alone";
            return Stop::because(Outcome::Denied, "CANNOT_ROUTE", target, text);
        }
        if !self.packet.destination.is_public() {
            let text = format!("{} is private", self.packet.destination);
            return Stop::because(Outcome::Denied, "CANNOT_ROUTE", target, text);
        }
        self.carries(target, mtus::INTERNET_GATEWAY);
        Stop::arrived(Outcome::LeavesNetwork, End::Internet(target))
    }

    /// Through a NAT gateway, under its address.
    pub(super) fn by_nat(
        &mut self,
        vpc: &'f Vpc,
        subnet: &'f Subnet,
        target: EntityId,
    ) -> Stop<'f> {
        let facts = self.facts;
        let Some(nat) = facts.as_kind::<NatGateway>(target) else {
            return Stop::unknown("the NAT gateway is not in the design", target);
        };
        let regional = nat.availability == NatAvailability::Regional;
        let place = facts.get(nat.subnet);
        let elsewhere = regional || nat.subnet != subnet.id;
        if elsewhere && let Some(stop) = self.through_acl(subnet, Direction::Egress) {
            return stop;
        }
        self.hop(vpc.id, "hands it to the NAT gateway", Vec::new());
        let text = format!("sends on what {} hands it", self.label(subnet.id));
        self.hop(target, text, Vec::new());
        if place.is_none_or(|place| place.vpc != vpc.id) && !regional {
            return self.cannot_route(target, "it stands in another VPC");
        }
        if elsewhere
            && !regional
            && let Some(place) = place
            && let Some(stop) = self.through_acl(place, Direction::Ingress)
        {
            return stop;
        }
        if !matches!(self.packet.protocol, TCP | UDP | ICMP) || !self.packet.source.is_v4() {
            let text = "a NAT gateway translates TCP, UDP and ICMP of IPv4 alone";
            return Stop::because(Outcome::Denied, "PROTOCOL_RESTRICTION", target, text);
        }
        if self.session.is_some() {
            let text = "an answer would come from another address than was asked";
            let code = "NGW_SOURCE_ADDRESS_REASSIGN";
            return Stop::because(Outcome::Denied, code, target, text);
        }
        let before = self.packet;
        self.crossings.push(Crossing::Other);
        let nics = nics::of_record(facts, target);
        let own = nics.iter().find(|nic| matches!(nic.role, Role::Nat(_)));
        if regional && nat.connectivity == Connectivity::Public {
            let gateway = facts
                .referrers::<InternetGateway>(vpc.id)
                .find(|gateway| gateway.vpc == Some(vpc.id));
            let Some(gateway) = gateway else {
                return self.cannot_route(target, "no internet gateway is attached to the VPC");
            };
            let public = own
                .and_then(|own| own.public)
                .unwrap_or_else(Address::some_public);
            self.packet.source = public;
            self.leg(target, before);
            self.hop(gateway.id, "leads to the internet", Vec::new());
            self.carries(gateway.id.entity(), mtus::INTERNET_GATEWAY);
            return self.onward(target);
        }
        let (Some(place), Some(address)) = (place, own.and_then(|own| own.address(true))) else {
            return Stop::unknown("the NAT gateway has no address", target);
        };
        self.packet.source = address;
        let text = format!("{} becomes {address}", before.source);
        self.add(&text, Vec::new());
        self.leg(target, before);
        self.leave(place, &Sender::Filter)
    }

    /// At the interface of a NAT gateway, which takes answers alone.
    pub(super) fn answered_nat(&mut self, nic: &Nic<'f>, nat: Id<NatGateway>) -> Stop<'f> {
        let before = self.packet;
        let asked = self.session.as_ref();
        if asked.is_some_and(|session| session.tracked.contains(&nic.key)) {
            self.hop(nat, "asked for it", Vec::new());
            return Stop::arrived(Outcome::Delivered, End::Nic(Box::new(nic.clone())));
        }
        let Some(leg) = self.remembered_at(nat.entity()) else {
            self.hop(nat, "knows no connection that it belongs to", Vec::new());
            let text = format!(
                "nobody behind {} has asked: it takes no packets for itself",
                self.label(nat)
            );
            let stop = Stop::because(Outcome::Denied, "NO_POSSIBLE_DESTINATION", nat, text);
            return stop;
        };
        self.packet = leg.before.reply();
        let text = format!(
            "knows the connection: {} becomes {}",
            before.destination, self.packet.destination
        );
        self.hop(nat, text, Vec::new());
        self.leave(nic.subnet, &Sender::Filter)
    }

    /// Remembers that the packet was `before` and is now what it is.
    pub(super) fn leg(&mut self, at: EntityId, before: super::packet::Packet) {
        self.legs.push(Leg {
            at,
            before,
            after: self.packet,
            takes_answer: None,
            consumer: None,
        });
    }
}

const PUBLIC_ADDRESS_NEEDED: &str = "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS";

fn inside(vpc: &Vpc, address: &Address) -> bool {
    vpc.cidrs.iter().any(|block| block.contains(&address.ip))
}

fn nowhere<'f>(text: String) -> Stop<'f> {
    Stop {
        outcome: Outcome::NoRoute,
        reason: Some(super::report::Reason {
            code: "NO_POSSIBLE_DESTINATION",
            at: Vec::new(),
            text,
        }),
        end: End::Nowhere,
    }
}

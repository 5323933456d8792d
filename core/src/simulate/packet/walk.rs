//! The loop: one packet from place to place, with what each place does to it.
//!
//! A packet that leaves an interface meets its security groups, then its subnet's table and network ACL, then the
//! target. What the way back needs is kept in a [`super::state::Session`]: security groups and translators remember a
//! connection, network ACLs do not.

use super::nics::{self, Nic, Owner, Role};
use super::packet::Address;
use super::report::Outcome;
use super::routes::{self, Line, Lookup, Next};
use super::state::{End, Place, Sender, Stop, Walk};
use crate::analysis::Facts;
use crate::model::{Direction, EgressOnlyGateway, EntityId, Id, Kind, Route, Subnet, Vpc};

impl<'f> Walk<'f> {
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
        self.deliver(vpc, Some(subnet.id))
    }

    /// To whoever has the address in a VPC, past the network ACL of the subnet where it comes from another.
    pub(super) fn deliver(&mut self, vpc: &'f Vpc, from: Option<Id<Subnet>>) -> Stop<'f> {
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

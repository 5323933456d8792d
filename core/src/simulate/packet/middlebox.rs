//! Firewalls, Gateway Load Balancer endpoints and instances that forward: hops that inspect. Their own rules are not
//! analysed, so a way through one that nothing else stops ends in `unknown`.

use super::nics::{self, Nic};
use super::packet::Certainty;
use super::report::Outcome;
use super::state::{Crossing, Sender, Stop, Walk};
use crate::aws::mtus;
use crate::model::{
    Direction, EndpointType, EntityId, Id, Kind, NetworkFirewall, Subnet, Vpc, VpcEndpoint,
};

impl<'f> Walk<'f> {
    /// By a route to a firewall or an interface.
    pub(super) fn by_middlebox(
        &mut self,
        vpc: &'f Vpc,
        subnet: &'f Subnet,
        target: EntityId,
    ) -> Stop<'f> {
        let Some(place) = self.place_of(target, Some(&subnet.az)) else {
            return self.cannot_route(target, "it stands in no subnet");
        };
        if place.id != subnet.id {
            if let Some(stop) = self.through_acl(subnet, Direction::Egress) {
                return stop;
            }
            self.hop(vpc.id, "hands it to what inspects it", Vec::new());
            self.hop(place.id, "arrives in the subnet", Vec::new());
            if let Some(stop) = self.through_acl(place, Direction::Ingress) {
                return stop;
            }
        }
        self.inspect(target, place)
    }

    /// By the table of a gateway.
    pub(super) fn edge_to_middlebox(&mut self, vpc: &'f Vpc, target: EntityId) -> Stop<'f> {
        // The endpoint in the zone of the destination, as the tables of the zones say.
        let zone = match nics::owner(self.facts, vpc.id, &self.packet.destination) {
            nics::Owner::Nic(nic) => Some(nic.subnet.az.clone()),
            _ => None,
        };
        let Some(place) = self.place_of(target, zone.as_ref()) else {
            return self.cannot_route(target, "it stands in no subnet");
        };
        self.hop(place.id, "arrives in the subnet", Vec::new());
        if let Some(stop) = self.through_acl(place, Direction::Ingress) {
            return stop;
        }
        self.inspect(target, place)
    }

    /// Through what inspects, and on by the table of its subnet.
    fn inspect(&mut self, target: EntityId, place: &'f Subnet) -> Stop<'f> {
        self.hop(
            target,
            "inspects it by rules that are not analysed",
            Vec::new(),
        );
        if matches!(target.kind, Kind::NetworkInterface | Kind::Instance) {
            let nics = nics::of_record(self.facts, target);
            let Some(nic) = nics.into_iter().find(|nic| nic.subnet.id == place.id) else {
                return self.cannot_route(target, "it has no interface");
            };
            if let Some(stop) = self.by_host(&nic) {
                return stop;
            }
        }
        if let Some(group) = self.let_out_by.filter(|_| self.session.is_none()) {
            let text = format!(
                "{} let it out by a rule that names a group, which does not hold past {}",
                self.label(group),
                self.label(target)
            );
            return Stop::because(Outcome::Denied, "SG_REFERENCES_NOT_PRESERVED", group, text);
        }
        if target.kind == Kind::VpcEndpoint {
            self.carries(target, mtus::VPC_ENDPOINT);
        }
        let other_zone = self.session.as_ref().is_some_and(|session| {
            let mut passed = session.passed.iter();
            passed.any(|(filter, subnet)| *filter == target && *subnet != place.id)
        });
        if other_zone && target.kind == Kind::NetworkFirewall {
            let text = format!(
                "{} saw the request in another zone: appliance mode keeps both ways in one",
                self.label(target)
            );
            let code = "TRANSIT_GATEWAY_APPLIANCE_MODE_RECOMMENDED";
            return Stop::because(Outcome::Denied, code, target, text);
        }
        self.passed.push((target, place.id));
        self.crossings.push(Crossing::Other);
        self.leave(place, &Sender::Filter)
    }

    /// A host takes what is not for it only where it does not check, and its security groups see both ways.
    fn by_host(&mut self, nic: &Nic<'f>) -> Option<Stop<'f>> {
        if !nic.forwards {
            let text = format!("{} checks that what it gets is for it", self.label(nic.hop));
            let code = "ENI_SOURCE_DEST_CHECK_RESTRICTION";
            return Some(Stop::because(Outcome::Denied, code, nic.key, text));
        }
        self.through_groups(nic, Direction::Ingress)
            .or_else(|| self.through_groups(nic, Direction::Egress))
    }

    /// The subnet in which a packet from a zone meets a target.
    fn place_of(&self, target: EntityId, zone: Option<&String>) -> Option<&'f Subnet> {
        let facts = self.facts;
        let near = |subnets: &[Id<Subnet>]| {
            let mut all = subnets.iter().filter_map(|id| facts.get(*id));
            let same = all.clone().find(|subnet| Some(&subnet.az) == zone);
            same.or_else(|| all.next())
        };
        match target.kind {
            Kind::NetworkFirewall => near(&facts.as_kind::<NetworkFirewall>(target)?.subnets),
            Kind::VpcEndpoint => near(&facts.as_kind::<VpcEndpoint>(target)?.subnets),
            _ => nics::of_record(facts, target).first().map(|nic| nic.subnet),
        }
    }

    /// By a route to an endpoint: a gateway endpoint takes the service's packets, a Gateway Load Balancer endpoint has
    /// them inspected.
    pub(super) fn by_endpoint(
        &mut self,
        vpc: &'f Vpc,
        subnet: &'f Subnet,
        target: EntityId,
        line: &super::routes::Line,
    ) -> Stop<'f> {
        let Some(endpoint) = self.facts.as_kind::<VpcEndpoint>(target) else {
            return Stop::unknown("the endpoint is not in the design", target);
        };
        match endpoint.endpoint_type {
            EndpointType::GatewayLoadBalancer => self.by_middlebox(vpc, subnet, target),
            EndpointType::Interface => {
                self.cannot_route(target, "no route leads to an interface endpoint")
            }
            EndpointType::Gateway => {
                if let Some(stop) = self.through_acl(subnet, Direction::Egress) {
                    return stop;
                }
                self.hop(vpc.id, "hands it to the endpoint", Vec::new());
                let text = format!("takes it by {line} to {}", endpoint.service);
                self.hop(target, text, line.record.into_iter().collect());
                self.at_gateway_endpoint(vpc, endpoint)
            }
        }
    }

    fn at_gateway_endpoint(&mut self, vpc: &Vpc, endpoint: &VpcEndpoint) -> Stop<'f> {
        let target = endpoint.id;
        if endpoint.vpc != vpc.id {
            return self.cannot_route(target.entity(), "it serves another VPC");
        }
        let own = vpc
            .cidrs
            .iter()
            .map(|block| self.packet.source.lies_in(block));
        if own.into_iter().all(|lies| lies == Certainty::No) {
            let text = format!("{} is no address of its VPC", self.packet.source);
            let code = "VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION";
            return Stop::because(Outcome::Denied, code, target, text);
        }
        let echo = matches!(
            (self.packet.protocol, self.packet.icmp),
            (1, Some((0 | 8, _)))
        );
        if self.packet.protocol != super::packet::TCP && !echo {
            let text = "a gateway endpoint takes TCP and ICMP echo alone";
            let code = "VPCE_GATEWAY_PROTOCOL_RESTRICTION";
            return Stop::because(Outcome::Denied, code, target, text);
        }
        Stop::arrived(Outcome::Delivered, super::state::End::Service(target))
    }

    /// The answer of a service behind a gateway endpoint.
    pub(super) fn start_at_service(&mut self, endpoint: Id<VpcEndpoint>) -> Stop<'f> {
        let facts = self.facts;
        self.hop(endpoint, "answers", Vec::new());
        let vpc = facts.get(endpoint).and_then(|own| facts.get(own.vpc));
        let Some(vpc) = vpc else {
            return Stop::unknown("its VPC is not in the design", endpoint);
        };
        self.crossings.push(Crossing::Other);
        self.hop(vpc.id, "routes it to its subnets", Vec::new());
        self.deliver(vpc, None)
    }
}

//! Targets of routes: what each does with packets, and which it does not take.

use super::gates::{Gate, Leaves};
use super::walk::Walker;
use super::{Drop, End};
use crate::analysis::Facts;
use crate::model::{
    Acceptance, Connectivity, EndpointType, EntityId, Id, Instance, InternetGateway, Kind,
    NatAvailability, NatGateway, NetworkFirewall, NetworkInterface, Subnet, TgwAttachment,
    TransitGateway, Vpc, VpcEndpoint, VpcPeering, VpnConnection, VpnGateway,
};
use crate::net::PrefixSet;

/// The attachment of a VPC to a hub: of several, as an import may have of the past, the one in force.
pub(super) fn attachment_to(
    facts: &Facts,
    vpc: Id<Vpc>,
    hub: Id<TransitGateway>,
) -> Option<&TgwAttachment> {
    let attachments = facts.referrers::<TgwAttachment>(vpc);
    let ours = attachments.filter(|attachment| {
        attachment.transit_gateway == hub && attachment.resource == vpc.entity()
    });
    ours.min_by_key(|own| (own.state != Acceptance::Accepted, own.id))
}

impl<'f> Walker<'f> {
    pub(super) fn target(&mut self, subnet: &Subnet, target: EntityId, destinations: &PrefixSet) {
        let facts = self.facts;
        self.meet(target);
        let here = |holder: Option<Id<Vpc>>| holder == Some(subnet.vpc);
        let foreign = self.source_vpc != Some(subnet.vpc);
        let bad = End::Dropped(Drop::BadTarget, target);
        match target.kind {
            Kind::TransitGateway => self.send_to_hub(subnet, target, destinations),
            Kind::VpcPeering => self.over_peering(subnet, target, destinations),
            Kind::InternetGateway | Kind::EgressOnlyGateway => {
                let attached = match facts.as_kind::<InternetGateway>(target) {
                    Some(gateway) => gateway.vpc,
                    None => facts.vpc_of(target).map(|vpc| vpc.id),
                };
                self.end(
                    destinations,
                    match here(attached) {
                        true if foreign => End::Dropped(Drop::ForeignToInternetGateway, target),
                        true => End::Internet(target),
                        false => bad,
                    },
                );
            }
            Kind::NatGateway => self.through_nat(subnet, target, destinations),
            Kind::VpnGateway => {
                let attached = facts
                    .as_kind::<VpnGateway>(target)
                    .and_then(|gateway| gateway.vpc);
                if here(attached) && foreign {
                    let end = End::Dropped(Drop::ForeignToVpnGateway, target);
                    self.end(destinations, end);
                } else if here(attached) {
                    self.over_vpn_gateway(target, destinations);
                } else {
                    self.end(destinations, bad);
                }
            }
            Kind::VpcEndpoint => self.through_endpoint(subnet, target, destinations),
            _ if self.middlebox(Some(subnet), Some(&subnet.az), target, destinations) => {}
            _ => self.end(destinations, bad),
        }
    }

    /// Through what inspects and stands in a subnet of its own, from another or from outside. Whether the target is
    /// one.
    pub(super) fn middlebox(
        &mut self,
        from: Option<&Subnet>,
        zone: Option<&str>,
        target: EntityId,
        destinations: &PrefixSet,
    ) -> bool {
        let facts = self.facts;
        let host = |subnet: Id<Subnet>, checks: bool| (facts.get(subnet), !checks);
        let (subnet, forwards) = match target.kind {
            Kind::NetworkFirewall | Kind::VpcEndpoint => {
                let firewall = facts.as_kind::<NetworkFirewall>(target);
                let endpoint = facts.as_kind::<VpcEndpoint>(target);
                let inspects = |endpoint: &&VpcEndpoint| {
                    endpoint.endpoint_type == EndpointType::GatewayLoadBalancer
                };
                let subnets = match (firewall, endpoint.filter(inspects)) {
                    (Some(firewall), _) => &firewall.subnets,
                    (_, Some(endpoint)) => &endpoint.subnets,
                    (None, None) => return false,
                };
                self.through_filter(from, target, &self.places(subnets, zone), destinations);
                return true;
            }
            Kind::NetworkInterface => match facts.as_kind::<NetworkInterface>(target) {
                Some(interface) => host(interface.subnet, interface.source_dest_check),
                None => (None, false),
            },
            Kind::Instance => match facts.as_kind::<Instance>(target) {
                Some(instance) => host(instance.subnet, instance.source_dest_check),
                None => (None, false),
            },
            _ => return false,
        };
        if forwards {
            // It may send on under its own address, as a NAT instance or a proxy does, and then is no stranger here.
            let source_vpc = self.source_vpc;
            self.source_vpc = subnet.map_or(source_vpc, |subnet| Some(subnet.vpc));
            self.through_filter(from, target, subnet.as_slice(), destinations);
            self.source_vpc = source_vpc;
        } else {
            let end = End::Dropped(Drop::SourceDestinationCheck, target);
            self.end(destinations, end);
        }
        true
    }

    /// Of the subnets in which something stands, that in a zone; where the zone is not known, each may be.
    fn places(&self, subnets: &[Id<Subnet>], zone: Option<&str>) -> Vec<&'f Subnet> {
        let facts = self.facts;
        let all: Vec<&Subnet> = subnets.iter().filter_map(|id| facts.get(*id)).collect();
        let near = all.iter().find(|subnet| Some(subnet.az.as_str()) == zone);
        match near.or(all.first()) {
            Some(_) if zone.is_none() && self.tells_gates => all,
            Some(one) => vec![*one],
            None => Vec::new(),
        }
    }

    fn send_to_hub(&mut self, subnet: &Subnet, target: EntityId, destinations: &PrefixSet) {
        let facts = self.facts;
        let attachment = target
            .typed()
            .and_then(|hub| attachment_to(facts, subnet.vpc, hub));
        let (Some(attachment), Some(hub)) = (attachment, target.typed()) else {
            self.end(destinations, End::Dropped(Drop::BadTarget, target));
            return;
        };
        let zones = attachment.subnets.iter().filter_map(|id| facts.get(*id));
        let near: Vec<&Subnet> = zones.filter(|zone| zone.az == subnet.az).collect();
        if near.is_empty() {
            self.end(
                destinations,
                End::Dropped(Drop::HubZone, attachment.id.entity()),
            );
            return;
        }
        let several = if self.tells_gates { near.len() } else { 1 };
        for door in near.into_iter().take(several) {
            // Inbound rules look at it where the attachment is in the same subnet too.
            let gates = [Gate::Out(self.leaves), Gate::In(door.id)];
            self.past(&gates, |walker| {
                walker.at(Leaves::Outside, Some(&subnet.az), |walker| {
                    walker.arrive_at_hub(attachment, hub, destinations);
                });
            });
        }
    }

    fn over_peering(&mut self, subnet: &Subnet, target: EntityId, destinations: &PrefixSet) {
        let facts = self.facts;
        let Some(peering) = facts.as_kind::<VpcPeering>(target) else {
            return;
        };
        let far = match subnet.vpc {
            vpc if vpc == peering.requester => peering.accepter,
            vpc if vpc == peering.accepter => peering.requester,
            _ => {
                self.end(destinations, End::Dropped(Drop::BadTarget, target));
                return;
            }
        };
        if peering.state != Acceptance::Accepted {
            self.end(destinations, End::Dropped(Drop::NotAccepted, target));
            return;
        }
        if self.source_vpc != Some(subnet.vpc) {
            self.end(destinations, End::Dropped(Drop::OutsidePeer, target));
            return;
        }
        let Some(far) = facts.get(far) else { return };
        let inside: PrefixSet = far.cidrs.iter().collect();
        self.deliver(far, &destinations.intersection(&inside));
        self.end(
            &destinations.difference(&inside),
            End::Dropped(Drop::OutsidePeer, target),
        );
    }

    /// A NAT gateway sends on by the table of its own subnet, under its own address.
    fn through_nat(&mut self, from: &Subnet, target: EntityId, destinations: &PrefixSet) {
        let Some(nat) = self.facts.as_kind::<NatGateway>(target) else {
            return;
        };
        let translated = Gate::Nat(nat.id);
        if nat.availability == NatAvailability::Regional && nat.connectivity == Connectivity::Public
        {
            self.end(destinations, End::Internet(target));
        } else if let Some(subnet) = self.facts.get(nat.subnet) {
            let text =
                |facts: &Facts| format!("leaves {} under its own address", facts.label(target));
            let mut gates = self.between(Some(from), subnet);
            gates.push(translated);
            // From here on the source is an address of the NAT gateway.
            let source_vpc = self.source_vpc.replace(subnet.vpc);
            self.past(&gates, |walker| {
                walker.hop(target, text, |walker| walker.subnet(subnet, destinations));
            });
            self.source_vpc = source_vpc;
        }
    }

    fn over_vpn_gateway(&mut self, target: EntityId, destinations: &PrefixSet) {
        let facts = self.facts;
        let vpns = facts.referrers::<VpnConnection>(target);
        let mut sites: Vec<_> = vpns.filter_map(|vpn| facts.site_of_vpn(vpn)).collect();
        if let Some(gateway) = target.typed() {
            sites.extend(
                facts
                    .direct_connect_sites_of_vpn_gateway(gateway)
                    .into_iter()
                    .map(|(_, site)| site),
            );
        }
        self.reach_sites(
            target,
            destinations,
            sites.iter().map(|site| (site.id, &site.cidrs[..])),
        );
    }

    fn through_endpoint(&mut self, from: &Subnet, target: EntityId, destinations: &PrefixSet) {
        let Some(endpoint) = self.facts.as_kind::<VpcEndpoint>(target) else {
            return;
        };
        match endpoint.endpoint_type {
            EndpointType::Gateway if endpoint.vpc != from.vpc => {
                self.end(destinations, End::Dropped(Drop::BadTarget, target));
            }
            EndpointType::Gateway if self.source_vpc != Some(from.vpc) => {
                self.end(destinations, End::Dropped(Drop::ForeignToEndpoint, target));
            }
            EndpointType::Gateway => self.end(destinations, End::Service(target)),
            EndpointType::Interface => {
                self.end(destinations, End::Dropped(Drop::BadTarget, target));
            }
            EndpointType::GatewayLoadBalancer => {
                self.middlebox(Some(from), Some(&from.az), target, destinations);
            }
        }
    }

    /// Whatever inspects is taken to let everything through, and named, since its rules are not analysed.
    fn through_filter(
        &mut self,
        from: Option<&Subnet>,
        filter: EntityId,
        places: &[&Subnet],
        destinations: &PrefixSet,
    ) {
        if places.is_empty() {
            self.end(destinations, End::Dropped(Drop::BadTarget, filter));
            return;
        }
        self.filters.push(filter);
        for place in places {
            let mut gates = self.between(from, place);
            if matches!(filter.kind, Kind::Instance | Kind::NetworkInterface) {
                gates.push(Gate::Forwarded(filter));
            }
            let text = |facts: &Facts| {
                format!(
                    "{} may let it through: its rules are not analysed",
                    facts.label(filter)
                )
            };
            self.past(&gates, |walker| {
                walker.hop(filter, text, |walker| walker.subnet(place, destinations));
            });
        }
        self.filters.pop();
    }

    pub(super) fn reach_sites<'s>(
        &mut self,
        over: EntityId,
        destinations: &PrefixSet,
        sites: impl Iterator<Item = (Id<crate::model::Site>, &'s [ipnet::IpNet])>,
    ) {
        let mut rest = destinations.clone();
        for (site, cidrs) in sites {
            self.meet(site);
            let blocks: PrefixSet = cidrs.iter().collect();
            let text = |facts: &Facts| format!("delivered at {}", facts.label(site));
            self.hop(site.entity(), text, |walker| {
                walker.end(&destinations.intersection(&blocks), End::Site(site));
            });
            rest = rest.difference(&blocks);
        }
        let why = format!("what lies behind {} is not drawn", self.facts.label(over));
        self.end(&rest, End::Unknown(why, over));
    }
}

//! Targets of routes: what each does with packets, and which it does not take.

use super::walk::Walker;
use super::{Drop, End, Outcome};
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

impl Walker<'_> {
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
            Kind::NatGateway => self.through_nat(target, destinations),
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
            Kind::NetworkFirewall => {
                let firewall = facts.as_kind::<NetworkFirewall>(target);
                let subnets = firewall.map_or(&[][..], |firewall| &firewall.subnets);
                let subnets: Vec<&Subnet> =
                    subnets.iter().filter_map(|id| facts.get(*id)).collect();
                let near = subnets.iter().find(|candidate| candidate.az == subnet.az);
                self.through_filter(target, near.or(subnets.first()).copied(), destinations);
            }
            Kind::NetworkInterface => {
                let interface = facts.as_kind::<NetworkInterface>(target);
                let forwards = interface.is_some_and(|interface| !interface.source_dest_check);
                self.through_host(
                    target,
                    interface.map(|interface| interface.subnet),
                    forwards,
                    destinations,
                );
            }
            Kind::Instance => {
                let host = facts.as_kind::<Instance>(target);
                let forwards = host.is_some_and(|host| !host.source_dest_check);
                self.through_host(target, host.map(|host| host.subnet), forwards, destinations);
            }
            _ => self.end(destinations, bad),
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
        if !zones.into_iter().any(|zone| zone.az == subnet.az) {
            self.end(
                destinations,
                End::Dropped(Drop::HubZone, attachment.id.entity()),
            );
            return;
        }
        self.arrive_at_hub(attachment, hub, destinations);
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
    fn through_nat(&mut self, target: EntityId, destinations: &PrefixSet) {
        let Some(nat) = self.facts.as_kind::<NatGateway>(target) else {
            return;
        };
        if nat.availability == NatAvailability::Regional && nat.connectivity == Connectivity::Public
        {
            self.end(destinations, End::Internet(target));
        } else if let Some(subnet) = self.facts.get(nat.subnet) {
            let text =
                |facts: &Facts| format!("leaves {} under its own address", facts.label(target));
            // From here on the source is an address of the NAT gateway.
            let source_vpc = self.source_vpc.replace(subnet.vpc);
            self.hop(target, text, |walker| walker.subnet(subnet, destinations));
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
                let subnet = endpoint.subnets.first().and_then(|id| self.facts.get(*id));
                self.through_filter(target, subnet, destinations);
            }
        }
    }

    fn through_host(
        &mut self,
        target: EntityId,
        subnet: Option<Id<Subnet>>,
        forwards: bool,
        destinations: &PrefixSet,
    ) {
        if forwards {
            let subnet = subnet.and_then(|subnet| self.facts.get(subnet));
            // It may send on under its own address, as a NAT instance or a proxy does, and then is no stranger here.
            let source_vpc = self.source_vpc;
            self.source_vpc = subnet.map_or(source_vpc, |subnet| Some(subnet.vpc));
            self.through_filter(target, subnet, destinations);
            self.source_vpc = source_vpc;
        } else {
            self.end(
                destinations,
                End::Dropped(Drop::SourceDestinationCheck, target),
            );
        }
    }

    /// Whatever inspects is taken to let everything through, and named, since its rules are not analysed.
    fn through_filter(
        &mut self,
        filter: EntityId,
        subnet: Option<&Subnet>,
        destinations: &PrefixSet,
    ) {
        let Some(subnet) = subnet else {
            self.end(destinations, End::Dropped(Drop::BadTarget, filter));
            return;
        };
        let text = |facts: &Facts| {
            format!(
                "{} may let it through: its rules are not analysed",
                facts.label(filter)
            )
        };
        self.filters.push(filter);
        self.hop(filter, text, |walker| walker.subnet(subnet, destinations));
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

/// Subnets through which a VPC's packets enter the first hub on the way.
pub(super) fn entry<'f>(facts: &'f Facts, from: &Subnet, outcome: &Outcome) -> Vec<&'f Subnet> {
    let attachment = outcome.hops.iter().find_map(|hop| {
        let attachment = facts.as_kind::<TgwAttachment>(hop.id)?;
        (attachment.resource == from.vpc.entity()).then_some(attachment)
    });
    attachment.map_or_else(Vec::new, |attachment| subnets_of(facts, attachment))
}

/// Subnets through which the last hub on the way hands packets to a VPC; none where the way does not come from a hub,
/// or has a firewall in between.
pub(super) fn exit<'f>(facts: &'f Facts, to: &Subnet, outcome: &Outcome) -> Vec<&'f Subnet> {
    let hub = outcome.hops.iter().rev().find_map(|hop| match hop.id.kind {
        Kind::TransitGateway => hop.id.typed::<TransitGateway>(),
        Kind::TgwRouteTable => facts.hub_of(hop.id).map(|hub| hub.id),
        _ => None,
    });
    let Some(hub) = hub.filter(|_| outcome.filters.is_empty()) else {
        return Vec::new();
    };
    let attachment = attachment_to(facts, to.vpc, hub);
    attachment.map_or_else(Vec::new, |attachment| subnets_of(facts, attachment))
}

fn subnets_of<'f>(facts: &'f Facts, attachment: &TgwAttachment) -> Vec<&'f Subnet> {
    let subnets = attachment.subnets.iter();
    subnets.filter_map(|id| facts.get(*id)).collect()
}

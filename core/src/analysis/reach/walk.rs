//! The walk itself: from table to table, dividing the set of destinations wherever tables tell them apart.

use std::collections::BTreeSet;

use super::{Drop, End, Hop, Outcome, Place};
use crate::analysis::transit::in_force;
use crate::analysis::{Facts, Next, RouteLine, TgwTableKey};
use crate::model::{
    Acceptance, Connectivity, EndpointType, EntityId, Id, Instance, InternetGateway, Kind,
    NatAvailability, NatGateway, NetworkFirewall, NetworkInterface, Route, Subnet, TgwAttachment,
    TgwRoute, TransitGateway, Vpc, VpcEndpoint, VpcPeering, VpnConnection, VpnGateway,
};
use crate::net::PrefixSet;

/// As Route Analyzer: no way is longer
/// (<https://docs.aws.amazon.com/network-manager/latest/tgwnm/route-analyzer.html>).
const MOST_HOPS: usize = 64;

pub(super) struct Walker<'f> {
    facts: &'f Facts,
    pub(super) outcomes: Vec<Outcome>,
    hops: Vec<Hop>,
    filters: Vec<EntityId>,
    seen: Vec<Place>,
    /// The VPC that the source address is of; absent where packets come from outside or from a table.
    pub(super) source_vpc: Option<Id<Vpc>>,
    /// Whether hops are told: the words cost more than the way.
    tells_hops: bool,
    /// Records that the way depends on, noted by a silent walker.
    pub(super) met: BTreeSet<EntityId>,
}

impl<'f> Walker<'f> {
    pub(super) fn new(facts: &'f Facts) -> Self {
        Self {
            facts,
            outcomes: Vec::new(),
            hops: Vec::new(),
            filters: Vec::new(),
            seen: Vec::new(),
            source_vpc: None,
            tells_hops: true,
            met: BTreeSet::new(),
        }
    }

    /// A walker that says where packets end, and not how they get there.
    pub(super) fn silent(facts: &'f Facts) -> Self {
        Self {
            tells_hops: false,
            ..Self::new(facts)
        }
    }

    /// Packets that leave a host or a middlebox in a subnet, or that arrive in one from a hub.
    pub(super) fn subnet(&mut self, subnet: &Subnet, destinations: &PrefixSet) {
        self.meet(subnet.vpc);
        let place = Place::Subnet(subnet.id);
        self.visit(place, subnet.id.entity(), destinations, |walker| {
            let Some(table) = walker
                .facts
                .routes(subnet.vpc)
                .and_then(|routes| routes.of_subnet(subnet))
            else {
                return;
            };
            let at = table.id.map_or(subnet.vpc.entity(), Id::entity);
            let own: PrefixSet = subnet.cidrs.iter().collect();
            for (mut part, line) in table.split(destinations) {
                // Inside a subnet no table is asked.
                if line.is_none_or(|line| line.next != Next::Local) && part.overlaps(&own) {
                    if let Some(vpc) = walker.facts.get(subnet.vpc) {
                        walker.deliver(vpc, &part.intersection(&own));
                    }
                    part = part.difference(&own);
                }
                match line {
                    Some(line) => walker.follow(subnet, line, &part),
                    None => walker.end(&part, End::Dropped(Drop::NoRoute, at)),
                }
            }
        });
    }

    /// Packets that arrive at a hub over an attachment.
    pub(super) fn arrive_at_hub(
        &mut self,
        attachment: &TgwAttachment,
        hub: Id<TransitGateway>,
        destinations: &PrefixSet,
    ) {
        let at = attachment.id.entity();
        self.meet(at);
        self.meet(hub);
        if !in_force(attachment) {
            self.end(destinations, End::Dropped(Drop::NotAccepted, at));
            return;
        }
        let association = self.facts.hub_routes(hub).and_then(|routes| {
            routes.association(attachment.id).or_else(|| {
                // A peering read from both accounts is two records of one attachment.
                let far = self.facts.far_end(attachment, hub);
                let twins = self.facts.referrers::<TgwAttachment>(far);
                let mut twins =
                    twins.filter(|twin| twin.transit_gateway == hub && twin.resource == far);
                twins.find_map(|twin| routes.association(twin.id))
            })
        });
        match association {
            Some((table, _)) => {
                let text = |facts: &Facts| {
                    format!(
                        "enters {} and is looked up in {}",
                        facts.label(hub),
                        table_label(facts, table)
                    )
                };
                self.hop(at, text, |walker| {
                    walker.hub_table(hub, table, destinations);
                });
            }
            None => self.end(destinations, End::Dropped(Drop::NoAssociation, at)),
        }
    }

    /// Packets that a hub looks up in one table.
    pub(super) fn hub_table(
        &mut self,
        hub: Id<TransitGateway>,
        key: TgwTableKey,
        destinations: &PrefixSet,
    ) {
        self.meet(hub);
        self.meet(key.entity());
        self.visit(Place::Hub(key), key.entity(), destinations, |walker| {
            let facts = walker.facts;
            let Some(table) = facts.hub_routes(hub).and_then(|routes| routes.table(key)) else {
                return;
            };
            for (part, line) in table.split(destinations) {
                let Some(line) = line else {
                    match table.unknown.first() {
                        Some(list) => {
                            let why = format!("the blocks of {} are not known", facts.label(*list));
                            walker.end(&part, End::Unknown(why, *list));
                        }
                        None => walker.end(&part, End::Dropped(Drop::HubNoRoute, key.entity())),
                    }
                    continue;
                };
                let Some(attachment) = line.attachment.and_then(|id| facts.get(id)) else {
                    let end = unknown_target(facts, line.record)
                        .unwrap_or(End::Dropped(Drop::HubBlackhole, line.record));
                    walker.end(&part, end);
                    continue;
                };
                let text = |facts: &Facts| {
                    format!(
                        "{} of {} sends it to {} ({} route)",
                        line.destination,
                        table_label(facts, key),
                        facts.label(facts.far_end(attachment, hub)),
                        line.source.word()
                    )
                };
                walker.hop(key.entity(), text, |walker| {
                    walker.leave_hub(attachment, hub, &part);
                });
            }
        });
    }

    fn leave_hub(
        &mut self,
        attachment: &TgwAttachment,
        hub: Id<TransitGateway>,
        destinations: &PrefixSet,
    ) {
        let at = attachment.id.entity();
        self.meet(at);
        if !in_force(attachment) {
            self.end(destinations, End::Dropped(Drop::NotAccepted, at));
            return;
        }
        let far = self.facts.far_end(attachment, hub);
        match far.kind {
            Kind::Vpc => self.enter_vpc(attachment, destinations),
            Kind::TransitGateway => {
                if let Some(next) = far.typed() {
                    self.arrive_at_hub(attachment, next, destinations);
                }
            }
            Kind::VpnConnection | Kind::DirectConnectGateway => {
                let sites = self.facts.sites_of_attachment(attachment);
                self.reach_sites(
                    at,
                    destinations,
                    sites.iter().map(|site| (site.id, &site.cidrs[..])),
                );
            }
            _ => {
                let why = format!("what lies behind {} is not modelled", self.facts.label(at));
                self.end(destinations, End::Unknown(why, at));
            }
        }
    }

    /// Packets that a hub hands to a VPC are routed by the table of the attachment's subnet.
    fn enter_vpc(&mut self, attachment: &TgwAttachment, destinations: &PrefixSet) {
        let facts = self.facts;
        let Some(vpc) = facts.as_kind::<Vpc>(attachment.resource) else {
            return;
        };
        self.meet(vpc.id);
        let subnets: Vec<&Subnet> = attachment
            .subnets
            .iter()
            .filter_map(|subnet| facts.get(*subnet))
            .collect();
        if subnets.is_empty() {
            let own: PrefixSet = vpc.cidrs.iter().collect();
            // Drawn without subnets yet: what is meant for the VPC itself is delivered, the rest has nowhere to go.
            let inside = destinations.intersection(&own);
            self.deliver(vpc, &inside);
            let rest = destinations.difference(&own);
            self.end(&rest, End::Dropped(Drop::BadTarget, attachment.id.entity()));
            return;
        }
        let mut tables = BTreeSet::new();
        for subnet in subnets {
            // Subnets of one table send alike, but for what is inside them.
            let table = facts
                .routes(vpc.id)
                .and_then(|routes| routes.of_subnet(subnet))
                .map(|table| table.id);
            let own: PrefixSet = subnet.cidrs.iter().collect();
            if tables.insert(table) || destinations.overlaps(&own) {
                self.subnet(subnet, destinations);
            }
        }
    }

    fn follow(&mut self, subnet: &Subnet, line: &RouteLine, destinations: &PrefixSet) {
        let facts = self.facts;
        let target = match line.next {
            Next::Local => {
                if let Some(vpc) = facts.get(subnet.vpc) {
                    self.deliver(vpc, destinations);
                }
                return;
            }
            Next::Blackhole => {
                let at = line.record.unwrap_or(subnet.id.entity());
                let end = unknown_target(facts, at).unwrap_or(End::Dropped(Drop::Blackhole, at));
                self.end(destinations, end);
                return;
            }
            Next::Via(target) => target,
        };
        let text = |facts: &Facts| {
            format!(
                "{} sends {} to {} ({} route)",
                facts.label(subnet.id),
                line.destination,
                facts.label(target),
                line.source.word()
            )
        };
        self.hop(subnet.id.entity(), text, |walker| {
            walker.target(subnet, target, destinations);
        });
    }

    fn target(&mut self, subnet: &Subnet, target: EntityId, destinations: &PrefixSet) {
        let facts = self.facts;
        self.meet(target);
        let here = |holder: Option<Id<Vpc>>| holder == Some(subnet.vpc);
        let foreign = self.source_vpc != Some(subnet.vpc);
        let bad = End::Dropped(Drop::BadTarget, target);
        match target.kind {
            Kind::TransitGateway => self.send_to_hub(subnet, target, destinations),
            Kind::VpcPeering => self.over_peering(subnet, target, destinations),
            Kind::InternetGateway => {
                let attached = facts
                    .as_kind::<InternetGateway>(target)
                    .and_then(|gateway| gateway.vpc);
                self.end(
                    destinations,
                    match here(attached) {
                        true if foreign => End::Dropped(Drop::ForeignToInternetGateway, target),
                        true => End::Internet(target),
                        false => bad,
                    },
                );
            }
            Kind::EgressOnlyGateway => {
                let attached = facts.vpc_of(target).map(|vpc| vpc.id);
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
        let mut attachments = facts.referrers::<TgwAttachment>(subnet.vpc);
        let attachment = attachments.find(|attachment| {
            attachment.transit_gateway.entity() == target
                && attachment.resource == subnet.vpc.entity()
        });
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
            self.through_filter(target, subnet, destinations);
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

    fn reach_sites<'s>(
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

    fn deliver(&mut self, vpc: &Vpc, destinations: &PrefixSet) {
        self.meet(vpc.id);
        let text = |facts: &Facts| format!("delivered in {}", facts.label(vpc.id));
        self.hop(vpc.id.entity(), text, |walker| {
            walker.end(destinations, End::Vpc(vpc.id));
        });
    }

    fn meet(&mut self, id: impl Into<EntityId>) {
        if !self.tells_hops {
            self.met.insert(id.into());
        }
    }

    fn end(&mut self, destinations: &PrefixSet, end: End) {
        if !destinations.is_empty() {
            self.outcomes.push(Outcome {
                destinations: destinations.clone(),
                end,
                hops: self.hops.clone(),
                filters: self.filters.clone(),
            });
        }
    }

    fn hop(
        &mut self,
        id: EntityId,
        text: impl FnOnce(&Facts) -> String,
        on: impl FnOnce(&mut Self),
    ) {
        if !self.tells_hops {
            on(self);
            return;
        }
        let text = text(self.facts);
        self.hops.push(Hop { id, text });
        on(self);
        self.hops.pop();
    }

    fn visit(
        &mut self,
        place: Place,
        at: EntityId,
        destinations: &PrefixSet,
        on: impl FnOnce(&mut Self),
    ) {
        if destinations.is_empty() {
            return;
        }
        if self.seen.contains(&place) {
            self.end(destinations, End::Dropped(Drop::Loop, at));
        } else if self.seen.len() >= MOST_HOPS {
            self.end(destinations, End::Dropped(Drop::TooManyHops, at));
        } else {
            self.seen.push(place);
            on(self);
            self.seen.pop();
        }
    }
}

fn table_label(facts: &Facts, table: TgwTableKey) -> String {
    match table {
        TgwTableKey::Drawn(table) => facts.label(table),
        TgwTableKey::Implied(hub) => format!("the default table of {}", facts.label(hub)),
    }
}

/// The end of what an imported route sends to a target that the import did not find.
fn unknown_target(facts: &Facts, route: EntityId) -> Option<End> {
    let of_vpc = facts
        .as_kind::<Route>(route)
        .map(|route| &route.unknown_target);
    let of_hub = facts
        .as_kind::<TgwRoute>(route)
        .map(|route| &route.unknown_target);
    let target = of_vpc.or(of_hub).filter(|target| !target.is_empty())?;
    let why = format!(
        "{target}, which {} names, is not in the design",
        facts.label(route)
    );
    Some(End::Unknown(why, route))
}

//! The walk itself: from table to table, dividing the set of destinations wherever tables tell them apart.

use std::collections::BTreeSet;

use super::gates::{Gate, Leaves};
use super::{Drop, End, Hop, Outcome, Place};
use crate::analysis::transit::in_force;
use crate::analysis::{Facts, Next, RouteLine, TgwTableKey};
use crate::model::{
    EntityId, Id, Kind, Route, Subnet, TgwAttachment, TgwRoute, TransitGateway, Vpc,
};
use crate::net::PrefixSet;

/// As Route Analyzer: no way is longer
/// (<https://docs.aws.amazon.com/network-manager/latest/tgwnm/route-analyzer.html>).
const MOST_HOPS: usize = 64;

pub(super) struct Walker<'f> {
    pub(super) facts: &'f Facts,
    pub(super) outcomes: Vec<Outcome>,
    hops: Vec<Hop>,
    pub(super) filters: Vec<EntityId>,
    seen: Vec<Place>,
    /// The VPC that the source address is of; absent where packets come from outside or from a table.
    pub(super) source_vpc: Option<Id<Vpc>>,
    /// Whether hops are told: the words cost more than the way.
    tells_hops: bool,
    /// Whether edges of subnets are noted, and each subnet of an attachment that may carry packets is walked.
    pub(super) tells_gates: bool,
    gates: Vec<Gate>,
    pub(super) leaves: Leaves,
    /// The zone that packets are in, noted with the gates.
    zone: Option<String>,
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
            tells_gates: false,
            gates: Vec::new(),
            leaves: Leaves::Outside,
            zone: None,
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

    /// A walker that notes the network ACLs on the way.
    pub(super) fn with_gates(facts: &'f Facts) -> Self {
        Self {
            tells_gates: true,
            ..Self::new(facts)
        }
    }

    /// As [`Walker::with_gates`], for answers: nobody is told how they come home.
    pub(super) fn with_gates_alone(facts: &'f Facts) -> Self {
        Self {
            tells_hops: false,
            ..Self::with_gates(facts)
        }
    }

    /// Packets that a host sends from its subnet.
    pub(super) fn start(&mut self, subnet: &Subnet, destinations: &PrefixSet) {
        self.at(Leaves::Own, Some(&subnet.az), |walker| {
            walker.by_table(subnet, destinations);
        });
    }

    /// Packets that leave a middlebox in a subnet, or that arrive in one from a hub.
    pub(super) fn subnet(&mut self, subnet: &Subnet, destinations: &PrefixSet) {
        self.at(Leaves::Subnet(subnet.id), Some(&subnet.az), |walker| {
            walker.by_table(subnet, destinations);
        });
    }

    fn by_table(&mut self, subnet: &Subnet, destinations: &PrefixSet) {
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
                    // In which zone the other hub gets it is not known.
                    self.at(Leaves::Outside, None, |walker| {
                        walker.arrive_at_hub(attachment, next, destinations);
                    });
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
        let mut subnets: Vec<&Subnet> = attachment
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
        if self.tells_gates {
            // A transit gateway stays in the zone that the packet came from where it can
            // (<https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-appliance-scenario.html>).
            let near = |subnet: &&Subnet| Some(&subnet.az) == self.zone.as_ref();
            if !attachment.appliance_mode && subnets.iter().any(near) {
                subnets.retain(near);
            }
            for subnet in subnets {
                self.subnet(subnet, destinations);
            }
            return;
        }
        let mut walked = BTreeSet::new();
        for subnet in subnets {
            // Subnets of one table and zone send alike, but for what is inside them.
            let table = facts
                .routes(vpc.id)
                .and_then(|routes| routes.of_subnet(subnet))
                .map(|table| table.id);
            let own: PrefixSet = subnet.cidrs.iter().collect();
            if walked.insert((table, &subnet.az)) || destinations.overlaps(&own) {
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
                self.end(destinations, self.blackhole(at));
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

    /// The end of what a route without a target takes.
    pub(super) fn blackhole(&self, at: EntityId) -> End {
        unknown_target(self.facts, at).unwrap_or(End::Dropped(Drop::Blackhole, at))
    }

    /// Packets leave a subnet in a zone, or come from outside, while `on` runs.
    pub(super) fn at(&mut self, leaves: Leaves, zone: Option<&str>, on: impl FnOnce(&mut Self)) {
        if !self.tells_gates {
            on(self);
            return;
        }
        let left = std::mem::replace(&mut self.leaves, leaves);
        let zone = std::mem::replace(&mut self.zone, zone.map(str::to_owned));
        on(self);
        (self.leaves, self.zone) = (left, zone);
    }

    /// Packets have come past these while `on` runs.
    pub(super) fn past(&mut self, gates: &[Gate], on: impl FnOnce(&mut Self)) {
        let before = self.gates.len();
        if self.tells_gates {
            self.gates.extend(gates);
        }
        on(self);
        self.gates.truncate(before);
    }

    /// The edges between two subnets, or into one from outside; none inside one subnet.
    pub(super) fn between(&self, from: Option<&Subnet>, to: &Subnet) -> Vec<Gate> {
        match from {
            Some(from) if from.id == to.id => Vec::new(),
            Some(_) => vec![Gate::Out(self.leaves), Gate::In(to.id)],
            None => vec![Gate::In(to.id)],
        }
    }

    pub(super) fn deliver(&mut self, vpc: &Vpc, destinations: &PrefixSet) {
        self.meet(vpc.id);
        let text = |facts: &Facts| format!("delivered in {}", facts.label(vpc.id));
        self.hop(vpc.id.entity(), text, |walker| {
            walker.end(destinations, End::Vpc(vpc.id));
        });
    }

    pub(super) fn meet(&mut self, id: impl Into<EntityId>) {
        if !self.tells_hops && !self.tells_gates {
            self.met.insert(id.into());
        }
    }

    pub(super) fn end(&mut self, destinations: &PrefixSet, end: End) {
        if !destinations.is_empty() {
            self.outcomes.push(Outcome {
                destinations: destinations.clone(),
                end,
                hops: self.hops.clone(),
                filters: self.filters.clone(),
                gates: self.gates.clone(),
                leaves: self.leaves,
            });
        }
    }

    pub(super) fn hop(
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

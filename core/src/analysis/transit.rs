//! Effective route tables of transit gateways: associations, propagations and static routes put together.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use imbl::OrdMap;
use ipnet::IpNet;

use super::partition::Partition;
use super::{Facts, RouteSource};
use crate::model::{
    Acceptance, EntityId, Id, Kind, Origin, PrefixList, TgwAssociation, TgwAttachment,
    TgwPropagation, TgwRoute, TgwRouteTable, TransitGateway, Vpc, VpnConnection,
};
use crate::net::PrefixSet;

/// A route table of a hub: one that is drawn, or the one that AWS makes where defaults are on and none is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TgwTableKey {
    Implied(Id<TransitGateway>),
    Drawn(Id<TgwRouteTable>),
}

impl TgwTableKey {
    /// The record to point at: the table, or the hub that implies it.
    pub fn entity(self) -> EntityId {
        match self {
            Self::Implied(hub) => hub.entity(),
            Self::Drawn(table) => table.entity(),
        }
    }
}

/// One line of an effective table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TgwLine {
    pub destination: IpNet,
    /// Absent for a blackhole.
    pub attachment: Option<Id<TgwAttachment>>,
    pub source: RouteSource,
    /// The static route, or the attachment that propagates.
    pub record: EntityId,
}

/// A hub's route table as packets meet it.
#[derive(Debug, Clone, PartialEq)]
pub struct TgwTable {
    pub key: TgwTableKey,
    /// Longest prefix first, one line for each destination.
    pub lines: Vec<TgwLine>,
    /// Lines that lose to another of the same destination.
    pub shadowed: Vec<TgwLine>,
    /// Static routes to prefix lists whose blocks are not known, and attachments whose blocks can't be known.
    pub unknown: Vec<EntityId>,
    partition: Partition,
}

impl TgwTable {
    /// Divides a set of destinations by the line that decides; `None` is what no line matches. Exact.
    pub fn split(&self, destinations: &PrefixSet) -> Vec<(PrefixSet, Option<&TgwLine>)> {
        self.partition.split(&self.lines, destinations)
    }
}

/// One hub: its tables, and who is in them.
#[derive(Debug, Clone, PartialEq)]
pub struct HubRoutes {
    tables: BTreeMap<TgwTableKey, TgwTable>,
    associations: BTreeMap<Id<TgwAttachment>, (TgwTableKey, Membership)>,
    propagations: BTreeSet<(TgwTableKey, Id<TgwAttachment>, Membership)>,
}

/// Why an attachment is in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Membership {
    /// A record made on purpose.
    Drawn,
    /// A record that a default of the hub made, or that stands in the table that the default names.
    DefaultRecord,
    /// No record: the hub's default would make one on creation.
    Implied,
}

impl Membership {
    /// A record in the table that a default names is one of the default's, even where nobody noted its origin.
    fn of(origin: Origin, in_default_table: bool) -> Self {
        match origin {
            Origin::Manual if !in_default_table => Self::Drawn,
            _ => Self::DefaultRecord,
        }
    }

    /// Whether a default of the hub put it there.
    pub fn by_default(self) -> bool {
        self != Self::Drawn
    }
}

impl HubRoutes {
    fn new(facts: &Facts, hub: &TransitGateway) -> Self {
        let attachments = facts.attachments_of_hub(hub.id);
        let mut this = Self {
            tables: BTreeMap::new(),
            associations: BTreeMap::new(),
            propagations: BTreeSet::new(),
        };
        let default = |table: Option<Id<TgwRouteTable>>| {
            table.map_or(TgwTableKey::Implied(hub.id), TgwTableKey::Drawn)
        };
        let ours = |table: Id<TgwRouteTable>| {
            facts
                .get(table)
                .is_some_and(|table| table.transit_gateway == hub.id)
        };
        for attachment in attachments.iter().filter(|attachment| in_force(attachment)) {
            let mut drawn = facts
                .referrers::<TgwAssociation>(attachment.id)
                .filter(|a| ours(a.route_table));
            let association = drawn
                .next()
                .map(|a| {
                    let named = hub.default_association_table == Some(a.route_table);
                    let by_default = hub.default_association && named;
                    (
                        TgwTableKey::Drawn(a.route_table),
                        Membership::of(a.origin, by_default),
                    )
                })
                .or_else(|| {
                    hub.default_association
                        .then(|| (default(hub.default_association_table), Membership::Implied))
                });
            this.associations
                .extend(association.map(|association| (attachment.id, association)));
            let mut any = false;
            for drawn in facts
                .referrers::<TgwPropagation>(attachment.id)
                .filter(|p| ours(p.route_table))
            {
                any = true;
                let table = TgwTableKey::Drawn(drawn.route_table);
                let named = hub.default_propagation_table == Some(drawn.route_table);
                let why = Membership::of(drawn.origin, hub.default_propagation && named);
                this.propagations.insert((table, attachment.id, why));
            }
            if !any && hub.default_propagation && attachment.resource.kind != Kind::TransitGateway {
                let table = default(hub.default_propagation_table);
                this.propagations
                    .insert((table, attachment.id, Membership::Implied));
            }
        }
        let keys: BTreeSet<_> = facts
            .children::<TgwRouteTable>(hub.id)
            .map(|table| TgwTableKey::Drawn(table.id))
            .chain(this.associations.values().map(|(key, _)| *key))
            .chain(this.propagations.iter().map(|(key, ..)| *key))
            .collect();
        this.tables = keys
            .into_iter()
            .map(|key| (key, table(facts, key, &this.propagations)))
            .collect();
        this
    }

    pub fn tables(&self) -> impl Iterator<Item = &TgwTable> {
        self.tables.values()
    }

    pub fn table(&self, key: TgwTableKey) -> Option<&TgwTable> {
        self.tables.get(&key)
    }

    /// The table in which packets arriving over an attachment are looked up, and why.
    pub fn association(&self, attachment: Id<TgwAttachment>) -> Option<(TgwTableKey, Membership)> {
        self.associations.get(&attachment).copied()
    }

    /// Attachments and the tables that their packets are looked up in.
    pub fn associations(
        &self,
    ) -> impl Iterator<Item = (Id<TgwAttachment>, TgwTableKey, Membership)> {
        self.associations
            .iter()
            .map(|(attachment, (key, why))| (*attachment, *key, *why))
    }

    /// Tables and the attachments whose blocks they learn.
    pub fn propagations(
        &self,
    ) -> impl Iterator<Item = (TgwTableKey, Id<TgwAttachment>, Membership)> {
        self.propagations.iter().copied()
    }
}

/// All hubs, kept per hub.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Transit {
    by_hub: OrdMap<EntityId, Arc<HubRoutes>>,
}

impl Transit {
    pub(super) fn new(facts: &Facts) -> Self {
        let hubs = facts.all::<TransitGateway>();
        let by_hub = hubs.map(|hub| (hub.id.entity(), Arc::new(HubRoutes::new(facts, hub))));
        Self {
            by_hub: by_hub.collect(),
        }
    }

    pub(super) fn update(&mut self, facts: &Facts, hubs: impl Iterator<Item = EntityId>) {
        for id in hubs {
            match facts.as_kind::<TransitGateway>(id) {
                Some(hub) => drop(self.by_hub.insert(id, Arc::new(HubRoutes::new(facts, hub)))),
                None => drop(self.by_hub.remove(&id)),
            }
        }
    }

    pub(super) fn of_hub(&self, hub: Id<TransitGateway>) -> Option<&HubRoutes> {
        self.by_hub.get(&hub.entity()).map(AsRef::as_ref)
    }
}

/// Whether an attachment carries traffic.
pub(super) fn in_force(attachment: &TgwAttachment) -> bool {
    attachment.state == Acceptance::Accepted
}

impl Facts {
    /// Attachments of a hub, those of hubs that peer with it among them.
    pub fn attachments_of_hub(&self, hub: Id<TransitGateway>) -> Vec<&TgwAttachment> {
        self.referrers::<TgwAttachment>(hub).collect()
    }

    /// What an attachment joins to `hub`: the other hub where it is a peering.
    pub fn far_end(&self, attachment: &TgwAttachment, hub: Id<TransitGateway>) -> EntityId {
        if attachment.transit_gateway == hub {
            attachment.resource
        } else {
            attachment.transit_gateway.entity()
        }
    }

    /// Whether a peering of hubs is drawn once from each side, as two records of one attachment.
    pub fn far_side_is_drawn_twice(&self, peering: &TgwAttachment) -> bool {
        let mut twins = self.referrers::<TgwAttachment>(peering.transit_gateway);
        twins.any(|twin| {
            twin.id != peering.id
                && twin.transit_gateway.entity() == peering.resource
                && twin.resource == peering.transit_gateway.entity()
        })
    }

    /// Blocks that an attachment propagates; `None` where they can't be known from the design.
    pub fn propagated_blocks(
        &self,
        attachment: &TgwAttachment,
    ) -> Option<Vec<(IpNet, RouteSource)>> {
        match attachment.resource.kind {
            Kind::Vpc => {
                let vpc = self.as_kind::<Vpc>(attachment.resource)?;
                let carried = |block: &&IpNet| block.addr().is_ipv4() || attachment.ipv6_support;
                let blocks = vpc.cidrs.iter().filter(carried);
                Some(
                    blocks
                        .map(|block| (block.trunc(), RouteSource::Vpc))
                        .collect(),
                )
            }
            Kind::VpnConnection => {
                let learnt =
                    self.learnt_over_vpn(self.as_kind::<VpnConnection>(attachment.resource)?);
                Some(
                    learnt
                        .into_iter()
                        .map(|learnt| (learnt.block, learnt.source))
                        .collect(),
                )
            }
            Kind::DirectConnectGateway => {
                let sites = self.sites_of_attachment(attachment);
                let blocks = sites.into_iter().flat_map(|site| &site.cidrs);
                Some(
                    blocks
                        .map(|block| (block.trunc(), RouteSource::DirectConnect))
                        .collect(),
                )
            }
            Kind::TransitGateway => Some(Vec::new()),
            _ => None,
        }
    }
}

fn table(
    facts: &Facts,
    key: TgwTableKey,
    propagations: &BTreeSet<(TgwTableKey, Id<TgwAttachment>, Membership)>,
) -> TgwTable {
    let mut lines = Vec::new();
    let mut unknown = Vec::new();
    let drawn = match key {
        TgwTableKey::Drawn(id) => facts.children::<TgwRoute>(id).collect(),
        TgwTableKey::Implied(_) => Vec::new(),
    };
    for route in drawn {
        let list = route
            .prefix_list
            .and_then(|list| facts.get::<PrefixList>(list));
        let blocks: Vec<IpNet> = match (route.destination, list) {
            (Some(block), _) => vec![block],
            (None, Some(list)) => list.entries.clone(),
            (None, None) => Vec::new(),
        };
        if blocks.is_empty() {
            unknown.push(route.id.entity());
        }
        lines.extend(blocks.into_iter().map(|block| TgwLine {
            destination: block.trunc(),
            attachment: route.attachment,
            source: RouteSource::Static,
            record: route.id.entity(),
        }));
    }
    for (_, id, _) in propagations.iter().filter(|(table, ..)| *table == key) {
        let Some(attachment) = facts.get(*id) else {
            continue;
        };
        match facts.propagated_blocks(attachment) {
            Some(blocks) => lines.extend(blocks.into_iter().map(|(destination, source)| TgwLine {
                destination,
                attachment: Some(*id),
                source,
                record: id.entity(),
            })),
            None => unknown.push(id.entity()),
        }
    }
    // Of two attachments that propagate one block, the first that was attached keeps it.
    lines.sort_by_key(|line| {
        (
            Reverse(line.destination.prefix_len()),
            line.destination,
            line.source,
            line.record,
        )
    });
    let mut winners: Vec<TgwLine> = Vec::new();
    let mut shadowed = Vec::new();
    for line in lines {
        match winners.last() {
            Some(winner) if winner.destination == line.destination => shadowed.push(line),
            _ => winners.push(line),
        }
    }
    let partition = Partition::new(winners.iter().map(|line| line.destination));
    TgwTable {
        key,
        partition,
        lines: winners,
        shadowed,
        unknown,
    }
}

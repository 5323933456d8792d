//! What a change reaches: records near it, and the VPCs and hubs whose derived parts it may have made stale.

use std::collections::BTreeSet;

use super::{Changes, Facts};
use crate::model::{
    DnsRecord, EntityId, HostedZone, Id, Kind, TgwAttachment, TransitGateway, VpcPeering,
};

/// Everything that may be stale after a change, on both sides of it.
#[derive(Debug, Clone, Default)]
pub struct Touched {
    pub kinds: BTreeSet<Kind>,
    /// What changed, all inside it, what that refers to and what refers to it.
    pub near: BTreeSet<EntityId>,
    pub vpcs: BTreeSet<EntityId>,
    /// Hubs, and those peered with them, directly or not.
    pub hubs: BTreeSet<EntityId>,
    /// Those of them whose own tables may be stale.
    pub own_hubs: BTreeSet<EntityId>,
}

/// Kinds that neither routes nor what a hub carries depend on: hubs are not looked at again for them.
const BESIDE_HUBS: &[Kind] = &[
    Kind::Alarm,
    Kind::ApiGateway,
    Kind::Application,
    Kind::Certificate,
    Kind::Distribution,
    Kind::DnsRecord,
    Kind::FlowLog,
    Kind::HealthCheck,
    Kind::HostedZone,
    Kind::IpSet,
    Kind::Listener,
    Kind::NetworkAcl,
    Kind::NetworkAclRule,
    Kind::Note,
    Kind::PlacementGroup,
    Kind::SecurityGroup,
    Kind::SecurityGroupRule,
    Kind::Suppression,
    Kind::TargetGroup,
    Kind::WebAcl,
    Kind::WebAclAssociation,
    Kind::WebAclRule,
];

/// Kinds that effective tables, of VPCs and of hubs, are made of.
const IN_TABLES: &[Kind] = &[
    Kind::CustomerGateway,
    Kind::DirectConnectGateway,
    Kind::PrefixList,
    Kind::Route,
    Kind::RouteTable,
    Kind::Site,
    Kind::TgwAssociation,
    Kind::TgwAttachment,
    Kind::TgwPropagation,
    Kind::TgwRoute,
    Kind::TgwRouteTable,
    Kind::TransitGateway,
    Kind::VirtualInterface,
    Kind::Vpc,
    Kind::VpnConnection,
    Kind::VpnGateway,
];

impl Touched {
    /// Looks at what was there and at what is there.
    pub fn new(old: &Facts, new: &Facts, changes: &Changes) -> Self {
        let mut touched = Self {
            kinds: changes.kinds.clone(),
            ..Self::default()
        };
        for facts in [old, new] {
            let near = neighbours(facts, changes);
            for id in &near {
                touched.add_homes(facts, *id);
            }
            touched.near.extend(near);
        }
        for facts in [old, new] {
            touched.add_policy(facts);
            touched.add_peers(facts);
        }
        for facts in [old, new] {
            touched.add_hubs_of_vpcs(facts);
        }
        touched.own_hubs.clone_from(&touched.hubs);
        for facts in [old, new] {
            touched.add_peered_hubs(facts);
        }
        if touched.kinds.iter().all(|kind| BESIDE_HUBS.contains(kind)) {
            touched.hubs.clear();
        }
        touched
    }

    /// Whether effective tables may be stale at all.
    pub(super) fn changes_tables(&self) -> bool {
        self.kinds.iter().any(|kind| IN_TABLES.contains(kind))
    }

    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    fn add_homes(&mut self, facts: &Facts, id: EntityId) {
        if let Some(vpc) = facts.vpc_of(id) {
            self.vpcs.insert(vpc.id.entity());
        }
        if let Some(hub) = facts.hub_of(id) {
            self.hubs.insert(hub.id.entity());
        }
        if let Some(attachment) = facts.as_kind::<TgwAttachment>(id)
            && attachment.resource.kind == Kind::Vpc
        {
            self.vpcs.insert(attachment.resource);
        }
        // A hub may name a table of another hub as its default.
        if id.kind == Kind::TgwRouteTable {
            let hubs = facts.referrers::<TransitGateway>(id);
            self.hubs.extend(hubs.map(|hub| hub.id.entity()));
        }
        // What a name leads to in a VPC, and to what of a VPC it leads.
        if let Some(record) = facts.as_kind::<DnsRecord>(id) {
            self.add_zone(facts, record.zone);
            if let Some(vpc) = record.alias.and_then(|target| facts.vpc_of(target)) {
                self.vpcs.insert(vpc.id.entity());
            }
        }
        if let Some(zone) = id.typed::<HostedZone>() {
            self.add_zone(facts, zone);
        }
        if let Some(peering) = facts.as_kind::<VpcPeering>(id) {
            self.vpcs
                .extend([peering.requester.entity(), peering.accepter.entity()]);
        }
    }

    fn add_zone(&mut self, facts: &Facts, zone: Id<HostedZone>) {
        let vpcs = facts.get(zone).into_iter().flat_map(|zone| &zone.vpcs);
        self.vpcs.extend(vpcs.map(|vpc| vpc.entity()));
    }

    /// What may reach what concerns everyone.
    fn add_policy(&mut self, facts: &Facts) {
        if self.kinds.contains(&Kind::Intent) || self.kinds.contains(&Kind::Environment) {
            self.vpcs
                .extend(facts.design().rows(Kind::Vpc).map(crate::model::Record::id));
            self.hubs.extend(
                facts
                    .design()
                    .rows(Kind::TransitGateway)
                    .map(crate::model::Record::id),
            );
        }
    }

    /// VPCs see those that they are peered with.
    fn add_peers(&mut self, facts: &Facts) {
        let mut peers = BTreeSet::new();
        for vpc in &self.vpcs {
            for peering in facts.referrers::<VpcPeering>(*vpc) {
                peers.extend([peering.requester.entity(), peering.accepter.entity()]);
            }
        }
        self.vpcs.extend(peers);
    }

    /// Hubs see what happens in attached VPCs.
    fn add_hubs_of_vpcs(&mut self, facts: &Facts) {
        for vpc in &self.vpcs {
            for attachment in facts.referrers::<TgwAttachment>(*vpc) {
                self.hubs.insert(attachment.transit_gateway.entity());
            }
        }
    }

    /// Hubs see what happens in hubs that are peered with them.
    fn add_peered_hubs(&mut self, facts: &Facts) {
        let mut open: Vec<_> = self.hubs.iter().copied().collect();
        while let Some(hub) = open.pop() {
            for attachment in facts.referrers::<TgwAttachment>(hub) {
                for end in [attachment.transit_gateway.entity(), attachment.resource] {
                    if end.kind == Kind::TransitGateway && self.hubs.insert(end) {
                        open.push(end);
                    }
                }
            }
        }
    }
}

fn neighbours(facts: &Facts, changes: &Changes) -> BTreeSet<EntityId> {
    let mut inside = changes.ids.clone();
    let mut open: Vec<_> = inside.iter().copied().collect();
    while let Some(id) = open.pop() {
        for child in facts.index().children(id) {
            if inside.insert(*child) {
                open.push(*child);
            }
        }
    }
    // A route says of its target where that stands, from another VPC too.
    let to_inside = inside.iter().flat_map(|id| facts.index().referrers(*id));
    let to_inside = to_inside.filter(|id| id.kind == Kind::Route).copied();
    let to_inside: Vec<EntityId> = to_inside.collect();
    let mut near = inside;
    near.extend(to_inside);
    let mut open: Vec<_> = changes.ids.iter().copied().collect();
    let mut seen = changes.ids.clone();
    while let Some(id) = open.pop() {
        let mut linked: BTreeSet<EntityId> = facts.index().referrers(id).iter().copied().collect();
        if let Some(record) = facts.record(id) {
            record.references(&mut |_, target| {
                linked.insert(target);
            });
        }
        for other in linked {
            // What a site has is learnt over several records before it reaches a table.
            if carries_learnt_routes(other.kind) && seen.insert(other) {
                open.push(other);
            }
            near.insert(other);
        }
    }
    // A line is part of what the record that holds it says to those who use that one, even from another VPC.
    for id in &changes.ids {
        if let Some(holder) = facts
            .design()
            .parent(*id)
            .filter(|holder| is_used_whole(holder.kind))
        {
            near.extend(facts.index().referrers(holder));
        }
    }
    near
}

/// Kinds whose lines mean something to whoever refers to the record that holds them.
fn is_used_whole(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::NetworkAcl | Kind::RouteTable | Kind::SecurityGroup
    )
}

fn carries_learnt_routes(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::CustomerGateway
            | Kind::DirectConnectGateway
            | Kind::Site
            | Kind::VirtualInterface
            | Kind::VpnConnection
            | Kind::VpnGateway
    )
}

//! Scope keys: what a check is called for, and which of them an edit touched.

use std::collections::BTreeSet;

use super::Run;
use crate::analysis::{Changes, Facts};
use crate::model::{DnsRecord, EntityId, HostedZone, Id, Kind, RecordType, TgwAttachment};

/// What a check is called for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScopeKey {
    Design,
    /// A record; also a VPC or a hub with all that belongs to it.
    Entity(EntityId),
    RecordSet(RecordSetKey),
}

/// The records of one name and type in one hosted zone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RecordSetKey {
    pub zone: Id<HostedZone>,
    /// In lower case, without a final dot.
    pub name: String,
    pub record_type: RecordType,
}

impl RecordSetKey {
    /// The set that a record belongs to.
    pub fn of(record: &DnsRecord) -> Self {
        let name = record
            .record_name
            .trim_end_matches('.')
            .to_ascii_lowercase();
        Self {
            zone: record.zone,
            name,
            record_type: record.record_type,
        }
    }

    /// The records of the set, by number.
    pub fn records<'f>(&self, facts: &'f Facts) -> Vec<&'f DnsRecord> {
        let records = facts.children::<DnsRecord>(self.zone);
        records.filter(|record| Self::of(record) == *self).collect()
    }
}

/// Every key of a scope.
pub(super) fn keys(run: &Run, facts: &Facts) -> Vec<ScopeKey> {
    let rows = |kind: Kind| {
        let rows = facts.design().rows(kind);
        rows.map(|record| ScopeKey::Entity(record.id())).collect()
    };
    match run {
        Run::Design(..) => vec![ScopeKey::Design],
        Run::Row(kind, _) => rows(*kind),
        Run::Vpc(_) => rows(Kind::Vpc),
        Run::Hub(_) => rows(Kind::TransitGateway),
        Run::RecordSet(_) => {
            let keys: BTreeSet<_> = facts.all::<DnsRecord>().map(RecordSetKey::of).collect();
            keys.into_iter().map(ScopeKey::RecordSet).collect()
        }
        Run::Suppressions => Vec::new(),
    }
}

/// The keys that a change may have made findings stale for.
pub(super) struct Touched {
    kinds: BTreeSet<Kind>,
    rows: BTreeSet<EntityId>,
    vpcs: BTreeSet<EntityId>,
    hubs: BTreeSet<EntityId>,
    record_sets: BTreeSet<RecordSetKey>,
}

impl Touched {
    /// Looks at both sides of the change: what was there and what is there.
    pub(super) fn new(old: &Facts, new: &Facts, changes: &Changes) -> Self {
        let mut touched = Self {
            kinds: changes.kinds.clone(),
            rows: BTreeSet::new(),
            vpcs: BTreeSet::new(),
            hubs: BTreeSet::new(),
            record_sets: BTreeSet::new(),
        };
        for facts in [old, new] {
            let near = neighbours(facts, changes);
            for id in &near {
                touched.add_homes(facts, *id);
            }
            touched.rows.extend(near);
        }
        for facts in [old, new] {
            touched.add_hubs_of_vpcs(facts);
        }
        touched
    }

    /// The keys of a scope to call again.
    pub(super) fn keys(&self, run: &Run) -> Vec<ScopeKey> {
        let entities =
            |ids: &BTreeSet<EntityId>| ids.iter().copied().map(ScopeKey::Entity).collect();
        match run {
            Run::Design(reads, _) if reads.iter().any(|kind| self.kinds.contains(kind)) => {
                vec![ScopeKey::Design]
            }
            Run::Design(..) | Run::Suppressions => Vec::new(),
            Run::Row(kind, _) => {
                let rows = self.rows.iter().filter(|id| id.kind == *kind);
                rows.copied().map(ScopeKey::Entity).collect()
            }
            Run::Vpc(_) => entities(&self.vpcs),
            Run::Hub(_) => entities(&self.hubs),
            Run::RecordSet(_) => self
                .record_sets
                .iter()
                .cloned()
                .map(ScopeKey::RecordSet)
                .collect(),
        }
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
        if let Some(record) = facts.as_kind::<DnsRecord>(id) {
            self.record_sets.insert(RecordSetKey::of(record));
        }
    }

    /// Hubs see what happens in attached VPCs, and in hubs that are peered with them.
    fn add_hubs_of_vpcs(&mut self, facts: &Facts) {
        for vpc in &self.vpcs {
            for attachment in facts.referrers::<TgwAttachment>(*vpc) {
                self.hubs.insert(attachment.transit_gateway.entity());
            }
        }
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

/// What changed, all inside it, what that refers to and what refers to it.
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
    let mut near = inside.clone();
    for id in &changes.ids {
        if let Some(record) = facts.record(*id) {
            record.references(&mut |_, target| {
                near.insert(target);
            });
        }
        near.extend(facts.index().referrers(*id));
    }
    near
}

//! Scope keys: what a check is called for, and which of them an edit touched.

use std::collections::BTreeSet;

use super::Run;
use crate::analysis::{Facts, Touched};
use crate::model::{DnsRecord, EntityId, HostedZone, Id, Kind, RecordType};

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

/// The keys of a scope to call again after a change: what it touched, on both sides of it.
pub(super) fn stale_keys(run: &Run, old: &Facts, new: &Facts, touched: &Touched) -> Vec<ScopeKey> {
    let entities = |ids: &BTreeSet<EntityId>| ids.iter().copied().map(ScopeKey::Entity).collect();
    match run {
        Run::Design(reads, _) if reads.iter().any(|kind| touched.kinds.contains(kind)) => {
            vec![ScopeKey::Design]
        }
        Run::Design(..) | Run::Suppressions => Vec::new(),
        Run::Row(kind, _) => {
            let rows = touched.near.iter().filter(|id| id.kind == *kind);
            rows.copied().map(ScopeKey::Entity).collect()
        }
        Run::Vpc(_) => entities(&touched.vpcs),
        Run::Hub(_) => entities(&touched.hubs),
        Run::RecordSet(_) => {
            let both = [old, new].into_iter();
            let records = both.flat_map(|facts| {
                let near = touched.near.iter();
                near.filter_map(|id| facts.as_kind::<DnsRecord>(*id))
            });
            let keys: BTreeSet<_> = records.map(RecordSetKey::of).collect();
            keys.into_iter().map(ScopeKey::RecordSet).collect()
        }
    }
}

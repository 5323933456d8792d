//! Ways: where packets end that a hub looks up in its tables, and which environments that joins. Kept per hub.
//!
//! Each table is walked once, for all destinations: the way of an address does not depend on the others, so what
//! becomes of fewer destinations is read off. Nothing is walked before somebody asks.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use imbl::OrdMap;

use super::reach::Outcome;
use super::{Changes, Crossing, Facts, TgwTableKey, Touched};
use crate::model::{EntityId, Id, Kind, TgwAttachment, TransitGateway};
use crate::net::PrefixSet;

/// What is kept of each hub. A hub that nobody asked about has no line.
#[derive(Debug, Clone, Default)]
pub(super) struct Ways {
    by_hub: OrdMap<EntityId, Arc<HubWays>>,
}

/// What follows from one hub and all that packets meet behind it.
#[derive(Debug, Default)]
struct HubWays {
    ends: OnceLock<Arc<Ends>>,
    crossings: OnceLock<Vec<Crossing>>,
}

/// Where packets end by table, and the records on their ways.
#[derive(Debug)]
struct Ends {
    by_table: BTreeMap<TgwTableKey, Vec<Outcome>>,
    met: BTreeSet<EntityId>,
}

impl Ways {
    pub(super) fn new(facts: &Facts) -> Self {
        let hubs = facts.all::<TransitGateway>();
        Self {
            by_hub: hubs.map(|hub| (hub.id.entity(), Arc::default())).collect(),
        }
    }

    /// Forgets what a change from `old` to `new` may have made stale.
    pub(super) fn update(
        &mut self,
        old: &Facts,
        new: &Facts,
        changes: &Changes,
        touched: &Touched,
    ) {
        for id in &touched.hubs {
            if !new.design().contains(*id) {
                self.by_hub.remove(id);
                continue;
            }
            let own = touched.own_hubs.contains(id);
            let known = self.by_hub.get(id).filter(|_| !own);
            let kept = known.and_then(|ways| ways.kept(old, new, changes, touched));
            self.by_hub.insert(*id, kept.unwrap_or_default());
        }
    }

    fn of_hub(&self, hub: Id<TransitGateway>) -> Option<&HubWays> {
        self.by_hub.get(&hub.entity()).map(AsRef::as_ref)
    }
}

impl HubWays {
    /// What is still true of a hub that the change did not touch itself, only one that is peered with it.
    fn kept(
        self: &Arc<Self>,
        old: &Facts,
        new: &Facts,
        changes: &Changes,
        touched: &Touched,
    ) -> Option<Arc<Self>> {
        let ends = self.ends.get()?;
        let stale = |id: &EntityId| {
            changes.ids.contains(id)
                || touched.vpcs.contains(id)
                // That something refers to a hub says nothing: what it does there stands in the hub's tables.
                || id.kind != Kind::TransitGateway && touched.near.contains(id)
        };
        let mut changed_hubs = touched.own_hubs.intersection(&ends.met);
        let meets = ends.met.iter().any(stale)
            || changed_hubs.any(|hub| !same_for_peers(*hub, &ends.met, old, new));
        if meets {
            return None;
        }
        // Crossings name more records than those on the ways; that there are none does not depend on names.
        if self.crossings.get().is_some_and(Vec::is_empty) {
            return Some(self.clone());
        }
        Some(Arc::new(Self {
            ends: OnceLock::from(ends.clone()),
            crossings: OnceLock::new(),
        }))
    }
}

/// Whether packets that come from peers find the same tables as before, with the same lines.
fn same_for_peers(hub: EntityId, met: &BTreeSet<EntityId>, old: &Facts, new: &Facts) -> bool {
    let Some(hub) = hub.typed::<TransitGateway>() else {
        return false;
    };
    let (Some(before), Some(after)) = (old.hub_routes(hub), new.hub_routes(hub)) else {
        return false;
    };
    let entries = |facts: &Facts| {
        let peers = facts.attachments_of_hub(hub).into_iter();
        let peers =
            peers.filter(|peer: &&TgwAttachment| peer.resource.kind == Kind::TransitGateway);
        let routes = facts.hub_routes(hub);
        peers
            .map(|peer| {
                (
                    peer.id,
                    routes.and_then(|routes| routes.association(peer.id)),
                )
            })
            .collect::<Vec<_>>()
    };
    let mut tables = after
        .tables()
        .filter(|table| met.contains(&table.key.entity()));
    entries(old) == entries(new) && tables.all(|table| before.table(table.key) == Some(table))
}

impl Facts {
    /// What becomes of packets that a hub looks up in one of its tables, for all destinations and without the hops.
    pub fn ends_from_table(&self, hub: Id<TransitGateway>, table: TgwTableKey) -> &[Outcome] {
        let (Some(ways), Some(routes)) = (self.ways.of_hub(hub), self.hub_routes(hub)) else {
            return &[];
        };
        let everything = PrefixSet::full();
        let ends = ways.ends.get_or_init(|| {
            let mut met = BTreeSet::new();
            let mut walk = |key| self.walk_silently(hub, key, &everything, &mut met);
            let tables = routes.tables().map(|table| table.key);
            let by_table = tables.map(|key| (key, walk(key))).collect();
            Arc::new(Ends { by_table, met })
        });
        ends.by_table.get(&table).map_or(&[], Vec::as_slice)
    }

    /// Environments that reach each other through a hub although they must not, in full or but for routes of VPCs,
    /// by the environments that take part.
    pub fn crossings(&self, hub: &TransitGateway) -> &[Crossing] {
        let ways = self.ways.of_hub(hub.id);
        ways.map_or(&[], |ways| {
            ways.crossings
                .get_or_init(|| super::isolation::crossings(self, hub))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::generate;

    /// What is read off a walk for all destinations is what a walk for some finds.
    #[test]
    fn fewer_destinations_are_read_off() {
        let facts = Facts::new(&generate(60, 3).design);
        let some: PrefixSet = "10.0.0.0/10,172.16.0.0/14,10.200.0.0/13,2001:db8::/32"
            .parse()
            .expect("a set");
        let mut told_apart = 0;
        for hub in facts.all::<TransitGateway>() {
            let routes = facts.hub_routes(hub.id).expect("routes");
            for table in routes.tables() {
                let read_off: Vec<Outcome> = facts
                    .ends_from_table(hub.id, table.key)
                    .iter()
                    .filter(|outcome| outcome.destinations.overlaps(&some))
                    .map(|outcome| {
                        let mut outcome = outcome.clone();
                        outcome.destinations = outcome.destinations.intersection(&some);
                        outcome
                    })
                    .collect();
                told_apart += read_off.len();
                assert_eq!(
                    read_off,
                    facts.walk_silently(hub.id, table.key, &some, &mut BTreeSet::new()),
                    "{:?}",
                    table.key
                );
            }
        }
        assert!(told_apart > 50, "{told_apart}");
    }
}

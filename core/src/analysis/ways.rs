//! Ways: where packets end that a hub looks up in its tables, and which environments that joins. Kept per hub.
//!
//! Each table is walked once, for all destinations: the way of an address does not depend on the others, so what
//! becomes of fewer destinations is read off. Nothing is walked before somebody asks.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use imbl::OrdMap;

use super::reach::Outcome;
use super::{Crossing, Facts, TgwTableKey};
use crate::model::{EntityId, Id, TransitGateway};
use crate::net::PrefixSet;

/// What is kept of each hub. A hub that nobody asked about has no line.
#[derive(Debug, Clone, Default)]
pub(super) struct Ways {
    by_hub: OrdMap<EntityId, Arc<HubWays>>,
}

/// What follows from one hub and all that packets meet behind it.
#[derive(Debug, Default)]
struct HubWays {
    ends: OnceLock<BTreeMap<TgwTableKey, Vec<Outcome>>>,
    crossings: OnceLock<Vec<Crossing>>,
}

impl Ways {
    pub(super) fn new(facts: &Facts) -> Self {
        let hubs = facts.all::<TransitGateway>();
        Self {
            by_hub: hubs.map(|hub| (hub.id.entity(), Arc::default())).collect(),
        }
    }

    /// Forgets what was known of these hubs, those that are gone among them.
    pub(super) fn update(&mut self, facts: &Facts, hubs: impl Iterator<Item = EntityId>) {
        for id in hubs {
            if facts.design().contains(id) {
                self.by_hub.insert(id, Arc::default());
            } else {
                self.by_hub.remove(&id);
            }
        }
    }

    fn of_hub(&self, hub: Id<TransitGateway>) -> Option<&HubWays> {
        self.by_hub.get(&hub.entity()).map(AsRef::as_ref)
    }
}

impl Facts {
    /// What becomes of packets that a hub looks up in one of its tables, for all destinations and without the hops.
    pub fn ends_from_table(&self, hub: Id<TransitGateway>, table: TgwTableKey) -> &[Outcome] {
        let (Some(ways), Some(routes)) = (self.ways.of_hub(hub), self.hub_routes(hub)) else {
            return &[];
        };
        let everything = PrefixSet::full();
        let ends = ways.ends.get_or_init(|| {
            let tables = routes.tables().map(|table| table.key);
            let walked = tables.map(|key| (key, self.walk_silently(hub, key, &everything)));
            walked.collect()
        });
        ends.get(&table).map_or(&[], Vec::as_slice)
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
                    .map(|outcome| Outcome {
                        destinations: outcome.destinations.intersection(&some),
                        ..outcome.clone()
                    })
                    .collect();
                told_apart += read_off.len();
                assert_eq!(
                    read_off,
                    facts.walk_silently(hub.id, table.key, &some),
                    "{:?}",
                    table.key
                );
            }
        }
        assert!(told_apart > 50, "{told_apart}");
    }
}

//! A number for each box, by its key: found without a search, copied for nothing.

use std::collections::BTreeMap;

use crate::model::{BoxKey, EntityId, Kind, Table};

/// Numbers of boxes.
#[derive(Debug, Clone, PartialEq)]
pub struct Keyed {
    regions: BTreeMap<String, usize>,
    /// By kind.
    entities: Vec<Table<usize>>,
}

impl Default for Keyed {
    fn default() -> Self {
        Self {
            regions: BTreeMap::new(),
            entities: vec![Table::default(); Kind::ALL.len()],
        }
    }
}

impl Keyed {
    pub fn get(&self, key: &BoxKey) -> Option<usize> {
        match key {
            BoxKey::Region(region) => self.regions.get(region).copied(),
            BoxKey::Entity(id) => self.entity(*id),
        }
    }

    pub fn entity(&self, id: EntityId) -> Option<usize> {
        let table = self.entities.get(id.kind as usize)?;
        table.get(id.number).copied()
    }

    pub fn insert(&mut self, key: &BoxKey, number: usize) {
        match key {
            BoxKey::Region(region) => drop(self.regions.insert(region.clone(), number)),
            BoxKey::Entity(id) => {
                if let Some(table) = self.entities.get_mut(id.kind as usize) {
                    table.insert(id.number, number);
                }
            }
        }
    }

    pub fn remove(&mut self, key: &BoxKey) -> Option<usize> {
        match key {
            BoxKey::Region(region) => self.regions.remove(region),
            BoxKey::Entity(id) => self.entities.get_mut(id.kind as usize)?.remove(id.number),
        }
    }

    pub fn len(&self) -> usize {
        self.regions.len() + self.entities.iter().map(Table::len).sum::<usize>()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All numbers, regions first, then kind by kind.
    pub fn values(&self) -> impl Iterator<Item = usize> {
        let entities = self.entities.iter().flat_map(Table::values);
        self.regions.values().chain(entities).copied()
    }
}

/// Where boxes stand in a diagram: a box has a lasting number, and each number a place.
#[derive(Debug, Clone, Default)]
pub struct Positions {
    pub(super) numbers: Keyed,
    pub(super) places: Vec<usize>,
}

impl Positions {
    /// The place of the box with this key.
    pub fn get(&self, key: &BoxKey) -> Option<usize> {
        let place = self.places.get(self.numbers.get(key)?).copied();
        place.filter(|place| *place != usize::MAX)
    }
}

/// Numbers depend on the past of a drawing, places do not.
impl PartialEq for Positions {
    fn eq(&self, other: &Self) -> bool {
        let regions = |it: &Self| -> Vec<(String, Option<usize>)> {
            let regions = it.numbers.regions.iter();
            regions
                .map(|(region, number)| (region.clone(), it.places.get(*number).copied()))
                .collect()
        };
        let tables = self.numbers.entities.iter().zip(&other.numbers.entities);
        let mut same = tables.map(|(mine, theirs)| {
            let place = |it: &Self, number: &usize| it.places.get(*number).copied();
            let mine = mine.iter().map(|(id, number)| (id, place(self, number)));
            mine.eq(theirs.iter().map(|(id, number)| (id, place(other, number))))
        });
        same.all(|same| same) && regions(self) == regions(other)
    }
}

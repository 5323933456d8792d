//! A census: how many records of each kind are in each environment, have each owner and each tag.
//!
//! It follows a design from edit to edit and looks only at rows that changed, so that what a large design can be
//! coloured by, and how much has each colour, costs nothing while it is edited.

use std::collections::BTreeMap;

use imbl::ordmap::DiffItem;
use netwright_core::diagram::colour::{MOST_VALUES, environment_of};
use netwright_core::diagram::{ColourBy, Ink, Tint, shape};
use netwright_core::model::design::Row;
use netwright_core::model::{Design, EntityId, Kind, Table};
use netwright_core::order;

/// Records by kind; no kind is there with none.
pub type Counts = BTreeMap<Kind, usize>;

/// What a design was counted to hold.
#[derive(Debug, Default)]
pub struct Census {
    /// The tables that were counted, by kind.
    tables: Vec<Table<Row>>,
    environments: BTreeMap<EntityId, Counts>,
    owners: BTreeMap<String, Counts>,
    /// By key, then by value.
    tags: BTreeMap<String, BTreeMap<String, Counts>>,
}

impl Census {
    /// The census of a design.
    pub fn of(design: &Design) -> Self {
        let mut census = Self::default();
        census.follow(design, &mut || true);
        census
    }

    /// Counts what changed for as long as `go_on` says so; says whether all is counted.
    pub fn follow(&mut self, design: &Design, go_on: &mut dyn FnMut() -> bool) -> bool {
        self.tables.resize_with(Kind::ALL.len(), Table::default);
        for kind in Kind::ALL {
            let counted = &self.tables[*kind as usize];
            if counted.ptr_eq(design.table(*kind)) {
                continue;
            }
            let counted = counted.clone();
            for item in counted.diff(design.table(*kind)) {
                let (old, new) = match item {
                    DiffItem::Add(_, new) => (None, Some(new)),
                    DiffItem::Update { old, new } => (Some(old.1), Some(new.1)),
                    DiffItem::Remove(_, old) => (Some(old), None),
                };
                if let Some(new) = new {
                    self.count(new, true);
                }
                if let Some(old) = old {
                    self.count(old, false);
                }
            }
            self.tables[*kind as usize] = design.table(*kind).clone();
            if !go_on() {
                return false;
            }
        }
        true
    }

    /// What a design can be coloured by: environments always, the others where some box has them; teams first.
    pub fn choices(&self) -> Vec<ColourBy> {
        let mut choices = vec![ColourBy::Environment];
        choices.extend(
            self.owners
                .values()
                .any(is_drawn)
                .then_some(ColourBy::Owner),
        );
        let count =
            |values: &BTreeMap<String, Counts>| values.values().filter(|it| is_drawn(it)).count();
        let keys = self.tags.iter();
        let keys = keys.filter(|(_, values)| (1..=MOST_VALUES).contains(&count(values)));
        let mut keys: Vec<&String> = keys.map(|(key, _)| key).collect();
        order::sort_by_key(&mut keys, |key| !key.eq_ignore_ascii_case("team"));
        choices.extend(keys.into_iter().map(|key| ColourBy::Tag(key.clone())));
        choices
    }

    /// The colours of a design, as [`ColourBy::tints`] has them.
    pub fn tints(&self, design: &Design, by: &ColourBy) -> Vec<Tint> {
        let values = match by {
            ColourBy::Environment => return by.tints(design),
            ColourBy::Owner => Some(&self.owners),
            ColourBy::Tag(key) => self.tags.get(key),
        };
        let values = values.into_iter().flatten();
        let values = values.filter(|(value, counts)| !value.is_empty() && is_drawn(counts));
        let tint = |(at, (value, _)): (usize, (&String, &Counts))| Tint {
            environment: None,
            name: value.clone(),
            ink: Ink::Series(at),
        };
        values.enumerate().map(tint).collect()
    }

    /// How many boxes have each of these colours, and last, how many VPCs and sites have none.
    pub fn counts(&self, by: &ColourBy, tints: &[Tint]) -> Vec<Counts> {
        let of = |tint: &Tint| match (by, tint.environment) {
            (_, Some(id)) => self.environments.get(&id),
            (ColourBy::Tag(key), None) => self.tags.get(key)?.get(&tint.name),
            (_, None) => self.owners.get(&tint.name),
        };
        let drawn = |counts: &Counts| -> Counts {
            let drawn = counts.iter().filter(|(kind, _)| shape(**kind).is_some());
            drawn.map(|(kind, count)| (*kind, *count)).collect()
        };
        let mut all: Vec<Counts> = tints
            .iter()
            .map(|tint| of(tint).map(drawn).unwrap_or_default())
            .collect();
        let mut rest = Counts::new();
        for kind in [Kind::Vpc, Kind::Site] {
            let coloured: usize = all.iter().filter_map(|counts| counts.get(&kind)).sum();
            let left = self.total(kind).saturating_sub(coloured);
            if left > 0 {
                rest.insert(kind, left);
            }
        }
        all.push(rest);
        all
    }

    /// How many records of a kind name no environment.
    pub fn without_environment(&self, kind: Kind) -> usize {
        let named = self.environments.values();
        let named: usize = named.filter_map(|counts| counts.get(&kind)).sum();
        self.total(kind).saturating_sub(named)
    }

    /// Every owner that some record names.
    pub fn owners(&self) -> impl Iterator<Item = &str> + Clone {
        self.owners.keys().map(String::as_str)
    }

    /// Every key of a tag, with its values.
    pub fn tags(&self) -> impl Iterator<Item = (&str, impl Iterator<Item = &str> + Clone)> {
        let tags = self.tags.iter();
        tags.map(|(key, values)| (key.as_str(), values.keys().map(String::as_str)))
    }

    fn total(&self, kind: Kind) -> usize {
        self.tables.get(kind as usize).map_or(0, Table::len)
    }

    fn count(&mut self, row: &Row, more: bool) {
        let kind = row.id().kind;
        if let Some(environment) = environment_of(row.as_ref()) {
            tally(&mut self.environments, &environment.entity(), kind, more);
        }
        let meta = row.meta();
        if !meta.owner.is_empty() {
            tally(&mut self.owners, &meta.owner, kind, more);
        }
        for (key, value) in &meta.tags {
            let values = entry(&mut self.tags, key);
            tally(values, value, kind, more);
            if values.is_empty() {
                self.tags.remove(key);
            }
        }
    }
}

fn is_drawn(counts: &Counts) -> bool {
    counts.keys().any(|kind| shape(*kind).is_some())
}

fn entry<'m, K: Ord + Clone, V: Default>(map: &'m mut BTreeMap<K, V>, key: &K) -> &'m mut V {
    // A key that is there is not copied.
    if !map.contains_key(key) {
        map.insert(key.clone(), V::default());
    }
    map.entry(key.clone()).or_default()
}

/// Counts one more of a kind under this key, or one less.
fn tally<K: Ord + Clone>(map: &mut BTreeMap<K, Counts>, key: &K, kind: Kind, more: bool) {
    let counts = entry(map, key);
    let count = counts.entry(kind).or_default();
    *count = if more {
        *count + 1
    } else {
        count.saturating_sub(1)
    };
    if *count == 0 {
        counts.remove(&kind);
    }
    if counts.is_empty() {
        map.remove(key);
    }
}

#[cfg(test)]
mod tests {
    use netwright_core::edit::{Command, apply};
    use netwright_core::generate::generate;

    use super::*;

    fn said(census: &Census, design: &Design) -> String {
        let owners: Vec<&str> = census.owners().collect();
        let tags: Vec<(&str, Vec<&str>)> = census
            .tags()
            .map(|(key, values)| (key, values.collect()))
            .collect();
        let choices = census.choices();
        let counts: Vec<_> = choices
            .iter()
            .map(|by| {
                (
                    census.tints(design, by),
                    census.counts(by, &by.tints(design)),
                )
            })
            .collect();
        let bare = census.without_environment(Kind::Vpc);
        format!("{owners:?} {tags:?} {choices:?} {counts:?} {bare}")
    }

    #[test]
    fn a_census_that_followed_is_one_made_afresh() {
        let mut design = generate(30, 5).design;
        let mut followed = Census::of(&design);
        let vpcs: Vec<EntityId> = design
            .rows(Kind::Vpc)
            .map(netwright_core::model::Record::id)
            .collect();
        let environment = design.rows(Kind::Environment).next().expect("one").id();
        let steps = [
            vec![
                Command::set(vpcs[0], "owner", "pay"),
                Command::set(vpcs[1], "owner", "web"),
            ],
            vec![Command::set(vpcs[0], "owner", "web")],
            vec![Command::set(
                vpcs[2],
                "environment",
                serde_json::Value::Null,
            )],
            vec![Command::set(
                vpcs[3],
                "environment",
                environment.to_string(),
            )],
            vec![Command::set(
                vpcs[4],
                "tags",
                serde_json::json!({"team": "a", "x": ""}),
            )],
            vec![Command::Delete(vec![vpcs[1], vpcs[4]])],
            vec![Command::Delete(vec![environment])],
        ];
        for step in steps {
            design = apply(&design, &step).expect("applied").design;
            assert!(followed.follow(&design, &mut || true));
            let fresh = Census::of(&design);
            assert_eq!(said(&followed, &design), said(&fresh, &design));
            assert_eq!(fresh.choices(), ColourBy::choices(&design));
            for by in fresh.choices() {
                assert_eq!(fresh.tints(&design, &by), by.tints(&design));
            }
        }
        assert!(followed.owners().count() > 0);
    }
}

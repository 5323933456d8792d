//! A lens: one environment, owner, team or tag at a time; what belongs to it is seen, the rest steps back.

use std::collections::{BTreeMap, BTreeSet};

use netwright_core::model::{Design, EntityId, Environment, Id, Kind, Record, Subnet, Vpc};

use super::outline::record_label;

/// What is looked at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lens {
    Environment(EntityId),
    /// Records that are in no environment though they could be.
    NoEnvironment,
    Owner(String),
    Tag(String, String),
}

/// Tags with more values than this tell single records apart, not groups of them.
const MOST_VALUES: usize = 24;

impl Lens {
    /// What a person reads.
    pub fn label(&self, design: &Design) -> String {
        match self {
            Lens::Environment(id) => format!("Environment: {}", record_label(design, *id)),
            Lens::NoEnvironment => "No environment".to_owned(),
            Lens::Owner(owner) => format!("Owner: {owner}"),
            Lens::Tag(key, value) => format!("{key}: {value}"),
        }
    }

    /// The records that belong to it: those that say so, and all that is inside them.
    pub fn records(&self, design: &Design) -> BTreeSet<EntityId> {
        let mut belongs: BTreeMap<EntityId, bool> = BTreeMap::new();
        design
            .records()
            .filter(|record| self.holds(design, record.id(), &mut belongs, 0))
            .map(Record::id)
            .collect()
    }

    fn holds(
        &self,
        design: &Design,
        id: EntityId,
        known: &mut BTreeMap<EntityId, bool>,
        depth: usize,
    ) -> bool {
        if let Some(known) = known.get(&id) {
            return *known;
        }
        let Some(record) = design.record(id).filter(|_| depth < 32) else {
            return false;
        };
        let holds = self.says(design, record).unwrap_or_else(|| {
            record
                .parent()
                .is_some_and(|parent| self.holds(design, parent, known, depth + 1))
        });
        known.insert(id, holds);
        holds
    }

    /// Whether a record itself says that it belongs; nothing where what holds it decides.
    fn says(&self, design: &Design, record: &dyn Record) -> Option<bool> {
        match self {
            Lens::Environment(id) if *id == record.id() => Some(true),
            Lens::Environment(id) => environment_of(record).map(|own| own == *id),
            Lens::NoEnvironment => {
                let can_say = matches!(record.id().kind, Kind::Vpc | Kind::Site);
                can_say.then(|| environment_of(record).is_none_or(|own| !design.contains(own)))
            }
            Lens::Owner(owner) => Some(&record.meta().owner)
                .filter(|own| !own.is_empty())
                .map(|own| own == owner),
            Lens::Tag(key, value) => record.meta().tags.get(key).map(|own| own == value),
        }
    }
}

fn environment_of(record: &dyn Record) -> Option<EntityId> {
    let environment: Option<Id<Environment>> = match record.id().kind {
        Kind::Vpc => record.downcast::<Vpc>()?.environment,
        Kind::Subnet => record.downcast::<Subnet>()?.environment,
        _ => return record.field("environment")?.as_str()?.parse().ok(),
    };
    environment.map(Id::entity)
}

/// Every lens that shows something of the design, environments first.
pub fn lenses(design: &Design) -> Vec<Lens> {
    let mut found: Vec<Lens> = design
        .all::<Environment>()
        .map(|environment| Lens::Environment(environment.id()))
        .collect();
    if !found.is_empty() && design.all::<Vpc>().any(|vpc| vpc.environment.is_none()) {
        found.push(Lens::NoEnvironment);
    }
    let mut owners: BTreeSet<&str> = BTreeSet::new();
    let mut tags: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for record in design.records() {
        let meta = record.meta();
        if !meta.owner.is_empty() {
            owners.insert(&meta.owner);
        }
        for (key, value) in &meta.tags {
            tags.entry(key).or_default().insert(value);
        }
    }
    found.extend(
        owners
            .into_iter()
            .map(|owner| Lens::Owner(owner.to_owned())),
    );
    let groups = tags
        .into_iter()
        .filter(|(_, values)| values.len() <= MOST_VALUES);
    found.extend(groups.flat_map(|(key, values)| {
        values
            .into_iter()
            .map(move |value| Lens::Tag(key.to_owned(), value.to_owned()))
    }));
    found
}

#[cfg(test)]
mod tests {
    use netwright_core::notation::parse;

    use super::*;

    fn sample() -> Design {
        parse("env prod\nenv dev\nvpc a environment=prod owner=pay\n  subnet a1 az=a\n  subnet a2 az=a environment=dev\nvpc b tags={\"team\":\"web\"}\n  subnet b1 az=a\n").expect("a design")
    }

    fn names(design: &Design, lens: &Lens) -> Vec<String> {
        lens.records(design)
            .into_iter()
            .map(|id| record_label(design, id))
            .collect()
    }

    #[test]
    fn what_is_inside_belongs_unless_it_says_otherwise() {
        let design = sample();
        let found = lenses(&design);
        let labels: Vec<String> = found.iter().map(|lens| lens.label(&design)).collect();
        assert_eq!(
            labels,
            [
                "Environment: prod",
                "Environment: dev",
                "No environment",
                "Owner: pay",
                "team: web"
            ]
        );
        assert_eq!(names(&design, &found[0]), ["prod", "a1", "a"]);
        assert_eq!(names(&design, &found[1]), ["dev", "a2"]);
        assert_eq!(names(&design, &found[2]), ["b1", "b"]);
        assert_eq!(names(&design, &found[3]), ["a1", "a2", "a"]);
        assert_eq!(names(&design, &found[4]), ["b1", "b"]);
    }
}

//! A lens: one environment, owner, team or tag at a time; what belongs to it is seen, the rest steps back. The legend
//! says what the colours of the drawing mean, and each of its lines is such a lens.

use std::collections::{BTreeMap, BTreeSet};

use netwright_core::diagram::colour::MOST_VALUES;
use netwright_core::diagram::{ColourBy, Ink};
use netwright_core::model::{Design, EntityId, Environment, Id, Kind, Record, Subnet, Vpc};

use super::census::Census;
use super::outline::record_label;

/// What is looked at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lens {
    Environment(EntityId),
    /// Records that are in no environment though they could be.
    NoEnvironment,
    Owner(String),
    NoOwner,
    Tag(String, String),
    /// Records without the tag of this key.
    NoTag(String),
}

impl Lens {
    /// What a person reads.
    pub fn label(&self, design: &Design) -> String {
        match self {
            Lens::Environment(id) => format!("Environment: {}", record_label(design, *id)),
            Lens::NoEnvironment => "No environment".to_owned(),
            Lens::Owner(owner) => format!("Owner: {owner}"),
            Lens::NoOwner => "No owner".to_owned(),
            Lens::Tag(key, value) => format!("{key}: {value}"),
            Lens::NoTag(key) => format!("No {key}"),
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
            Lens::NoEnvironment => is_outermost(record)
                .then(|| environment_of(record).is_none_or(|own| !design.contains(own))),
            Lens::NoOwner if !record.meta().owner.is_empty() => Some(false),
            Lens::NoTag(key) if record.meta().tags.contains_key(key) => Some(false),
            Lens::NoOwner | Lens::NoTag(_) => is_outermost(record).then_some(true),
            Lens::Owner(owner) => Some(&record.meta().owner)
                .filter(|own| !own.is_empty())
                .map(|own| own == owner),
            Lens::Tag(key, value) => record.meta().tags.get(key).map(|own| own == value),
        }
    }
}

/// What is expected to say where it belongs: all else lies in one of these.
fn is_outermost(record: &dyn Record) -> bool {
    matches!(record.id().kind, Kind::Vpc | Kind::Site)
}

fn environment_of(record: &dyn Record) -> Option<EntityId> {
    let environment: Option<Id<Environment>> = match record.id().kind {
        Kind::Vpc => record.downcast::<Vpc>()?.environment,
        Kind::Subnet => record.downcast::<Subnet>()?.environment,
        _ => return record.field("environment")?.as_str()?.parse().ok(),
    };
    environment.map(Id::entity)
}

/// Every lens that shows something of the design that was counted, environments first.
pub fn lenses(design: &Design, census: &Census) -> Vec<Lens> {
    let mut found: Vec<Lens> = design
        .all::<Environment>()
        .map(|environment| Lens::Environment(environment.id()))
        .collect();
    if !found.is_empty() && census.without_environment(Kind::Vpc) > 0 {
        found.push(Lens::NoEnvironment);
    }
    let owners = census.owners();
    found.extend(owners.clone().map(|owner| Lens::Owner(owner.to_owned())));
    if owners.count() > 0 {
        found.push(Lens::NoOwner);
    }
    for (key, values) in census.tags() {
        if values.clone().count() > MOST_VALUES {
            continue;
        }
        found.extend(values.map(|value| Lens::Tag(key.to_owned(), value.to_owned())));
        found.push(Lens::NoTag(key.to_owned()));
    }
    found
}

/// A line of the legend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegendLine {
    /// What is seen alone when the line is chosen.
    pub lens: Lens,
    pub name: String,
    /// Nothing for what has no colour.
    pub ink: Option<Ink>,
    /// How much has this colour, such as `16 VPCs`.
    pub count: String,
}

/// What the colours of the drawing mean, and how much has each; last, what has none.
pub fn legend(design: &Design, census: &Census, by: &ColourBy) -> Vec<LegendLine> {
    let tints = census.tints(design, by);
    if tints.is_empty() {
        return Vec::new();
    }
    // One more than there are tints: the last is what has none.
    let counts = census.counts(by, &tints);
    let mut lines = Vec::new();
    for (tint, counted) in tints.into_iter().zip(&counts) {
        let lens = match (by, tint.environment) {
            (_, Some(id)) => Lens::Environment(id),
            (ColourBy::Tag(key), None) => Lens::Tag(key.clone(), tint.name.clone()),
            (_, None) => Lens::Owner(tint.name.clone()),
        };
        lines.push(LegendLine {
            lens,
            name: tint.name,
            ink: Some(tint.ink),
            count: counted_words(counted),
        });
    }
    let rest = counts.last().filter(|rest| !rest.is_empty());
    if let Some(rest) = rest {
        let (lens, name) = match by {
            ColourBy::Environment => (Lens::NoEnvironment, "No environment".to_owned()),
            ColourBy::Owner => (Lens::NoOwner, "No owner".to_owned()),
            ColourBy::Tag(key) => (
                Lens::NoTag(key.clone()),
                format!("No {}", by.label().to_lowercase()),
            ),
        };
        lines.push(LegendLine {
            lens,
            name,
            ink: None,
            count: counted_words(rest),
        });
    }
    lines
}

/// `3 VPCs` where all are of one kind, else `12 records`.
fn counted_words(counts: &BTreeMap<Kind, usize>) -> String {
    let total: usize = counts.values().sum();
    let label = match counts.first_key_value() {
        Some((Kind::Vpc, _)) | None if counts.len() <= 1 => "VPC".to_owned(),
        Some((Kind::Site, _)) if counts.len() == 1 => "site".to_owned(),
        Some((kind, _)) if counts.len() == 1 => kind.spec().label.to_lowercase(),
        _ => "record".to_owned(),
    };
    format!("{total} {label}{}", if total == 1 { "" } else { "s" })
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
        let found = lenses(&design, &Census::of(&design));
        let labels: Vec<String> = found.iter().map(|lens| lens.label(&design)).collect();
        assert_eq!(
            labels,
            [
                "Environment: prod",
                "Environment: dev",
                "No environment",
                "Owner: pay",
                "No owner",
                "team: web",
                "No team"
            ]
        );
        assert_eq!(names(&design, &found[0]), ["prod", "a1", "a"]);
        assert_eq!(names(&design, &found[1]), ["dev", "a2"]);
        assert_eq!(names(&design, &found[2]), ["b1", "b"]);
        assert_eq!(names(&design, &found[3]), ["a1", "a2", "a"]);
        assert_eq!(names(&design, &found[4]), ["b1", "b"]);
        assert_eq!(names(&design, &found[5]), ["b1", "b"]);
        assert_eq!(names(&design, &found[6]), ["a1", "a2", "a"]);
    }

    #[test]
    fn each_line_of_the_legend_counts_what_its_lens_shows() {
        let design = sample();
        let read = |by: &ColourBy| -> Vec<String> {
            let lines = legend(&design, &Census::of(&design), by).into_iter();
            lines
                .map(|line| format!("{}: {}", line.name, line.count))
                .collect()
        };
        assert_eq!(
            read(&ColourBy::Environment),
            ["prod: 1 VPC", "dev: 1 subnet", "No environment: 1 VPC"]
        );
        assert_eq!(read(&ColourBy::Owner), ["pay: 1 VPC", "No owner: 1 VPC"]);
        let team = ColourBy::Tag("team".to_owned());
        assert_eq!(read(&team), ["web: 1 VPC", "No team: 1 VPC"]);
        let lines = legend(&design, &Census::of(&design), &team);
        assert_eq!(names(&design, &lines[0].lens), ["b1", "b"]);
        assert!(
            legend(
                &design,
                &Census::of(&design),
                &ColourBy::Tag("none".to_owned())
            )
            .is_empty()
        );
    }
}

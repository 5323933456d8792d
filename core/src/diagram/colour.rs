//! What the colours of a diagram say: the environment of a box, its owner, or the value of one of its tags.

use std::collections::{BTreeMap, BTreeSet};

use super::shape::shape;
use super::words;
use crate::model::{Design, EntityId, Environment, Id, Kind, Record, Site, Subnet, Vpc};
use crate::order;

/// What boxes are coloured by.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ColourBy {
    #[default]
    Environment,
    Owner,
    /// The value of the tag with this key.
    Tag(String),
}

/// One colour, and what has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tint {
    /// The environment that the colour stands for; nothing for owners and tags.
    pub environment: Option<EntityId>,
    /// The environment's name, the owner, or the tag's value.
    pub name: String,
    pub ink: Ink,
}

/// A colour, before it is known on which ground it is painted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ink {
    /// Chosen by a person, as `#rrggbb`.
    Chosen(String),
    /// This one of the theme's series.
    Series(usize),
}

/// How many colours a series has. Values beyond share one more, the grey of the rest.
pub const SERIES: usize = 8;
/// Tags with more values than this tell single records apart, not groups of them.
pub const MOST_VALUES: usize = 24;

impl ColourBy {
    /// What a person reads: `Environment`, `Owner`, `Team` or the key of the tag.
    pub fn label(&self) -> &str {
        match self {
            ColourBy::Environment => "Environment",
            ColourBy::Owner => "Owner",
            ColourBy::Tag(key) if key.eq_ignore_ascii_case("team") => "Team",
            ColourBy::Tag(key) => key,
        }
    }

    /// What a design can be coloured by: environments always, the others where some record has them; teams first.
    pub fn choices(design: &Design) -> Vec<ColourBy> {
        let mut has_owner = false;
        let mut tags: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for record in drawn(design) {
            has_owner |= !record.meta().owner.is_empty();
            for (key, value) in &record.meta().tags {
                tags.entry(key).or_default().insert(value);
            }
        }
        tags.retain(|_, values| values.len() <= MOST_VALUES);
        let mut keys: Vec<&str> = tags.into_keys().collect();
        order::sort_by_key(&mut keys, |key| !key.eq_ignore_ascii_case("team"));
        let mut choices = vec![ColourBy::Environment];
        choices.extend(has_owner.then_some(ColourBy::Owner));
        choices.extend(keys.into_iter().map(|key| ColourBy::Tag(key.to_owned())));
        choices
    }

    /// The colours of a design, in the order of the environments' numbers or of the values themselves.
    pub fn tints(&self, design: &Design) -> Vec<Tint> {
        if *self == ColourBy::Environment {
            let environments = design.all::<Environment>();
            let tint = |environment: &Environment| Tint {
                environment: Some(environment.id.entity()),
                name: words::title(environment),
                ink: Ink::Chosen(environment.colour.clone()),
            };
            return environments.map(tint).collect();
        }
        let values = order::set(drawn(design).filter_map(|record| self.value(record)));
        let tint = |(at, value): (usize, &str)| Tint {
            environment: None,
            name: value.to_owned(),
            ink: Ink::Series(at),
        };
        values.into_iter().enumerate().map(tint).collect()
    }

    /// Which of `tints` a record has by itself.
    pub fn tint_of(&self, record: &dyn Record, tints: &[Tint]) -> Option<usize> {
        if *self == ColourBy::Environment {
            let environment = environment_of(record)?.entity();
            return tints
                .iter()
                .position(|tint| tint.environment == Some(environment));
        }
        let value = self.value(record)?;
        tints
            .binary_search_by(|tint| tint.name.as_str().cmp(value))
            .ok()
    }

    /// The owner or the tag's value, where the record has one.
    fn value<'r>(&self, record: &'r dyn Record) -> Option<&'r str> {
        let meta = record.meta();
        let value = match self {
            ColourBy::Environment => return None,
            ColourBy::Owner => Some(meta.owner.as_str()),
            ColourBy::Tag(key) => meta.tags.get(key).map(String::as_str),
        };
        value.filter(|value| !value.is_empty())
    }
}

/// The environment that a record names: those of VPCs, subnets and sites are drawn.
pub fn environment_of(record: &dyn Record) -> Option<Id<Environment>> {
    match record.id().kind {
        Kind::Vpc => record.downcast::<Vpc>()?.environment,
        Kind::Subnet => record.downcast::<Subnet>()?.environment,
        Kind::Site => record.downcast::<Site>()?.environment,
        _ => None,
    }
}

/// The records that have a box.
fn drawn(design: &Design) -> impl Iterator<Item = &dyn Record> {
    let kinds = Kind::ALL.iter().filter(|kind| shape(**kind).is_some());
    kinds.flat_map(|kind| design.rows(*kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagram::{Scheme, Theme, diagram_by};
    use crate::notation::parse;

    const SAMPLE: &str = "env prod colour=\"#112233\"\nvpc a environment=env-1 owner=pay tags={\"team\":\"web\",\"tier\":\"1\"}\n  subnet s owner=ops\nvpc b owner=ops\ntgw hub owner=pay\n";

    #[test]
    fn boxes_are_coloured_by_what_was_chosen() {
        let design = parse(SAMPLE).unwrap();
        let choices = ColourBy::choices(&design);
        let labels: Vec<&str> = choices.iter().map(ColourBy::label).collect();
        assert_eq!(labels, ["Environment", "Owner", "Team", "tier"]);
        let coloured = |by: &ColourBy| -> Vec<String> {
            let shown = diagram_by(&design, by);
            let tinted = shown.boxes.iter().filter_map(|shown_box| {
                let tint = shown.tints.get(shown_box.tint?)?;
                Some(format!("{} {}", shown_box.title, tint.name))
            });
            tinted.collect()
        };
        assert_eq!(coloured(&choices[0]), ["a prod"]);
        let mut owners = coloured(&choices[1]);
        owners.sort_unstable();
        assert_eq!(owners, ["a pay", "b ops", "hub pay", "s ops"]);
        assert_eq!(coloured(&choices[2]), ["a web"]);
    }

    #[test]
    fn colours_follow_the_order_of_values_and_not_of_records() {
        let one = parse("vpc a owner=x\nvpc b owner=y\n").unwrap();
        let other = parse("vpc b owner=y\nvpc a owner=x\n").unwrap();
        assert_eq!(ColourBy::Owner.tints(&one), ColourBy::Owner.tints(&other));
        assert_eq!(ColourBy::Owner.tints(&one)[0].ink, Ink::Series(0));
    }

    /// Lightness and the two opponent axes of a colour as it is seen with one kind of cone missing.
    #[expect(
        clippy::disallowed_methods,
        clippy::many_single_char_names,
        reason = "how a colour looks is judged here, and no output is made of it"
    )]
    fn seen(css: &str, matrix: [[f64; 3]; 3]) -> [f64; 3] {
        let channel = |at: usize| {
            let byte = u8::from_str_radix(&css[at..at + 2], 16).unwrap();
            let value = f64::from(byte) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        let rgb = [channel(1), channel(3), channel(5)];
        let [r, g, b] = matrix.map(|row| {
            let sum: f64 = row
                .iter()
                .zip(rgb)
                .map(|(factor, value)| factor * value)
                .sum();
            sum.clamp(0.0, 1.0)
        });
        // Oklab, by Björn Ottosson: https://bottosson.github.io/posts/oklab/
        let l = (0.412_221_47 * r + 0.536_332_54 * g + 0.051_445_99 * b).cbrt();
        let m = (0.211_903_5 * r + 0.680_699_55 * g + 0.107_396_96 * b).cbrt();
        let s = (0.088_302_46 * r + 0.281_718_84 * g + 0.629_978_7 * b).cbrt();
        [
            0.210_454_26 * l + 0.793_617_79 * m - 0.004_072_05 * s,
            1.977_998_5 * l - 2.428_592_2 * m + 0.450_593_71 * s,
            0.025_904_04 * l + 0.782_771_77 * m - 0.808_675_77 * s,
        ]
    }

    /// Machado, Oliveira and Fernandes 2009, severity 1: protanopia, deuteranopia, tritanopia; and all cones.
    const EYES: [[[f64; 3]; 3]; 4] = [
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ];

    #[test]
    fn the_series_is_told_apart_with_any_eyes_in_both_themes() {
        for scheme in [Scheme::Light, Scheme::Dark] {
            let theme = Theme::new(scheme);
            let tokens = (0..SERIES).map(crate::diagram::theme::series_token);
            let colours: Vec<&str> = tokens.map(|token| theme.get(token)).collect();
            for (index, one) in colours.iter().enumerate() {
                for other in &colours[..index] {
                    for eyes in EYES {
                        let (a, b) = (seen(one, eyes), seen(other, eyes));
                        let apart: f64 = a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum();
                        assert!(
                            apart.sqrt() > 0.08,
                            "{scheme:?}: {one} and {other}: {apart}"
                        );
                    }
                }
            }
        }
    }
}

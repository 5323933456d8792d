//! Values that a text field may be meant to have: regions and zones here, services and instance types from the engine,
//! which has the long tables.

use netwright_core::aws::regions;
use netwright_core::model::{Design, EntityId, FieldSpec};

use crate::analysis::Ask;

/// What a field offers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Suggestions {
    /// Value and, where there is one, what it is called.
    pub values: Vec<(String, String)>,
    /// Nothing else makes sense, so a list to choose from does.
    pub closed: bool,
}

/// What is offered for a text field of a record.
pub fn suggestions(design: &Design, id: EntityId, spec: &FieldSpec) -> Suggestions {
    match spec.name {
        "region" | "latency_region" | "geoproximity_region" => Suggestions {
            values: regions::all()
                .iter()
                .map(|region| (region.name.to_owned(), region.long_name.to_owned()))
                .collect(),
            closed: spec.name == "region",
        },
        "az" => {
            let region = region_of(design, id).unwrap_or_default();
            let letters = regions::find(&region).map_or("", |region| region.zone_letters);
            let letters = if letters.is_empty() { "abc" } else { letters };
            let named = |letter: char| (letter.to_string(), format!("{region}{letter}"));
            Suggestions {
                values: letters.chars().map(named).collect(),
                closed: true,
            }
        }
        _ => Suggestions::default(),
    }
}

/// What to ask the engine for where it knows more values that a text field may have; answered by a list of texts.
pub fn question(design: &Design, id: EntityId, spec: &FieldSpec) -> Option<Ask> {
    match spec.name {
        "service" => {
            let region = region_of(design, id).unwrap_or_default();
            Some(Ask::Services { region })
        }
        "instance_type" => Some(Ask::InstanceTypes),
        _ => None,
    }
}

/// The region of a record: its own, or that of what holds it.
pub fn region_of(design: &Design, id: EntityId) -> Option<String> {
    let mut at = id;
    for _ in 0..32 {
        let record = design.record(at)?;
        let region = record.field("region");
        if let Some(region) = region
            .as_ref()
            .and_then(|region| region.as_str())
            .filter(|region| !region.is_empty())
        {
            return Some(region.to_owned());
        }
        at = record.parent()?;
    }
    None
}

#[cfg(test)]
mod tests {
    use netwright_core::model::Kind;
    use netwright_core::notation::parse;

    use super::*;

    #[test]
    fn zones_and_services_follow_the_region() {
        let design = parse("vpc main region=us-east-1\n  subnet s az=a\n  vpc-endpoint e service=com.amazonaws.us-east-1.s3\n").expect("a design");
        let offered = |kind: Kind, name: &str| {
            let id = design.rows(kind).next().expect("a record").id();
            suggestions(&design, id, kind.field(name).expect(name))
        };
        let zones = offered(Kind::Subnet, "az");
        assert!(
            zones.closed
                && zones
                    .values
                    .contains(&("f".to_owned(), "us-east-1f".to_owned()))
        );
        let id = design
            .rows(Kind::VpcEndpoint)
            .next()
            .expect("a record")
            .id();
        let service = Kind::VpcEndpoint.field("service").expect("the field");
        let region = "us-east-1".to_owned();
        assert_eq!(
            question(&design, id, service),
            Some(Ask::Services { region })
        );
        assert!(
            offered(Kind::Vpc, "region")
                .values
                .iter()
                .any(|(value, _)| value == "eu-west-1")
        );
        assert_eq!(offered(Kind::Subnet, "name"), Suggestions::default());
    }
}

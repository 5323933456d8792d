//! Which container takes which kind, and why the others do not.

use netwright_core::catalog::Item;
use netwright_core::catalog::items::Home;
use netwright_core::diagram::{DiagramBox, Form, shape, shape_of};
use netwright_core::model::{BoxKey, Design, EntityId, Kind};
use serde_json::Value;

use super::effect::WhyNot;

/// Whether a box of `kind` may be put on `holder`, or on the empty canvas.
///
/// # Errors
/// Says where it belongs.
pub fn accepts(kind: Kind, holder: Option<&BoxKey>) -> Result<(), WhyNot> {
    let label = kind.spec().label;
    let here = |key: &BoxKey| match key {
        BoxKey::Region(_) => "a region".to_owned(),
        BoxKey::Entity(id) => article(id.kind.spec().label),
    };
    let parents: Vec<Kind> = kind
        .parent_kinds()
        .iter()
        .copied()
        .filter(|parent| is_container(*parent))
        .collect();
    let fits = match holder {
        // Notes lie anywhere, and stay on the canvas itself.
        _ if kind == Kind::Note => true,
        Some(BoxKey::Entity(id)) => parents.contains(&id.kind),
        // What nothing holds may lie over a region too.
        Some(BoxKey::Region(_)) | None => parents.is_empty(),
    };
    match holder {
        _ if fits => Ok(()),
        _ if !parents.is_empty() => {
            let words: Vec<String> = parents
                .iter()
                .map(|parent| article(parent.spec().label))
                .collect();
            Err(WhyNot(format!(
                "{label} belongs in {}: drop it on one",
                words.join(" or ")
            )))
        }
        Some(holder) if has_region(kind) => Err(WhyNot(format!(
            "{label} belongs in a region, not in {}",
            here(holder)
        ))),
        Some(holder) => Err(WhyNot(format!(
            "{label} stands on its own, not in {}",
            here(holder)
        ))),
        None => Ok(()),
    }
}

/// Whether an item of the palette may be dropped on `holder`, or on the empty canvas.
///
/// # Errors
/// Says where it belongs.
pub fn accepts_item(item: &Item, holder: Option<&BoxKey>) -> Result<(), WhyNot> {
    let Home::On(kinds) = item.home else {
        return accepts(item.kind, holder);
    };
    match holder {
        Some(BoxKey::Entity(id)) if kinds.contains(&id.kind) => Ok(()),
        _ => {
            let words: Vec<String> = kinds
                .iter()
                .map(|kind| article(kind.spec().label))
                .collect();
            Err(WhyNot(format!(
                "{} goes with {}: drop it on one",
                item.title,
                words.join(" or ")
            )))
        }
    }
}

/// The field that names the holder of a record, and its new value; nothing where the holder is not a field.
pub fn holder_field(
    design: &Design,
    id: EntityId,
    holder: Option<&BoxKey>,
) -> Option<(&'static str, Value)> {
    match holder? {
        BoxKey::Region(region) => {
            has_region(id.kind).then(|| ("region", Value::from(region.as_str())))
        }
        BoxKey::Entity(parent) => {
            design.record(id)?;
            let field = id.kind.spec().fields.iter().find(|field| field.parent)?;
            field
                .reference_kinds()
                .contains(&parent.kind)
                .then(|| (field.name, Value::from(parent.to_string())))
        }
    }
}

/// Whether boxes of a kind stand in the box of their region.
pub fn has_region(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Vpc
            | Kind::TransitGateway
            | Kind::EndpointService
            | Kind::CustomerGateway
            | Kind::ApiGateway
            | Kind::PlacementGroup
    )
}

/// Whether a box holds others.
pub fn is_holder(shown: &DiagramBox) -> bool {
    shape_of(&shown.key).is_some_and(|shape| shape.form.is_container())
}

/// Whether a box may be given another size: what holds others, and notes. Cards are all alike.
pub fn is_sizable(shown: &DiagramBox) -> bool {
    shown.shape.form.is_container() || shown.shape.form == Form::Note
}

/// Whether the place of a box is its own to decide.
pub fn is_movable(shown: &DiagramBox) -> bool {
    shown.shape.form != Form::Gate
}

fn is_container(kind: Kind) -> bool {
    shape(kind).is_some_and(|shape| shape.form.is_container())
}

fn article(label: &str) -> String {
    let mut letters = label.chars();
    let first = letters.next().unwrap_or(' ');
    // "VPC" and "DNS record" keep their capitals.
    let acronym = letters.next().is_some_and(char::is_uppercase);
    let word = if acronym {
        label.to_owned()
    } else {
        first.to_lowercase().chain(label.chars().skip(1)).collect()
    };
    let vowel = matches!(first.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o');
    format!("{} {word}", if vowel { "an" } else { "a" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn containers_take_what_belongs_in_them() {
        let vpc: BoxKey = "vpc-1".parse().unwrap();
        let subnet: BoxKey = "subnet-1".parse().unwrap();
        let region = BoxKey::Region("eu-west-1".to_owned());
        assert_eq!(accepts(Kind::Subnet, Some(&vpc)), Ok(()));
        assert_eq!(accepts(Kind::Instance, Some(&subnet)), Ok(()));
        assert_eq!(accepts(Kind::Vpc, Some(&region)), Ok(()));
        assert_eq!(accepts(Kind::Vpc, None), Ok(()));
        assert_eq!(accepts(Kind::Site, None), Ok(()));
        assert_eq!(accepts(Kind::InternetGateway, Some(&vpc)), Ok(()));
    }

    #[test]
    fn a_refusal_says_where_it_belongs() {
        let vpc: BoxKey = "vpc-1".parse().unwrap();
        let reason = |kind, holder: Option<&BoxKey>| accepts(kind, holder).unwrap_err().0;
        assert_eq!(
            reason(Kind::Instance, Some(&vpc)),
            "Workload belongs in a subnet: drop it on one"
        );
        assert_eq!(
            reason(Kind::Subnet, None),
            "Subnet belongs in a VPC: drop it on one"
        );
        assert_eq!(
            reason(Kind::Vpc, Some(&vpc)),
            "VPC belongs in a region, not in a VPC"
        );
        assert_eq!(
            reason(Kind::Site, Some(&vpc)),
            "On-premises site stands on its own, not in a VPC"
        );
    }
}

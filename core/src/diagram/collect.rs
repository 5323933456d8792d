//! What is drawn of a design: one item per box, with its words, and who holds whom.

use std::collections::BTreeMap;

use super::colour::{ColourBy, Tint};
use super::shape::{Form, Shape, shape, shape_of};
use super::words;
use crate::model::{
    ApiGateway, BoxKey, CustomerGateway, Design, EndpointService, Kind, Note, NoteStyle,
    PlacementGroup, Record, Subnet, TransitGateway, Vpc,
};

/// One box, before it has a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    pub key: BoxKey,
    pub shape: Shape,
    pub title: String,
    pub subtitle: String,
    pub tint: Option<usize>,
    pub note: Option<NoteStyle>,
    /// The letter of a subnet's availability zone.
    pub zone: String,
    pub children: Vec<usize>,
}

/// Every box of a design as a forest.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Items {
    pub all: Vec<Item>,
    pub roots: Vec<usize>,
    pub positions: BTreeMap<BoxKey, usize>,
}

/// The boxes of a design, in the order of their keys.
pub fn collect(design: &Design) -> Items {
    let mut items = Items::default();
    let mut parents: Vec<Option<BoxKey>> = Vec::new();
    for region in regions(design) {
        push(
            &mut items,
            BoxKey::Region(region.to_owned()),
            words::region(region),
            &mut parents,
            None,
        );
    }
    for kind in Kind::ALL.iter().filter(|kind| shape(**kind).is_some()) {
        for record in design.rows(*kind) {
            let parent = parent_of(record);
            let words = (words::title(record), words::subtitle(design, record));
            push(
                &mut items,
                BoxKey::Entity(record.id()),
                words,
                &mut parents,
                parent,
            );
            if let Some(item) = items.all.last_mut() {
                item.note = record.downcast::<Note>().map(|note| note.style);
                let zone = record.downcast::<Subnet>().map(|subnet| &subnet.az);
                item.zone = zone.cloned().unwrap_or_default();
            }
        }
    }
    link(&mut items, &parents);
    items
}

fn push(
    items: &mut Items,
    key: BoxKey,
    (title, subtitle): (String, String),
    parents: &mut Vec<Option<BoxKey>>,
    parent: Option<BoxKey>,
) {
    let Some(shape) = shape_of(&key) else { return };
    items.positions.insert(key.clone(), items.all.len());
    items.all.push(Item {
        key,
        shape,
        title,
        subtitle,
        tint: None,
        note: None,
        zone: String::new(),
        children: Vec::new(),
    });
    parents.push(parent);
}

/// Regions that hold something that is drawn.
fn regions(design: &Design) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    names.extend(design.all::<Vpc>().map(|vpc| vpc.region.as_str()));
    names.extend(
        design
            .all::<TransitGateway>()
            .map(|hub| hub.region.as_str()),
    );
    names.extend(
        design
            .all::<EndpointService>()
            .map(|service| service.region.as_str()),
    );
    names.extend(
        design
            .all::<CustomerGateway>()
            .map(|gateway| gateway.region.as_str()),
    );
    names.extend(design.all::<ApiGateway>().map(|api| api.region.as_str()));
    names.extend(
        design
            .all::<PlacementGroup>()
            .map(|group| group.region.as_str()),
    );
    names.retain(|name| !name.is_empty());
    names.sort_unstable();
    names.dedup();
    names
}

/// The box that holds a record: as the model has it, save for kinds whose region is only a detail.
fn parent_of(record: &dyn Record) -> Option<BoxKey> {
    let region = |name: &str| (!name.is_empty()).then(|| BoxKey::Region(name.to_owned()));
    match record.id().kind {
        Kind::Vpc => region(&record.downcast::<Vpc>()?.region),
        Kind::TransitGateway => region(&record.downcast::<TransitGateway>()?.region),
        Kind::EndpointService => region(&record.downcast::<EndpointService>()?.region),
        Kind::CustomerGateway => region(&record.downcast::<CustomerGateway>()?.region),
        Kind::ApiGateway => region(&record.downcast::<ApiGateway>()?.region),
        Kind::PlacementGroup => region(&record.downcast::<PlacementGroup>()?.region),
        Kind::Subnet => Some(BoxKey::Entity(record.downcast::<Subnet>()?.vpc.entity())),
        // A web ACL's region says where it lives, not where it stands: CloudFront's are all in us-east-1.
        Kind::WebAcl => None,
        _ => record.parent().map(BoxKey::Entity),
    }
}

/// Makes children of items whose parent is drawn, and roots of the others.
fn link(items: &mut Items, parents: &[Option<BoxKey>]) {
    for (index, parent) in parents.iter().enumerate() {
        let holder = parent
            .as_ref()
            .and_then(|key| items.positions.get(key).copied());
        let holder = holder.filter(|holder| {
            items
                .all
                .get(*holder)
                .is_some_and(|item| item.shape.form.is_container())
        });
        match holder.and_then(|holder| items.all.get_mut(holder)) {
            Some(item) => item.children.push(index),
            None => items.roots.push(index),
        }
    }
    // A gateway without a VPC has no border to sit on.
    for index in &items.roots {
        if let Some(item) = items.all.get_mut(*index)
            && matches!(item.shape.form, Form::Gate | Form::Row)
        {
            item.shape.form = Form::Card;
        }
    }
}

/// Colours the boxes, and says what the colours mean.
pub fn colour(items: &mut Items, design: &Design, by: &ColourBy) -> Vec<Tint> {
    let tints = by.tints(design);
    if tints.is_empty() {
        return tints;
    }
    for item in &mut items.all {
        let BoxKey::Entity(id) = item.key else {
            continue;
        };
        item.tint = design
            .record(id)
            .and_then(|record| by.tint_of(record, &tints));
    }
    tints
}

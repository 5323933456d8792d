//! What is drawn of a design: one item per box, with its words, and who holds whom.
//!
//! An item keeps its index for as long as its box is drawn, so that what an edit left alone stays where it is.

use std::collections::BTreeMap;

use super::display::NoteLook;
use super::keyed::Keyed;
use super::shape::{Form, Shape, shape, shape_of};
use super::text::{note_size, wrapped};
use super::words;
use crate::model::{
    ApiGateway, BoxKey, CustomerGateway, Design, EndpointService, Kind, Note, PlacementGroup,
    Record, Subnet, TransitGateway, Vpc,
};

/// A note without a place of its own grows to this many lines.
const MOST_NOTE_LINES: usize = 24;

/// One box, before it has a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    pub key: BoxKey,
    pub shape: Shape,
    pub title: String,
    pub subtitle: String,
    pub note: Option<NoteLook>,
    /// The letter of a subnet's availability zone.
    pub zone: String,
    pub parent: Option<usize>,
    /// In the order of their keys.
    pub children: Vec<usize>,
}

/// Every box of a design as a forest.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Items {
    /// Those that are drawn stand in `positions`; an index is not given twice.
    pub all: Vec<Item>,
    /// In the order of their keys.
    pub roots: Vec<usize>,
    pub positions: Keyed,
    /// How many records name each region.
    pub(super) regions: BTreeMap<String, usize>,
}

/// The boxes of a design, in the order of their keys.
pub fn collect(design: &Design) -> Items {
    let mut items = Items::default();
    for kind in drawn_kinds() {
        for region in design.rows(kind).filter_map(region_of) {
            items.name_region(region);
        }
    }
    for kind in drawn_kinds() {
        for record in design.rows(kind) {
            items.insert(item_of(design, record));
        }
    }
    for kind in drawn_kinds() {
        for record in design.rows(kind) {
            if let Some(index) = items.positions.entity(record.id()) {
                items.link(index, parent_of(record).as_ref());
            }
        }
    }
    items
}

/// Kinds that have boxes.
pub(super) fn drawn_kinds() -> impl Iterator<Item = Kind> {
    let kinds = Kind::ALL.iter().copied();
    kinds.filter(|kind| shape(*kind).is_some())
}

/// The item of a record, held by nothing yet. The record's kind has a shape.
pub(super) fn item_of(design: &Design, record: &dyn Record) -> Option<Item> {
    let key = BoxKey::Entity(record.id());
    let zone = record.downcast::<Subnet>().map(|subnet| &subnet.az);
    let mut shape = shape_of(&key)?;
    if let Some(note) = record.downcast::<Note>() {
        shape.height = shape.height.max(note_height(note, shape.width));
    }
    Some(Item {
        shape,
        key,
        title: words::title(record),
        subtitle: words::subtitle(design, record),
        note: record.downcast::<Note>().map(|note| NoteLook {
            style: note.style,
            colour: note.colour,
        }),
        zone: zone.cloned().unwrap_or_default(),
        parent: None,
        children: Vec::new(),
    })
}

/// The height that all of a note's text takes, in world units.
fn note_height(note: &Note, width: i32) -> i32 {
    let size = note_size(note.style);
    let lines = wrapped(&note.text, size, width - 24, MOST_NOTE_LINES).len();
    let lines = i32::try_from(lines).unwrap_or(0);
    lines * (size * 14 / 10) + 16
}

impl Items {
    pub(super) fn insert(&mut self, item: Option<Item>) -> Option<usize> {
        let item = item?;
        let index = self.all.len();
        self.positions.insert(&item.key, index);
        self.all.push(item);
        Some(index)
    }

    /// Counts one more record in a region; says at which index the region's box has come, where it is the first.
    pub(super) fn name_region(&mut self, region: &str) -> Option<usize> {
        if let Some(count) = self.regions.get_mut(region) {
            *count += 1;
            return None;
        }
        self.regions.insert(region.to_owned(), 1);
        let key = BoxKey::Region(region.to_owned());
        let (title, subtitle) = words::region(region);
        let index = self.insert(shape_of(&key).map(|shape| Item {
            key,
            shape,
            title,
            subtitle,
            note: None,
            zone: String::new(),
            parent: None,
            children: Vec::new(),
        }))?;
        self.link(index, None);
        Some(index)
    }

    /// Counts one record less in a region; says which index has gone, where it was the last.
    pub(super) fn leave_region(&mut self, region: &str) -> Option<usize> {
        let count = self.regions.get_mut(region)?;
        *count -= 1;
        if *count > 0 {
            return None;
        }
        self.regions.remove(region);
        self.remove(&BoxKey::Region(region.to_owned()))
    }

    /// Takes an item away. Who it held must have been taken away or linked elsewhere.
    pub(super) fn remove(&mut self, key: &BoxKey) -> Option<usize> {
        let index = self.positions.remove(key)?;
        self.unlink(index);
        Some(index)
    }

    /// Puts an item into its holder: the box of `parent` where that is drawn and holds others, else none.
    pub(super) fn link(&mut self, index: usize, parent: Option<&BoxKey>) {
        let holder = parent.and_then(|key| self.positions.get(key));
        let holder = holder.filter(|holder| self.all[*holder].shape.form.is_container());
        let place = self.place_among(holder, index);
        if let Some(item) = self.all.get_mut(index) {
            item.parent = holder;
            let form = shape_of(&item.key).map_or(Form::Card, |shape| shape.form);
            // A gateway without a VPC has no border to sit on.
            let is_lost = holder.is_none() && matches!(form, Form::Gate | Form::Row);
            item.shape.form = if is_lost { Form::Card } else { form };
        }
        self.siblings(holder).insert(place, index);
    }

    pub(super) fn unlink(&mut self, index: usize) {
        let holder = self.all.get(index).and_then(|item| item.parent);
        self.siblings(holder).retain(|child| *child != index);
    }

    fn siblings(&mut self, holder: Option<usize>) -> &mut Vec<usize> {
        match holder.and_then(|holder| self.all.get_mut(holder)) {
            Some(item) => &mut item.children,
            None => &mut self.roots,
        }
    }

    /// Where an item stands among those in `holder`, by its key.
    fn place_among(&self, holder: Option<usize>, index: usize) -> usize {
        let siblings = match holder.and_then(|holder| self.all.get(holder)) {
            Some(item) => &item.children,
            None => &self.roots,
        };
        let Some(key) = self.all.get(index).map(|item| &item.key) else {
            return siblings.len();
        };
        let before = |other: &usize| self.all.get(*other).is_some_and(|other| other.key < *key);
        if siblings.last().is_none_or(before) {
            return siblings.len();
        }
        siblings.partition_point(before)
    }
}

/// The region that a record is drawn in, where it names one.
pub(super) fn region_of(record: &dyn Record) -> Option<&str> {
    let region = match record.id().kind {
        Kind::Vpc => &record.downcast::<Vpc>()?.region,
        Kind::TransitGateway => &record.downcast::<TransitGateway>()?.region,
        Kind::EndpointService => &record.downcast::<EndpointService>()?.region,
        Kind::CustomerGateway => &record.downcast::<CustomerGateway>()?.region,
        Kind::ApiGateway => &record.downcast::<ApiGateway>()?.region,
        Kind::PlacementGroup => &record.downcast::<PlacementGroup>()?.region,
        _ => return None,
    };
    Some(region.as_str()).filter(|region| !region.is_empty())
}

/// The box that holds a record: as the model has it, save for kinds whose region is only a detail.
pub(super) fn parent_of(record: &dyn Record) -> Option<BoxKey> {
    match record.id().kind {
        Kind::Vpc
        | Kind::TransitGateway
        | Kind::EndpointService
        | Kind::CustomerGateway
        | Kind::ApiGateway
        | Kind::PlacementGroup => region_of(record).map(|region| BoxKey::Region(region.to_owned())),
        Kind::Subnet => Some(BoxKey::Entity(record.downcast::<Subnet>()?.vpc.entity())),
        // A web ACL's region says where it lives, not where it stands: CloudFront's are all in us-east-1.
        Kind::WebAcl => None,
        _ => record.parent().map(BoxKey::Entity),
    }
}

//! Availability zones under the pointer: the columns of a VPC take the subnets that are dropped in them.

use std::collections::BTreeMap;

use netwright_core::aws::regions;
use netwright_core::diagram::{Form, Point, Rect};
use netwright_core::model::{BoxKey, Subnet};

use super::Scene;

/// Space between a new column and the others, in world units: each has a border of its own.
const ZONE_GAP: i32 = 32;
/// A new column begins as high as the others where it was dropped no further off, in world units.
const ROW_REACH: i32 = 48;
/// How far a column reaches beside its subnets, over them, and under the last, in world units.
const BESIDE: i32 = 8;
const ABOVE: i32 = 26;

/// The zone that a subnet is dropped in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    /// As a subnet has it: a letter, or the name of a Local Zone.
    pub zone: String,
    /// Its name, such as `eu-west-1b`.
    pub label: String,
    /// The subnets that are in it, all in one; nothing where none is.
    pub column: Option<Rect>,
    /// A subnet takes the left edge of the column.
    pub is_aligned: bool,
    /// The other columns, which it keeps out of.
    pub others: Vec<Rect>,
    /// Where the first subnets of the VPC begin.
    pub top: Option<i32>,
    pub vpc: Rect,
}

impl Zone {
    /// The zone for a subnet let go at a point of a VPC: that of the column there; beside the columns its own, where it
    /// has one that no other subnet is in, else the next that the region has. Nothing where the zones of the VPC are not
    /// in columns. `skip` says which boxes are moved.
    pub fn at(
        scene: &Scene,
        vpc: usize,
        at: Point,
        own: Option<&str>,
        skip: &dyn Fn(usize) -> bool,
    ) -> Option<Self> {
        let diagram = scene.diagram;
        let shown = diagram.boxes.get(vpc)?;
        if shown.shape.form != Form::Vpc {
            return None;
        }
        let mut zones: BTreeMap<&str, Rect> = BTreeMap::new();
        for child in diagram.children(Some(vpc)).filter(|child| !skip(*child)) {
            let BoxKey::Entity(id) = diagram.boxes[child].key else {
                continue;
            };
            let subnet = id.typed().and_then(|id| scene.design.get::<Subnet>(id));
            if let Some(subnet) = subnet.filter(|subnet| !subnet.az.is_empty()) {
                let rect = diagram.boxes[child].rect;
                let all = zones.entry(&subnet.az).or_insert(rect);
                *all = all.union(&rect);
            }
        }
        let beside = |a: &Rect, b: &Rect| a.x < b.right() && b.x < a.right();
        let is_column = |zone: &str, rect: &Rect| {
            let mut others = zones.iter().filter(|(other, _)| **other != zone);
            !others.any(|(_, other)| beside(rect, other))
        };
        let here = |rect: &Rect| at.x >= rect.x - BESIDE && at.x < rect.right() + BESIDE;
        let region = match shown.parent.map(|parent| &diagram.boxes[parent].key) {
            Some(BoxKey::Region(region)) => region.as_str(),
            _ => "",
        };
        let make = |zone: &str| {
            let columns = zones.iter().filter(|(other, _)| **other != zone);
            Self {
                zone: zone.to_owned(),
                label: if zone.len() == 1 {
                    format!("{region}{zone}")
                } else {
                    zone.to_owned()
                },
                column: zones.get(zone).copied(),
                is_aligned: zones.contains_key(zone),
                others: columns.map(|(_, rect)| fence(rect, &shown.rect)).collect(),
                top: zones.values().map(|rect| rect.y).min(),
                vpc: shown.rect,
            }
        };
        if let Some((zone, rect)) = zones.iter().find(|(_, rect)| here(rect)) {
            return is_column(zone, rect).then(|| make(zone));
        }
        if !zones.iter().all(|(zone, rect)| is_column(zone, rect)) {
            return None;
        }
        if let Some(own) = own.filter(|own| !own.is_empty() && !zones.contains_key(own)) {
            return Some(make(own));
        }
        let known = regions::find(region).map_or("", |region| region.zone_letters);
        let letters = if known.is_empty() { "abc" } else { known };
        let mut letters = letters.split_inclusive(|_| true);
        if let Some(free) = letters.find(|letter| !zones.contains_key(letter)) {
            return Some(make(free));
        }
        let away = |rect: &Rect| (rect.center().x - at.x).abs();
        let nearest = zones.iter().min_by_key(|(_, rect)| away(rect));
        nearest.map(|(zone, _)| make(zone))
    }

    /// A wanted place made to begin as high as the other columns, where that is near.
    pub fn in_row(&self, wanted: Rect) -> Rect {
        match self.top {
            Some(top) if self.column.is_none() && (wanted.y - top).abs() < ROW_REACH => {
                Rect { y: top, ..wanted }
            }
            _ => wanted,
        }
    }

    /// What is shown of the zone while a subnet is dragged that would come to rest at `landing`.
    pub fn frame(&self, landing: &Rect) -> (Rect, Option<String>) {
        let column = self.column.map_or(*landing, |column| column.union(landing));
        let top = self.top.map_or(column.y, |top| top.min(column.y)) - ABOVE;
        let bottom = self.vpc.bottom().max(column.bottom() + 2 * BESIDE) - BESIDE;
        let frame = Rect::new(
            column.x - BESIDE,
            top,
            column.width + 2 * BESIDE,
            bottom - top,
        );
        let is_new = self.column.is_none();
        (frame, is_new.then(|| self.label.clone()))
    }
}

/// All that a subnet of another zone keeps out of.
fn fence(column: &Rect, vpc: &Rect) -> Rect {
    Rect::new(
        column.x - ZONE_GAP / 2,
        vpc.y - vpc.height,
        column.width + ZONE_GAP,
        4 * vpc.height + 4096,
    )
}

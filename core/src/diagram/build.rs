//! A design made visible, and places for its boxes as automatic layout would have them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::arrange::arrange;
use super::collect::{Items, collect};
use super::colour::ColourBy;
use super::display::Diagram;
use super::drawing::Drawing;
use super::rect::Rect;
use super::shape::Form;
use crate::model::{BoxKey, Design, Kind, Layout, TgwAttachment};

/// The diagram of a design, coloured by environment. Boxes without a row in the layout are placed automatically.
pub fn diagram(design: &Design) -> Diagram {
    diagram_by(design, &ColourBy::Environment)
}

/// The diagram of a design, coloured by what is asked for.
pub fn diagram_by(design: &Design, by: &ColourBy) -> Diagram {
    Arc::unwrap_or_clone(Drawing::new(design, by).into_diagram())
}

/// Places for all boxes, or for those inside `within`, as if none had been placed: relative to the parent's corner.
pub fn automatic_layout(design: &Design, within: Option<&[BoxKey]>) -> BTreeMap<BoxKey, Rect> {
    let items = collect(design);
    let mut fixed = design.layout.clone();
    let moved: Vec<usize> = match within {
        None => (0..items.all.len()).collect(),
        Some(keys) => {
            let mut moved = Vec::new();
            for key in keys {
                if let Some(index) = items.positions.get(key) {
                    descendants(&items, index, &mut moved);
                }
            }
            moved
        }
    };
    for index in &moved {
        if let Some(item) = items.all.get(*index) {
            fixed.remove(&item.key);
        }
    }
    // The containers that were asked for stay where they are and take the size that their new content needs.
    let rects = arrange(&items, &fixed, &hub_of(design, &items)).rects;
    let mut layout = BTreeMap::new();
    for index in moved {
        if let (Some(item), Some(rect)) = (items.all.get(index), rects.get(index))
            && item.shape.form != Form::Gate
        {
            layout.insert(item.key.clone(), *rect);
        }
    }
    for key in within.unwrap_or_default() {
        if let Some(rect) = items.positions.get(key).and_then(|index| rects.get(index)) {
            layout.insert(key.clone(), *rect);
        }
    }
    layout
}

/// The rows of a layout that a change to other rows would make: containers grown to hold what is in them.
pub fn settled(design: &Design, layout: &Layout) -> Vec<(BoxKey, Rect)> {
    let items = collect(design);
    let rects = arrange(&items, layout, &hub_of(design, &items)).rects;
    let all = items.all.iter().zip(&rects);
    let changed = all.filter(|(item, rect)| layout.get(&item.key).is_some_and(|row| row != *rect));
    changed
        .map(|(item, rect)| (item.key.clone(), *rect))
        .collect()
}

fn descendants(items: &Items, index: usize, found: &mut Vec<usize>) {
    let Some(item) = items.all.get(index) else {
        return;
    };
    for child in &item.children {
        found.push(*child);
        descendants(items, *child, found);
    }
}

/// To which hub each VPC is attached; the first attachment counts.
pub(super) fn hub_of(design: &Design, items: &Items) -> BTreeMap<usize, usize> {
    let mut hubs = BTreeMap::new();
    for attachment in design
        .all::<TgwAttachment>()
        .filter(|it| it.resource.kind == Kind::Vpc)
    {
        let vpc = items.positions.entity(attachment.resource);
        let hub = items.positions.entity(attachment.transit_gateway.entity());
        if let (Some(vpc), Some(hub)) = (vpc, hub) {
            hubs.entry(vpc).or_insert(hub);
        }
    }
    hubs
}

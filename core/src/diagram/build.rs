//! A design made visible: items, places and courses put together.

use std::collections::BTreeMap;

use super::arrange::arrange;
use super::collect::{Items, collect};
use super::course::courses;
use super::display::{Diagram, DiagramBox, ZoneColumn};
use super::rect::Rect;
use super::shape::Form;
use super::wires::links;
use crate::model::{BoxKey, Design, Kind, Layout, TgwAttachment};

/// The diagram of a design. Boxes without a row in the layout are placed automatically.
pub fn diagram(design: &Design) -> Diagram {
    let items = collect(design);
    let rects = arrange(&items, &design.layout, &hub_of(design, &items));
    let mut diagram = Diagram {
        boxes: flatten(&items, &rects),
        environments: items.environments.clone(),
        ..Diagram::default()
    };
    diagram.positions = diagram
        .boxes
        .iter()
        .enumerate()
        .map(|(index, shown)| (shown.key.clone(), index))
        .collect();
    diagram.zones = zones(&diagram.boxes, &items);
    diagram.wires = courses(&diagram.boxes, &diagram.positions, &links(design));
    diagram
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
                    descendants(&items, *index, &mut moved);
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
    let rects = arrange(&items, &fixed, &hub_of(design, &items));
    let mut layout = BTreeMap::new();
    for index in moved {
        if let (Some(item), Some(rect)) = (items.all.get(index), rects.get(index))
            && item.shape.form != Form::Gate
        {
            layout.insert(item.key.clone(), *rect);
        }
    }
    for key in within.unwrap_or_default() {
        if let Some(rect) = items.positions.get(key).and_then(|index| rects.get(*index)) {
            layout.insert(key.clone(), *rect);
        }
    }
    layout
}

/// The rows of a layout that a change to other rows would make: containers grown to hold what is in them.
pub fn settled(design: &Design, layout: &Layout) -> Vec<(BoxKey, Rect)> {
    let items = collect(design);
    let rects = arrange(&items, layout, &hub_of(design, &items));
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
fn hub_of(design: &Design, items: &Items) -> BTreeMap<usize, usize> {
    let mut hubs = BTreeMap::new();
    for attachment in design
        .all::<TgwAttachment>()
        .filter(|it| it.resource.kind == Kind::Vpc)
    {
        let vpc = items.positions.get(&BoxKey::Entity(attachment.resource));
        let hub = items
            .positions
            .get(&BoxKey::Entity(attachment.transit_gateway.entity()));
        if let (Some(vpc), Some(hub)) = (vpc, hub) {
            hubs.entry(*vpc).or_insert(*hub);
        }
    }
    hubs
}

fn flatten(items: &Items, rects: &[Rect]) -> Vec<DiagramBox> {
    let mut boxes = Vec::with_capacity(items.all.len());
    for root in &items.roots {
        flatten_into(items, rects, *root, (None, 0, 0), &mut boxes);
    }
    boxes
}

fn flatten_into(
    items: &Items,
    rects: &[Rect],
    index: usize,
    (parent, x, y): (Option<usize>, i32, i32),
    boxes: &mut Vec<DiagramBox>,
) {
    let (Some(item), Some(rect)) = (items.all.get(index), rects.get(index)) else {
        return;
    };
    let rect = rect.moved(x, y);
    let place = boxes.len();
    boxes.push(DiagramBox {
        key: item.key.clone(),
        parent,
        end: place + 1,
        rect,
        extent: rect,
        shape: item.shape,
        title: item.title.clone(),
        subtitle: item.subtitle.clone(),
        tint: item.tint,
        note: item.note,
    });
    for child in &item.children {
        flatten_into(items, rects, *child, (Some(place), rect.x, rect.y), boxes);
    }
    let end = boxes.len();
    let inside = boxes.get(place + 1..end).unwrap_or_default();
    let extent = inside
        .iter()
        .fold(rect, |all, shown| all.union(&shown.rect));
    if let Some(shown) = boxes.get_mut(place) {
        (shown.end, shown.extent) = (end, extent);
    }
}

/// A column per availability zone, where the zones of a VPC lie side by side.
fn zones(boxes: &[DiagramBox], items: &Items) -> Vec<ZoneColumn> {
    let mut columns = Vec::new();
    for (index, vpc) in boxes
        .iter()
        .enumerate()
        .filter(|(_, shown)| shown.shape.form == Form::Vpc)
    {
        let region = vpc
            .parent
            .and_then(|parent| boxes.get(parent))
            .map_or("", |parent| parent.title.as_str());
        let mut zones: BTreeMap<&str, Rect> = BTreeMap::new();
        for subnet in boxes.get(index + 1..vpc.end).unwrap_or_default() {
            if subnet.shape.form != Form::Subnet {
                continue;
            }
            let item = items
                .positions
                .get(&subnet.key)
                .and_then(|place| items.all.get(*place));
            let zone = item.map_or("", |item| item.zone.as_str());
            let rect = zones.entry(zone).or_insert(subnet.rect);
            *rect = rect.union(&subnet.rect);
        }
        let framed =
            |rect: &Rect| Rect::new(rect.x - 8, rect.y - 26, rect.width + 16, rect.height + 34);
        let rects: Vec<Rect> = zones.values().map(framed).collect();
        let apart = rects
            .iter()
            .enumerate()
            .all(|(at, rect)| !rects[..at].iter().any(|other| other.overlaps(rect)));
        if apart {
            let labelled = zones.keys().zip(rects).filter(|(zone, _)| !zone.is_empty());
            columns.extend(labelled.map(|(zone, rect)| {
                // A Local Zone or a zone id stands for itself; a letter follows its region.
                let label = if zone.len() == 1 {
                    format!("{region}{zone}")
                } else {
                    (*zone).to_owned()
                };
                ZoneColumn {
                    vpc: index,
                    rect,
                    label,
                }
            }));
        }
    }
    columns
}

//! A design made visible: items, places and courses put together.

use std::collections::BTreeMap;

use super::arrange::arrange;
use super::collect::{Items, collect, colour};
use super::colour::ColourBy;
use super::course::courses;
use super::display::{Diagram, DiagramBox, ZoneColumn};
use super::rect::Rect;
use super::shape::Form;
use super::wires::links;
use crate::model::{BoxKey, Design, Kind, Layout, TgwAttachment};

/// The diagram of a design, coloured by environment. Boxes without a row in the layout are placed automatically.
pub fn diagram(design: &Design) -> Diagram {
    diagram_by(design, &ColourBy::Environment)
}

/// The diagram of a design, coloured by what is asked for.
pub fn diagram_by(design: &Design, by: &ColourBy) -> Diagram {
    let mut items = collect(design);
    let tints = colour(&mut items, design, by);
    let rects = arrange(&items, &design.layout, &hub_of(design, &items));
    let order = order(&items);
    let boxes = flatten(&mut items, &rects, &order);
    let zones = zones(&boxes, &items, &order);
    let mut place_of = vec![0; items.all.len()];
    for (place, item) in order.iter().enumerate() {
        place_of[*item] = place;
    }
    let mut positions = std::mem::take(&mut items.positions);
    for position in positions.values_mut() {
        *position = place_of[*position];
    }
    let wires = courses(&boxes, &positions, &links(design));
    Diagram {
        boxes,
        wires,
        zones,
        colour_by: by.clone(),
        tints,
        positions,
    }
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

/// Items in tree order: a box, all that it holds, then its next sibling.
fn order(items: &Items) -> Vec<usize> {
    let mut order = Vec::with_capacity(items.all.len());
    let mut waiting: Vec<usize> = items.roots.iter().rev().copied().collect();
    while let Some(index) = waiting.pop() {
        order.push(index);
        let children = items.all.get(index).map(|item| item.children.as_slice());
        waiting.extend(children.unwrap_or_default().iter().rev());
    }
    order
}

/// Boxes with their places in the world; takes the items' words.
fn flatten(items: &mut Items, rects: &[Rect], order: &[usize]) -> Vec<DiagramBox> {
    let mut boxes: Vec<DiagramBox> = Vec::with_capacity(order.len());
    // The boxes that hold the next one, with how many of their children are still to come.
    let mut holders: Vec<(usize, usize)> = Vec::new();
    for index in order {
        while let Some((place, 0)) = holders.last().copied() {
            holders.pop();
            close(&mut boxes, place);
        }
        let parent = holders.last_mut().map(|(place, left)| {
            *left -= 1;
            *place
        });
        let (Some(item), Some(rect)) = (items.all.get_mut(*index), rects.get(*index)) else {
            continue;
        };
        let corner = parent
            .and_then(|parent| boxes.get(parent))
            .map_or((0, 0), |parent| (parent.rect.x, parent.rect.y));
        let rect = rect.moved(corner.0, corner.1);
        holders.push((boxes.len(), item.children.len()));
        boxes.push(DiagramBox {
            key: item.key.clone(),
            parent,
            end: boxes.len() + 1,
            rect,
            extent: rect,
            shape: item.shape,
            title: std::mem::take(&mut item.title),
            subtitle: std::mem::take(&mut item.subtitle),
            tint: item.tint,
            note: item.note,
        });
    }
    while let Some((place, _)) = holders.pop() {
        close(&mut boxes, place);
    }
    boxes
}

/// All that a box holds is there: what it covers widens what holds it.
fn close(boxes: &mut [DiagramBox], place: usize) {
    let Some(shown) = boxes.get(place) else {
        return;
    };
    let (extent, parent, end) = (shown.extent, shown.parent, shown.end);
    if let Some(parent) = parent.and_then(|parent| boxes.get_mut(parent)) {
        parent.extent = parent.extent.union(&extent);
        parent.end = parent.end.max(end);
    }
}

/// A column per availability zone, where the zones of a VPC lie side by side.
fn zones(boxes: &[DiagramBox], items: &Items, order: &[usize]) -> Vec<ZoneColumn> {
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
        for (place, subnet) in (index + 1..).zip(boxes.get(index + 1..vpc.end).unwrap_or_default())
        {
            if subnet.shape.form != Form::Subnet {
                continue;
            }
            let item = order.get(place).and_then(|item| items.all.get(*item));
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

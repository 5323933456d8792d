//! A drawing: the diagram of a design that follows it from edit to edit.
//!
//! What an edit did not touch keeps its item, its place and its course. A drawing that followed a design through any
//! edits equals one made of the last design from scratch.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::arrange::{Places, arrange_again};
use super::build::hub_of;
use super::collect::{Items, collect};
use super::colour::{ColourBy, Tint};
use super::course::{Courses, Ground, stands};
use super::display::{Diagram, DiagramBox, ZoneColumn};
use super::obstacles::Change;
use super::patch::{Patch, distance, patch};
use super::rect::Rect;
use super::shape::Form;
use super::zones::{Column, columns};
use crate::model::{BoxKey, Design, Kind};

/// More rows changed than this, and it is quicker to begin again.
const MOST_ROWS: usize = 4000;

/// A diagram with what it was made of.
#[derive(Debug, Clone)]
pub struct Drawing {
    design: Design,
    items: Items,
    places: Places,
    hub_of: BTreeMap<usize, usize>,
    /// Items in the order of the diagram's boxes, and back; an item that is not drawn is beyond their end.
    order: Vec<usize>,
    place_of: Vec<usize>,
    /// The zones of each VPC that shows any, by item.
    columns: BTreeMap<usize, Vec<Column>>,
    courses: Courses,
    diagram: Arc<Diagram>,
}

impl Default for Drawing {
    fn default() -> Self {
        Self::new(&Design::new(""), &ColourBy::default())
    }
}

impl Drawing {
    /// The drawing of a design, from scratch.
    pub fn new(design: &Design, by: &ColourBy) -> Self {
        let items = collect(design);
        let all = crate::order::set(items.positions.values().copied());
        let patch = Patch {
            came: all.clone(),
            reworded: all.clone(),
            dirty: all,
            roots: true,
            structure: true,
            ..Patch::default()
        };
        let mut drawing = Self {
            design: design.clone(),
            hub_of: BTreeMap::new(),
            items,
            places: Places::default(),
            order: Vec::new(),
            place_of: Vec::new(),
            columns: BTreeMap::new(),
            courses: Courses::default(),
            diagram: Arc::default(),
        };
        drawing.redraw(None, patch, by);
        drawing
    }

    pub fn diagram(&self) -> Arc<Diagram> {
        self.diagram.clone()
    }

    pub fn into_diagram(self) -> Arc<Diagram> {
        self.diagram
    }

    /// Follows the design, and what it is coloured by. Says whether the diagram is another now.
    pub fn update(&mut self, design: &Design, by: &ColourBy) -> bool {
        if distance(&self.design, design, MOST_ROWS) >= MOST_ROWS {
            *self = Self::new(design, by);
            return true;
        }
        let before = std::mem::replace(&mut self.design, design.clone());
        let patch = patch(&mut self.items, &before, design);
        self.redraw(Some(&before), patch, by)
    }

    fn redraw(&mut self, before: Option<&Design>, mut patch: Patch, by: &ColourBy) -> bool {
        self.follow_hubs(before, &mut patch);
        let tints = self.tints(before, &patch, by);
        let moves = patch.structure || patch.roots || !patch.dirty.is_empty();
        let design = self.design.clone();
        let settled = arrange_again(
            &self.items,
            &design.layout,
            &self.hub_of,
            &mut self.places,
            patch.dirty.clone(),
            patch.roots,
        );
        let diagram = Arc::make_mut(&mut self.diagram);
        let recoloured = tints.is_some();
        if let Some(tints) = tints {
            (diagram.colour_by, diagram.tints) = (by.clone(), tints);
        }
        if patch.structure {
            (self.order, self.place_of) = order(&self.items);
            reorder(diagram, &mut self.items, &self.order, &patch);
            let places = diagram
                .positions
                .values_mut()
                .zip(self.items.positions.values());
            for (place, item) in places {
                *place = self.place_of[*item];
            }
        }
        for item in &patch.reworded {
            reword(diagram, &mut self.items, *item, self.place_of.get(*item));
        }
        let stale: Vec<usize> = if recoloured {
            (0..diagram.boxes.len()).collect()
        } else {
            patch
                .reworded
                .iter()
                .filter_map(|item| self.place_of.get(*item).copied())
                .collect()
        };
        tint(diagram, &design, &stale);
        let mut changes = Vec::new();
        if moves {
            stand(&mut diagram.boxes, &self.order, &self.places.rects);
            for (item, _) in &patch.went {
                self.columns.remove(item);
                changes.extend(self.courses.stand(*item, None));
            }
            for (shown, item) in diagram.boxes.iter().zip(&self.order) {
                let rect = stands(&diagram.boxes, shown).then_some(shown.rect);
                changes.extend(self.courses.stand(*item, rect));
            }
            for item in settled {
                let at = self.place_of.get(item).copied().unwrap_or(usize::MAX);
                let found = columns(&diagram.boxes, at, |place| {
                    let item = self
                        .order
                        .get(place)
                        .and_then(|item| self.items.all.get(*item));
                    item.map_or("", |item| item.zone.as_str())
                });
                if found.is_empty() {
                    self.columns.remove(&item);
                } else {
                    self.columns.insert(item, found);
                }
            }
            diagram.zones = zones(&diagram.boxes, &self.order, &self.columns);
        }
        let relinked = self.connect(before, moves, &changes);
        moves || relinked || recoloured || !patch.reworded.is_empty()
    }

    /// Which VPC is attached to which hub decides where both are placed.
    fn follow_hubs(&mut self, before: Option<&Design>, patch: &mut Patch) {
        let attachments = Kind::TgwAttachment;
        let same = |before: &Design| {
            before
                .table(attachments)
                .ptr_eq(self.design.table(attachments))
        };
        if before.is_some_and(same) {
            return;
        }
        let hubs = hub_of(&self.design, &self.items);
        let before = std::mem::replace(&mut self.hub_of, hubs);
        let changed = |vpc: &&usize| before.get(*vpc) != self.hub_of.get(*vpc);
        for vpc in before.keys().chain(self.hub_of.keys()).filter(changed) {
            let is_drawn = self
                .items
                .all
                .get(*vpc)
                .is_some_and(|item| self.items.positions.get(&item.key) == Some(vpc));
            if is_drawn {
                patch.dirty.extend(self.items.all[*vpc].parent);
            }
        }
    }

    /// The colours and what they mean, where that may be something else than before.
    fn tints(&self, before: Option<&Design>, patch: &Patch, by: &ColourBy) -> Option<Vec<Tint>> {
        let is_same = before.is_some_and(|before| {
            let environments = Kind::Environment;
            *by == self.diagram.colour_by
                && match by {
                    ColourBy::Environment => before
                        .table(environments)
                        .ptr_eq(self.design.table(environments)),
                    _ => patch.is_empty(),
                }
        });
        if is_same {
            return None;
        }
        let tints = by.tints(&self.design);
        let differs =
            before.is_none() || *by != self.diagram.colour_by || tints != self.diagram.tints;
        differs.then_some(tints)
    }

    /// Brings the wires up to date; says whether there was anything to do.
    fn connect(&mut self, before: Option<&Design>, moved: bool, changes: &[Change]) -> bool {
        let diagram = Arc::make_mut(&mut self.diagram);
        let items = &self.items;
        let ground = Ground {
            boxes: &diagram.boxes,
            order: &self.order,
            place_of: &self.place_of,
            item: &|key| items.positions.get(key).copied(),
        };
        let found = self.courses.find(before, &self.design, &ground);
        if found || moved {
            self.courses.lay(&ground, changes, &mut diagram.wires);
        }
        found
    }
}

/// Items in tree order, a box, all that it holds, then its next sibling; and the place of each in it.
fn order(items: &Items) -> (Vec<usize>, Vec<usize>) {
    let mut order = Vec::with_capacity(items.positions.len());
    let mut place_of = vec![usize::MAX; items.all.len()];
    let mut waiting: Vec<usize> = items.roots.iter().rev().copied().collect();
    while let Some(index) = waiting.pop() {
        place_of[index] = order.len();
        order.push(index);
        let children = items.all.get(index).map(|item| item.children.as_slice());
        waiting.extend(children.unwrap_or_default().iter().rev());
    }
    (order, place_of)
}

/// The boxes in a new order: those that were there as they were, the others with the words of their items.
fn reorder(diagram: &mut Diagram, items: &mut Items, order: &[usize], patch: &Patch) {
    for (_, key) in &patch.went {
        diagram.positions.remove(key);
    }
    let old = std::mem::take(&mut diagram.boxes);
    let mut kept: Vec<Option<DiagramBox>> = old.into_iter().map(Some).collect();
    diagram.boxes.reserve(order.len());
    // The boxes that hold the next one, with how many of their children are still to come.
    let mut holders: Vec<(usize, usize)> = Vec::new();
    for index in order {
        while let Some((place, 0)) = holders.last().copied() {
            holders.pop();
            close(&mut diagram.boxes, place);
        }
        let parent = holders.last_mut().map(|(place, left)| {
            *left -= 1;
            *place
        });
        let Some(item) = items.all.get_mut(*index) else {
            continue;
        };
        let place = diagram.boxes.len();
        let before = diagram
            .positions
            .get(&item.key)
            .and_then(|before| kept.get_mut(*before)?.take());
        let mut shown = before.unwrap_or_else(|| {
            diagram.positions.insert(item.key.clone(), place);
            DiagramBox {
                key: item.key.clone(),
                parent,
                end: place + 1,
                rect: Rect::default(),
                extent: Rect::default(),
                shape: item.shape,
                title: std::mem::take(&mut item.title),
                subtitle: std::mem::take(&mut item.subtitle),
                tint: None,
                note: item.note,
            }
        });
        (shown.parent, shown.end, shown.shape) = (parent, place + 1, item.shape);
        holders.push((place, item.children.len()));
        diagram.boxes.push(shown);
    }
    while let Some((place, _)) = holders.pop() {
        close(&mut diagram.boxes, place);
    }
}

/// All that a box holds is there.
fn close(boxes: &mut [DiagramBox], place: usize) {
    let Some((parent, end)) = boxes.get(place).map(|shown| (shown.parent, shown.end)) else {
        return;
    };
    if let Some(parent) = parent.and_then(|parent| boxes.get_mut(parent)) {
        parent.end = parent.end.max(end);
    }
}

/// Gives a box the words of its item; one that has just come has them already.
fn reword(diagram: &mut Diagram, items: &mut Items, item: usize, place: Option<&usize>) {
    let shown = place.and_then(|place| diagram.boxes.get_mut(*place));
    let (Some(item), Some(shown)) = (items.all.get_mut(item), shown) else {
        return;
    };
    if !item.title.is_empty() {
        shown.title = std::mem::take(&mut item.title);
        shown.subtitle = std::mem::take(&mut item.subtitle);
    }
    shown.note = item.note;
}

/// Colours these boxes.
fn tint(diagram: &mut Diagram, design: &Design, places: &[usize]) {
    let (by, tints) = (&diagram.colour_by, &diagram.tints);
    for place in places {
        let Some(shown) = diagram.boxes.get_mut(*place) else {
            continue;
        };
        let BoxKey::Entity(id) = shown.key else {
            continue;
        };
        let record = (!tints.is_empty()).then(|| design.record(id)).flatten();
        shown.tint = record.and_then(|record| by.tint_of(record, tints));
    }
}

/// Puts each box where it is in the world, and says what it covers with all that it holds.
fn stand(boxes: &mut [DiagramBox], order: &[usize], rects: &[Rect]) {
    for place in 0..boxes.len() {
        let rect = order.get(place).and_then(|item| rects.get(*item)).copied();
        let holder = boxes[place].parent.and_then(|parent| boxes.get(parent));
        let (x, y) = holder.map_or((0, 0), |holder| (holder.rect.x, holder.rect.y));
        let rect = rect.unwrap_or_default().moved(x, y);
        (boxes[place].rect, boxes[place].extent) = (rect, rect);
    }
    for place in (0..boxes.len()).rev() {
        let (extent, parent) = (boxes[place].extent, boxes[place].parent);
        if let Some(parent) = parent.and_then(|parent| boxes.get_mut(parent)) {
            parent.extent = parent.extent.union(&extent);
        }
    }
}

/// The zones of all VPCs, where these stand now.
fn zones(
    boxes: &[DiagramBox],
    order: &[usize],
    columns: &BTreeMap<usize, Vec<Column>>,
) -> Vec<ZoneColumn> {
    let vpcs = boxes.iter().zip(order).enumerate();
    let vpcs = vpcs.filter(|(_, (shown, _))| shown.shape.form == Form::Vpc);
    let mut zones = Vec::new();
    for (vpc, (shown, item)) in vpcs {
        for column in columns.get(item).into_iter().flatten() {
            zones.push(ZoneColumn {
                vpc,
                rect: column.rect.moved(shown.rect.x, shown.rect.y),
                label: column.label.clone(),
            });
        }
    }
    zones
}

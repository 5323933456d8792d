//! A drawing: the diagram of a design that follows it from edit to edit.
//!
//! What an edit did not touch keeps its item, its place and its course. A drawing that followed a design through any
//! edits equals one made of the last design from scratch.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::arrange::{Places, arrange_again};
use super::build::hub_of;
use super::collect::Items;
use super::colour::{ColourBy, Tint};
use super::course::{Courses, Ground, Shift, stands};
use super::display::{Diagram, DiagramBox, Wire, ZoneColumn};
use super::draft::Draft;
use super::ends::title;
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
    pub(super) design: Design,
    pub(super) items: Items,
    pub(super) places: Places,
    pub(super) hub_of: BTreeMap<usize, usize>,
    /// Items in the order of the diagram's boxes, and back; an item that is not drawn is beyond their end.
    pub(super) order: Vec<usize>,
    pub(super) place_of: Vec<usize>,
    /// The zones of each VPC that shows any, by item.
    columns: BTreeMap<usize, Vec<Column>>,
    pub(super) courses: Courses,
    pub(super) diagram: Arc<Diagram>,
}

impl Default for Drawing {
    fn default() -> Self {
        Self::blank(&Design::new(""))
    }
}

impl Drawing {
    /// The drawing of a design, from scratch.
    pub fn new(design: &Design, by: &ColourBy) -> Self {
        let mut drawing = Draft::new(design, by).finish();
        drawing.lay(&mut || true);
        drawing
    }

    /// Nothing drawn yet.
    pub(super) fn blank(design: &Design) -> Self {
        Self {
            design: design.clone(),
            hub_of: BTreeMap::new(),
            items: Items::default(),
            places: Places::default(),
            order: Vec::new(),
            place_of: Vec::new(),
            columns: BTreeMap::new(),
            courses: Courses::default(),
            diagram: Arc::default(),
        }
    }

    pub fn diagram(&self) -> Arc<Diagram> {
        self.diagram.clone()
    }

    pub fn into_diagram(self) -> Arc<Diagram> {
        self.diagram
    }

    /// Whether a design differs so much from what is drawn that it is better drawn from scratch.
    pub fn is_far_from(&self, design: &Design) -> bool {
        distance(&self.design, design, MOST_ROWS) >= MOST_ROWS
    }

    /// Follows the design, and what it is coloured by. Says whether the diagram is another now.
    pub fn update(&mut self, design: &Design, by: &ColourBy) -> bool {
        let changed = self.follow(design, by);
        self.lay(&mut || true);
        changed
    }

    /// The same, but wires that want another course keep the old one until [`Drawing::lay`] has laid them.
    pub fn follow(&mut self, design: &Design, by: &ColourBy) -> bool {
        if self.is_far_from(design) {
            *self = Draft::new(design, by).finish();
            return true;
        }
        let before = std::mem::replace(&mut self.design, design.clone());
        let patch = patch(&mut self.items, &before, design);
        self.redraw(&before, patch, by)
    }

    /// Lays wires that want another course for as long as `go_on` says so; says whether all are laid.
    pub fn lay(&mut self, go_on: &mut dyn FnMut() -> bool) -> bool {
        if self.courses.is_laid() {
            return true;
        }
        let mut done = true;
        self.connect(|courses, _, ground, wires| done = courses.lay(ground, wires, go_on));
        done
    }

    /// Whether every wire has its course.
    pub fn is_laid(&self) -> bool {
        self.courses.is_laid()
    }

    fn redraw(&mut self, before: &Design, mut patch: Patch, by: &ColourBy) -> bool {
        self.follow_hubs(Some(before), &mut patch);
        let tints = self.tints(before, &patch, by);
        let is_rearranged = patch.structure || patch.roots || !patch.dirty.is_empty();
        let settled = arrange_again(
            &self.items,
            &self.design.layout,
            &self.hub_of,
            &mut self.places,
            std::mem::take(&mut patch.dirty),
            patch.roots,
        );
        let diagram = Arc::make_mut(&mut self.diagram);
        let recoloured = tints.is_some();
        if let Some(tints) = tints {
            (diagram.colour_by, diagram.tints) = (by.clone(), tints);
        }
        if patch.structure {
            let (order, place_of) = order(&self.items);
            self.order = order;
            let old_place_of = std::mem::replace(&mut self.place_of, place_of);
            reorder(diagram, &mut self.items, &self.order, &old_place_of);
            diagram.positions.numbers = self.items.positions.clone();
            diagram.positions.places.clone_from(&self.place_of);
        }
        for item in &patch.reworded {
            reword(diagram, &mut self.items, *item, self.place_of.get(*item));
        }
        if recoloured {
            tint(diagram, &self.design, 0..diagram.boxes.len());
        } else {
            let places = patch
                .reworded
                .iter()
                .filter_map(|item| self.place_of.get(*item));
            tint(diagram, &self.design, places.copied());
        }
        let mut shift = Shift::default();
        let mut changes = Vec::new();
        if is_rearranged {
            shift = stand(&mut diagram.boxes, &self.order, &self.places.rects);
            self.mark(&patch, &mut shift.moved);
            changes = self.stir(&patch, &shift.moved);
            for item in settled {
                if let Some(place) = self.place_of.get(item).copied() {
                    self.divide(place);
                }
            }
            self.show_zones();
        }
        let mut relinked = false;
        self.connect(|courses, design, ground, wires| {
            relinked = courses.find(Some(before), design, ground);
            if relinked || is_rearranged {
                let again = relinked || patch.structure;
                courses.tie(ground, again, &shift, &changes, wires);
            }
        });
        is_rearranged || relinked || recoloured || !patch.reworded.is_empty()
    }

    /// Counts as moved what came, what is in another holder, and what has other neighbours in its holder.
    fn mark(&self, patch: &Patch, moved: &mut [bool]) {
        let place = |item: &usize| self.place_of.get(*item).copied();
        let boxes = &self.diagram.boxes;
        // A gateway elsewhere leaves another part of its VPC's border to wires.
        for (place, shown) in boxes.iter().enumerate() {
            if shown.shape.form == Form::Gate
                && moved.get(place) == Some(&true)
                && let Some(holder) = shown.parent.and_then(|holder| moved.get_mut(holder))
            {
                *holder = true;
            }
        }
        let mut set = |places: Range<usize>| {
            if let Some(places) = moved.get_mut(places) {
                places.fill(true);
            }
        };
        for place in patch.came.iter().chain(&patch.reheld).filter_map(place) {
            set(place..boxes.get(place).map_or(place, |shown| shown.end));
        }
        for place in patch.regrouped.iter().filter_map(place) {
            // How many boxes stand before one, in what holds it, counts for its wires.
            let is_counted = |shown: &&DiagramBox| shown.shape.form != Form::Region;
            // So does one that has come or gone.
            set(place..place.saturating_add(1));
            let mut at = Some(place);
            while let Some((place, shown)) =
                at.and_then(|at| Some((at, boxes.get(at).filter(is_counted)?)))
            {
                for child in self.diagram.children(Some(place)) {
                    set(child..child + 1);
                }
                at = shown.parent;
            }
        }
    }

    /// Tells the wires of what stands somewhere else.
    fn stir(&mut self, patch: &Patch, moved: &[bool]) -> Vec<Change> {
        let mut changes = Vec::new();
        for (item, _) in &patch.went {
            self.columns.remove(item);
            changes.extend(self.courses.stand(*item, None));
        }
        let boxes = &self.diagram.boxes;
        let moved = moved.iter().zip(boxes.iter().zip(&self.order));
        for (_, (shown, item)) in moved.filter(|(moved, _)| **moved) {
            changes.extend(self.courses.stand(*item, stands(boxes, shown)));
        }
        changes
    }

    /// Finds the columns of the VPC at this place.
    pub(super) fn divide(&mut self, place: usize) {
        let Some(item) = self.order.get(place).copied() else {
            return;
        };
        let found = columns(&self.diagram.boxes, place, |place| {
            let item = self.order.get(place);
            let item = item.and_then(|item| self.items.all.get(*item));
            item.map_or("", |item| item.zone.as_str())
        });
        if found.is_empty() {
            self.columns.remove(&item);
        } else {
            self.columns.insert(item, found);
        }
    }

    /// Shows the columns of all VPCs where these stand now.
    pub(super) fn show_zones(&mut self) {
        let diagram = Arc::make_mut(&mut self.diagram);
        diagram.zones = zones(&diagram.boxes, &self.order, &self.columns);
    }

    /// Does something about the wires.
    pub(super) fn connect(
        &mut self,
        work: impl FnOnce(&mut Courses, &Design, &Ground, &mut Vec<Wire>),
    ) {
        let Diagram { boxes, wires, .. } = Arc::make_mut(&mut self.diagram);
        let items = &self.items;
        let ground = Ground {
            boxes,
            order: &self.order,
            place_of: &self.place_of,
            item: &|key| items.positions.get(key),
        };
        work(&mut self.courses, &self.design, &ground, wires);
    }

    /// Which VPC is attached to which hub decides where both are placed.
    pub(super) fn follow_hubs(&mut self, before: Option<&Design>, patch: &mut Patch) {
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
                .is_some_and(|item| self.items.positions.get(&item.key) == Some(*vpc));
            if is_drawn {
                patch.dirty.extend(self.items.all[*vpc].parent);
            }
        }
    }

    /// The colours and what they mean, where that may be something else than before.
    fn tints(&self, before: &Design, patch: &Patch, by: &ColourBy) -> Option<Vec<Tint>> {
        let environments = Kind::Environment;
        let is_same = *by == self.diagram.colour_by
            && match by {
                ColourBy::Environment => before
                    .table(environments)
                    .ptr_eq(self.design.table(environments)),
                _ => patch.is_empty(),
            };
        if is_same {
            return None;
        }
        let tints = by.tints(&self.design);
        let differs = *by != self.diagram.colour_by || tints != self.diagram.tints;
        differs.then_some(tints)
    }
}

/// Items in tree order, a box, all that it holds, then its next sibling; and the place of each in it.
pub(super) fn order(items: &Items) -> (Vec<usize>, Vec<usize>) {
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

/// The boxes in a new order: those that were at a place before as they were, the others with the words of their items.
pub(super) fn reorder(
    diagram: &mut Diagram,
    items: &mut Items,
    order: &[usize],
    old_place_of: &[usize],
) {
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
        let before = old_place_of.get(*index);
        let before = before.and_then(|before| kept.get_mut(*before)?.take());
        let mut shown = before.unwrap_or_else(|| DiagramBox {
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
pub(super) fn tint(
    diagram: &mut Diagram,
    design: &Design,
    places: impl IntoIterator<Item = usize>,
) {
    let (by, tints) = (&diagram.colour_by, &diagram.tints);
    for place in places {
        let Some(shown) = diagram.boxes.get_mut(place) else {
            continue;
        };
        let BoxKey::Entity(id) = shown.key else {
            continue;
        };
        let record = (!tints.is_empty()).then(|| design.record(id)).flatten();
        shown.tint = record.and_then(|record| by.tint_of(record, tints));
    }
}

/// Puts each box where it is in the world, and says what it covers with all that it holds. Returns what is somewhere
/// else than before.
pub(super) fn stand(boxes: &mut [DiagramBox], order: &[usize], rects: &[Rect]) -> Shift {
    let mut shift = Shift {
        moved: vec![false; boxes.len()],
        retitled: Vec::new(),
    };
    for place in 0..boxes.len() {
        let rect = order.get(place).and_then(|item| rects.get(*item)).copied();
        let holder = boxes[place].parent.and_then(|parent| boxes.get(parent));
        let (x, y) = holder.map_or((0, 0), |holder| (holder.rect.x, holder.rect.y));
        let rect = rect.unwrap_or_default().moved(x, y);
        if boxes[place].rect != rect {
            shift.moved[place] = true;
            let before = title(&boxes[place]);
            boxes[place].rect = rect;
            if boxes[place].shape.form.is_container() && title(&boxes[place]) != before {
                shift.retitled.push(place);
            }
        }
        boxes[place].extent = rect;
    }
    for place in (0..boxes.len()).rev() {
        let (extent, parent) = (boxes[place].extent, boxes[place].parent);
        if let Some(parent) = parent.and_then(|parent| boxes.get_mut(parent)) {
            parent.extent = parent.extent.union(&extent);
        }
    }
    shift
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

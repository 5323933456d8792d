//! Automatic layout: a place for every box, from the innermost out.
//!
//! A box with a row in the layout keeps it. Where none of a container's boxes has one, they are composed by the
//! rules of the container's form; where some have, the others go into free room. Deterministic: same design, same
//! places.

mod hubs;
mod pack;
mod vpc;
mod world;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::collect::{Item, Items};
use super::rect::Rect;
use super::room::{free_place, make_room};
use super::shape::{CARD_WIDTH, Form};
use crate::model::Layout;

pub use pack::{Packed, shelves};

/// Space between siblings, in world units.
pub(crate) const GAP: i32 = 16;
/// Space beside the workloads of a subnet over its padding: two wires have room there.
const SUBNET_LANE: i32 = 4;
/// More boxes without a place than this are composed together under the others rather than fitted in one by one.
const MOST_FITTED: usize = 64;

/// Sizes and places, one for each item.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Places {
    /// What each box needs, before its holder lines it up with its neighbours.
    sizes: Vec<(i32, i32)>,
    /// Relative to the parent's corner; absolute for the outermost.
    pub rects: Vec<Rect>,
}

/// Places for all items. `hub_of` says to which hub a VPC is attached, by index.
pub fn arrange(items: &Items, fixed: &Layout, hub_of: &BTreeMap<usize, usize>) -> Places {
    let mut places = Places::default();
    let drawn = crate::order::set(items.positions.values());
    arrange_again(items, fixed, hub_of, &mut places, drawn, true);
    places
}

/// Decides anew about the boxes in `dirty`, and about those that hold them as far as sizes change; about the
/// outermost where `roots` says so. Returns the boxes whose content was placed anew.
pub fn arrange_again(
    items: &Items,
    fixed: &Layout,
    hub_of: &BTreeMap<usize, usize>,
    places: &mut Places,
    dirty: BTreeSet<usize>,
    roots: bool,
) -> BTreeSet<usize> {
    places.grow(items);
    let depth = |mut index: usize| {
        let mut depth = 0_usize;
        while let Some(parent) = items.all.get(index).and_then(|item| item.parent) {
            (index, depth) = (parent, depth + 1);
        }
        depth
    };
    // The innermost first: who holds them comes after, with their sizes known.
    let dirty = dirty.into_iter();
    let mut waiting = crate::order::set(dirty.map(|index| (Reverse(depth(index)), index)));
    let mut arranger = Arranger::new(items, fixed, hub_of, places);
    let mut roots = roots;
    let mut settled = BTreeSet::new();
    while let Some((Reverse(depth), index)) = waiting.pop_first() {
        settled.insert(index);
        if !arranger.settle(index) {
            continue;
        }
        match items.all.get(index).and_then(|item| item.parent) {
            Some(parent) => {
                waiting.insert((Reverse(depth - 1), parent));
            }
            None => roots = true,
        }
    }
    if roots {
        arranger.place(None, &items.roots);
    }
    *places = arranger.places();
    settled
}

/// Decides about these boxes, each after all that it holds.
pub(super) fn settle(
    items: &Items,
    fixed: &Layout,
    hub_of: &BTreeMap<usize, usize>,
    places: &mut Places,
    some: impl Iterator<Item = usize>,
) {
    let mut arranger = Arranger::new(items, fixed, hub_of, places);
    for index in some {
        arranger.settle(index);
    }
    *places = arranger.places();
}

/// Gives places to the outermost boxes, whose sizes are known.
pub(super) fn place_outermost(
    items: &Items,
    fixed: &Layout,
    hub_of: &BTreeMap<usize, usize>,
    places: &mut Places,
) {
    let mut arranger = Arranger::new(items, fixed, hub_of, places);
    arranger.place(None, &items.roots);
    *places = arranger.places();
}

impl Places {
    /// Makes room for all items.
    pub(super) fn grow(&mut self, items: &Items) {
        self.sizes.resize(items.all.len(), (0, 0));
        self.rects.resize(items.all.len(), Rect::default());
    }
}

pub(crate) struct Arranger<'a> {
    pub items: &'a Items,
    fixed: &'a Layout,
    pub hub_of: &'a BTreeMap<usize, usize>,
    sizes: Vec<(i32, i32)>,
    pub rects: Vec<Rect>,
}

impl<'a> Arranger<'a> {
    fn new(
        items: &'a Items,
        fixed: &'a Layout,
        hub_of: &'a BTreeMap<usize, usize>,
        places: &mut Places,
    ) -> Self {
        Self {
            items,
            fixed,
            hub_of,
            sizes: std::mem::take(&mut places.sizes),
            rects: std::mem::take(&mut places.rects),
        }
    }

    fn places(self) -> Places {
        Places {
            sizes: self.sizes,
            rects: self.rects,
        }
    }

    /// Decides the size of a box and the places of all that it holds, whose sizes are known. Says whether the size
    /// is another than before.
    fn settle(&mut self, index: usize) -> bool {
        let Some(item) = self.items.all.get(index) else {
            return false;
        };
        let fixed = self.fixed.get(&item.key).copied();
        let mut size = (item.shape.width, item.shape.height);
        if item.shape.form.is_container() {
            let (gates, inner): (Vec<usize>, Vec<usize>) = item
                .children
                .iter()
                .partition(|child| self.form(**child) == Form::Gate);
            self.place(Some(item), &inner);
            let (top, margin) = item.shape.form.padding();
            let content = Rect::around(inner.iter().map(|child| self.rects[*child]));
            let needed = content.map_or((0, 0), |content| {
                (content.right() + margin, content.bottom() + margin)
            });
            if item.shape.form == Form::Region && content.is_some() {
                // A region is as large as what it holds; its name has room over the least of it.
                size = (CARD_WIDTH, 0);
            }
            size = (
                size.0.max(needed.0),
                size.1.max(needed.1).max(top + margin / 2),
            );
            size.0 = size.0.max(self.gates_width(&gates));
            if let Some(fixed) = fixed {
                // A container that a person sized may be smaller than a new one.
                let least = (needed.0.max(self.gates_width(&gates)), needed.1);
                size = (fixed.width.max(least.0), fixed.height.max(least.1));
            }
            self.place_gates(size.0, &gates);
        } else if let Some(fixed) = fixed {
            size = (fixed.width.max(24), fixed.height.max(24));
        }
        std::mem::replace(&mut self.sizes[index], size) != size
    }

    /// Gives places to the boxes in one container, whose sizes are known.
    fn place(&mut self, container: Option<&Item>, inner: &[usize]) {
        for child in inner {
            self.take_size(*child);
        }
        let (top, side) = container.map_or((0, 0), |item| item.shape.form.padding());
        let (placed, missing): (Vec<usize>, Vec<usize>) = inner
            .iter()
            .partition(|child| self.fixed_rect(**child).is_some());
        for child in &placed {
            if let Some(fixed) = self.fixed_rect(*child) {
                // What lies outside its container would seem to belong elsewhere.
                let inside = container.is_some();
                let rect = &mut self.rects[*child];
                rect.x = if inside { fixed.x.max(side) } else { fixed.x };
                rect.y = if inside { fixed.y.max(top) } else { fixed.y };
            }
        }
        self.spread(&placed);
        if placed.is_empty() {
            self.compose(container, &missing, (side, top));
        } else if missing.len() > MOST_FITTED {
            let bottom = placed
                .iter()
                .map(|child| self.rects[*child].bottom())
                .max()
                .unwrap_or(top);
            self.compose(container, &missing, (side, bottom + 2 * GAP));
        } else {
            let mut there = placed.clone();
            let mut taken: Vec<Rect> = placed.iter().map(|child| self.rects[*child]).collect();
            for child in missing {
                let (x, y) = self.zone_corner(child, &there).unwrap_or((side, top));
                let wanted = Rect {
                    x,
                    y,
                    ..self.rects[child]
                };
                let free = free_place(wanted, &taken, GAP);
                self.rects[child] = free;
                there.push(child);
                taken.push(free);
            }
        }
    }

    /// Boxes that what they hold has made larger than their rows say are given room by those beside them.
    fn spread(&mut self, placed: &[usize]) {
        let rows = placed.iter().map(|child| {
            let (rect, row) = (self.rects[*child], self.fixed_rect(*child));
            let row = row.unwrap_or(rect);
            Rect {
                width: row.width.min(rect.width),
                height: row.height.min(rect.height),
                ..rect
            }
        });
        let mut rects: Vec<Rect> = rows.collect();
        for (at, child) in placed.iter().enumerate() {
            let (width, height) = self.size(*child);
            let row = rects[at];
            if (width, height) != (row.width, row.height) {
                make_room(
                    &mut rects,
                    at,
                    Rect {
                        width,
                        height,
                        ..row
                    },
                    GAP,
                );
            }
        }
        for (child, rect) in placed.iter().zip(&rects) {
            self.rects[*child] = *rect;
        }
    }

    fn compose(&mut self, container: Option<&Item>, inner: &[usize], origin: (i32, i32)) {
        match container.map(|item| item.shape.form) {
            None => self.compose_world(inner),
            Some(Form::Region) => self.compose_region(inner, origin),
            Some(Form::Vpc) => self.compose_vpc(inner, origin),
            Some(Form::Subnet) => {
                let beside = (origin.0 + SUBNET_LANE, origin.1);
                self.compose_columns(inner, beside, 4);
            }
            Some(_) => self.compose_columns(inner, origin, 12),
        }
    }

    /// Stacks boxes in columns of about `most` each.
    fn compose_columns(&mut self, inner: &[usize], (left, top): (i32, i32), most: usize) {
        let columns = inner.len().div_ceil(most).clamp(1, 6);
        let rows = inner.len().div_ceil(columns).max(1);
        let mut x = left;
        for column in inner.chunks(rows) {
            let mut y = top;
            let width = column
                .iter()
                .map(|child| self.rects[*child].width)
                .max()
                .unwrap_or_default();
            for child in column {
                let rect = &mut self.rects[*child];
                (rect.x, rect.y, rect.width) = (x, y, width);
                y = rect.bottom() + GAP / 2;
            }
            x += width + GAP / 2;
        }
    }

    /// Puts boxes in rows of about `width`, and says how much room they take.
    fn compose_rows(
        &mut self,
        inner: &[usize],
        (left, top): (i32, i32),
        gap: i32,
        width: i32,
    ) -> (i32, i32) {
        let sizes: Vec<(i32, i32)> = inner.iter().map(|child| self.size(*child)).collect();
        let packed = shelves(&sizes, gap, width);
        for (child, (x, y)) in inner.iter().zip(&packed.corners) {
            self.move_to(*child, left + x, top + y);
        }
        (packed.width, packed.height)
    }

    fn gates_width(&self, gates: &[usize]) -> i32 {
        gates
            .iter()
            .map(|gate| self.sizes[*gate].0 + GAP)
            .sum::<i32>()
            + 2 * GAP
    }

    /// Gateways sit on the top border, from the right.
    fn place_gates(&mut self, width: i32, gates: &[usize]) {
        let mut right = width - GAP;
        for gate in gates {
            self.take_size(*gate);
            let rect = &mut self.rects[*gate];
            (rect.x, rect.y) = (right - rect.width, -rect.height / 2);
            right = rect.x - GAP;
        }
    }

    /// The size that a box needs is the one it has, until its holder stretches it.
    fn take_size(&mut self, index: usize) {
        (self.rects[index].width, self.rects[index].height) = self.sizes[index];
    }

    fn fixed_rect(&self, index: usize) -> Option<Rect> {
        self.fixed.get(&self.items.all.get(index)?.key).copied()
    }

    fn form(&self, index: usize) -> Form {
        self.items
            .all
            .get(index)
            .map_or(Form::Card, |item| item.shape.form)
    }

    fn size(&self, index: usize) -> (i32, i32) {
        (self.rects[index].width, self.rects[index].height)
    }

    fn move_to(&mut self, index: usize, x: i32, y: i32) {
        self.rects[index].x = x;
        self.rects[index].y = y;
    }
}

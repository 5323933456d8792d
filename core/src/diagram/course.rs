//! The course of each wire: the sides it leaves and arrives by, its place on them, and its runs.
//!
//! A course depends on the wire's two ends and on what stands near it, so it is kept while both stand still. Which
//! wires want another course is found at once; laying them can be spread over several frames.

use std::collections::BTreeMap;

use super::display::{DiagramBox, Wire, WireKind};
use super::ends::{Ends, is_covered, open_part, place_ends, title, zone_name};
use super::obstacles::{Change, Obstacles};
use super::rect::{Point, Rect};
use super::route::{Around, Course, End, route};
use super::separate::{Room, separate};
use super::shape::Form;
use super::wires::{GROUPS, Link};
use crate::model::{BoxKey, Design, EntityId};

/// More changes than this are taken as one that covers them all.
const MOST_CHANGES: usize = 48;
/// Of more boxes than this beside the ends of a wire, the first are gone round.
const MOST_NEAR: usize = 48;
/// Wires pass a subnet this much further away than others, beyond the border of its zone, in world units.
const ZONE_LANE: i32 = 6;
/// Of more wires than this none are moved apart: all are looked at after each edit, and in an estate they share lanes
/// however they run.
const MOST_PARTED: usize = 400;
/// How far a wire is looked for that stood next to its neighbour before.
const MOST_STEPS: usize = 64;

/// A link whose ends are both drawn, by the lasting indexes of their items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Drawn {
    entity: EntityId,
    kind: WireKind,
    from: usize,
    to: usize,
    pending: bool,
}

impl Drawn {
    /// Whether both stand for the same wire, maybe accepted in the meantime.
    fn is_same(&self, other: &Drawn) -> bool {
        let identity = |it: &Drawn| (it.entity, it.kind, it.from, it.to);
        identity(self) == identity(other)
    }
}

/// The wires of a diagram with what their courses were made of.
#[derive(Debug, Clone, Default)]
pub(super) struct Courses {
    /// By group of links.
    groups: Vec<Vec<Drawn>>,
    obstacles: Obstacles,
    drawn: Vec<Drawn>,
    laid: Vec<Laid>,
    /// Wires before this one have their course.
    next: usize,
    /// Courses of wires as they were found, where they were moved apart from others since.
    alone: BTreeMap<usize, Vec<Point>>,
    /// A course was found again since wires were moved apart.
    mixed: bool,
}

/// What the course of a wire was made of, besides what stands beside its ends.
#[derive(Debug, Clone, Copy)]
struct Laid {
    /// Each by itself.
    apart: Ends,
    /// As they suit each other.
    ends: [End; 2],
    looked_at: Rect,
    /// Something it was made of is something else now.
    stale: bool,
}

/// What an edit did to boxes that are drawn still.
#[derive(Debug, Default)]
pub(super) struct Shift {
    /// By place, whether a box stands somewhere else or is of another size; empty where none does.
    pub moved: Vec<bool>,
    /// Places of boxes whose title stands somewhere else.
    pub retitled: Vec<usize>,
}

/// What the courses are made from: the boxes in tree order, and where each item stands among them.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub boxes: &'a [DiagramBox],
    pub order: &'a [usize],
    pub place_of: &'a [usize],
    /// The item with this key.
    pub item: &'a dyn Fn(&BoxKey) -> Option<usize>,
}

impl Ground<'_> {
    fn place(&self, item: usize) -> usize {
        self.place_of.get(item).copied().unwrap_or(usize::MAX)
    }

    /// Whether both ends are drawn, and neither holds the other.
    fn joins(&self, link: &Drawn) -> bool {
        let (from, to) = (self.place(link.from), self.place(link.to));
        from != to
            && from < self.boxes.len()
            && to < self.boxes.len()
            && !holds(self.boxes, from, to)
            && !holds(self.boxes, to, from)
    }

    /// For a wire between two places: the items that hold its ends, and the boxes that stand beside these.
    fn beside(&self, ends: [usize; 2]) -> (Vec<usize>, Vec<Rect>) {
        let (mut holders, mut near) = (Vec::new(), Vec::new());
        for end in ends {
            let mut at = self.boxes.get(end).and_then(|shown| shown.parent);
            // A gateway stands on the border of its VPC, not inside.
            let is_gate = |shown: &DiagramBox| shown.shape.form == Form::Gate;
            if self.boxes.get(end).is_some_and(is_gate) {
                at = at.and_then(|vpc| self.boxes.get(vpc)?.parent);
            }
            while let Some((index, holder)) = at.and_then(|at| Some((at, self.boxes.get(at)?))) {
                at = holder.parent;
                if holders.contains(&index) {
                    break;
                }
                near.push(title(holder));
                if holder.shape.form == Form::Region {
                    break;
                }
                holders.push(index);
                let mut child = index + 1;
                while let Some(shown) = self.boxes.get(child).filter(|_| child < holder.end) {
                    let holds_an_end = ends.iter().any(|end| *end > child && *end < shown.end);
                    if !holds_an_end && near.len() < MOST_NEAR {
                        near.push(with_lane(shown, !ends.contains(&child)));
                    }
                    if shown.shape.form == Form::Subnet && !is_covered(self.boxes, shown) {
                        near.push(zone_name(shown));
                    }
                    child = shown.end;
                }
            }
        }
        let items = holders
            .iter()
            .filter_map(|index| self.order.get(*index).copied());
        (items.collect(), near)
    }

    /// By place, whether something beside a box, or beside what holds it, is among those that moved, or the title of what
    /// holds it: what [`Self::beside`] finds there may be something else.
    fn uneasy(&self, moved: &[bool], retitled: &[usize]) -> Vec<bool> {
        let mut restless = vec![false; self.boxes.len()];
        let mut titles = vec![false; self.boxes.len()];
        for place in retitled {
            titles[*place] = true;
        }
        for (shown, _) in self.boxes.iter().zip(moved).filter(|(_, moved)| **moved) {
            if let Some(parent) = shown.parent {
                restless[parent] = true;
            }
        }
        let mut uneasy = vec![false; self.boxes.len()];
        for (place, shown) in self.boxes.iter().enumerate() {
            let holder = shown
                .parent
                .and_then(|parent| Some((parent, self.boxes.get(parent)?)));
            if let Some((parent, holder)) = holder {
                let is_beside =
                    holder.shape.form != Form::Region && (restless[parent] || uneasy[parent]);
                uneasy[place] = is_beside || titles[parent];
            }
        }
        uneasy
    }
}

impl Courses {
    /// Finds the links again of which `before` and `after` may differ; all where there is no `before`. Says whether
    /// any is another.
    pub(super) fn find(
        &mut self,
        before: Option<&Design>,
        after: &Design,
        ground: &Ground,
    ) -> bool {
        let mut found = false;
        for group in 0..GROUPS.len() {
            found |= self.find_group(group, before, after, ground);
        }
        found
    }

    /// The same for one group of links.
    pub(super) fn find_group(
        &mut self,
        group: usize,
        before: Option<&Design>,
        after: &Design,
        ground: &Ground,
    ) -> bool {
        self.groups.resize(GROUPS.len(), Vec::new());
        let (Some(group), Some(drawn)) = (GROUPS.get(group), self.groups.get_mut(group)) else {
            return false;
        };
        let same = |before: &Design| {
            let mut reads = group.reads.iter();
            reads.all(|kind| before.table(*kind).ptr_eq(after.table(*kind)))
        };
        if before.is_some_and(same) {
            return false;
        }
        let resolve = |link: &Link| {
            Some(Drawn {
                entity: link.entity,
                kind: link.kind,
                from: (ground.item)(&link.from)?,
                to: (ground.item)(&link.to)?,
                pending: link.pending,
            })
        };
        let links: Vec<Drawn> = group.links(after).iter().filter_map(resolve).collect();
        let is_other = *drawn != links;
        *drawn = links;
        is_other
    }

    /// Tells the wires of a box that stands somewhere else, has come or has gone.
    pub(super) fn stand(&mut self, item: usize, stands: Option<Stands>) -> Vec<Change> {
        let (solid, frame) = match stands {
            Some(Stands::Solid(rect)) => (Some(rect), None),
            Some(Stands::Frame(rect)) => (None, Some(rect)),
            None => (None, None),
        };
        let mut changes = self.obstacles.set_frame(item, frame);
        changes.extend(self.obstacles.set(item, solid));
        changes
    }

    /// Brings `wires` up to the boxes, all but their courses: those that want another are laid by [`Courses::lay`].
    /// `again` where links or the order of boxes are others than before.
    pub(super) fn tie(
        &mut self,
        ground: &Ground,
        again: bool,
        shift: &Shift,
        changes: &[Change],
        wires: &mut Vec<Wire>,
    ) {
        let Shift { moved, retitled } = shift;
        // By item: whether the wires at it want to be put in order again.
        let mut loose = vec![false; ground.place_of.len()];
        if again && !self.is_same_list(ground, wires) {
            self.reunite(wires);
            self.mixed = true;
            self.join(ground, wires, &mut loose);
        }
        let uneasy = if moved.is_empty() {
            Vec::new()
        } else {
            ground.uneasy(moved, retitled)
        };
        let at = |list: &[bool], place: usize| list.get(place).copied().unwrap_or_default();
        let is_uneasy = |place: usize| at(&uneasy, place);
        let is_stirred = |place: usize| at(moved, place) || is_uneasy(place);
        for (link, wire) in self.drawn.iter().zip(wires.iter()) {
            if is_stirred(wire.from) || is_stirred(wire.to) {
                loose[link.from] = true;
                loose[link.to] = true;
            }
        }
        let is_loose = |place: usize| ground.order.get(place).is_some_and(|item| loose[*item]);
        let each = wires.iter().map(|wire| (wire.kind, (wire.from, wire.to)));
        let laid = &mut self.laid;
        place_ends(ground.boxes, each, &is_loose, &mut |wire, end, found| {
            if let Some(laid) = laid.get_mut(wire) {
                laid.apart.set(end, found);
            }
        });
        let stirred = Changed::new(changes);
        for (laid, wire) in self.laid.iter_mut().zip(wires.iter()) {
            if is_loose(wire.from) || is_loose(wire.to) {
                let places = [wire.from, wire.to];
                let open = |end: usize, side| open_part(ground.boxes, places[end], side);
                let ends = laid.apart.aligned(open);
                laid.stale |= ends != laid.ends;
                laid.ends = ends;
            }
            laid.stale = laid.stale
                || is_uneasy(wire.from)
                || is_uneasy(wire.to)
                || stirred.touches(&laid.looked_at);
        }
        self.next = 0;
    }

    /// Whether the wires are those that were there, in the same order; they are told where their boxes stand now.
    fn is_same_list(&self, ground: &Ground, wires: &mut [Wire]) -> bool {
        let links = self.groups.iter().flatten();
        let links = links.filter(|link| ground.joins(link));
        let is_same = links.eq(&self.drawn);
        if is_same {
            for (link, wire) in self.drawn.iter().zip(wires) {
                (wire.from, wire.to) = (ground.place(link.from), ground.place(link.to));
            }
        }
        is_same
    }

    /// Lists the wires again; those that were there keep their courses.
    fn join(&mut self, ground: &Ground, wires: &mut Vec<Wire>, loose: &mut [bool]) {
        let boxes = ground.boxes;
        let mut old = Old {
            drawn: std::mem::take(&mut self.drawn),
            laid: std::mem::take(&mut self.laid),
            wires: std::mem::take(wires),
            next: 0,
        };
        let mut loosen = |link: &Drawn| {
            for item in [link.from, link.to] {
                if let Some(loose) = loose.get_mut(item) {
                    *loose = true;
                }
            }
        };
        for link in self.groups.iter().flatten() {
            if !ground.joins(link) {
                continue;
            }
            let (from, to) = (ground.place(link.from), ground.place(link.to));
            let (laid, points, bounds) = old.take(link, &mut loosen).unwrap_or_else(|| {
                loosen(link);
                let laid = Laid {
                    apart: Ends::NOWHERE,
                    ends: Ends::NOWHERE.aligned(|_, _| Rect::default()),
                    looked_at: super::obstacles::NOWHERE,
                    stale: true,
                };
                let bounds = boxes[from].rect.union(&boxes[to].rect);
                (laid, Vec::new(), bounds)
            });
            self.drawn.push(*link);
            self.laid.push(laid);
            wires.push(Wire {
                entity: link.entity,
                kind: link.kind,
                from,
                to,
                points,
                bounds,
                pending: link.pending,
            });
        }
        old.rest(&mut loosen);
    }

    /// Lays wires that want another course for as long as `go_on` says so; says whether all have theirs.
    pub(super) fn lay(
        &mut self,
        ground: &Ground,
        wires: &mut [Wire],
        go_on: &mut dyn FnMut() -> bool,
    ) -> bool {
        while let (Some(laid), Some(wire)) =
            (self.laid.get_mut(self.next), wires.get_mut(self.next))
        {
            self.next += 1;
            if !laid.stale {
                continue;
            }
            let (skip, near) = ground.beside([wire.from, wire.to]);
            let around = Around {
                outer: &self.obstacles,
                skip: &skip,
                near: &near,
            };
            let Course { points, looked_at } = route(laid.ends[0], laid.ends[1], &around);
            wire.bounds = Rect::around_points(&points);
            wire.points = points;
            (laid.looked_at, laid.stale) = (looked_at, false);
            self.mixed = true;
            self.alone.remove(&(self.next - 1));
            if !go_on() {
                break;
            }
        }
        if self.mixed && self.next >= self.laid.len() {
            self.part(ground, wires);
        }
        self.is_laid()
    }

    /// Moves wires apart that lie on one line.
    fn part(&mut self, ground: &Ground, wires: &mut [Wire]) {
        self.reunite(wires);
        self.mixed = false;
        if wires.len() > MOST_PARTED {
            return;
        }
        let room = Room {
            ground,
            ends: &|wire| self.laid[wire].ends,
            costs: &|wire, shapes| {
                let (skip, near) = self.drawn.get(wire).map_or_else(Default::default, |link| {
                    ground.beside([ground.place(link.from), ground.place(link.to)])
                });
                let around = Around {
                    outer: &self.obstacles,
                    skip: &skip,
                    near: &near,
                };
                shapes.iter().map(|points| around.cost(points)).collect()
            },
        };
        let alone = &mut self.alone;
        separate(wires, &room, &mut |at, wire| {
            alone.entry(at).or_insert_with(|| wire.points.clone());
        });
    }

    /// Gives wires back the courses that they had before they were moved apart.
    fn reunite(&mut self, wires: &mut [Wire]) {
        for (at, points) in std::mem::take(&mut self.alone) {
            if let Some(wire) = wires.get_mut(at) {
                wire.bounds = Rect::around_points(&points);
                wire.points = points;
            }
        }
    }

    /// Whether every wire has its course.
    pub(super) fn is_laid(&self) -> bool {
        self.next >= self.laid.len() && !self.mixed
    }
}

/// The wires as they were, in about the same order.
struct Old {
    drawn: Vec<Drawn>,
    laid: Vec<Laid>,
    wires: Vec<Wire>,
    next: usize,
}

impl Old {
    /// The course of the same wire, and what it was made of; tells of those that were passed over, and are no more.
    fn take(
        &mut self,
        link: &Drawn,
        gone: &mut dyn FnMut(&Drawn),
    ) -> Option<(Laid, Vec<Point>, Rect)> {
        let ahead = self.drawn.get(self.next..)?.iter().take(MOST_STEPS);
        let at = self.next + ahead.take_while(|old| !old.is_same(link)).count();
        if !self.drawn.get(at)?.is_same(link) {
            return None;
        }
        self.drawn[self.next..at].iter().for_each(gone);
        self.next = at + 1;
        let (wire, laid) = (self.wires.get_mut(at)?, self.laid.get(at)?);
        Some((*laid, std::mem::take(&mut wire.points), wire.bounds))
    }

    fn rest(&self, gone: &mut dyn FnMut(&Drawn)) {
        self.drawn[self.next..].iter().for_each(gone);
    }
}

/// Where something stands in the way that did not, or no longer.
struct Changed {
    around: Option<Rect>,
    rects: Vec<Rect>,
}

impl Changed {
    fn new(changes: &[Change]) -> Self {
        let rects = changes.iter().flatten().copied();
        let rects: Vec<Rect> = rects
            .filter(|rect| *rect != super::obstacles::NOWHERE)
            .collect();
        let around = Rect::around(rects.iter().copied());
        let rects = if rects.len() > MOST_CHANGES {
            around.into_iter().collect()
        } else {
            rects
        };
        Self { around, rects }
    }

    fn touches(&self, area: &Rect) -> bool {
        self.around.is_some_and(|around| around.touches(area))
            && self.rects.iter().any(|rect| rect.touches(area))
    }
}

/// A box that a wire goes round, with the border of its zone at either side where it is a subnet.
fn with_lane(shown: &DiagramBox, is_passed: bool) -> Rect {
    let rect = shown.rect;
    if shown.shape.form != Form::Subnet || !is_passed {
        return rect;
    }
    Rect {
        x: rect.x - ZONE_LANE,
        width: rect.width + 2 * ZONE_LANE,
        ..rect
    }
}

fn holds(boxes: &[DiagramBox], outer: usize, inner: usize) -> bool {
    boxes
        .get(outer)
        .is_some_and(|shown| inner > outer && inner < shown.end)
}

/// How a box stands in the way of wires.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    /// They go round it.
    Solid(Rect),
    /// They go through it, but not along its border.
    Frame(Rect),
}

/// How a box stands in the way of wires: they go round VPCs with their gateways, and round what stands beside them.
/// Cards inside VPCs are left out: their wires are short.
pub(super) fn stands(boxes: &[DiagramBox], shown: &DiagramBox) -> Option<Stands> {
    let is_in_region = |parent: usize| {
        let parent = boxes.get(parent);
        parent.is_some_and(|parent| parent.shape.form == Form::Region)
    };
    match shown.shape.form {
        Form::Vpc | Form::Group | Form::Note | Form::Gate => Some(Stands::Solid(shown.rect)),
        Form::Card if shown.parent.is_none_or(is_in_region) => Some(Stands::Solid(shown.rect)),
        Form::Region => Some(Stands::Frame(shown.rect)),
        _ => None,
    }
}

//! The course of each wire: the sides it leaves and arrives by, its place on them, and its runs.
//!
//! A course depends on the wire's two ends and on what stands near it, so it is kept while both stand still.

use super::display::{DiagramBox, Wire, WireKind};
use super::obstacles::{Change, Obstacles};
use super::rect::{Point, Rect};
use super::route::{Around, Course, End, LANE, STUB, Side, facing_sides, route};
use super::shape::Form;
use super::wires::{GROUPS, Link};
use crate::model::{BoxKey, Design, EntityId};

/// More wires than this on one side of a box share its middle, as a trunk.
const MOST_SLOTS: usize = 8;
/// Wires on one side are at least this far apart, in world units.
const SLOT_WIDTH: i32 = 14;
/// More changes than this are taken as one that covers them all.
const MOST_CHANGES: usize = 48;
/// Of more boxes than this beside the ends of a wire, the first are gone round.
const MOST_NEAR: usize = 48;
/// How far apart wires run that leave one side of a card, in world units.
const CARD_LANE: i32 = 6;
/// An end keeps this far from the corners of its box where it is moved along the side.
const ALIGN_MARGIN: i32 = 16;
/// About the width of a container's icon and title, in world units.
const TITLE_WIDTH: i32 = 150;
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
}

/// What the course of a wire was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Laid {
    ends: [End; 2],
    /// The items that hold its ends.
    skip: Vec<usize>,
    /// What stands beside its ends.
    near: Vec<Rect>,
    looked_at: Rect,
}

impl Laid {
    fn is_of(&self, ends: [End; 2], skip: &[usize], near: &[Rect]) -> bool {
        self.ends == ends && self.skip == skip && self.near == near
    }
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

    /// For a wire between two places: the items that hold its ends, and the boxes that stand beside these.
    fn beside(&self, ends: [usize; 2]) -> (Vec<usize>, Vec<Rect>) {
        let (mut holders, mut near) = (Vec::new(), Vec::new());
        for end in ends {
            let mut at = self.boxes.get(end).and_then(|shown| shown.parent);
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
                        near.push(shown.rect);
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
}

impl Courses {
    /// Finds the links again of which `before` and `after` may differ; all where there is no `before`. Says whether
    /// any was.
    pub(super) fn find(
        &mut self,
        before: Option<&Design>,
        after: &Design,
        ground: &Ground,
    ) -> bool {
        let mut found = false;
        self.groups.resize(GROUPS.len(), Vec::new());
        for (group, drawn) in GROUPS.iter().zip(&mut self.groups) {
            let same = |before: &Design| {
                let mut reads = group.reads.iter();
                reads.all(|kind| before.table(*kind).ptr_eq(after.table(*kind)))
            };
            if before.is_some_and(same) {
                continue;
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
            *drawn = group.links(after).iter().filter_map(resolve).collect();
            found = true;
        }
        found
    }

    /// Tells the wires of a box that stands somewhere else, has come or has gone.
    pub(super) fn stand(&mut self, item: usize, rect: Option<Rect>) -> Option<Change> {
        self.obstacles.set(item, rect)
    }

    /// Brings `wires` up to date, after these changes of what stands in their way.
    pub(super) fn lay(&mut self, ground: &Ground, changes: &[Change], wires: &mut Vec<Wire>) {
        let boxes = ground.boxes;
        let joins = |link: &Drawn| {
            let (from, to) = (ground.place(link.from), ground.place(link.to));
            from != to
                && from < boxes.len()
                && to < boxes.len()
                && !holds(boxes, from, to)
                && !holds(boxes, to, from)
        };
        let drawn: Vec<Drawn> = self
            .groups
            .iter()
            .flatten()
            .filter(|link| joins(link))
            .copied()
            .collect();
        let at: Vec<(usize, usize)> = drawn
            .iter()
            .map(|link| (ground.place(link.from), ground.place(link.to)))
            .collect();
        let ends = place_ends(boxes, &drawn, &at);
        let stirred = Changed::new(changes);
        let mut old = Old {
            drawn: std::mem::take(&mut self.drawn),
            laid: std::mem::take(&mut self.laid),
            wires: std::mem::take(wires),
            next: 0,
        };
        for ((link, ends), (from, to)) in drawn.iter().zip(&ends).zip(at) {
            let (skip, near) = ground.beside([from, to]);
            let kept = old
                .take(link)
                .filter(|(laid, ..)| laid.is_of(*ends, &skip, &near))
                .filter(|(laid, ..)| !stirred.touches(&laid.looked_at));
            let (laid, points, bounds) = kept.unwrap_or_else(|| {
                let around = Around {
                    outer: &self.obstacles,
                    skip: &skip,
                    near: &near,
                };
                let Course { points, looked_at } = route(ends[0], ends[1], &around);
                let bounds = Rect::around_points(&points);
                let laid = Laid {
                    ends: *ends,
                    skip,
                    near,
                    looked_at,
                };
                (laid, points, bounds)
            });
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
        self.drawn = drawn;
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
    /// The course of the same wire, and what it was made of.
    fn take(&mut self, link: &Drawn) -> Option<(Laid, Vec<Point>, Rect)> {
        let ahead = self.drawn.get(self.next..)?.iter().take(MOST_STEPS);
        let at = self.next + ahead.take_while(|old| !old.is_same(link)).count();
        if !self.drawn.get(at)?.is_same(link) {
            return None;
        }
        self.next = at + 1;
        let (wire, laid) = (self.wires.get_mut(at)?, self.laid.get_mut(at)?);
        let near = std::mem::take(&mut laid.near);
        let skip = std::mem::take(&mut laid.skip);
        let laid = Laid {
            skip,
            near,
            ..*laid
        };
        Some((laid, std::mem::take(&mut wire.points), wire.bounds))
    }
}

/// Where something stands in the way that did not, or no longer.
struct Changed {
    rects: Vec<Rect>,
}

impl Changed {
    fn new(changes: &[Change]) -> Self {
        let rects = changes.iter().flatten().copied();
        let rects: Vec<Rect> = rects
            .filter(|rect| *rect != super::obstacles::NOWHERE)
            .collect();
        if rects.len() > MOST_CHANGES {
            return Self {
                rects: Rect::around(rects).into_iter().collect(),
            };
        }
        Self { rects }
    }

    fn touches(&self, area: &Rect) -> bool {
        self.rects.iter().any(|rect| rect.touches(area))
    }
}

fn holds(boxes: &[DiagramBox], outer: usize, inner: usize) -> bool {
    boxes
        .get(outer)
        .is_some_and(|shown| inner > outer && inner < shown.end)
}

/// Whether wires go round a box: VPCs and what stands beside them. Cards inside VPCs are left out: their wires are
/// short.
pub(super) fn stands(boxes: &[DiagramBox], shown: &DiagramBox) -> bool {
    match shown.shape.form {
        Form::Vpc | Form::Group | Form::Note => true,
        Form::Card => shown.parent.is_none_or(|parent| {
            boxes
                .get(parent)
                .is_some_and(|parent| parent.shape.form == Form::Region)
        }),
        _ => false,
    }
}

/// One end of a wire that waits for its place on the side of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Waiting {
    place: usize,
    side: Side,
    /// Where the other end lies: wires do not cross beside the box.
    along: i32,
    wire: usize,
    end: usize,
}

/// Sides first, then slots: on each side, wires in the order in which their other ends lie.
fn place_ends(boxes: &[DiagramBox], drawn: &[Drawn], at: &[(usize, usize)]) -> Vec<[End; 2]> {
    let rect = |index: usize| boxes.get(index).map_or(Rect::default(), |shown| shown.rect);
    let mut waiting = Vec::with_capacity(2 * drawn.len());
    for (wire, (link, (from, to))) in drawn.iter().zip(at).enumerate() {
        let (out, into) = sides(boxes, *from, *to, link.kind);
        for (end, place, side, other) in [(0, *from, out, *to), (1, *to, into, *from)] {
            let along = along(side, &rect(other));
            waiting.push(Waiting {
                place,
                side,
                along,
                wire,
                end,
            });
        }
    }
    waiting.sort_unstable();
    let nowhere = End {
        point: Point::default(),
        side: Side::Left,
        stub: STUB,
    };
    let mut ends = vec![[nowhere; 2]; drawn.len()];
    let mut alone = vec![[false; 2]; drawn.len()];
    for queue in waiting.chunk_by(|a, b| (a.place, a.side) == (b.place, b.side)) {
        let Some(Waiting { place, side, .. }) = queue.first().copied() else {
            continue;
        };
        let rect = rect(place);
        let room = length(&rect, side.is_horizontal()) / SLOT_WIDTH;
        let room = usize::try_from(room).unwrap_or(0);
        let slots = if queue.len() <= MOST_SLOTS.min(room) {
            u32::try_from(queue.len()).unwrap_or(1)
        } else {
            1
        };
        let lanes = if slots == 1 {
            Vec::new()
        } else {
            lanes(boxes, place, queue, |slot| side.point(&rect, slot, slots))
        };
        for (slot, end) in (0_u32..).zip(queue) {
            let lane = lanes.get(slot as usize).copied().unwrap_or(0);
            let slot = if slots == 1 { 0 } else { slot };
            ends[end.wire][end.end] = End {
                point: side.point(&rect, slot, slots),
                side,
                stub: stub(boxes, place) + lane,
            };
            alone[end.wire][end.end] = queue.len() == 1;
        }
    }
    for (index, (from, to)) in at.iter().enumerate() {
        align(&mut ends[index], alone[index], [rect(*from), rect(*to)]);
    }
    ends
}

/// Of the wires that leave one side of a card and turn the same way, the outer ones turn first: they do not cross.
fn lanes(
    boxes: &[DiagramBox],
    place: usize,
    queue: &[Waiting],
    point: impl Fn(u32) -> Point,
) -> Vec<i32> {
    let is_card = |shown: &DiagramBox| shown.shape.form == Form::Card;
    if !boxes.get(place).is_some_and(is_card) {
        return Vec::new();
    }
    let turns_back = |(slot, end): (u32, &Waiting)| {
        let at = point(slot);
        end.along < if end.side.is_horizontal() { at.y } else { at.x }
    };
    let back = (0..).zip(queue).filter(|end| turns_back(*end)).count();
    let lane = |slot: usize| {
        if slot < back {
            slot
        } else {
            queue.len() - 1 - slot
        }
    };
    let lanes = (0..queue.len()).map(lane);
    lanes
        .map(|lane| CARD_LANE * i32::try_from(lane).unwrap_or(0).min(3))
        .collect()
}

/// Moves ends along their sides where that saves bends: two that face each other stand opposite, and a wire that
/// comes to a row beside its group comes straight down the lane there.
fn align(ends: &mut [End; 2], alone: [bool; 2], rects: [Rect; 2]) {
    let gap = match ends[0].side {
        side if !side.faces(ends[1].side) => i32::MAX,
        Side::Left | Side::Right => ends[0].point.x.abs_diff(ends[1].point.x).cast_signed(),
        Side::Top | Side::Bottom => ends[0].point.y.abs_diff(ends[1].point.y).cast_signed(),
    };
    // Where there is less room than both straight runs need, they would pass each other and the wire double back.
    for end in ends.iter_mut() {
        end.stub = end.stub.min(gap / 2);
    }
    for (one, other) in [(0, 1), (1, 0)] {
        let (from, to) = (ends[one], ends[other]);
        let is_level = from.side.is_horizontal();
        let wanted = if from.side.faces(to.side) {
            // The one that is alone gives way; where both are, the one in the middle of the narrower box stays.
            let narrower = length(&rects[one], is_level) <= length(&rects[other], is_level);
            if !alone[one] || (alone[other] && narrower) {
                continue;
            }
            to.point
        } else if alone[one] && !is_level && to.side.is_horizontal() {
            to.outside()
        } else {
            continue;
        };
        let rect = &rects[one];
        let place = if is_level { wanted.y } else { wanted.x };
        let start = if is_level { rect.y } else { rect.x };
        let margin = ALIGN_MARGIN.min(length(rect, is_level) / 3);
        if (start + margin..=start + length(rect, is_level) - margin).contains(&place) {
            let point = &mut ends[one].point;
            *if is_level { &mut point.y } else { &mut point.x } = place;
        }
    }
}

/// What a wire keeps clear of besides boxes: the title in the corner of a container, as long as most are. The words
/// themselves do not count: a wire stays where it is while they are typed.
fn title(holder: &DiagramBox) -> Rect {
    let rect = &holder.rect;
    Rect::new(rect.x + 8, rect.y + 6, TITLE_WIDTH.min(rect.width), 42)
}

/// The name of the zone over its first subnet.
fn zone_name(subnet: &DiagramBox) -> Rect {
    let rect = &subnet.rect;
    Rect::new(rect.x - 4, rect.y - 25, rect.width.min(92), 24)
}

/// The length of a side of a box: upright sides are those at which wires run across.
fn length(rect: &Rect, is_upright: bool) -> i32 {
    if is_upright { rect.height } else { rect.width }
}

/// Rows of a group each have a lane of their own beside it, so that their trunks do not run into each other.
fn stub(boxes: &[DiagramBox], index: usize) -> i32 {
    let Some(shown) = boxes.get(index) else {
        return STUB;
    };
    let before = index - shown.parent.map_or(index, |parent| parent + 1);
    match shown.shape.form {
        Form::Row => {}
        // Half of the gap between two zones.
        Form::Subnet => return LANE * 2,
        // About half of the gap between two services. Neighbours have lanes of their own.
        Form::Card if holder_form(boxes, shown).is_some_and(|form| form != Form::Region) => {
            return LANE - i32::from(before.is_multiple_of(2)) * CARD_LANE / 2;
        }
        _ => return STUB,
    }
    STUB + LANE * i32::try_from(before).unwrap_or(0).min(24)
}

fn holder_form(boxes: &[DiagramBox], shown: &DiagramBox) -> Option<Form> {
    Some(boxes.get(shown.parent?)?.shape.form)
}

/// Whether another subnet of its zone stands over a subnet.
fn is_covered(boxes: &[DiagramBox], subnet: &DiagramBox) -> bool {
    let Some((first, vpc)) = subnet.parent.and_then(|at| Some((at + 1, boxes.get(at)?))) else {
        return false;
    };
    let siblings = boxes.get(first..vpc.end).unwrap_or_default();
    let covers = |other: &DiagramBox| {
        let (over, under) = (&other.rect, &subnet.rect);
        other.shape.form == Form::Subnet
            && over.bottom() <= under.y
            && over.x < under.right()
            && under.x < over.right()
    };
    siblings.iter().any(covers)
}

fn along(side: Side, other: &Rect) -> i32 {
    if side.is_horizontal() {
        other.center().y
    } else {
        other.center().x
    }
}

fn sides(boxes: &[DiagramBox], from: usize, to: usize, kind: WireKind) -> (Side, Side) {
    let (Some(a), Some(b)) = (boxes.get(from), boxes.get(to)) else {
        return (Side::Right, Side::Left);
    };
    let (mut out, mut into) = facing_sides(&a.rect, &b.rect);
    // Wires to a hub leave a VPC towards the corridor, not into its neighbours.
    let (below, above) = (b.rect.y - a.rect.bottom(), a.rect.y - b.rect.bottom());
    if kind == WireKind::Attachment && below.max(above) >= 2 * STUB {
        (out, into) = if below > above {
            (Side::Bottom, Side::Top)
        } else {
            (Side::Top, Side::Bottom)
        };
    }
    let beside = |shown: &DiagramBox, other: &DiagramBox, side: Side| {
        let into_subnet = kind == WireKind::Placement && shown.shape.form == Form::Subnet;
        if into_subnet && side == Side::Top && !is_covered(boxes, shown) {
            return side;
        }
        // Workloads are stacked: there is room beside them only.
        let is_stacked = holder_form(boxes, shown) == Some(Form::Subnet);
        if shown.shape.form != Form::Row && !into_subnet && !is_stacked {
            return side;
        }
        if other.rect.center().x < shown.rect.center().x {
            Side::Left
        } else {
            Side::Right
        }
    };
    (beside(a, b, out), beside(b, a, into))
}

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
                if holder.shape.form == Form::Region || holders.contains(&index) {
                    break;
                }
                holders.push(index);
                let mut child = index + 1;
                while let Some(shown) = self.boxes.get(child).filter(|_| child < holder.end) {
                    let holds_an_end = ends.iter().any(|end| *end > child && *end < shown.end);
                    if !holds_an_end && shown.shape.form != Form::Gate && near.len() < MOST_NEAR {
                        near.push(shown.rect);
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
    for queue in waiting.chunk_by(|a, b| (a.place, a.side) == (b.place, b.side)) {
        let Some(Waiting { place, side, .. }) = queue.first().copied() else {
            continue;
        };
        let rect = rect(place);
        let length = if matches!(side, Side::Left | Side::Right) {
            rect.height
        } else {
            rect.width
        };
        let room = usize::try_from(length / SLOT_WIDTH).unwrap_or(0);
        let slots = if queue.len() <= MOST_SLOTS.min(room) {
            u32::try_from(queue.len()).unwrap_or(1)
        } else {
            1
        };
        for (slot, end) in (0_u32..).zip(queue) {
            let slot = if slots == 1 { 0 } else { slot };
            ends[end.wire][end.end] = End {
                point: side.point(&rect, slot, slots),
                side,
                stub: stub(boxes, place),
            };
        }
    }
    ends
}

/// Rows of a group each have a lane of their own beside it, so that their trunks do not run into each other.
fn stub(boxes: &[DiagramBox], index: usize) -> i32 {
    let Some(shown) = boxes.get(index) else {
        return STUB;
    };
    match shown.shape.form {
        Form::Row => {}
        // Half of the gap between two zones.
        Form::Subnet => return LANE * 2,
        // Half of the gap between two services.
        Form::Card if holder_form(boxes, shown).is_some_and(|form| form != Form::Region) => {
            return LANE;
        }
        _ => return STUB,
    }
    let before = index - shown.parent.map_or(index, |parent| parent + 1);
    STUB + LANE * i32::try_from(before).unwrap_or(0).min(24)
}

fn holder_form(boxes: &[DiagramBox], shown: &DiagramBox) -> Option<Form> {
    Some(boxes.get(shown.parent?)?.shape.form)
}

fn along(side: Side, other: &Rect) -> i32 {
    if matches!(side, Side::Left | Side::Right) {
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

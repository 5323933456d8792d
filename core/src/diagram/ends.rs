//! Where wires leave and arrive: the side of a box, and the place on that side.

use super::display::{DiagramBox, WireKind};
use super::rect::{Point, Rect};
use super::route::{End, LANE, STUB, Side, facing_sides};
use super::shape::Form;

/// More wires than this on one side of a box share its middle, as a trunk.
const MOST_SLOTS: usize = 8;
/// Wires on one side are at least this far apart, in world units.
const SLOT_WIDTH: i32 = 14;
/// How far apart wires run that leave one side of a card, in world units.
const CARD_LANE: i32 = 6;
/// An end keeps this far from the corners of its box where it is moved along the side.
const ALIGN_MARGIN: i32 = 16;
/// Wires keep this far from the gateways on a border, in world units.
const GATE_MARGIN: i32 = 12;
/// A border with less than this beside its gateways has wires behind them after all, in world units.
const LEAST_OPEN: i32 = 48;
/// From a container's corner to about the end of its title, in world units.
const TITLE_WIDTH: i32 = 158;

/// The ends of a wire by themselves, before they are moved to suit each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ends {
    places: [End; 2],
    /// Whether no other wire is at the same side of the box.
    alone: [bool; 2],
}

impl Ends {
    /// Ends of a wire that have no place yet.
    pub(super) const NOWHERE: Self = Self {
        places: [End {
            point: Point { x: 0, y: 0 },
            side: Side::Left,
            stub: 0,
        }; 2],
        alone: [false; 2],
    };

    /// The ends as they suit each other. `rect` says of an end what part of its box that side has for wires.
    pub(super) fn aligned(&self, rect: impl Fn(usize, Side) -> Rect) -> [End; 2] {
        let mut ends = self.places;
        let rects = [0, 1].map(|end| rect(end, ends[end].side));
        align(&mut ends, self.alone, rects);
        ends
    }

    pub(super) fn set(&mut self, end: usize, (place, alone): (End, bool)) {
        (self.places[end], self.alone[end]) = (place, alone);
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

/// Gives wires their ends at the boxes in question, by place: `wires` says what each is and joins, `set` takes
/// the wire, which of its ends, where that is, and whether it is alone there. Sides first, then slots: on each side, wires in the order in which their other ends lie.
pub(super) fn place_ends(
    boxes: &[DiagramBox],
    wires: impl Iterator<Item = (WireKind, (usize, usize))>,
    is_asked: &dyn Fn(usize) -> bool,
    set: &mut dyn FnMut(usize, usize, (End, bool)),
) {
    let mut waiting = Vec::new();
    for (wire, (kind, (from, to))) in wires.enumerate() {
        let asked = (is_asked(from), is_asked(to));
        if asked == (false, false) {
            continue;
        }
        let (out, into) = sides(boxes, from, to, kind);
        let both = [(0, from, out, (to, into)), (1, to, into, (from, out))];
        let is_asked = |end: usize| [asked.0, asked.1][end];
        for (end, place, side, (other, facing)) in both.into_iter().filter(|it| is_asked(it.0)) {
            let along = along(side, &open_part(boxes, other, facing), facing);
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
    for queue in waiting.chunk_by(|a, b| (a.place, a.side) == (b.place, b.side)) {
        let Some(Waiting { place, side, .. }) = queue.first().copied() else {
            continue;
        };
        let rect = open_part(boxes, place, side);
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
            let found = End {
                point: side.point(&rect, slot, slots),
                side,
                stub: stub(boxes, place) + lane,
            };
            set(end.wire, end.end, (found, queue.len() == 1));
        }
    }
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

/// The part of a box that wires may come to from a side: on top of a VPC that beside its gateways, on top of a subnet
/// that beside the name of its zone.
pub(super) fn open_part(boxes: &[DiagramBox], place: usize, side: Side) -> Rect {
    let Some(shown) = boxes.get(place) else {
        return Rect::default();
    };
    let (mut left, mut right) = (shown.rect.x, shown.rect.right());
    match shown.shape.form {
        Form::Vpc if side == Side::Top => {
            let mut child = place + 1;
            while let Some(inner) = boxes.get(child).filter(|_| child < shown.end) {
                if inner.shape.form == Form::Gate {
                    right = right.min(inner.rect.x - GATE_MARGIN);
                }
                child = inner.end.max(child + 1);
            }
        }
        Form::Subnet if side == Side::Top && !is_covered(boxes, shown) => {
            left = zone_name(shown).right();
        }
        _ => {}
    }
    let width = right - left;
    if width < LEAST_OPEN {
        return shown.rect;
    }
    Rect {
        x: left,
        width,
        ..shown.rect
    }
}

/// What a wire keeps clear of besides boxes: the title in the corner of a container, as long as most are. The words
/// themselves do not count: a wire stays where it is while they are typed.
pub(super) fn title(holder: &DiagramBox) -> Rect {
    let rect = &holder.rect;
    // From the corner on: between the border and the title there is no room for a wire.
    Rect::new(rect.x, rect.y, TITLE_WIDTH.min(rect.width), 48)
}

/// The name of the zone over its first subnet.
pub(super) fn zone_name(subnet: &DiagramBox) -> Rect {
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
        // A bit less than half of the gap between two services: the neighbour's wires have the rest.
        Form::Card if holder_form(boxes, shown) == Some(Form::Vpc) => return CARD_LANE,
        // Beside workloads, which are stacked, neighbours have lanes of their own.
        Form::Card if holder_form(boxes, shown) == Some(Form::Subnet) => {
            return CARD_LANE + i32::from(before.is_multiple_of(2)) * (CARD_LANE - 2);
        }
        _ => return STUB,
    }
    STUB + LANE * i32::try_from(before).unwrap_or(0).min(24)
}

fn holder_form(boxes: &[DiagramBox], shown: &DiagramBox) -> Option<Form> {
    Some(boxes.get(shown.parent?)?.shape.form)
}

/// Whether another subnet of its zone stands over a subnet.
pub(super) fn is_covered(boxes: &[DiagramBox], subnet: &DiagramBox) -> bool {
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

/// Where along a side of this box the other end lies: `facing` is the side of the other box that the wire comes to.
fn along(side: Side, other: &Rect, facing: Side) -> i32 {
    match (side.is_horizontal(), facing) {
        (true, Side::Top) => other.y,
        (true, Side::Bottom) => other.bottom(),
        (true, _) => other.center().y,
        (false, Side::Left) => other.x,
        (false, Side::Right) => other.right(),
        (false, _) => other.center().x,
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
        // A gateway stands on the border of its VPC: what lies outside is not come to through the VPC.
        if shown.shape.form == Form::Gate {
            return Side::Top;
        }
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

//! The course of each wire: the sides it leaves and arrives by, its place on them, and its runs.

use std::collections::BTreeMap;

use super::display::{DiagramBox, Wire, WireKind};
use super::obstacles::Obstacles;
use super::rect::{Point, Rect};
use super::route::{End, LANE, STUB, Side, facing_sides, route};
use super::shape::Form;
use super::wires::Link;
use crate::model::BoxKey;

/// More wires than this on one side of a box share its middle, as a trunk.
const MOST_SLOTS: usize = 8;
/// Wires on one side are at least this far apart, in world units.
const SLOT_WIDTH: i32 = 14;

/// Ends on one side of a box: where the other end lies, which wire, and which of its ends.
type Queue = Vec<(i32, usize, usize)>;

/// Routes every link whose ends are both drawn.
pub fn courses(
    boxes: &[DiagramBox],
    positions: &BTreeMap<BoxKey, usize>,
    links: &[Link],
) -> Vec<Wire> {
    let drawn: Vec<(usize, usize, &Link)> = links
        .iter()
        .filter_map(|link| {
            let (from, to) = (*positions.get(&link.from)?, *positions.get(&link.to)?);
            (from != to && !holds(boxes, from, to) && !holds(boxes, to, from))
                .then_some((from, to, link))
        })
        .collect();
    let ends: Vec<[End; 2]> = place_ends(boxes, &drawn);
    let obstacles = obstacles(boxes);
    drawn
        .iter()
        .zip(ends)
        .map(|((from, to, link), [start, end])| {
            let points = route(start, end, &obstacles);
            Wire {
                entity: link.entity,
                kind: link.kind,
                from: *from,
                to: *to,
                bounds: Rect::around_points(&points),
                points,
                pending: link.pending,
            }
        })
        .collect()
}

fn holds(boxes: &[DiagramBox], outer: usize, inner: usize) -> bool {
    boxes
        .get(outer)
        .is_some_and(|shown| inner > outer && inner < shown.end)
}

/// VPCs and what stands beside them. Cards inside VPCs are left out: their wires are short.
fn obstacles(boxes: &[DiagramBox]) -> Obstacles {
    let stands = |shown: &&DiagramBox| match shown.shape.form {
        Form::Vpc | Form::Group | Form::Note => true,
        Form::Card => shown.parent.is_none_or(|parent| {
            boxes
                .get(parent)
                .is_some_and(|parent| parent.shape.form == Form::Region)
        }),
        _ => false,
    };
    Obstacles::new(
        boxes
            .iter()
            .filter(stands)
            .map(|shown| shown.rect)
            .collect(),
    )
}

/// Sides first, then slots: on each side, wires in the order in which their other ends lie.
fn place_ends(boxes: &[DiagramBox], drawn: &[(usize, usize, &Link)]) -> Vec<[End; 2]> {
    let rect = |index: usize| boxes.get(index).map_or(Rect::default(), |shown| shown.rect);
    let sides: Vec<(Side, Side)> = drawn
        .iter()
        .map(|(from, to, link)| sides(boxes, *from, *to, link.kind))
        .collect();
    let mut queues: BTreeMap<(usize, Side), Queue> = BTreeMap::new();
    for (index, ((from, to, _), (out, into))) in drawn.iter().zip(&sides).enumerate() {
        queues
            .entry((*from, *out))
            .or_default()
            .push((along(*out, &rect(*to)), index, 0));
        queues
            .entry((*to, *into))
            .or_default()
            .push((along(*into, &rect(*from)), index, 1));
    }
    let nowhere = End {
        point: Point::default(),
        side: Side::Left,
        stub: STUB,
    };
    let mut ends = vec![[nowhere; 2]; drawn.len()];
    for ((index, side), mut queue) in queues {
        queue.sort_unstable();
        let count = queue.len();
        let length = if matches!(side, Side::Left | Side::Right) {
            rect(index).height
        } else {
            rect(index).width
        };
        let room = usize::try_from(length / SLOT_WIDTH).unwrap_or(0);
        let slots = if count <= MOST_SLOTS.min(room) {
            u32::try_from(count).unwrap_or(1)
        } else {
            1
        };
        for (slot, (_, wire, which)) in (0_u32..).zip(queue) {
            let slot = if slots == 1 { 0 } else { slot };
            let point = side.point(&rect(index), slot, slots);
            ends[wire][which] = End {
                point,
                side,
                stub: stub(boxes, index),
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
        _ => return STUB,
    }
    let before = index - shown.parent.map_or(index, |parent| parent + 1);
    STUB + LANE * i32::try_from(before).unwrap_or(0).min(24)
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
        if shown.shape.form != Form::Row && !into_subnet {
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

//! What is under the pointer.

use netwright_core::diagram::route::Side;
use netwright_core::diagram::{Descend, Diagram, Form, Point, Rect};
use netwright_core::model::{BoxKey, EntityId, Kind};

use super::accept::accepts;

use crate::geometry::detail::{Detail, LEAST_BOX_PX};
use crate::geometry::{View, ViewPoint};

/// How near to a wire the pointer must be, in CSS pixels.
const WIRE_REACH: f64 = 5.0;
/// How far a port stands off its box, in CSS pixels.
const PORT_OFFSET: f64 = 14.0;
const PORT_REACH: f64 = 9.0;
/// How far a port on a border stands beside the handle in the middle of it, in CSS pixels.
const PORT_ASIDE: f64 = 22.0;
/// Room from a port on a border to the corner of its box, in CSS pixels: the corner's handle can be reached beside it.
const CORNER_ROOM: f64 = 16.0;
/// How far beside a VPC a subnet may be let go that becomes part of it, in world units.
const BESIDE_REACH: i32 = 32;
/// The part of a region that can be taken hold of, from its top, in world units.
const REGION_HEAD: i32 = 48;

/// The box under the pointer: the innermost that is drawn. A region is taken by its head, else it is background.
pub fn box_at(
    diagram: &Diagram,
    view: &View,
    at: ViewPoint,
    skip: &dyn Fn(usize) -> bool,
) -> Option<usize> {
    let point = view.world_from_view(at);
    let probe = Rect::new(point.x, point.y, 1, 1);
    let detail = Detail::at_scale(view.scale);
    let mut found = None;
    diagram.visible(&probe, |index, shown| {
        if skip(index) {
            return Descend::Past;
        }
        let (width, height) = (
            f64::from(shown.rect.width) * view.scale,
            f64::from(shown.rect.height) * view.scale,
        );
        if width < LEAST_BOX_PX && height < LEAST_BOX_PX {
            return Descend::Past;
        }
        let head = point.y < shown.rect.y + REGION_HEAD;
        if shown.rect.has_point(point) && (shown.shape.form != Form::Region || head) {
            found = Some(index);
        }
        match detail {
            Detail::Blocks if shown.shape.form != Form::Region => Descend::Past,
            Detail::Containers if matches!(shown.shape.form, Form::Subnet | Form::Group) => {
                Descend::Past
            }
            _ => Descend::Inside,
        }
    });
    found
}

/// The innermost container under the pointer, to drop something on.
pub fn holder_at(diagram: &Diagram, point: Point, skip: &dyn Fn(usize) -> bool) -> Option<usize> {
    let probe = Rect::new(point.x, point.y, 1, 1);
    let mut found = None;
    diagram.visible(&probe, |index, shown| {
        if skip(index) {
            return Descend::Past;
        }
        if shown.rect.has_point(point) && shown.shape.form.is_container() {
            found = Some(index);
        }
        Descend::Inside
    });
    found
}

/// The innermost container under the pointer that takes this kind, or the innermost of all where none does.
pub fn holder_for(
    diagram: &Diagram,
    point: Point,
    kind: Kind,
    skip: &dyn Fn(usize) -> bool,
) -> Option<usize> {
    let innermost = holder_at(diagram, point, skip);
    let mut at = innermost;
    while let Some(shown) = at.and_then(|at| diagram.boxes.get(at)) {
        if accepts(kind, Some(&shown.key)).is_ok() {
            return at;
        }
        at = shown.parent;
    }
    innermost
}

/// Whether a point lies on the empty canvas, or on a region between what that holds.
pub fn is_between(diagram: &Diagram, holder: Option<usize>) -> bool {
    let shown = holder.and_then(|holder| diagram.boxes.get(holder));
    shown.is_none_or(|shown| shown.shape.form == Form::Region)
}

/// The VPC for a subnet that is let go just beside it, the pointer outside: for one more column.
pub fn vpc_touched(
    diagram: &Diagram,
    subnet: &Rect,
    at: Point,
    skip: &dyn Fn(usize) -> bool,
) -> Option<usize> {
    let mut nearest: Option<(i32, usize)> = None;
    let subnet = &subnet.inflated(BESIDE_REACH);
    diagram.visible(subnet, |index, shown| {
        if skip(index) {
            return Descend::Past;
        }
        if shown.shape.form == Form::Vpc && shown.rect.overlaps(subnet) {
            let rect = &shown.rect;
            let away = (rect.x - at.x).max(at.x - rect.right()).max(0)
                + (rect.y - at.y).max(at.y - rect.bottom()).max(0);
            nearest = nearest.into_iter().chain([(away, index)]).min();
            return Descend::Past;
        }
        Descend::Inside
    });
    nearest.map(|(_, index)| index)
}

/// The record of the wire under the pointer.
pub fn wire_at(diagram: &Diagram, view: &View, at: ViewPoint) -> Option<EntityId> {
    let point = view.world_from_view(at);
    let reach = view.world_length(WIRE_REACH);
    let probe = Rect::new(point.x - reach, point.y - reach, 2 * reach, 2 * reach);
    let near = diagram
        .wires
        .iter()
        .rev()
        .filter(|wire| wire.bounds.touches(&probe));
    let hit = |points: &[Point]| {
        points
            .windows(2)
            .any(|run| Rect::between(run[0], run[1]).touches(&probe))
    };
    near.filter(|wire| hit(&wire.points))
        .map(|wire| wire.entity)
        .next()
}

/// The record or region under the pointer: a card, then a wire, then the container behind.
pub fn key_at(diagram: &Diagram, view: &View, at: ViewPoint) -> Option<BoxKey> {
    let inside = box_at(diagram, view, at, &|_| false).and_then(|index| diagram.boxes.get(index));
    match inside {
        Some(shown) if !shown.shape.form.is_container() => Some(shown.key.clone()),
        other => {
            let wire = wire_at(diagram, view, at).map(BoxKey::Entity);
            wire.or_else(|| other.map(|shown| shown.key.clone()))
        }
    }
}

/// Where the ports of a box stand, in CSS pixels. Containers have theirs on the border, beside the handle in its middle;
/// on a border too short for both they stand off it, as those of cards do. Rows have others over and under them, so that
/// theirs are at the sides alone.
pub fn ports(rect: &Rect, view: &View, form: Form) -> Vec<(Side, ViewPoint)> {
    let is_free = |side: &Side| form != Form::Row || matches!(side, Side::Left | Side::Right);
    let place = |side: Side| {
        let at = view.view_from_world(side.point(rect, 0, 1));
        let is_upright = matches!(side, Side::Left | Side::Right);
        let length = f64::from(if is_upright { rect.height } else { rect.width }) * view.scale;
        let has_room = length / 2.0 >= PORT_ASIDE + CORNER_ROOM;
        let (out, aside) = if form.is_container() && has_room {
            (0.0, PORT_ASIDE)
        } else {
            (PORT_OFFSET, 0.0)
        };
        let (dx, dy) = match side {
            Side::Left => (-out, aside),
            Side::Right => (out, aside),
            Side::Top => (aside, -out),
            Side::Bottom => (aside, out),
        };
        (side, ViewPoint::new(at.x + dx, at.y + dy))
    };
    Side::ALL.into_iter().filter(is_free).map(place).collect()
}

/// Whether a box has ports off its border.
pub fn has_ports_outside(rect: &Rect, view: &View, form: Form) -> bool {
    let short = f64::from(rect.width.min(rect.height)) * view.scale / 2.0;
    !form.is_container() || short < PORT_ASIDE + CORNER_ROOM
}

/// Whether the pointer is on a port of this box.
pub fn port_at(rect: &Rect, view: &View, form: Form, at: ViewPoint) -> Option<Side> {
    let ports = ports(rect, view, form).into_iter();
    ports
        .filter(|(_, port)| port.distance(at) <= PORT_REACH)
        .map(|(side, _)| side)
        .next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_have_ports_at_their_sides_alone() {
        let view = View {
            scale: 1.0,
            x: 0.0,
            y: 0.0,
        };
        let sides = |form| {
            let ports = ports(&Rect::new(0, 0, 100, 30), &view, form);
            ports.into_iter().map(|(side, _)| side).collect::<Vec<_>>()
        };
        assert_eq!(sides(Form::Card).len(), 4);
        assert!(!sides(Form::Row).contains(&Side::Top));
        assert_eq!(sides(Form::Row).len(), 2);
    }
}

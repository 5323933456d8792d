//! Moving what is selected: shown by lifting it, done as one step when it is let go.

use std::collections::{BTreeMap, BTreeSet};

use netwright_core::diagram::route::{Around, End, STUB, facing_sides, route};
use netwright_core::diagram::{Diagram, Point, Rect, obstacles::Obstacles};
use netwright_core::edit::Command;
use netwright_core::model::{BoxKey, Kind};
use netwright_core::order;

use super::accept::{accepts, holder_field, is_movable};
use super::effect::{Effect, WhyNot};
use super::hit::holder_for;
use super::input::Pointer;
use super::place::{inside, pins, place};
use super::{DropTarget, Scene, Surface};
use crate::geometry::snap::snap;

/// How near a neighbour's edge draws a moving box, in CSS pixels.
const SNAP_PX: f64 = 6.0;
/// More wires than this are not rerouted while moving; they are when let go.
const MOST_WIRES: usize = 400;

/// Boxes that follow the pointer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lift {
    /// Outermost boxes of what is moved, in tree order.
    pub roots: Vec<usize>,
    pub dx: i32,
    pub dy: i32,
    /// New courses of wires that end at what is moved.
    pub wires: BTreeMap<usize, Vec<Point>>,
}

/// A move under way.
#[derive(Debug, Clone, PartialEq)]
pub struct Translating {
    start: Point,
    /// All that is moved, in the world, at the start.
    bounds: Rect,
    /// Wires with exactly one end in what is moved.
    wires: Vec<usize>,
}

impl Translating {
    /// Takes hold of what is selected; nothing where none of it can be moved.
    pub fn start(surface: &mut Surface, scene: &Scene, start: Point) -> Option<Self> {
        let diagram = scene.diagram;
        let roots = roots(diagram, scene.selection);
        let bounds = Rect::around(roots.iter().map(|root| diagram.boxes[*root].rect))?;
        let within = |index: usize| {
            roots
                .iter()
                .any(|root| (*root..diagram.boxes[*root].end).contains(&index))
        };
        let wires = diagram.wires.iter().enumerate();
        let wires = wires
            .filter(|(_, wire)| within(wire.from) != within(wire.to))
            .map(|(index, _)| index);
        let wires: Vec<usize> = wires.take(MOST_WIRES).collect();
        surface.lift = Some(Lift {
            roots,
            ..Lift::default()
        });
        Some(Self {
            start,
            bounds,
            wires,
        })
    }

    pub fn moved(&self, surface: &mut Surface, scene: &Scene, pointer: Pointer) {
        let diagram = scene.diagram;
        let at = surface.view.world_from_view(pointer.at);
        let (mut dx, mut dy) = (at.x - self.start.x, at.y - self.start.y);
        if pointer.modifiers.shift {
            // Straight along one axis.
            if dx.abs() >= dy.abs() { dy = 0 } else { dx = 0 }
        }
        let roots = surface
            .lift
            .as_ref()
            .map(|lift| lift.roots.clone())
            .unwrap_or_default();
        let lifted = |index: usize| roots.contains(&index);
        // The first of what is moved decides: the others are refused where they do not belong.
        let kind = roots.first().and_then(|root| kind_of(diagram, *root));
        let target = kind.and_then(|kind| holder_for(diagram, at, kind, &lifted));
        surface.guides.clear();
        if !pointer.modifiers.alt {
            let area = surface.view.visible(surface.width, surface.height);
            let siblings = diagram.children(target).filter(|index| !lifted(*index));
            let rects = siblings
                .map(|index| diagram.boxes[index].rect)
                .filter(|rect| rect.touches(&area));
            let neighbours: Vec<Rect> = rects.take(600).collect();
            let snapped = snap(
                self.bounds.moved(dx, dy),
                &neighbours,
                surface.view.world_length(SNAP_PX),
            );
            (dx, dy) = (dx + snapped.dx, dy + snapped.dy);
            surface.guides = snapped.guides;
        }
        surface.drop_target = drop_target(scene, &roots, target);
        let hint = surface
            .drop_target
            .as_ref()
            .and_then(|target| target.refused.clone());
        surface.hint = hint.map_or_else(|| HINT.to_owned(), |reason| reason.0);
        let wires = self
            .wires
            .iter()
            .map(|index| (*index, follow(diagram, *index, &roots, (dx, dy))))
            .collect();
        surface.lift = Some(Lift {
            roots,
            dx,
            dy,
            wires,
        });
    }

    pub fn done(&self, surface: &mut Surface, scene: &Scene) -> Vec<Effect> {
        let (Some(lift), target) = (surface.lift.take(), surface.drop_target.take()) else {
            return Vec::new();
        };
        surface.guides.clear();
        if let Some(reason) = target.as_ref().and_then(|target| target.refused.clone()) {
            return vec![Effect::Refuse(reason)];
        }
        if (lift.dx, lift.dy) == (0, 0) {
            return Vec::new();
        }
        let commands = moves(scene, &lift, target.and_then(|target| target.index));
        vec![Effect::Commit {
            label: "Move".to_owned(),
            commands,
        }]
    }
}

fn kind_of(diagram: &Diagram, index: usize) -> Option<Kind> {
    match diagram.boxes.get(index)?.key {
        BoxKey::Entity(id) => Some(id.kind),
        BoxKey::Region(_) => None,
    }
}

/// What the status bar says while moving.
pub const HINT: &str = "Let go to drop. Shift: straight. Alt: without snapping. Escape: put back";

/// Selected boxes that no other selected box holds, and that may be moved.
pub fn roots(diagram: &Diagram, selection: &BTreeSet<BoxKey>) -> Vec<usize> {
    let mut indexes: Vec<usize> = selection
        .iter()
        .filter_map(|key| diagram.position(key))
        .collect();
    order::sort(&mut indexes);
    let mut end = 0;
    let mut roots = Vec::new();
    for index in indexes {
        if index >= end && is_movable(&diagram.boxes[index]) {
            end = diagram.boxes[index].end;
            roots.push(index);
        }
    }
    roots
}

/// The commands of a move: new holders where they changed, new places, and rows for all that stays.
pub(super) fn moves(scene: &Scene, lift: &Lift, target: Option<usize>) -> Vec<Command> {
    let diagram = scene.diagram;
    let from = lift.roots.iter().map(|root| diagram.boxes[*root].parent);
    let mut commands = pins(scene.design, diagram, from.chain([target]));
    for root in &lift.roots {
        let shown = &diagram.boxes[*root];
        let mut holder = shown.parent;
        if let BoxKey::Entity(id) = shown.key
            && target != shown.parent
        {
            let key = target.map(|target| &diagram.boxes[target].key);
            if let Some((field, value)) = holder_field(scene.design, id, key) {
                commands.push(Command::set(id, field, value));
                holder = target;
            }
        }
        let rect = inside(diagram, holder, shown.rect.moved(lift.dx, lift.dy));
        commands.push(place(&shown.key, rect));
    }
    commands
}

/// The container under the pointer, if it is a new one for something that is moved.
fn drop_target(scene: &Scene, roots: &[usize], target: Option<usize>) -> Option<DropTarget> {
    let diagram = scene.diagram;
    let changes = roots
        .iter()
        .filter(|root| diagram.boxes[**root].parent != target);
    let mut refused: Option<WhyNot> = None;
    let mut any = false;
    for root in changes {
        let BoxKey::Entity(id) = diagram.boxes[*root].key else {
            continue;
        };
        any = true;
        let key = target.map(|target| &diagram.boxes[target].key);
        refused = refused.or(accepts(id.kind, key).err());
    }
    any.then_some(DropTarget {
        index: target,
        refused,
    })
}

/// A wire redrawn to an end that moved, without regard to what stands between.
fn follow(diagram: &Diagram, wire: usize, roots: &[usize], (dx, dy): (i32, i32)) -> Vec<Point> {
    let wire = &diagram.wires[wire];
    let rect = |index: usize| {
        let moved = roots
            .iter()
            .any(|root| (*root..diagram.boxes[*root].end).contains(&index));
        let rect = diagram.boxes[index].rect;
        if moved { rect.moved(dx, dy) } else { rect }
    };
    course(&rect(wire.from), &rect(wire.to))
}

/// A plain course between two boxes.
pub fn course(from: &Rect, to: &Rect) -> Vec<Point> {
    let (out, into) = facing_sides(from, to);
    let end = |side: netwright_core::diagram::route::Side, rect: &Rect| End {
        point: side.point(rect, 0, 1),
        side,
        stub: STUB,
    };
    let none = Obstacles::default();
    let around = Around {
        outer: &none,
        skip: &[],
        near: &[],
    };
    route(end(out, from), end(into, to), &around).points
}

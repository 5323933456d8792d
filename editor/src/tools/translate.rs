//! Moving what is selected: shown by lifting it, done as one step when it is let go.

use std::collections::{BTreeMap, BTreeSet};

use netwright_core::diagram::route::{Around, End, STUB, facing_sides, route};
use netwright_core::diagram::{Diagram, Form, Point, Rect, obstacles::Obstacles};
use netwright_core::edit::Command;
use netwright_core::model::{BoxKey, Kind, Subnet};
use netwright_core::order;

use super::accept::{accepts, holder_field, is_movable};
use super::effect::{Effect, WhyNot};
use super::hit::{holder_for, is_between, vpc_touched};
use super::input::Pointer;
use super::landing::{land, put, taken};
use super::place::pins;
use super::zones::Zone;
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
    /// The availability zone that subnets are moved to.
    pub zone: Option<Zone>,
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
        let is_loose = kind == Some(Kind::Subnet) && is_between(diagram, target);
        let first = roots.first().filter(|_| is_loose);
        let touched = first.and_then(|first| {
            let rect = diagram.boxes[*first].rect.moved(dx, dy);
            vpc_touched(diagram, &rect, at, &lifted)
        });
        let target = touched.or(target);
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
        let is_refused = hint.is_some();
        let zone = target.filter(|_| !is_refused);
        let zone = zone.and_then(|vpc| zone_of(scene, &roots, vpc, at));
        let zone = zone.map(|zone| Zone {
            is_aligned: zone.is_aligned && !pointer.modifiers.alt,
            ..zone
        });
        surface.hint = match (hint, &zone) {
            (Some(reason), _) => reason.0,
            (None, Some(zone)) => format!("Subnet in {}. {HINT}", zone.label),
            (None, None) => HINT.to_owned(),
        };
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
            zone,
        });
        surface.ghost = None;
        surface.zone = None;
        let Some(lift) = surface.lift.as_ref().filter(|_| !is_refused) else {
            return;
        };
        // Where it will come to rest, where that is not where it is held.
        let landed = landings(scene, lift, target);
        let rects = landed.iter().flat_map(|(_, places)| places);
        let landing = Rect::around(rects.map(|(_, rect)| *rect));
        surface.ghost = landing.filter(|rect| *rect != self.bounds.moved(dx, dy));
        let zone = lift.zone.as_ref();
        surface.zone = zone.and_then(|zone| landing.map(|landing| zone.frame(&landing)));
    }

    pub fn done(&self, surface: &mut Surface, scene: &Scene) -> Vec<Effect> {
        let (Some(lift), target) = (surface.lift.take(), surface.drop_target.take()) else {
            return Vec::new();
        };
        surface.guides.clear();
        surface.ghost = None;
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
        let BoxKey::Entity(id) = shown.key else {
            continue;
        };
        if new_holder(scene, *root, target) != shown.parent {
            let key = target.map(|target| &diagram.boxes[target].key);
            let field = holder_field(scene.design, id, key);
            commands.extend(field.map(|(field, value)| Command::set(id, field, value)));
        }
        let zone = lift.zone.as_ref().filter(|_| id.kind == Kind::Subnet);
        let subnet = id.typed().and_then(|id| scene.design.get::<Subnet>(id));
        let zone = zone.filter(|zone| subnet.is_some_and(|subnet| subnet.az != zone.zone));
        commands.extend(zone.map(|zone| Command::set(id, "az", zone.zone.as_str())));
    }
    for (holder, places) in landings(scene, lift, target) {
        let keys = places.into_iter();
        let keys = keys.map(|(root, rect)| (diagram.boxes[root].key.clone(), rect));
        commands.extend(put(diagram, holder, &keys.collect::<Vec<_>>()));
    }
    commands
}

/// What comes to rest in one holder, and where in the world.
type Landed = (Option<usize>, Vec<(usize, Rect)>);

/// Where what is lifted comes to rest, in the world, by holder. What goes to one holder keeps its order.
pub(super) fn landings(scene: &Scene, lift: &Lift, target: Option<usize>) -> Vec<Landed> {
    let diagram = scene.diagram;
    let mut groups: BTreeMap<(Option<usize>, Form), Vec<usize>> = BTreeMap::new();
    for root in &lift.roots {
        let holder = new_holder(scene, *root, target);
        let form = match diagram.boxes[*root].shape.form {
            // Notes lie over anything, and regions under the cards of no region.
            form @ (Form::Note | Form::Region) => form,
            _ => Form::Card,
        };
        groups.entry((holder, form)).or_default().push(*root);
    }
    let skip = |index: usize| lift.roots.contains(&index);
    let land_group = |((holder, form), roots): ((Option<usize>, Form), Vec<usize>)| {
        let moved = |root: &usize| diagram.boxes[*root].rect.moved(lift.dx, lift.dy);
        let bounds = Rect::around(roots.iter().map(moved)).unwrap_or_default();
        let rest = if form == Form::Note {
            bounds
        } else {
            let taken = taken(diagram, holder, &skip, form == Form::Region);
            let zone = lift.zone.as_ref();
            let wanted = zone.map_or(bounds, |zone| zone.in_row(bounds));
            land(diagram, holder, wanted, &taken, zone)
        };
        let (dx, dy) = (rest.x - bounds.x, rest.y - bounds.y);
        let places = roots.iter().map(|root| (*root, moved(root).moved(dx, dy)));
        (holder, places.collect())
    };
    groups.into_iter().map(land_group).collect()
}

/// What holds a box after it was dropped on `target`: that, where it can.
fn new_holder(scene: &Scene, root: usize, target: Option<usize>) -> Option<usize> {
    let shown = &scene.diagram.boxes[root];
    let key = target.map(|target| &scene.diagram.boxes[target].key);
    match shown.key {
        BoxKey::Entity(id) if holder_field(scene.design, id, key).is_some() => target,
        _ => shown.parent,
    }
}

/// The zone that subnets of one zone are moved to, where nothing else is moved with them.
fn zone_of(scene: &Scene, roots: &[usize], vpc: usize, at: Point) -> Option<Zone> {
    let zone = |root: &usize| match scene.diagram.boxes[*root].key {
        BoxKey::Entity(id) => Some(scene.design.get::<Subnet>(id.typed()?)?.az.as_str()),
        BoxKey::Region(_) => None,
    };
    let own = zone(roots.first()?)?;
    let is_one = roots.iter().all(|root| zone(root) == Some(own));
    is_one.then(|| Zone::at(scene, vpc, at, Some(own), &|index| roots.contains(&index)))?
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

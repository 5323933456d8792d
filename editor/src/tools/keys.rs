//! What the keyboard does on the canvas: going from box to box, and moving what is selected by small steps.

use std::collections::BTreeSet;

use netwright_core::diagram::{Diagram, Form};
use netwright_core::model::BoxKey;

use super::Scene;
use super::effect::Effect;
use super::landing::taken;
use super::translate::{Lift, moves, roots};

/// The record before or after what is selected, in tree order: a box, what it holds, then its next sibling.
pub fn neighbour(diagram: &Diagram, selection: &BTreeSet<BoxKey>, forward: bool) -> Option<BoxKey> {
    let order: Vec<usize> = (0..diagram.boxes.len())
        .filter(|index| diagram.boxes[*index].shape.form != Form::Region)
        .collect();
    let selected = selection.iter().filter_map(|key| diagram.position(key));
    let at = if forward {
        selected.max()
    } else {
        selected.min()
    };
    let place = at.map(|at| order.partition_point(|index| *index < at));
    let next = match (place, forward) {
        (None, true) => 0,
        (None, false) => order.len().checked_sub(1)?,
        (Some(place), true) => (place + 1) % order.len().max(1),
        (Some(place), false) => place.checked_sub(1).unwrap_or(order.len().checked_sub(1)?),
    };
    order
        .get(next)
        .map(|index| diagram.boxes[*index].key.clone())
}

/// The box that holds what is selected, or the first that it holds.
pub fn up_or_down(diagram: &Diagram, selection: &BTreeSet<BoxKey>, up: bool) -> Option<BoxKey> {
    let at = selection.iter().find_map(|key| diagram.position(key))?;
    let to = if up {
        diagram.boxes[at].parent
    } else {
        diagram.children(Some(at)).next()
    }?;
    Some(diagram.boxes[to].key.clone())
}

/// Moves what is selected by whole world units inside what holds it; nothing where nothing can be moved.
pub fn nudge(scene: &Scene, dx: i32, dy: i32) -> Option<Effect> {
    let roots = roots(scene.diagram, scene.selection);
    let first = *roots.first()?;
    // Boxes of several containers each stay in their own.
    let same_holder = roots
        .iter()
        .all(|root| scene.diagram.boxes[*root].parent == scene.diagram.boxes[first].parent);
    if !same_holder {
        return None;
    }
    let target = scene.diagram.boxes[first].parent;
    let lift = Lift {
        roots,
        dx,
        dy,
        ..Lift::default()
    };
    // A box stops at its neighbour, unless it lies over it already.
    let skip = |index: usize| lift.roots.contains(&index);
    let form = scene.diagram.boxes[first].shape.form;
    let taken = taken(scene.diagram, target, &skip, form == Form::Region);
    let covers = |dx: i32, dy: i32| {
        let rects = lift.roots.iter();
        let mut rects = rects.map(|root| scene.diagram.boxes[*root].rect.moved(dx, dy));
        rects.any(|rect| taken.iter().any(|other| other.overlaps(&rect)))
    };
    if form != Form::Note && covers(dx, dy) && !covers(0, 0) {
        return None;
    }
    Some(Effect::Commit {
        label: "Nudge".to_owned(),
        commands: moves(scene, &lift, target),
    })
}

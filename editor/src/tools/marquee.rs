//! Selecting by a rectangle: cards and wires that it touches, containers that lie wholly in it.

use std::collections::BTreeSet;

use netwright_core::diagram::{Descend, Form, Point, Rect};
use netwright_core::model::{BoxKey, EntityId};

use super::effect::Effect;
use super::input::Pointer;
use super::{Scene, Surface};

/// A marquee under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marquee {
    start: Point,
    /// What was selected before, kept while shift is held and restored by Escape.
    before: BTreeSet<EntityId>,
}

pub const HINT: &str = "Drag round what to select. Shift: add to the selection. Escape: as before";

impl Marquee {
    pub fn start(surface: &mut Surface, scene: &Scene, start: Point) -> Self {
        surface.marquee = Some(Rect::between(start, start));
        Self {
            start,
            before: entities(scene.selection),
        }
    }

    pub fn moved(&self, surface: &mut Surface, scene: &Scene, pointer: Pointer) -> Vec<Effect> {
        let area = Rect::between(self.start, surface.view.world_from_view(pointer.at));
        surface.marquee = Some(area);
        let mut chosen = caught(scene, &area);
        if pointer.modifiers.shift {
            chosen.extend(self.before.iter().copied());
        }
        if chosen == entities(scene.selection) {
            Vec::new()
        } else {
            vec![Effect::Select(chosen)]
        }
    }

    pub fn cancelled(&self) -> Vec<Effect> {
        vec![Effect::Select(self.before.clone())]
    }
}

fn caught(scene: &Scene, area: &Rect) -> BTreeSet<EntityId> {
    let diagram = scene.diagram;
    let mut chosen = BTreeSet::new();
    diagram.visible(area, |_, shown| {
        let BoxKey::Entity(id) = shown.key else {
            return Descend::Inside;
        };
        let taken = match shown.shape.form {
            Form::Vpc | Form::Subnet | Form::Group => area.has_rect(&shown.rect),
            _ => area.touches(&shown.rect),
        };
        if taken {
            chosen.insert(id);
        }
        // What a selected container holds goes with it anyway.
        if taken {
            Descend::Past
        } else {
            Descend::Inside
        }
    });
    let wires = diagram
        .wires
        .iter()
        .filter(|wire| area.has_rect(&wire.bounds));
    chosen.extend(wires.map(|wire| wire.entity));
    chosen
}

/// The records among the selected boxes.
pub fn entities(selection: &BTreeSet<BoxKey>) -> BTreeSet<EntityId> {
    let id = |key: &BoxKey| {
        if let BoxKey::Entity(id) = key {
            Some(*id)
        } else {
            None
        }
    };
    selection.iter().filter_map(id).collect()
}

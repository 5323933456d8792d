//! Drawing a wire from a port to another box.

use netwright_core::diagram::Rect;
use netwright_core::model::BoxKey;

use super::connect::connection;
use super::effect::{Effect, WhyNot};
use super::hit::box_at;
use super::input::Pointer;
use super::translate::course;
use super::{DropTarget, Scene, Surface};

/// A wire under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connecting {
    from: BoxKey,
}

pub const HINT: &str = "Drag to what it connects to. Escape: give up";

impl Connecting {
    pub fn start(from: BoxKey) -> Self {
        Self { from }
    }

    pub fn moved(&self, surface: &mut Surface, scene: &Scene, pointer: Pointer) {
        let diagram = scene.diagram;
        let Some(from) = diagram.position(&self.from) else {
            return;
        };
        let at = surface.view.world_from_view(pointer.at);
        let target =
            box_at(diagram, &surface.view, pointer.at, &|_| false).filter(|index| *index != from);
        let key = target.map(|index| &diagram.boxes[index].key);
        let planned = key.map(|key| connection(scene.design, &self.from, key));
        surface.hint = match &planned {
            Some(Ok(plan)) => plan.label.clone(),
            Some(Err(reason)) => reason.0.clone(),
            None => HINT.to_owned(),
        };
        let end = target.map_or(Rect::new(at.x, at.y, 1, 1), |index| {
            diagram.boxes[index].rect
        });
        surface.new_wire = Some(course(&diagram.boxes[from].rect, &end));
        surface.drop_target = target.map(|index| DropTarget {
            index: Some(index),
            refused: planned.and_then(Result::err),
        });
    }

    pub fn done(&self, surface: &mut Surface, scene: &Scene) -> Vec<Effect> {
        surface.new_wire = None;
        let Some(target) = surface.drop_target.take() else {
            return vec![Effect::Refuse(WhyNot::new(
                "A wire ends at a box: drag it onto one",
            ))];
        };
        if let Some(reason) = target.refused {
            return vec![Effect::Refuse(reason)];
        }
        let to = target
            .index
            .and_then(|index| scene.diagram.boxes.get(index));
        to.map(|to| Effect::Connect {
            from: self.from.clone(),
            to: to.key.clone(),
        })
        .into_iter()
        .collect()
    }
}

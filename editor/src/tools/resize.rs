//! Resizing one box by a handle: shown as a frame, done as one step when it is let go.

use netwright_core::diagram::room::make_room;
use netwright_core::diagram::{Form, Point, Rect};
use netwright_core::model::BoxKey;

use super::effect::Effect;
use super::input::Pointer;
use super::place::{inside, pins, place, relative};
use super::{Scene, Surface};
use crate::geometry::resize::{Handle, resized};
use crate::geometry::room::least_corner;
use crate::geometry::snap::to_grid;

/// A resize under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resizing {
    pub key: BoxKey,
    handle: Handle,
    start: Point,
}

/// Space to a neighbour that stood further off, in world units.
const GAP: i32 = 16;

pub const HINT: &str = "Let go to keep the size. Alt: without the grid. Escape: as before";

impl Resizing {
    pub fn start(key: BoxKey, handle: Handle, start: Point) -> Self {
        Self { key, handle, start }
    }

    pub fn cursor(&self) -> &'static str {
        self.handle.cursor()
    }

    pub fn moved(&self, surface: &mut Surface, scene: &Scene, pointer: Pointer) {
        let diagram = scene.diagram;
        let Some(index) = diagram.position(&self.key) else {
            return;
        };
        let shown = &diagram.boxes[index];
        let at = surface.view.world_from_view(pointer.at);
        let (mut dx, mut dy) = (at.x - self.start.x, at.y - self.start.y);
        if !pointer.modifiers.alt {
            (dx, dy) = (to_grid(dx), to_grid(dy));
        }
        // A container keeps room for what it holds, with its padding.
        let (top, side) = shown.shape.form.padding();
        let held = diagram
            .children(Some(index))
            .filter(|child| diagram.boxes[*child].shape.form != Form::Gate);
        let content = Rect::around(held.map(|child| diagram.boxes[child].rect));
        let content = content.map(|held| {
            Rect::new(
                held.x - side,
                held.y - top,
                held.width + 2 * side,
                held.height + top + side,
            )
        });
        let least = if shown.shape.form.is_container() {
            (120, 56)
        } else {
            (48, 28)
        };
        let mut rect = resized(shown.rect, self.handle, dx, dy, least, content);
        // What holds it does not grow to the left or upwards.
        if let Some(holder) = shown.parent.map(|parent| &diagram.boxes[parent]) {
            let (top, side) = holder.shape.form.padding();
            let (left, top) = (holder.rect.x + side, holder.rect.y + top);
            rect = Rect::between(
                Point::new(rect.x.max(left), rect.y.max(top)),
                Point::new(rect.right(), rect.bottom()),
            );
        }
        // It stops at what lies left of it and above; what lies at the other sides makes room.
        let others = neighbours(scene, index);
        let others: Vec<Rect> = others.iter().map(|(_, rect)| *rect).collect();
        let least = least_corner(&shown.rect, &rect, &others, GAP);
        rect = Rect::between(
            Point::new(rect.x.max(least.x), rect.y.max(least.y)),
            Point::new(rect.right(), rect.bottom()),
        );
        surface.ghost = Some(rect);
    }

    pub fn done(&self, surface: &mut Surface, scene: &Scene) -> Vec<Effect> {
        let diagram = scene.diagram;
        let (Some(rect), Some(index)) = (surface.ghost.take(), diagram.position(&self.key)) else {
            return Vec::new();
        };
        let shown = &diagram.boxes[index];
        if rect == shown.rect {
            return Vec::new();
        }
        let mut commands = pins(scene.design, diagram, [shown.parent]);
        commands.push(place(&self.key, inside(diagram, shown.parent, rect)));
        let others = neighbours(scene, index);
        let mut rects: Vec<Rect> = others.iter().map(|(_, rect)| *rect).collect();
        rects.push(shown.rect);
        make_room(&mut rects, others.len(), rect, GAP);
        for ((other, before), after) in others.iter().zip(rects) {
            if after != *before {
                let key = &diagram.boxes[*other].key;
                commands.push(place(key, inside(diagram, shown.parent, after)));
            }
        }
        // What it holds stays where it is in the world when the corner moves.
        let (dx, dy) = (shown.rect.x - rect.x, shown.rect.y - rect.y);
        if (dx, dy) != (0, 0) {
            for child in diagram
                .children(Some(index))
                .filter(|child| diagram.boxes[*child].shape.form != Form::Gate)
            {
                commands.push(place(
                    &diagram.boxes[child].key,
                    relative(diagram, child).moved(dx, dy),
                ));
            }
        }
        vec![Effect::Commit {
            label: "Resize".to_owned(),
            commands,
        }]
    }
}

/// The boxes beside one in what holds it, in the world; none where it may lie over them.
fn neighbours(scene: &Scene, index: usize) -> Vec<(usize, Rect)> {
    let diagram = scene.diagram;
    let shown = &diagram.boxes[index];
    if shown.shape.form == Form::Note {
        return Vec::new();
    }
    let beside = diagram.children(shown.parent).filter(|other| {
        let form = diagram.boxes[*other].shape.form;
        *other != index && !matches!(form, Form::Gate | Form::Note)
    });
    beside
        .map(|other| (other, diagram.boxes[other].rect))
        .collect()
}

//! Placing boxes: the commands that put them somewhere without moving anything else.

use netwright_core::diagram::{Diagram, Form, Rect};
use netwright_core::edit::Command;
use netwright_core::model::{BoxKey, Design};

/// Rows for all boxes that had none, where they are now: from then on only what is moved moves.
pub fn pins(design: &Design, diagram: &Diagram) -> Vec<Command> {
    let mut commands = Vec::new();
    for (index, shown) in diagram.boxes.iter().enumerate() {
        if shown.shape.form != Form::Gate && !design.layout.contains_key(&shown.key) {
            commands.push(place(&shown.key, relative(diagram, index)));
        }
    }
    commands
}

/// Where a box is, relative to the corner of the one that holds it.
pub fn relative(diagram: &Diagram, index: usize) -> Rect {
    let Some(shown) = diagram.boxes.get(index) else {
        return Rect::default();
    };
    inside(diagram, shown.parent, shown.rect)
}

/// `rect` of the world as seen from the corner of `holder`, moved so far in that it clears its padding.
pub fn inside(diagram: &Diagram, holder: Option<usize>, rect: Rect) -> Rect {
    let Some(holder) = holder.and_then(|holder| diagram.boxes.get(holder)) else {
        return rect;
    };
    let (top, side) = holder.shape.form.padding();
    let local = rect.moved(-holder.rect.x, -holder.rect.y);
    Rect {
        x: local.x.max(side),
        y: local.y.max(top),
        ..local
    }
}

pub fn place(key: &BoxKey, rect: Rect) -> Command {
    Command::Place {
        key: key.clone(),
        rect: Some(rect),
    }
}

//! Lining up what is selected, and spreading it evenly.

use netwright_core::diagram::Rect;

use super::Scene;
use super::effect::{Effect, WhyNot};
use super::place::{inside, pins, place};
use super::translate::roots;

/// Where boxes are lined up, in terms of what is round all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    Left,
    Centre,
    Right,
    Top,
    Middle,
    Bottom,
}

/// Along which axis boxes are spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    Across,
    Down,
}

/// Moves what is selected to one line.
///
/// # Errors
/// Where fewer than two boxes are selected, or they do not stand in one container.
pub fn align(scene: &Scene, line: Line) -> Result<Effect, WhyNot> {
    let boxes = chosen(scene, 2)?;
    let around = Rect::around(boxes.iter().map(|(_, rect)| *rect)).unwrap_or_default();
    let to_line = |rect: &Rect| match line {
        Line::Left => (around.x, rect.y),
        Line::Centre => (around.center().x - rect.width / 2, rect.y),
        Line::Right => (around.right() - rect.width, rect.y),
        Line::Top => (rect.x, around.y),
        Line::Middle => (rect.x, around.center().y - rect.height / 2),
        Line::Bottom => (rect.x, around.bottom() - rect.height),
    };
    let moved = boxes.iter().map(|(index, rect)| {
        let (x, y) = to_line(rect);
        (*index, Rect { x, y, ..*rect })
    });
    Ok(moves(scene, "Align", moved.collect()))
}

/// Gives what is selected equal gaps; the outermost stay.
///
/// # Errors
/// Where fewer than three boxes are selected, or they do not stand in one container.
pub fn distribute(scene: &Scene, axis: Axis) -> Result<Effect, WhyNot> {
    let mut boxes = chosen(scene, 3)?;
    let start = |rect: &Rect| if axis == Axis::Across { rect.x } else { rect.y };
    let length = |rect: &Rect| {
        if axis == Axis::Across {
            rect.width
        } else {
            rect.height
        }
    };
    boxes.sort_by_key(|(index, rect)| (start(rect), *index));
    let (Some((_, first)), Some((_, last))) = (boxes.first(), boxes.last()) else {
        return Err(WhyNot::new("select three boxes or more"));
    };
    let taken: i32 = boxes.iter().map(|(_, rect)| length(rect)).sum();
    let gaps = i32::try_from(boxes.len() - 1).unwrap_or(1);
    let free = start(last) + length(last) - start(first) - taken;
    let (from, mut used) = (start(first), 0);
    let mut moved = Vec::new();
    for (number, (index, rect)) in (0_i32..).zip(&boxes) {
        let at = from + used + free * number / gaps;
        used += length(rect);
        let rect = match axis {
            Axis::Across => Rect { x: at, ..*rect },
            Axis::Down => Rect { y: at, ..*rect },
        };
        moved.push((*index, rect));
    }
    Ok(moves(scene, "Distribute", moved))
}

/// At least so many boxes of one container, with where they are in the world.
fn chosen(scene: &Scene, least: usize) -> Result<Vec<(usize, Rect)>, WhyNot> {
    let diagram = scene.diagram;
    let boxes: Vec<usize> = roots(diagram, scene.selection);
    if boxes.len() < least {
        let number = if least == 2 { "two" } else { "three" };
        return Err(WhyNot(format!("select {number} boxes or more")));
    }
    let holder = diagram.boxes[boxes[0]].parent;
    if boxes
        .iter()
        .any(|index| diagram.boxes[*index].parent != holder)
    {
        return Err(WhyNot::new("select boxes that stand in the same container"));
    }
    Ok(boxes
        .into_iter()
        .map(|index| (index, diagram.boxes[index].rect))
        .collect())
}

fn moves(scene: &Scene, label: &str, moved: Vec<(usize, Rect)>) -> Effect {
    let diagram = scene.diagram;
    let holder = moved
        .first()
        .and_then(|(index, _)| diagram.boxes[*index].parent);
    let mut commands = pins(scene.design, diagram, [holder]);
    for (index, rect) in moved {
        commands.push(place(
            &diagram.boxes[index].key,
            inside(diagram, holder, rect),
        ));
    }
    Effect::Commit {
        label: label.to_owned(),
        commands,
    }
}

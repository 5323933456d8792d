//! Keys that mean something only while the drawing has the keyboard; the others are the actions' shortcuts.

use netwright_editor::tools::Input;
use netwright_editor::tools::keys::{neighbour, nudge, up_or_down};
use web_sys::KeyboardEvent;

use super::state::Canvas;
use crate::state::App;

/// World units that an arrow moves by, and with Shift.
const STEP: i32 = 8;
const LARGE_STEP: i32 = 48;

/// Does what the key asks for; says whether it meant something here.
pub(super) fn key_down(app: App, canvas: Canvas, event: &KeyboardEvent) -> bool {
    let command = event.ctrl_key() || event.meta_key();
    let key = event.key();
    match key.as_str() {
        "Escape" if canvas.is_idle() => app.select([]),
        "Escape" => canvas.input(Input::Cancel),
        " " => canvas.input(Input::Space(true)),
        "h" | "H" if !command => canvas.toggle_hand(),
        "Tab" => return step(app, canvas, !event.shift_key()),
        "Enter" if !command => return go(app, canvas, event.shift_key()),
        "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" if !command && !event.alt_key() => {
            let by = if event.shift_key() { LARGE_STEP } else { STEP };
            let (dx, dy) = match key.as_str() {
                "ArrowLeft" => (-by, 0),
                "ArrowRight" => (by, 0),
                "ArrowUp" => (0, -by),
                _ => (0, by),
            };
            let effect = canvas.with_scene(|scene| nudge(scene, dx, dy));
            match effect {
                Some(effect) => canvas.perform(effect),
                // With nothing selected the arrows look around.
                None => canvas.input(Input::Scroll {
                    dx: f64::from(dx) * 6.0,
                    dy: f64::from(dy) * 6.0,
                }),
            }
        }
        _ => return false,
    }
    true
}

pub(super) fn key_up(canvas: Canvas, event: &KeyboardEvent) {
    if event.key() == " " {
        canvas.input(Input::Space(false));
    }
}

/// Selects the next record in the drawing's order. At the end, Tab leaves the drawing as it leaves any control.
fn step(app: App, canvas: Canvas, forward: bool) -> bool {
    let next = canvas.with_scene(|scene| {
        let next = neighbour(scene.diagram, scene.selection, forward)?;
        let wraps = scene.selection.first().is_some_and(|now| {
            let at = |key| scene.diagram.position(key);
            if forward {
                at(&next) <= at(now)
            } else {
                at(&next) >= at(now)
            }
        });
        (!wraps).then_some(next)
    });
    choose(app, canvas, next)
}

fn go(app: App, canvas: Canvas, up: bool) -> bool {
    let next = canvas.with_scene(|scene| up_or_down(scene.diagram, scene.selection, up));
    choose(app, canvas, next)
}

fn choose(app: App, canvas: Canvas, next: Option<netwright_core::model::BoxKey>) -> bool {
    let Some(netwright_core::model::BoxKey::Entity(id)) = next else {
        return false;
    };
    app.select([id]);
    canvas.reveal(&netwright_core::model::BoxKey::Entity(id));
    true
}

//! From the browser's events to what the tools understand.

use netwright_editor::geometry::ViewPoint;
use netwright_editor::tools::{Button, Input, Modifiers, Pointer};
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Element, MouseEvent, PointerEvent, WheelEvent};

use super::state::Canvas;
use crate::platform;

/// A wheel's line and page in pixels.
const LINE_PX: f64 = 16.0;
/// How much one pixel of a wheel zooms; a notch of 100 is a third.
const ZOOM_PER_PX: f64 = 0.0028;

pub(super) fn pointer_down(canvas: Canvas, event: &PointerEvent) {
    let target = event
        .current_target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    if let Some(target) = &target {
        // Refused where the pointer is gone again already.
        let _ = target.set_pointer_capture(event.pointer_id());
        if let Some(element) = target.dyn_ref::<web_sys::HtmlElement>() {
            let _ = element.focus();
        }
    }
    if event.button() == 1 {
        event.prevent_default(); // the browser's own scrolling by the middle button
    }
    canvas.input(Input::Down(pointer(event)));
    set_cursor(canvas, event);
}

pub(super) fn pointer_move(canvas: Canvas, event: &PointerEvent) {
    canvas.input(Input::Move(pointer(event)));
    set_cursor(canvas, event);
}

pub(super) fn pointer_up(canvas: Canvas, event: &PointerEvent) {
    canvas.input(Input::Up(pointer(event)));
    set_cursor(canvas, event);
}

pub(super) fn double_click(canvas: Canvas, event: &MouseEvent) {
    canvas.input(Input::Double(pointer(event)));
}

/// A new box is dragged over the drawing, by the browser's own dragging.
pub(super) fn drag_over(canvas: Canvas, event: &DragEvent) {
    canvas.input(Input::Move(pointer(event)));
}

/// It is let go.
pub(super) fn drop_here(canvas: Canvas, event: &DragEvent) {
    canvas.input(Input::Up(pointer(event)));
}

/// Two fingers pan; with Control, or pinching, they zoom.
pub(super) fn wheel(canvas: Canvas, event: &WheelEvent) {
    event.prevent_default();
    let (width, height) = canvas.size();
    let unit = match event.delta_mode() {
        WheelEvent::DOM_DELTA_LINE => (LINE_PX, LINE_PX),
        WheelEvent::DOM_DELTA_PAGE => (width, height),
        _ => (1.0, 1.0),
    };
    let (dx, dy) = (event.delta_x() * unit.0, event.delta_y() * unit.1);
    if event.ctrl_key() || event.meta_key() {
        // Trackpads send small steps for a pinch, mice large ones for a notch.
        let factor =
            (-dy.clamp(-240.0, 240.0) * ZOOM_PER_PX * if dy.abs() < 12.0 { 4.0 } else { 1.0 })
                .exp();
        canvas.input(Input::Zoom {
            factor,
            at: point(event),
        });
    } else if event.shift_key() && dx == 0.0 {
        canvas.input(Input::Scroll { dx: dy, dy: 0.0 });
    } else {
        canvas.input(Input::Scroll { dx, dy });
    }
}

/// Shows what the pointer would do here.
fn set_cursor(canvas: Canvas, event: &PointerEvent) {
    let cursor = canvas.cursor(point(event));
    let element = event
        .current_target()
        .and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(element) = element {
        let _ = element.style().set_property("cursor", cursor);
    }
}

fn pointer(event: &MouseEvent) -> Pointer {
    let button = match event.button() {
        1 => Button::Middle,
        2 => Button::Secondary,
        _ => Button::Primary,
    };
    let command = if platform::is_mac() {
        event.meta_key()
    } else {
        event.ctrl_key()
    };
    let modifiers = Modifiers {
        shift: event.shift_key(),
        alt: event.alt_key(),
        command,
    };
    Pointer {
        at: point(event),
        button,
        modifiers,
    }
}

fn point(event: &MouseEvent) -> ViewPoint {
    ViewPoint::new(f64::from(event.offset_x()), f64::from(event.offset_y()))
}

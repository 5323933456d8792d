//! The minimap: the whole design in a corner, and what part of it is seen. Click or drag to go there.

use leptos::prelude::*;
use netwright_core::diagram::{Diagram, Form, Rect};
use netwright_core::order;
use netwright_editor::geometry::View;
use netwright_editor::geometry::view::whole;
use wasm_bindgen::JsCast;

use super::use_canvas;

const WIDTH: f64 = 176.0;
const HEIGHT: f64 = 112.0;
/// Room around the design.
const MARGIN: f64 = 6.0;
/// More VPCs than these are too small to be seen one by one: where there are any is shown by cells.
const MOST_BOXES: usize = 1500;
/// The side of a cell, in CSS pixels.
const CELL: f64 = 2.0;

#[component]
pub(super) fn Minimap() -> impl IntoView {
    let canvas = use_canvas();
    let dragging = StoredValue::new(false);
    // The picture follows the design, the frame follows the view.
    let picture = Memo::new(move |_| {
        canvas.redrawn.track();
        let diagram = canvas.diagram();
        diagram
            .bounds()
            .map(|bounds| (bounds, paths(&diagram, bounds)))
    });
    let frame = move || {
        canvas.frame.track();
        let (width, height) = canvas.size();
        canvas.view().visible(width, height)
    };
    // Nothing to look over while all of it is seen.
    let is_useful = Memo::new(move |_| {
        picture.with(|picture| {
            picture
                .as_ref()
                .is_some_and(|(bounds, _)| !frame().has_rect(bounds))
        })
    });
    let go = move |event: &web_sys::PointerEvent| {
        let Some(bounds) =
            picture.with_untracked(|picture| picture.as_ref().map(|(bounds, _)| *bounds))
        else {
            return;
        };
        let mini = small(bounds);
        let element = event
            .current_target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let Some(corner) = element.map(|element| element.get_bounding_client_rect()) else {
            return;
        };
        let at = netwright_editor::geometry::ViewPoint::new(
            f64::from(event.client_x()) - corner.x(),
            f64::from(event.client_y()) - corner.y(),
        );
        let point = mini.world_from_view(at);
        let (width, height) = canvas.size();
        let scale = canvas.view().scale;
        canvas.set_view(View::centred(
            Rect::new(point.x, point.y, 0, 0),
            scale,
            width,
            height,
        ));
    };
    view! {
        <Show when=move || is_useful.get()>
            <svg
                class="canvas-minimap"
                aria-hidden="true"
                width=WIDTH
                height=HEIGHT
                on:pointerdown=move |event| {
                    dragging.set_value(true);
                    let target = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
                    if let Some(target) = target {
                        let _ = target.set_pointer_capture(event.pointer_id());
                    }
                    go(&event);
                }
                on:pointermove=move |event| {
                    if dragging.get_value() {
                        go(&event);
                    }
                }
                on:pointerup=move |_| dragging.set_value(false)
            >
                {move || {
                    picture.get().map(|(bounds, [regions, vpcs])| {
                        let View { scale, x, y } = small(bounds);
                        let place = format!("translate({x} {y}) scale({scale})");
                        let seen = move || frame();
                        view! {
                            <g transform=place>
                                <path class="canvas-minimap-region" d=regions />
                                <path class="canvas-minimap-vpc" d=vpcs />
                                <rect
                                    class="canvas-minimap-view"
                                    x=move || seen().x
                                    y=move || seen().y
                                    width=move || seen().width
                                    height=move || seen().height
                                />
                            </g>
                        }
                    })
                }}
            </svg>
        </Show>
    }
}

/// The view that shows all of `bounds` in the minimap. A view of the drawing may not be as far off as this.
fn small(bounds: Rect) -> View {
    let (width, height) = (
        f64::from(bounds.width.max(1)),
        f64::from(bounds.height.max(1)),
    );
    let scale = ((WIDTH - 2.0 * MARGIN) / width).min((HEIGHT - 2.0 * MARGIN) / height);
    View::centred(bounds, scale.min(1.0), WIDTH, HEIGHT)
}

/// Regions, and VPCs with what else stands beside them, as two paths.
fn paths(diagram: &Diagram, bounds: Rect) -> [String; 2] {
    let mut regions = String::new();
    let mut others = Vec::new();
    let mut at = 0;
    while let Some(shown) = diagram.boxes.get(at) {
        // Of what a VPC holds nothing is seen from so far.
        let is_region = shown.shape.form == Form::Region;
        at = if is_region { at + 1 } else { shown.end };
        match shown.shape.form {
            Form::Region => write_rect(&mut regions, shown.rect),
            Form::Vpc | Form::Group | Form::Note => others.push(shown.rect),
            _ if shown.parent.is_none() => others.push(shown.rect),
            _ => {}
        }
    }
    if others.len() > MOST_BOXES {
        others = cells(&others, bounds);
    }
    let mut path = String::new();
    for rect in others {
        write_rect(&mut path, rect);
    }
    [regions, path]
}

fn write_rect(path: &mut String, rect: Rect) {
    use std::fmt::Write;
    let Rect {
        x,
        y,
        width,
        height,
    } = rect;
    let _ = write!(path, "M{x} {y}h{width}v{height}h-{width}z");
}

/// The cells in which there is a middle of a box, those side by side as one rectangle.
fn cells(boxes: &[Rect], bounds: Rect) -> Vec<Rect> {
    let side = whole(CELL / small(bounds).scale).max(1);
    let cell = |rect: &Rect| {
        let middle = rect.center();
        ((middle.y - bounds.y) / side, (middle.x - bounds.x) / side)
    };
    let taken = order::set(boxes.iter().map(cell));
    let mut runs: Vec<Rect> = Vec::new();
    for (row, column) in taken {
        let (x, y) = (bounds.x + column * side, bounds.y + row * side);
        match runs.last_mut() {
            Some(run) if run.y == y && run.right() == x => run.width += side,
            _ => runs.push(Rect::new(x, y, side, side)),
        }
    }
    runs
}

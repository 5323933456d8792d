//! The minimap: the whole design in a corner, and what part of it is seen. Click or drag to go there.

use leptos::prelude::*;
use netwright_core::diagram::{Diagram, Form, Rect};
use netwright_editor::geometry::View;
use wasm_bindgen::JsCast;

use super::use_canvas;

const WIDTH: f64 = 176.0;
const HEIGHT: f64 = 112.0;
/// More VPCs than this are one path of their regions.
const MOST_BOXES: usize = 1500;

#[component]
pub(super) fn Minimap() -> impl IntoView {
    let canvas = use_canvas();
    let dragging = StoredValue::new(false);
    // The picture follows the design, the frame follows the view.
    let picture = Memo::new(move |_| {
        canvas.redrawn.track();
        let diagram = canvas.diagram();
        diagram.bounds().map(|bounds| (bounds, paths(&diagram)))
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
        let mini = View::fitting(bounds, WIDTH, HEIGHT, 6.0, 1.0);
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
                        let View { scale, x, y } = View::fitting(bounds, WIDTH, HEIGHT, 6.0, 1.0);
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

/// Regions, and VPCs with what else stands beside them, as two paths.
fn paths(diagram: &Diagram) -> [String; 2] {
    use std::fmt::Write;
    let mut paths = [String::new(), String::new()];
    let mut drawn = 0;
    for shown in &diagram.boxes {
        let which = match shown.shape.form {
            Form::Region => 0,
            Form::Vpc | Form::Group | Form::Note => 1,
            _ if shown.parent.is_none() => 1,
            _ => continue,
        };
        drawn += which;
        if drawn > MOST_BOXES {
            break;
        }
        let Rect {
            x,
            y,
            width,
            height,
        } = shown.rect;
        let _ = write!(paths[which], "M{x} {y}h{width}v{height}h-{width}z");
    }
    paths
}

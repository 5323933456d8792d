//! Real elements over the canvas, for what is on screen and large enough to be meant: they carry a role, an accessible
//! name and the focus, and take no pointer events.

use leptos::prelude::*;
use netwright_core::diagram::{Descend, Rect};
use netwright_core::model::BoxKey;
use netwright_editor::geometry::View;
use netwright_editor::geometry::detail::LEAST_ELEMENT_PX;

use super::use_canvas;
use crate::state::use_app;

/// More elements than this slow the page down; the outline has them all.
const MOST_ELEMENTS: usize = 250;
/// The view must rest this long before elements follow it, in milliseconds.
const REST_MS: u32 = 140;

/// One element: whose it is, where in the view it was measured, and what it is called.
#[derive(Clone, PartialEq)]
struct Shown {
    key: BoxKey,
    rect: Rect,
    name: String,
}

/// The layer of elements.
#[component]
pub(super) fn Elements() -> impl IntoView {
    let app = use_app();
    let canvas = use_canvas();
    let shown = RwSignal::new(Vec::<Shown>::new());
    let waiting = StoredValue::new_local(None::<gloo::timers::callback::Timeout>);
    Effect::new(move || {
        canvas.frame.track();
        waiting.set_value(Some(gloo::timers::callback::Timeout::new(
            REST_MS,
            move || {
                let now = collect(canvas);
                if shown.with_untracked(|before| *before != now) {
                    shown.set(now);
                }
            },
        )));
    });
    let transform = move || {
        canvas.frame.track();
        let View { scale, x, y } = canvas.view();
        format!("translate({x}px, {y}px) scale({scale})")
    };
    view! {
        <div class="canvas-elements" role="group" aria-label="On the canvas">
            <div class="canvas-elements-world" style:transform=transform>
                <For
                    each=move || shown.get()
                    key=|shown| (shown.key.clone(), shown.rect.x, shown.rect.y, shown.rect.width, shown.rect.height, shown.name.clone())
                    children=move |shown| {
                        let key = shown.key.clone();
                        let id = if let BoxKey::Entity(id) = shown.key { Some(id) } else { None };
                        let is_selected = move || {
                            id.is_some_and(|id| app.selection.with(|selection| selection.contains(&id))).to_string()
                        };
                        view! {
                            <button
                                type="button"
                                tabindex="-1"
                                data-entity=shown.key.to_string()
                                aria-pressed=is_selected
                                style:left=format!("{}px", shown.rect.x)
                                style:top=format!("{}px", shown.rect.y)
                                style:width=format!("{}px", shown.rect.width)
                                style:height=format!("{}px", shown.rect.height)
                                on:focus=move |_| canvas.focus_on(Some(key.clone()))
                                on:blur=move |_| canvas.focus_on(None)
                                on:click=move |_| app.select(id)
                            >
                                {shown.name}
                            </button>
                        }
                    }
                />
            </div>
        </div>
    }
}

/// Boxes in view that are wide enough, from the outside in.
fn collect(canvas: super::Canvas) -> Vec<Shown> {
    let diagram = canvas.diagram();
    let view = canvas.view();
    let (width, height) = canvas.size();
    let mut shown = Vec::new();
    diagram.visible(&view.visible(width, height), |_, seen| {
        if f64::from(seen.rect.width) * view.scale < LEAST_ELEMENT_PX
            || shown.len() >= MOST_ELEMENTS
        {
            return Descend::Past;
        }
        let label = match &seen.key {
            BoxKey::Region(_) => "Region",
            BoxKey::Entity(id) => id.kind.spec().label,
        };
        let mut name = format!("{label} {}", seen.title);
        if !seen.subtitle.is_empty() {
            name = format!("{name}, {}", seen.subtitle);
        }
        shown.push(Shown {
            key: seen.key.clone(),
            rect: seen.rect,
            name,
        });
        Descend::Inside
    });
    shown
}

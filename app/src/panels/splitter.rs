//! Handles between the parts of the frame: dragged, or moved with the arrow keys.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

use super::menu::whole;

/// The handle of the panel on the left.
#[component]
pub(crate) fn LeftSplitter() -> impl IntoView {
    view! { <Splitter property="--left-width" label="Width of the outline" first=264 least=180 most=520 direction=Direction::Right /> }
}

/// The handle of the inspector.
#[component]
pub(crate) fn RightSplitter() -> impl IntoView {
    view! { <Splitter property="--right-width" label="Width of the inspector" first=320 least=240 most=640 direction=Direction::Left /> }
}

/// The handle of the problems panel.
#[component]
pub(crate) fn BottomSplitter() -> impl IntoView {
    view! { <Splitter property="--bottom-height" label="Height of the problems" first=232 least=120 most=560 direction=Direction::Up /> }
}

/// The way in which dragging makes the panel larger.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Right,
    Left,
    Up,
}

#[component]
fn Splitter(
    property: &'static str,
    label: &'static str,
    first: i32,
    least: i32,
    most: i32,
    direction: Direction,
) -> impl IntoView {
    let size = RwSignal::new(None::<i32>);
    let start = StoredValue::new(None::<(i32, i32)>);
    let dragged = RwSignal::new(false);
    Effect::new(move || {
        if let (Some(size), Some(frame)) = (size.get(), frame()) {
            let _ =
                web_sys::HtmlElement::style(&frame).set_property(property, &format!("{size}px"));
        }
    });
    let set = move |to: i32| size.set(Some(to.clamp(least, most)));
    let now = move || {
        size.get_untracked()
            .unwrap_or_else(|| shown_size(property).unwrap_or(first))
    };
    let along = move |event: &leptos::ev::PointerEvent| match direction {
        Direction::Right => event.client_x(),
        Direction::Left => -event.client_x(),
        Direction::Up => -event.client_y(),
    };
    let on_down = move |event: leptos::ev::PointerEvent| {
        event.prevent_default();
        if let Some(handle) = event
            .current_target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        {
            let _ = handle.set_pointer_capture(event.pointer_id());
        }
        start.set_value(Some((along(&event), now())));
        dragged.set(true);
    };
    let on_move = move |event: leptos::ev::PointerEvent| {
        if let Some((from, before)) = start.get_value() {
            set(before + along(&event) - from);
        }
    };
    let on_up = move |_| {
        start.set_value(None);
        dragged.set(false);
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let step = match (event.key().as_str(), direction) {
            ("ArrowRight", Direction::Right)
            | ("ArrowLeft", Direction::Left)
            | ("ArrowUp", Direction::Up) => 16,
            ("ArrowLeft", Direction::Right)
            | ("ArrowRight", Direction::Left)
            | ("ArrowDown", Direction::Up) => -16,
            _ => return,
        };
        event.prevent_default();
        set(now() + step);
    };
    let is_horizontal = direction == Direction::Up;
    view! {
        <div
            class="splitter"
            class:horizontal=is_horizontal
            class:vertical=!is_horizontal
            class:is-dragged=move || dragged.get()
            role="separator"
            tabindex="0"
            aria-label=label
            aria-orientation=if is_horizontal { "horizontal" } else { "vertical" }
            aria-valuemin=least
            aria-valuemax=most
            aria-valuenow=move || size.get().unwrap_or(first)
            on:pointerdown=on_down
            on:pointermove=on_move
            on:pointerup=on_up
            on:pointercancel=on_up
            on:dblclick=move |_| set(first)
            on:keydown=on_key
        ></div>
    }
    .into_any()
}

fn frame() -> Option<web_sys::HtmlElement> {
    document()
        .query_selector(".frame")
        .ok()
        .flatten()?
        .dyn_into()
        .ok()
}

/// The size that the style sheet gives where nobody has chosen one.
fn shown_size(property: &str) -> Option<i32> {
    let area = match property {
        "--left-width" => ".frame-left",
        "--right-width" => ".frame-right",
        _ => ".frame-bottom",
    };
    let rect = document()
        .query_selector(area)
        .ok()
        .flatten()?
        .get_bounding_client_rect();
    Some(whole(if property == "--bottom-height" {
        rect.height()
    } else {
        rect.width()
    }))
}

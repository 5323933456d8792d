//! The window and the document: the only place that reaches for them.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, HtmlElement, Window};

/// The window; nothing in a worker.
pub(crate) fn window() -> Option<Window> {
    web_sys::window()
}

pub(crate) fn document() -> Option<Document> {
    window()?.document()
}

/// Device pixels per CSS pixel.
pub(crate) fn pixel_ratio() -> f64 {
    window()
        .map_or(1.0, |window| window.device_pixel_ratio())
        .clamp(0.5, 4.0)
}

/// Whether the dark theme is on.
pub(crate) fn is_dark() -> bool {
    let root = document().and_then(|document| document.document_element());
    root.and_then(|root| root.get_attribute("data-theme"))
        .is_some_and(|theme| theme == "dark")
}

/// The part of the address after `#`, without it.
pub(crate) fn fragment() -> String {
    let hash = window()
        .and_then(|window| window.location().hash().ok())
        .unwrap_or_default();
    hash.trim_start_matches('#').to_owned()
}

/// Calls `then` before the next frame is painted.
pub(crate) fn before_frame(then: impl FnOnce() + 'static) {
    let callback = Closure::once_into_js(then);
    if let Some(window) = window() {
        // It is refused only where the window is going away.
        let _ = window.request_animation_frame(callback.unchecked_ref());
    }
}

/// Calls `then` when the next frame is on the screen, whatever else was to be done in it.
pub(crate) fn after_paint(then: impl FnOnce() + 'static) {
    after_frame(move || after_frame(then));
}

/// Calls `then` when the next frame has been painted.
pub(crate) fn after_frame(then: impl FnOnce() + 'static) {
    before_frame(move || {
        gloo::timers::callback::Timeout::new(0, then).forget();
    });
}

/// Lets the page do what waits before it goes on.
pub(crate) async fn let_go() {
    let later = js_sys::Promise::new(&mut |resolve, _| {
        let timer = gloo::timers::callback::Timeout::new(0, move || {
            // A resolver takes any value.
            let _ = resolve.call0(&JsValue::UNDEFINED);
        });
        timer.forget();
    });
    let _ = wasm_bindgen_futures::JsFuture::from(later).await;
}

/// How long the page works at a stretch on what can wait, in milliseconds: half a frame.
pub(crate) const MOMENT_MS: f64 = 8.0;

/// Says yes for a moment, from now on.
pub(crate) fn for_a_moment() -> impl FnMut() -> bool {
    for_ms(MOMENT_MS)
}

/// Says yes for so many milliseconds, from now on.
pub(crate) fn for_ms(time_ms: f64) -> impl FnMut() -> bool {
    let clock = window().and_then(|window| window.performance());
    let now = move || clock.as_ref().map_or(0.0, web_sys::Performance::now);
    let end = now() + time_ms;
    move || now() < end
}

/// Calls `then` whenever the size of `element` changes, until the page goes.
pub(crate) fn on_resize(element: &Element, then: impl Fn() + 'static) {
    let callback = Closure::<dyn Fn()>::new(then);
    if let Ok(observer) = web_sys::ResizeObserver::new(callback.as_ref().unchecked_ref()) {
        observer.observe(element);
        callback.forget();
    }
}

/// While something is dragged from the palette, what lies over the drawing lets it through.
pub(crate) fn mark_placing(is_placing: bool) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        // Refused by no element.
        let _ = if is_placing {
            root.set_attribute("data-placing", "")
        } else {
            root.remove_attribute("data-placing")
        };
    }
}

/// Calls `then` whenever the theme changes, until the page goes.
pub(crate) fn on_theme_change(then: impl Fn() + 'static) {
    let Some(root) = document().and_then(|document| document.document_element()) else {
        return;
    };
    let callback = Closure::<dyn Fn()>::new(then);
    if let Ok(observer) = web_sys::MutationObserver::new(callback.as_ref().unchecked_ref()) {
        let options = web_sys::MutationObserverInit::new();
        options.set_attributes(true);
        options.set_attribute_filter(&js_sys::Array::of1(&"data-theme".into()));
        if observer.observe_with_options(&root, &options).is_ok() {
            callback.forget();
        }
    }
}

/// Whether the keyboard belongs to a field of a form just now.
pub(crate) fn is_typing(target: Option<web_sys::EventTarget>) -> bool {
    let Some(element) = target.and_then(|target| target.dyn_into::<HtmlElement>().ok()) else {
        return false;
    };
    matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
        || element.is_content_editable()
}

/// Whether this is a Mac, where Command takes the place of Control.
pub(crate) fn is_mac() -> bool {
    window()
        .and_then(|window| window.navigator().platform().ok())
        .is_some_and(|name| name.starts_with("Mac"))
}

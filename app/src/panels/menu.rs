//! Menus: at a button or at the pointer, closed by Escape, by a click elsewhere or by choosing.

use leptos::html::Div;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

use super::icon::kind_icon;
use super::ui::{Menu, MenuItem, use_ui};

/// The menu that is open, if one is.
#[component]
pub(crate) fn MenuLayer() -> impl IntoView {
    let ui = use_ui();
    move || ui.menu.get().map(|menu| view! { <OpenMenu menu /> })
}

#[component]
fn OpenMenu(menu: Menu) -> impl IntoView {
    let ui = use_ui();
    let list = NodeRef::<Div>::new();
    let before = active_element();
    let close = move |give_back: bool| {
        ui.menu.set(None);
        if give_back && let Some(before) = &before {
            let _ = before.focus();
        }
    };
    let close = StoredValue::new_local(close);
    Effect::new(move || {
        let Some(list) = list.get() else { return };
        place(&list, menu.x, menu.y);
        // After the press that opened it: the browser gives the focus to what was pressed.
        request_animation_frame(move || focus_item(&list, 0));
    });
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let Some(list) = list.get_untracked() else {
            return;
        };
        let (at, count) = focused_item(&list);
        match event.key().as_str() {
            "ArrowDown" => focus_item(&list, (at + 1) % count.max(1)),
            "ArrowUp" => focus_item(&list, (at + count.max(1) - 1) % count.max(1)),
            "Home" => focus_item(&list, 0),
            "End" => focus_item(&list, count.saturating_sub(1)),
            "Escape" | "Tab" => close.with_value(|close| close(true)),
            key if key.chars().count() == 1 && !event.ctrl_key() => focus_by_letter(&list, at, key),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let items = menu
        .items
        .into_iter()
        .map(|item| view! { <Item item on_choose=move || close.with_value(|close| close(true)) /> })
        .collect_view();
    view! {
        <div class="menu-catch" on:pointerdown=move |_| close.with_value(|close| close(false))></div>
        <div class="menu" role="menu" tabindex="-1" aria-label=menu.label node_ref=list on:keydown=on_key>
            {items}
        </div>
    }
    .into_any()
}

#[component]
fn Item(item: MenuItem, on_choose: impl Fn() + 'static) -> impl IntoView {
    if item.label.is_empty() {
        return view! { <div class="menu-line" role="separator"></div> }.into_any();
    }
    let run = item.run;
    view! {
        <button
            type="button"
            role="menuitem"
            class="menu-item"
            tabindex="-1"
            title=item.refused.clone()
            aria-disabled=item.refused.is_some().then_some("true")
            on:click=move |_| {
                if item.refused.is_none() {
                    on_choose();
                    run();
                }
            }
        >
            {item.kind.map(kind_icon)}
            <span>{item.label}</span>
            {(!item.keys.is_empty()).then(|| view! { <span class="menu-keys">{item.keys}</span> })}
        </button>
    }
    .into_any()
}

/// A line between groups of items.
pub(crate) fn menu_line() -> MenuItem {
    MenuItem::new("", || {})
}

/// Opens a menu under the element that was clicked.
pub(crate) fn open_menu_under(event: &leptos::ev::MouseEvent, label: &str, items: Vec<MenuItem>) {
    let Some(element) = event
        .current_target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
    else {
        return;
    };
    let rect = element.get_bounding_client_rect();
    open_menu_at(whole(rect.left()), whole(rect.bottom()) + 4, label, items);
}

/// Opens a menu at a point of the window.
pub(crate) fn open_menu_at(x: i32, y: i32, label: &str, items: Vec<MenuItem>) {
    let label = label.to_owned();
    use_ui().menu.set(Some(Menu { x, y, label, items }));
}

#[expect(clippy::cast_possible_truncation, reason = "CSS pixels of a window")]
pub(crate) fn whole(pixels: f64) -> i32 {
    pixels.round() as i32
}

pub(crate) fn active_element() -> Option<web_sys::HtmlElement> {
    document().active_element()?.dyn_into().ok()
}

/// Keeps the menu inside the window.
fn place(list: &web_sys::HtmlDivElement, x: i32, y: i32) {
    let window = window();
    let size = |value: Result<leptos::wasm_bindgen::JsValue, _>| {
        value
            .ok()
            .and_then(|value: leptos::wasm_bindgen::JsValue| value.as_f64())
            .map_or(0, whole)
    };
    let (width, height) = (size(window.inner_width()), size(window.inner_height()));
    let left = x.min(width - list.offset_width() - 8).max(8);
    let top = y.min(height - list.offset_height() - 8).max(8);
    let style = web_sys::HtmlElement::style(list);
    let _ = style.set_property("left", &format!("{left}px"));
    let _ = style.set_property("top", &format!("{top}px"));
}

fn items_of(list: &web_sys::HtmlDivElement) -> Vec<web_sys::HtmlElement> {
    let Ok(found) = list.query_selector_all("[role=menuitem]") else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|at| found.item(at)?.dyn_into().ok())
        .collect()
}

fn focused_item(list: &web_sys::HtmlDivElement) -> (usize, usize) {
    let items = items_of(list);
    let active = document().active_element();
    let at = items
        .iter()
        .position(|item| Some(item.unchecked_ref::<web_sys::Element>()) == active.as_ref());
    (at.unwrap_or(0), items.len())
}

fn focus_item(list: &web_sys::HtmlDivElement, at: usize) {
    if let Some(item) = items_of(list).get(at) {
        let _ = item.focus();
    }
}

fn focus_by_letter(list: &web_sys::HtmlDivElement, at: usize, letter: &str) {
    let items = items_of(list);
    let order = (at + 1..items.len()).chain(0..=at.min(items.len().saturating_sub(1)));
    let starts = |item: &web_sys::HtmlElement| {
        item.text_content()
            .unwrap_or_default()
            .to_lowercase()
            .starts_with(&letter.to_lowercase())
    };
    if let Some(item) = order
        .filter_map(|index| items.get(index))
        .find(|item| starts(item))
    {
        let _ = item.focus();
    }
}

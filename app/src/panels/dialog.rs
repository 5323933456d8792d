//! Dialogs: the browser's own element keeps the keyboard inside, closes on Escape and gives the focus back.

use leptos::html::Dialog as DialogElement;
use leptos::prelude::*;

use super::icon::{Glyph, glyph};
use super::ui::use_ui;
use crate::frame::NoticeBox;

/// A dialog with a title. `foot` stands below a line, for what ends it.
#[component]
pub(crate) fn DialogBox(
    title: &'static str,
    #[prop(optional)] wide: bool,
    #[prop(optional, into)] foot: Option<ViewFn>,
    children: Children,
) -> impl IntoView {
    let ui = use_ui();
    let close = move |_| ui.dialog.set(None);
    view! {
        <ModalElement label=title wide>
            <div class="dialog-head">
                <h2>{title}</h2>
                <button type="button" class="button ghost icon-only" aria-label="Close" on:click=close>
                    {glyph(Glyph::Close)}
                </button>
            </div>
            <div class="dialog-body">{children()}</div>
            {foot.map(|foot| view! { <div class="dialog-foot">{foot.run()}</div> })}
        </ModalElement>
    }
    .into_any()
}

/// The element itself, for dialogs with a shape of their own.
#[component]
pub(crate) fn ModalElement(
    label: &'static str,
    #[prop(optional)] wide: bool,
    #[prop(optional)] class: &'static str,
    /// Called where a person closes it by Escape or a click beside it.
    #[prop(optional, into)]
    given_up: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let ui = use_ui();
    let close = move || {
        ui.dialog.set(None);
        if let Some(given_up) = given_up {
            given_up.run(());
        }
    };
    let element = NodeRef::<DialogElement>::new();
    Effect::new(move || {
        if let Some(element) = element.get()
            && !element.open()
        {
            let _ = element.show_modal();
        }
    });
    // Escape is told of twice, the second time when another dialog may be open already.
    let is_given_up = StoredValue::new(false);
    let on_cancel = move |_: leptos::ev::Event| {
        is_given_up.set_value(true);
        close();
    };
    let on_close = move |_: leptos::ev::Event| {
        if !is_given_up.try_get_value().unwrap_or(true) {
            ui.dialog.set(None);
        }
    };
    // A click on the scrim has the element itself as target; one inside has a child.
    let on_pointer = move |event: leptos::ev::PointerEvent| {
        let on_scrim = event.target().is_some_and(|target| {
            element.get_untracked().is_some_and(|element| {
                AsRef::<leptos::wasm_bindgen::JsValue>::as_ref(&*element)
                    == AsRef::<leptos::wasm_bindgen::JsValue>::as_ref(&target)
            })
        });
        if on_scrim {
            close();
        }
    };
    view! {
        <dialog
            class=format!("dialog {class}")
            class:wide=wide
            aria-label=label
            node_ref=element
            on:cancel=on_cancel
            on:close=on_close
            on:pointerdown=on_pointer
        >
            <div class="dialog-inner">{children()}</div>
            <NoticeBox />
        </dialog>
    }
    .into_any()
}

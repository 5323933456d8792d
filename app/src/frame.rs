//! The frame of the window: bars at the edges, the drawing in the middle.

use leptos::prelude::*;

use crate::state::use_app;

/// The whole window.
#[component]
pub(crate) fn Frame() -> impl IntoView {
    view! {
        <div class="frame">
            <TopBar />
            <main class="frame-centre"></main>
            <StatusBar />
        </div>
    }
}

/// The design's name, and what can be done with it.
#[component]
fn TopBar() -> impl IntoView {
    let app = use_app();
    let name = move || app.design.with(|design| design.name.clone());
    let undo = move || app.labels.with(|(undo, _)| undo.clone());
    let redo = move || app.labels.with(|(_, redo)| redo.clone());
    let title = |verb: &'static str, label: Option<String>| {
        label.map_or(verb.to_owned(), |label| format!("{verb} {label}"))
    };
    view! {
        <header class="frame-top">
            <h1 class="design-name">{name}</h1>
            <button
                type="button"
                disabled=move || undo().is_none()
                title=move || title("Undo", undo())
                on:click=move |_| { app.undo(); }
            >
                "Undo"
            </button>
            <button
                type="button"
                disabled=move || redo().is_none()
                title=move || title("Redo", redo())
                on:click=move |_| { app.redo(); }
            >
                "Redo"
            </button>
        </header>
    }
}

/// What can be done now.
#[component]
fn StatusBar() -> impl IntoView {
    let app = use_app();
    view! {
        <footer class="frame-status">
            <span role="status">{move || app.hint.get()}</span>
        </footer>
    }
}

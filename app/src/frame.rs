//! The frame of the window: bars at the edges, panels beside the drawing, the drawing in the middle.

use leptos::prelude::*;

use crate::canvas::CanvasView;
use crate::panels::ui::Ui;
use crate::panels::{Inspector, LeftSplitter, MenuLayer, Outline, Palette, Problems, RightSplitter, TopBar, theme};
use crate::state::{Notice, use_app};

/// The whole window.
#[component]
pub(crate) fn Frame() -> impl IntoView {
    let ui = Ui::new();
    provide_context(ui);
    theme::follow(ui);
    view! {
        <div class="frame">
            <TopBar />
            <nav class="frame-left" aria-label="Palette and outline">
                <Palette />
                <Outline />
                <LeftSplitter />
            </nav>
            <main class="frame-centre" aria-label="Drawing">
                <CanvasView />
            </main>
            <aside class="frame-right" aria-label="Details">
                <Inspector />
                <RightSplitter />
            </aside>
            <Problems />
            <StatusBar />
        </div>
        <MenuLayer />
        <NoticeBox />
        <div class="visually-hidden" aria-live="polite">{move || ui.said.get()}</div>
    }
}

/// What can be done now, and how large the design is.
#[component]
fn StatusBar() -> impl IntoView {
    let app = use_app();
    let size = move || {
        app.design.with(|design| {
            use netwright_core::model::Kind;
            let count = |kind: Kind, one: &str| match design.count(kind) {
                0 => None,
                1 => Some(format!("1 {one}")),
                count => Some(format!("{count} {one}s")),
            };
            let parts = [count(Kind::Vpc, "VPC"), count(Kind::Subnet, "subnet"), count(Kind::TransitGateway, "hub")];
            parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
        })
    };
    let selected = move || match app.selection.with(std::collections::BTreeSet::len) {
        0 => String::new(),
        1 => "1 selected".to_owned(),
        count => format!("{count} selected"),
    };
    view! {
        <footer class="frame-status">
            <span class="hint" role="status">{move || app.hint.get()}</span>
            <span>{selected}</span>
            <span>{size}</span>
        </footer>
    }
}

/// What went wrong or deserves a word, until it is dismissed.
#[component]
fn NoticeBox() -> impl IntoView {
    let app = use_app();
    let shown = move |notice: Notice| {
        view! {
            <div class="notice" class:is-error=notice.error role=if notice.error { "alert" } else { "status" }>
                <p>{notice.text}</p>
                <button type="button" class="button ghost small" on:click=move |_| app.notice.set(None)>"Dismiss"</button>
            </div>
        }
    };
    move || app.notice.get().map(shown)
}

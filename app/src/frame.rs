//! The frame of the window: bars at the edges, panels beside the drawing, the drawing in the middle.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

use crate::analysis::use_analysis;
use crate::canvas::CanvasView;
use crate::files::exchange::use_exchange;
use crate::panels::act::provide_actor;
use crate::panels::ui::{Dialog, Ui, use_ui};
use crate::panels::{
    DialogLayer, Inspector, LabPanel, LabReturn, LeftSplitter, MenuLayer, Outline, Palette,
    Problems, ReplaceQuestion, RightSplitter, Start, TopBar, comes_later, lab, theme, trace_panel,
};
use crate::state::{App, Notice, use_app};

/// Opening that takes longer than this is told of, in milliseconds.
const SLOW_MS: u32 = 300;
/// How long a notice stays, and how much longer for each of its letters, in milliseconds.
const NOTICE_MS: u32 = 5_000;
const LETTER_MS: u32 = 60;

/// The whole window.
#[component]
pub(crate) fn Frame() -> impl IntoView {
    let ui = Ui::new();
    provide_context(ui);
    theme::follow(ui);
    let exchange = use_exchange();
    let_notices_go(use_app());
    let is_lab_open = lab::follow(use_app(), ui, use_analysis());
    let has_lab_shown = move || is_lab_open.get() && ui.lab_shown.get();
    let actor = provide_actor();
    let _keys = window_event_listener(leptos::ev::keydown, move |event| {
        if !event.default_prevented() && actor.press(&event) {
            event.prevent_default();
        }
    });
    for (name, keys) in [("copy", "Ctrl+C"), ("cut", "Ctrl+X"), ("paste", "Ctrl+V")] {
        window_event_listener_untyped(name, move |event| {
            if !event.default_prevented() && actor.clip(keys, event.unchecked_ref()) {
                event.prevent_default();
            }
        });
    }
    view! {
        <div class="frame" class:is-tracing=move || ui.trace_open.get()>
            <TopBar />
            <Show when=move || has_lab_shown() && !ui.trace_open.get()>
                <LabPanel />
            </Show>
            <Show when=move || ui.trace_open.get()>
                {comes_later(trace_panel)(())}
            </Show>
            <nav class="frame-left" class:is-covered=move || has_lab_shown() || ui.trace_open.get() aria-label="Palette and outline">
                <Show when=move || is_lab_open.get()>
                    <LabReturn />
                </Show>
                <Palette />
                <Outline />
                <LeftSplitter />
            </nav>
            <main class="frame-centre" aria-label="Drawing">
                <CanvasView />
                <Start />
            </main>
            <aside class="frame-right" aria-label="Details">
                <Inspector />
                <RightSplitter />
            </aside>
            <Problems />
            <StatusBar />
        </div>
        <DialogLayer />
        <ReplaceQuestion />
        <DropTarget />
        <MenuLayer />
        <OpeningBox />
        <Show when=move || ui.dialog.with(Option::is_none) && exchange.waiting.with(Option::is_none)>
            <NoticeBox />
        </Show>
        <div class="visually-hidden" aria-live="polite">{move || ui.said.get()}</div>
    }
    .into_any()
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
            let parts = [
                count(Kind::Vpc, "VPC"),
                count(Kind::Subnet, "subnet"),
                count(Kind::TransitGateway, "hub"),
            ];
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
    .into_any()
}

/// What is being opened, and how to give up.
#[component]
fn OpeningBox() -> impl IntoView {
    let app = use_app();
    // What is there in a moment needs no word.
    let is_slow = RwSignal::new(false);
    let is_any = Memo::new(move |_| app.opening.with(Option::is_some));
    Effect::new(move || {
        is_slow.set(false);
        if is_any.get() {
            gloo::timers::callback::Timeout::new(SLOW_MS, move || is_slow.set(true)).forget();
        }
    });
    let words = move || {
        app.opening.with(|opening| {
            opening.as_ref().map(|opening| {
                let name = match opening.name.as_str() {
                    "" => "your design",
                    name => name,
                };
                format!("Opening {name}… {} %", opening.percent)
            })
        })
    };
    view! {
        <Show when=move || is_slow.get() && is_any.get()>
            <div class="notice" role="status">
                <p>{words}</p>
                <button type="button" class="button ghost small" on:click=move |_| app.opening.set(None)>"Cancel"</button>
            </div>
        </Show>
    }
    .into_any()
}

/// What deserves a word, for as long as it takes to read it, and what went wrong, until it is dismissed. An open dialog
/// has it inside: what is outside can't be reached.
#[component]
pub(crate) fn NoticeBox() -> impl IntoView {
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

/// Lets a notice that is no error go by itself.
fn let_notices_go(app: App) {
    Effect::new(move || {
        let Some(shown) = app.notice.get().filter(|notice| !notice.error) else {
            return;
        };
        let letters = u32::try_from(shown.text.len()).unwrap_or(u32::MAX);
        let time_ms = letters.saturating_mul(LETTER_MS).saturating_add(NOTICE_MS);
        let end = move || {
            if app
                .notice
                .with_untracked(|notice| notice.as_ref() == Some(&shown))
            {
                app.notice.set(None);
            }
        };
        gloo::timers::callback::Timeout::new(time_ms, end).forget();
    });
}

/// A file that is dragged over the window can be dropped anywhere.
#[component]
fn DropTarget() -> impl IntoView {
    let (ui, exchange) = (use_ui(), use_exchange());
    let over = RwSignal::new(false);
    let carries_file = |event: &leptos::ev::DragEvent| {
        event
            .data_transfer()
            .is_some_and(|data| data.types().includes(&"Files".into(), 0))
    };
    let _over = window_event_listener(leptos::ev::dragover, move |event| {
        if carries_file(&event) {
            event.prevent_default();
            over.set(true);
        }
    });
    let _leave = window_event_listener(leptos::ev::dragleave, move |event| {
        if event.related_target().is_none() {
            over.set(false);
        }
    });
    let _drop = window_event_listener(leptos::ev::drop, move |event| {
        over.set(false);
        if carries_file(&event)
            && let Some(data) = event.data_transfer()
        {
            event.prevent_default();
            // What follows is said over the drawing.
            ui.dialog.update(|dialog| {
                dialog.take_if(|dialog| matches!(dialog, Dialog::ImportAws | Dialog::ImportNotes));
            });
            exchange.open_dropped(&data);
        }
    });
    view! {
        <Show when=move || over.get()>
            <div class="drop-target"><p><strong>"Drop to open"</strong> "A design, or a folder, a zip or files of AWS describe calls"</p></div>
        </Show>
    }
    .into_any()
}

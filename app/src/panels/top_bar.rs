//! The bar at the top: the design's name, what was done to it, and where it can go.

use leptos::prelude::*;
use netwright_core::edit::Command;
use netwright_editor::actions::{self, Group, in_order};
use netwright_editor::view_models::words::in_sentence;

use super::act::use_actor;
use super::icon::{Glyph, glyph};
use super::menu::open_menu_under;
use super::ui::use_ui;
use crate::files::autosave::{Autosave, SaveState};
use crate::state::use_app;

#[component]
pub(crate) fn TopBar() -> impl IntoView {
    let (app, ui, actor) = (use_app(), use_ui(), use_actor());
    let autosave: Autosave = expect_context();
    let undo = move || app.labels.with(|(undo, _)| undo.clone());
    let redo = move || app.labels.with(|(_, redo)| redo.clone());
    let title = |verb: &'static str, keys: &str, label: Option<String>| {
        label.map_or(format!("{verb} ({keys})"), |label| {
            format!("{verb}: {} ({keys})", in_sentence(&label))
        })
    };
    let saved = move || match autosave.state.get() {
        SaveState::Saved => "Kept in this browser".to_owned(),
        SaveState::Saving => "Saving…".to_owned(),
        SaveState::Failed(why) => format!("Not saved: {why}"),
    };
    let file_menu = move |event: leptos::ev::MouseEvent| {
        let file = in_order()
            .into_iter()
            .filter(|action| action.group == Group::File);
        open_menu_under(
            &event,
            "File",
            file.map(|action| actor.item(action)).collect(),
        );
    };
    view! {
        <header class="frame-top">
            <button type="button" class="button ghost brand-button" aria-label="File" title="File" aria-haspopup="menu" on:click=file_menu>
                <img class="brand" src="icons/netwright.svg" alt="" width="24" height="24" />
                {glyph(Glyph::Down)}
            </button>
            <h1 class="visually-hidden">"Netwright"</h1>
            <DesignName />
            <span class="save-state" role="status">{saved}</span>
            <span class="top-divider"></span>
            <button type="button" class="button ghost icon-only" aria-label="Undo" disabled=move || undo().is_none() title=move || title("Undo", "Ctrl+Z", undo()) on:click=move |_| actor.run(&actions::undo::ACTION)>
                {glyph(Glyph::Undo)}
            </button>
            <button type="button" class="button ghost icon-only" aria-label="Redo" disabled=move || redo().is_none() title=move || title("Redo", "Ctrl+Shift+Z", redo()) on:click=move |_| actor.run(&actions::redo::ACTION)>
                {glyph(Glyph::Redo)}
            </button>
            <span class="top-gap"></span>
            <button type="button" class="button search-button" title="Search and commands (Ctrl+K)" on:click=move |_| actor.run(&actions::search::ACTION)>
                {glyph(Glyph::Search)} <span>"Search and commands"</span> <kbd>"Ctrl K"</kbd>
            </button>
            <span class="top-gap"></span>
            <button type="button" class="button ghost" title="Trace a packet (Alt+T)" on:click=move |_| actor.run(&actions::trace::ACTION)>
                {glyph(Glyph::Trace)} <span class="top-label">"Trace"</span>
            </button>
            <button type="button" class="button ghost" title="Isolation matrix (Alt+M)" on:click=move |_| actor.run(&actions::matrix::ACTION)>
                {glyph(Glyph::Matrix)} <span class="top-label">"Matrix"</span>
            </button>
            <button type="button" class="button ghost" title="Address plan" on:click=move |_| actor.run(&actions::address_plan::ACTION)>
                {glyph(Glyph::Addresses)} <span class="top-label">"Addresses"</span>
            </button>
            <button type="button" class="button ghost icon-only" aria-label="Copy a link to this design" title="Copy a link that holds the whole design" on:click=move |_| actor.run(&actions::copy_link::ACTION)>
                {glyph(Glyph::Share)}
            </button>
            <button type="button" class="button ghost icon-only" aria-label="Light or dark theme" title="Light or dark theme" aria-pressed=move || ui.dark.get().to_string() on:click=move |_| actor.run(&actions::toggle_theme::ACTION)>
                {move || if ui.dark.get() { glyph(Glyph::Sun).into_any() } else { glyph(Glyph::Moon).into_any() }}
            </button>
            <button type="button" class="button ghost icon-only" aria-label="Keyboard shortcuts" title="Keyboard shortcuts (?)" on:click=move |_| actor.run(&actions::help::ACTION)>
                {glyph(Glyph::Help)}
            </button>
            <button type="button" class="button primary" title="Export commands (Ctrl+E)" on:click=move |_| actor.run(&actions::export::ACTION)>
                {glyph(Glyph::Export)} <span>"Export"</span>
            </button>
        </header>
    }
    .into_any()
}

/// The name, which is typed where it stands.
#[component]
fn DesignName() -> impl IntoView {
    let app = use_app();
    let name = Memo::new(move |_| app.design.with(|design| design.name.clone()));
    let on_change = move |event| {
        let new: String = event_target_value(&event);
        let description = app
            .design
            .with_untracked(|design| design.description.clone());
        if new != name.get_untracked() {
            app.commit(
                "Rename design",
                &[Command::Describe {
                    name: new,
                    description,
                }],
            );
        }
    };
    view! {
        <input
            class="design-name"
            aria-label="Name of the design"
            prop:value=move || name.get()
            on:change=on_change
            on:keydown=|event| if event.key() == "Enter" { event_target::<web_sys::HtmlInputElement>(&event).blur().ok(); }
        />
    }
    .into_any()
}

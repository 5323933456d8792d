//! The command palette: every action and every record, found by a few letters.

use leptos::prelude::*;
use netwright_core::model::Kind;
use netwright_editor::actions::in_order;
use netwright_editor::view_models::picker::candidates;
use netwright_editor::view_models::search::ranked;

use super::act::{Actor, use_actor};
use super::add::lower_label;
use super::dialog::ModalElement;
use super::icon::kind_icon;
use super::palette::add_beside_selection;
use super::ui::{MenuItem, Ui, use_ui};
use crate::state::{App, use_app};

/// Actions listed at a time.
const MOST_ACTIONS: usize = 40;
/// Records listed below the actions.
const MOST_RECORDS: usize = 30;

/// Every action, then every kind of record that can be added.
fn commands(app: App, ui: Ui, actor: Actor) -> Vec<MenuItem> {
    let actions = in_order().into_iter().map(|action| actor.item(action));
    let kinds = Kind::ALL.iter().copied().map(|kind| {
        let label = format!("Add {}", lower_label(kind));
        MenuItem::new(label, move || add_beside_selection(app, ui, kind)).kind(kind)
    });
    actions.chain(kinds).collect()
}

#[component]
pub(crate) fn CommandPalette() -> impl IntoView {
    let (app, ui) = (use_app(), use_ui());
    let all = StoredValue::new(commands(app, ui, use_actor()));
    let typed = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let found = Memo::new_with_compare(
        move |_| {
            let typed = typed.get();
            let mut found: Vec<MenuItem> = all.with_value(|all| {
                ranked(&typed, all.iter().cloned(), |action| action.label.clone())
            });
            found.truncate(MOST_ACTIONS);
            if !typed.trim().is_empty() {
                let records = app
                    .design
                    .with_untracked(|design| candidates(design, None, &[], &typed));
                found.extend(records.into_iter().take(MOST_RECORDS).map(|record| {
                    let place = if record.place.is_empty() {
                        String::new()
                    } else {
                        format!(" in {}", record.place)
                    };
                    let label = format!("{}{place} ({})", record.label, record.id);
                    MenuItem::new(label, move || ui.go_to(app, record.id)).kind(record.id.kind)
                }));
            }
            found
        },
        |_, _| true,
    );
    let run = move |index: usize| {
        let action = found.with_untracked(|found| found.get(index).cloned());
        if let Some(action) = action.filter(|action| action.refused.is_none()) {
            ui.dialog.set(None);
            // After the dialog has gone, so that the focus it gives back is not taken from what the action opens.
            request_animation_frame(move || (action.run)());
        }
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let last = found.with_untracked(|found| found.len().saturating_sub(1));
        match event.key().as_str() {
            "ArrowDown" => at.update(|at| *at = (*at + 1).min(last)),
            "ArrowUp" => at.update(|at| *at = at.saturating_sub(1)),
            "Enter" => run(at.get_untracked()),
            _ => return,
        }
        event.prevent_default();
        if let Some(row) = document().get_element_by_id(&format!("command-{}", at.get_untracked()))
        {
            row.scroll_into_view_with_bool(false);
        }
    };
    let row = move |(index, action): (usize, MenuItem)| {
        let is_selected = move || at.get() == index;
        let is_refused = action.refused.is_some();
        view! {
            <div
                class="command"
                role="option"
                id=format!("command-{index}")
                aria-selected=move || is_selected().to_string()
                aria-disabled=is_refused.then_some("true")
                on:pointermove=move |_| at.set(index)
                on:click=move |_| run(index)
            >
                {action.kind.map(kind_icon)}
                <span>{action.label}</span>
                {action.refused.map(|why| view! { <span class="why">{why}</span> })}
                {(!action.keys.is_empty()).then(|| view! { <span class="keys"><kbd>{action.keys}</kbd></span> })}
            </div>
        }
    };
    view! {
        <ModalElement label="Search and commands" class="commands">
            <input
                class="commands-input"
                role="combobox"
                aria-expanded="true"
                aria-controls="commands-list"
                aria-activedescendant=move || format!("command-{}", at.get())
                aria-label="Search commands and records"
                placeholder="Type a command or the name of a record"
                autocomplete="off"
                spellcheck="false"
                autofocus
                on:input=move |event| {
                    typed.set(event_target_value(&event));
                    at.set(0);
                }
                on:keydown=on_key
            />
            <div class="commands-list" id="commands-list" role="listbox" aria-label="Commands and records">
                {move || found.get().into_iter().enumerate().map(row).collect_view()}
            </div>
        </ModalElement>
    }
    .into_any()
}

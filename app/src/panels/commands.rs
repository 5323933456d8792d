//! The command palette: every action and every record, found by a few letters.

use leptos::prelude::*;
use netwright_core::catalog::Item;
use netwright_editor::actions::in_order;
use netwright_editor::view_models::find::{Found, find};
use netwright_editor::view_models::lens::{Lens, lenses};
use netwright_editor::view_models::search::{fit_words, ranked_sections};
use netwright_editor::view_models::words::in_sentence;

use super::act::{Actor, use_actor};
use super::dialog::ModalElement;
use super::icon::kind_icon;
use super::palette::add_beside_selection;
use super::ui::{MenuItem, Ui, use_ui};
use crate::state::{App, use_app};

/// Lines listed of one section.
const MOST_LINES: usize = 40;
/// Lines of what was used last.
const MOST_USED: usize = 4;

/// A line of the palette.
#[derive(Clone)]
struct Line {
    /// The same from one opening to the next: what was used last is found by it.
    key: String,
    words: &'static [&'static str],
    /// How well it fits what is typed, where that is known.
    score: Option<i32>,
    item: MenuItem,
}

/// Every action, what can be added, what can be looked at.
fn sections(app: App, ui: Ui, actor: Actor) -> Vec<(&'static str, Vec<Line>)> {
    let actions = in_order().into_iter().map(|action| Line {
        key: action.id.to_owned(),
        words: &[],
        score: None,
        item: actor.item(action),
    });
    let items = Item::by_group().into_iter().map(|item| {
        let label = format!("Add {}", in_sentence(item.title));
        let run = move || add_beside_selection(app, ui, item);
        Line {
            key: label.clone(),
            words: item.keywords,
            score: None,
            item: MenuItem::new(label, run).kind(item.kind),
        }
    });
    let looks = app.with_census(|design, census| {
        let lenses = lenses(design, census).into_iter();
        let line = |lens: Lens| {
            let label = format!("Look at {}", lens.label(design));
            Line {
                key: label.clone(),
                words: &["lens", "highlight", "filter"],
                score: None,
                item: MenuItem::new(label, move || ui.lens.set(Some(lens.clone()))),
            }
        };
        lenses.map(line).collect()
    });
    let (actions, items): (Vec<Line>, Vec<Line>) = (actions.collect(), items.collect());
    let used = ui.used.get_untracked();
    let last = used.iter().filter_map(|key| {
        let mut lines = actions.iter().chain(&items);
        lines.find(|line| line.key == *key).cloned()
    });
    vec![
        ("Used last", last.collect()),
        ("Commands", actions.clone()),
        ("Add", items),
        ("Look at", looks),
    ]
}

/// Records that fit what is typed.
fn records(app: App, ui: Ui, typed: &str) -> Vec<Line> {
    let found = app.design.with_untracked(|design| find(design, typed));
    let line = |record: Found| {
        let place = match record.place.as_str() {
            "" => String::new(),
            place => format!(" in {place}"),
        };
        let label = format!("{}{place} ({}) {}", record.label, record.id, record.detail);
        let label = label.trim_end().to_owned();
        Line {
            key: record.id.to_string(),
            words: &[],
            score: Some(record.score),
            item: MenuItem::new(label, move || ui.go_to(app, record.id)).kind(record.id.kind),
        }
    };
    found.into_iter().map(line).collect()
}

/// Notes what was chosen: it stands first the next time.
fn remember(ui: Ui, key: String) {
    ui.used.update(|used| {
        used.retain(|other| *other != key);
        used.insert(0, key);
        used.truncate(MOST_USED);
    });
}

#[component]
pub(crate) fn CommandPalette() -> impl IntoView {
    let (app, ui) = (use_app(), use_ui());
    let all = StoredValue::new(sections(app, ui, use_actor()));
    let typed = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    // Lines of all sections; the first of a section says its title.
    let found = Memo::new_with_compare(
        move |_| {
            let typed = typed.get();
            let mut sections = all.get_value();
            if !typed.trim().is_empty() {
                sections.remove(0); // what was used last is among the others
                sections.push(("Records", records(app, ui, &typed)));
            }
            let score = |line: &Line| {
                let fits = || fit_words(&typed, &line.item.label, line.words);
                line.score.or_else(fits)
            };
            let mut found: Vec<(Option<&'static str>, Line)> = Vec::new();
            for (title, lines) in ranked_sections(&typed, sections, score) {
                // What can't be done now comes after what can: Enter does something.
                let is_refused = |line: &Line| !typed.is_empty() && line.item.refused.is_some();
                let (refused, lines): (Vec<Line>, Vec<Line>) =
                    lines.into_iter().partition(is_refused);
                let lines = lines.into_iter().chain(refused).collect::<Vec<_>>();
                for (index, line) in lines.into_iter().take(MOST_LINES).enumerate() {
                    found.push(((index == 0).then_some(title), line));
                }
            }
            found
        },
        |_, _| true,
    );
    let run = move |index: usize| {
        let chosen = found.with_untracked(|found| found.get(index).cloned());
        if let Some((_, line)) = chosen.filter(|(_, line)| line.item.refused.is_none()) {
            ui.dialog.set(None);
            remember(ui, line.key);
            let action = line.item;
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
    let row = move |(index, (section, line)): (usize, (Option<&'static str>, Line))| {
        let action = line.item;
        let is_selected = move || at.get() == index;
        let is_refused = action.refused.is_some();
        view! {
            {section.map(|title| view! { <div class="command-section" role="presentation">{title}</div> })}
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
                placeholder="Type a command, a name, an address or a block"
                autocomplete="off"
                spellcheck="false"
                autofocus
                on:input=move |event| {
                    typed.set(event_target_value(&event));
                    at.set(0);
                }
                on:keydown=on_key
            />
            <Show when=move || found.with(Vec::is_empty)>
                <p class="commands-none" role="status">"Nothing found"</p>
            </Show>
            <div class="commands-list" id="commands-list" role="listbox" aria-label="Commands and records">
                {move || found.get().into_iter().enumerate().map(row).collect_view()}
            </div>
        </ModalElement>
    }
    .into_any()
}

//! The outline: the whole design as a tree, for the keyboard and the screen reader as much as for the eye.
//!
//! Only the lines in view are elements. The tree itself has the focus and names the active line, so that a line that
//! scrolls away takes no focus with it.

use std::sync::Arc;

use leptos::html::Div;
use leptos::prelude::*;
use netwright_core::catalog::Item;
use netwright_core::catalog::draft::{kinds_inside, outermost_kinds};
use netwright_core::catalog::items::{Group, Home, Place};
use netwright_core::edit::Command;
use netwright_core::model::EntityId;
use netwright_editor::view_models::outline::{OutlineKey, OutlineLine, OutlineRow, label_of};
use netwright_editor::view_models::words::in_sentence;

use super::add::add_item;
use super::icon::{Glyph, glyph, kind_icon, region_icon};
use super::menu::{menu_line, open_menu_at, open_menu_under, whole};
use super::ui::{MenuItem, Ui, use_ui};
use crate::state::{App, use_app};

/// Height of a line in CSS pixels: `--row-height`.
const ROW: i32 = 26;
/// Lines above and below the view that are elements too.
const OVERSCAN: usize = 6;
/// Letters typed closer together than this are one word to look for.
const TYPE_AHEAD_MS: f64 = 700.0;

/// The tree with its heading.
#[component]
pub(crate) fn Outline() -> impl IntoView {
    let (app, ui) = (use_app(), use_ui());
    let rows = outline_lines(app, ui);
    let tree = NodeRef::<Div>::new();
    let scroll = RwSignal::new(0_i32);
    let height = RwSignal::new(400_i32);
    let visible = Memo::new(move |_| {
        let first = usize::try_from(scroll.get() / ROW)
            .unwrap_or(0)
            .saturating_sub(OVERSCAN);
        let count = usize::try_from(height.get() / ROW).unwrap_or(0) + 2 * OVERSCAN + 2;
        let renamed = ui.renaming.get();
        rows.with(|rows| {
            let in_view = |at: usize| at >= first && at - first < count;
            // A name that is being typed stays where it is when its line is scrolled away.
            let lines = rows.iter().enumerate().filter(|(at, line)| {
                in_view(*at) || renamed.is_some() && line.key.entity() == renamed
            });
            app.with_outline(|design, index| {
                let rows = lines.map(|(at, line)| (at, index.row(design, line)));
                rows.collect::<Vec<_>>()
            })
        })
    });
    let measure = move || {
        if let Some(tree) = tree.get_untracked() {
            height.set(tree.client_height());
            scroll.set(tree.scroll_top());
        }
    };
    Effect::new(move || {
        tree.track();
        request_animation_frame(measure);
    });
    let _resized = window_event_listener(leptos::ev::resize, move |_| measure());
    // What is revealed or selected alone elsewhere is opened and scrolled to here.
    let show = move |id: EntityId| {
        let path = app
            .design
            .with_untracked(|design| netwright_editor::view_models::outline::path_to(design, id));
        if ui
            .open_rows
            .with_untracked(|open| path.iter().any(|key| !open.contains(key)))
        {
            ui.open_rows.update(|open| open.extend(path));
        }
        ui.active_row.set(Some(OutlineKey::Entity(id)));
    };
    Effect::new(move || {
        if let Some((id, _)) = app.reveal.get() {
            show(id);
        }
    });
    Effect::new(move || {
        let only = app.selection.with(|selection| match selection.len() {
            1 => selection.first().copied(),
            _ => None,
        });
        if let Some(id) = only {
            show(id);
        }
    });
    let scroll_to = move |at: usize| {
        let Some(tree) = tree.get_untracked() else {
            return;
        };
        let top = i32::try_from(at).unwrap_or(0) * ROW;
        let (from, size) = (tree.scroll_top(), tree.client_height());
        if top < from {
            tree.set_scroll_top(top);
        } else if top + ROW > from + size {
            tree.set_scroll_top(top + ROW - size);
        }
        measure();
    };
    let active_at = Memo::new(move |_| {
        let active = ui.active_row.get()?;
        rows.with(|rows| rows.iter().position(|row| row.key == active))
    });
    Effect::new(move || {
        if let Some(at) = active_at.get() {
            // In the frame: rows that have just been opened make the list as high as it will be there, and what is
            // measured before would be laid out twice.
            request_animation_frame(move || {
                if active_at.try_get_untracked() == Some(Some(at)) {
                    scroll_to(at);
                }
            });
        }
    });
    let space = move || {
        format!(
            "{}px",
            rows.with(|rows| i32::try_from(rows.len()).unwrap_or(0)) * ROW
        )
    };
    let active_id = move || {
        ui.active_row
            .get()
            .filter(|_| active_at.get().is_some())
            .map(|key| row_id(&key))
    };
    let keys = KeyState {
        typed: StoredValue::new((String::new(), 0.0)),
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if ui.renaming.get_untracked().is_none()
            && rows.with_untracked(|rows| {
                key_pressed(app, ui, keys, rows, active_at.get_untracked(), &event)
            })
        {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    let on_focus = move |_| {
        if active_at.get_untracked().is_none() {
            let selected = app
                .selection
                .with_untracked(|selection| selection.first().copied());
            let key = selected
                .map(OutlineKey::Entity)
                .filter(|key| rows.with_untracked(|rows| rows.iter().any(|row| row.key == *key)));
            let key =
                key.or_else(|| rows.with_untracked(|rows| rows.first().map(|row| row.key.clone())));
            ui.active_row.set(key);
        }
    };
    let is_empty = Memo::new(move |_| rows.with(|rows| rows.is_empty()));
    view! {
        <section class="outline" aria-labelledby="outline-title">
            <div class="section-title">
                <h2 id="outline-title">"Outline"</h2>
                <super::lens::LensSelect />
                <button type="button" class="button ghost small icon-only" aria-label="Add to the design" title="Add to the design (Insert)" on:click=move |event| open_menu_under(&event, "Add to the design", add_items(app, ui, None))>
                    {glyph(Glyph::Add)}
                </button>
            </div>
            <div
                class="tree"
                role="tree"
                tabindex="0"
                aria-labelledby="outline-title"
                aria-multiselectable="true"
                aria-activedescendant=active_id
                node_ref=tree
                on:scroll=move |_| measure()
                on:keydown=on_key
                on:focus=on_focus
            >
                <Show when=move || is_empty.get()>
                    <div class="empty" role="treeitem" aria-selected="false">"Nothing yet. Press Insert to add a VPC."</div>
                </Show>
                <div class="tree-space" role="presentation" style:height=space>
                    <For each=move || visible.get() key=|(_, row)| row.line.key.clone() let((at, row))>
                        <Row lines=visible at row />
                    </For>
                </div>
            </div>
        </section>
    }
    .into_any()
}

fn outline_lines(app: App, ui: Ui) -> Memo<Arc<Vec<OutlineLine>>> {
    Memo::new(move |_| {
        let open = ui.open_rows.get();
        Arc::new(app.with_outline(|_, index| index.lines(&open)))
    })
}

/// A line, for as long as it is in view: what it says follows the design, so that a name that is being typed into it
/// stays when anything else changes.
#[component]
fn Row(lines: Memo<Vec<(usize, OutlineRow)>>, at: usize, row: OutlineRow) -> impl IntoView {
    let (app, ui) = (use_app(), use_ui());
    let key = StoredValue::new(row.line.key.clone());
    let entity = row.line.key.entity();
    let id = row_id(&row.line.key);
    let icon = match &row.line.key {
        OutlineKey::Group(kind) => kind_icon(*kind).into_any(),
        OutlineKey::Region(_) => region_icon().into_any(),
        OutlineKey::Entity(id) => kind_icon(id.kind).into_any(),
    };
    let first = (at, row);
    let line = Memo::new(move |last: Option<&(usize, OutlineRow)>| {
        // A line that is about to go away says what it said last.
        let found = lines.with(|lines| {
            let of_key =
                |line: &&(usize, OutlineRow)| key.with_value(|key| line.1.line.key == *key);
            lines.iter().find(of_key).cloned()
        });
        found.unwrap_or_else(|| last.unwrap_or(&first).clone())
    });
    let says = move |what: fn(&OutlineRow) -> String| line.with(|(_, row)| what(row));
    let open = Memo::new(move |_| line.with(|(_, row)| row.line.open));
    let is_selected =
        move || entity.is_some_and(|id| app.selection.with(|selection| selection.contains(&id)));
    let is_dim = move || {
        entity.is_some_and(|id| {
            ui.lens.with(Option::is_some) && !ui.lit.with(|lit| lit.contains(&id))
        })
    };
    let is_active = move || {
        ui.active_row
            .with(|active| active.as_ref() == Some(&key.get_value()))
    };
    let mark =
        Memo::new(move |_| entity.and_then(|id| app.findings.with(|findings| findings.worst(id))));
    let is_renamed = Memo::new(move |_| entity.is_some() && ui.renaming.get() == entity);
    let on_click = move |event: leptos::ev::MouseEvent| {
        ui.active_row.set(Some(key.get_value()));
        choose(
            app,
            ui,
            &key.get_value(),
            event.ctrl_key() || event.meta_key() || event.shift_key(),
        );
    };
    let on_menu = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        ui.active_row.set(Some(key.get_value()));
        if let Some(id) = entity.filter(|_| !is_selected()) {
            app.select([id]);
        }
        open_menu_at(
            event.client_x(),
            event.client_y(),
            "Record",
            row_menu(app, ui, &key.get_value()),
        );
    };
    let is_group = entity.is_none();
    view! {
        <div
            class="tree-row"
            class:is-active=is_active
            class:is-dim=is_dim
            role="treeitem"
            id=id
            attr:aria-level=move || says(|row| row.line.level.to_string())
            aria-setsize=move || says(|row| row.line.siblings.to_string())
            aria-posinset=move || says(|row| row.line.position.to_string())
            aria-expanded=move || open.get().map(|open| open.to_string())
            aria-selected=move || is_selected().to_string()
            style:top=move || format!("{}px", line.with(|(at, _)| i32::try_from(*at).unwrap_or(0)) * ROW)
            style:padding-left=move || says(|row| format!("{}px", 6 + (row.line.level - 1) * 14))
            on:click=on_click
            on:dblclick=move |_| if let Some(id) = entity { ui.renaming.set(Some(id)) }
            on:contextmenu=on_menu
        >
            <span
                class="tree-twisty"
                aria-hidden="true"
                on:click=move |event| {
                    event.stop_propagation();
                    toggle(ui, &key.get_value());
                }
            >
                {move || open.get().is_some().then(|| glyph(Glyph::Chevron))}
            </span>
            {icon}
            {move || if is_renamed.get() {
                view! { <Rename id=entity /> }.into_any()
            } else {
                view! { <span class="tree-label" class:is-group=is_group>{move || says(|row| row.label.clone())}</span> }.into_any()
            }}
            <span class="tree-detail">{move || says(|row| row.detail.clone())}</span>
            {move || mark.get().map(|severity| view! {
                <span class=format!("tree-mark severity {severity}")><span class="visually-hidden">{format!(", worst problem: {severity}")}</span></span>
            })}
        </div>
    }
    .into_any()
}

/// Types a new name in place of the old one.
#[component]
fn Rename(id: Option<EntityId>) -> impl IntoView {
    let (app, ui) = (use_app(), use_ui());
    let input = NodeRef::<leptos::html::Input>::new();
    let shown = id
        .and_then(|id| {
            app.design
                .with_untracked(|design| design.record(id).map(|record| record.name().to_owned()))
        })
        .unwrap_or_default();
    Effect::new(move || {
        if let Some(input) = input.get() {
            input.set_value(&shown);
            let _ = input.focus();
            input.select();
        }
    });
    let end = move |keep: bool, gives_back: bool| {
        let (Some(id), Some(input)) = (id, input.get_untracked()) else {
            return;
        };
        if ui.renaming.get_untracked() != Some(id) {
            return; // ending it takes the focus away, which would end it again
        }
        ui.renaming.set(None);
        let old = app
            .design
            .with_untracked(|design| design.record(id).map(|record| record.name().to_owned()));
        if keep && old.is_some_and(|old| old != input.value()) {
            app.commit("Rename", &[Command::set(id, "name", input.value())]);
        }
        // Not where the keyboard is on its way to another place: the browser would keep it from getting there.
        if gives_back && let Some(tree) = document().query_selector("[role=tree]").ok().flatten() {
            let _ =
                leptos::wasm_bindgen::JsCast::unchecked_into::<web_sys::HtmlElement>(tree).focus();
        }
    };
    view! {
        <input
            class="input tree-rename"
            aria-label="Name"
            node_ref=input
            on:keydown=move |event| {
                event.stop_propagation();
                match event.key().as_str() {
                    "Enter" => end(true, true),
                    "Escape" => end(false, true),
                    _ => {}
                }
            }
            on:blur=move |_| end(true, false)
            on:click=|event| event.stop_propagation()
        />
    }
    .into_any()
}

fn row_id(key: &OutlineKey) -> String {
    format!("outline-{}", key.slug())
}

#[derive(Clone, Copy)]
struct KeyState {
    typed: StoredValue<(String, f64)>,
}

/// Does what a key means in the tree; says whether it meant anything.
fn key_pressed(
    app: App,
    ui: Ui,
    keys: KeyState,
    rows: &[OutlineLine],
    at: Option<usize>,
    event: &leptos::ev::KeyboardEvent,
) -> bool {
    let key = event.key();
    let with_control = event.ctrl_key() || event.meta_key();
    if event.alt_key() || with_control && !matches!(key.as_str(), "Enter" | " " | "Home" | "End") {
        return false;
    }
    let last = rows.len().saturating_sub(1);
    let here = at.unwrap_or(0);
    let go = |to: usize| {
        if let Some(row) = rows.get(to) {
            ui.active_row.set(Some(row.key.clone()));
            if event.shift_key() {
                choose(app, ui, &row.key, true);
            }
        }
    };
    let row = at.and_then(|at| rows.get(at));
    match (key.as_str(), row) {
        ("ArrowDown", _) => go(if at.is_none() {
            0
        } else {
            (here + 1).min(last)
        }),
        ("ArrowUp", _) => go(here.saturating_sub(1)),
        ("PageDown", _) => go((here + 12).min(last)),
        ("PageUp", _) => go(here.saturating_sub(12)),
        ("Home", _) => go(0),
        ("End", _) => go(last),
        ("ArrowRight", Some(row)) => match row.open {
            Some(false) => toggle(ui, &row.key),
            Some(true) => go(here + 1),
            None => {}
        },
        ("ArrowLeft", Some(row)) => {
            if row.open == Some(true) {
                toggle(ui, &row.key);
            } else if let Some(parent) = (0..here).rev().find(|at| rows[*at].level < row.level) {
                go(parent);
            }
        }
        ("Enter" | " ", Some(row)) => {
            if row.key.entity().is_none() {
                toggle(ui, &row.key);
            } else {
                choose(app, ui, &row.key, with_control);
            }
        }
        ("F2", Some(row)) => ui.renaming.set(row.key.entity()),
        ("Delete" | "Backspace", Some(row)) => delete(app, row.key.entity()),
        ("Insert", row) => show_add_menu(app, ui, row.map(|row| &row.key)),
        ("ContextMenu", Some(row)) => show_row_menu(app, ui, &row.key),
        ("F10", Some(row)) if event.shift_key() => show_row_menu(app, ui, &row.key),
        (letter, _) if letter.chars().count() == 1 && letter != " " => {
            type_ahead(app, ui, keys, rows, here, letter);
        }
        _ => return false,
    }
    true
}

fn type_ahead(app: App, ui: Ui, keys: KeyState, rows: &[OutlineLine], here: usize, letter: &str) {
    let now = js_sys::Date::now();
    let (mut word, then) = keys.typed.get_value();
    if now - then > TYPE_AHEAD_MS {
        word.clear();
    }
    word.push_str(&letter.to_lowercase());
    let from = if word.chars().count() > 1 {
        here
    } else {
        here + 1
    };
    let order = (from..rows.len()).chain(0..from.min(rows.len()));
    let found = app.design.with_untracked(|design| {
        let begins = |line: &&OutlineLine| {
            let label = label_of(design, &line.key);
            label.to_lowercase().starts_with(&word)
        };
        order.filter_map(|at| rows.get(at)).find(begins)
    });
    if let Some(row) = found {
        ui.active_row.set(Some(row.key.clone()));
    }
    keys.typed.set_value((word, now));
}

fn toggle(ui: Ui, key: &OutlineKey) {
    ui.open_rows.update(|open| {
        if !open.remove(key) {
            open.insert(key.clone());
        }
    });
}

fn choose(app: App, ui: Ui, key: &OutlineKey, adds: bool) {
    let Some(id) = key.entity() else {
        toggle(ui, key);
        return;
    };
    if adds {
        let mut ids = app.selection.get_untracked();
        if !ids.remove(&id) {
            ids.insert(id);
        }
        app.select(ids);
    } else {
        app.select([id]);
        app.reveal.set(Some((id, Vec::new())));
    }
}

/// Deletes the selection where the line is part of it, else the line's record.
fn delete(app: App, id: Option<EntityId>) {
    let Some(id) = id else { return };
    let selection = app.selection.get_untracked();
    let ids: Vec<EntityId> = if selection.contains(&id) {
        selection.into_iter().collect()
    } else {
        vec![id]
    };
    let label = if ids.len() == 1 {
        format!("Delete {}", id.kind.spec().label.to_lowercase())
    } else {
        format!("Delete {} records", ids.len())
    };
    app.commit(&label, &[Command::Delete(ids)]);
}

/// What a line's menu offers.
pub(crate) fn row_menu(app: App, ui: Ui, key: &OutlineKey) -> Vec<MenuItem> {
    let mut items = Vec::new();
    if let Some(id) = key.entity() {
        items.push(
            MenuItem::new("Show on the drawing", move || {
                app.reveal.set(Some((id, Vec::new())));
            })
            .keys("Enter"),
        );
        items.push(MenuItem::new("Rename", move || ui.renaming.set(Some(id))).keys("F2"));
        items.push(MenuItem::new("Delete", move || delete(app, Some(id))).keys("Delete"));
        items.push(menu_line());
    }
    items.extend(add_items(app, ui, Some(key)));
    items
}

/// What can be added inside a line, or anywhere.
fn add_items(app: App, ui: Ui, key: Option<&OutlineKey>) -> Vec<MenuItem> {
    let (kinds, holder, region) = match key {
        Some(OutlineKey::Entity(id)) => (kinds_inside(id.kind), Some(*id), None),
        Some(OutlineKey::Group(kind)) => (vec![*kind], None, None),
        Some(OutlineKey::Region(region)) => {
            let kinds = outermost_kinds()
                .into_iter()
                .filter(|kind| kind.field("region").is_some())
                .collect();
            (kinds, None, Some(region.clone()))
        }
        None => (outermost_kinds(), None, None),
    };
    let item = |item: &'static Item| {
        let place = Place {
            holder,
            region: region.clone(),
            answers: Vec::new(),
        };
        let label = format!("Add {}", in_sentence(item.title));
        MenuItem::new(label, move || add_item(app, ui, item, place.clone())).kind(item.kind)
    };
    kinds
        .into_iter()
        .filter_map(Item::of_kind)
        .chain(ready_made(key))
        .map(item)
        .collect()
}

/// Ready-made items that can be dropped on the record of a line, or anywhere.
fn ready_made(key: Option<&OutlineKey>) -> Vec<&'static Item> {
    let mut items = Item::by_group();
    items.retain(|item| {
        let fits = match (key, item.home) {
            (Some(OutlineKey::Entity(id)), Home::On(kinds)) => kinds.contains(&id.kind),
            (Some(OutlineKey::Region(_)) | None, Home::OfKind) => true,
            _ => false,
        };
        fits && item.group == Group::ReadyMade
    });
    items
}

fn show_add_menu(app: App, ui: Ui, key: Option<&OutlineKey>) {
    let (x, y) = row_corner(key);
    let items = add_items(app, ui, key);
    let items = if items.is_empty() {
        add_items(app, ui, None)
    } else {
        items
    };
    open_menu_at(x, y, "Add", items);
}

fn show_row_menu(app: App, ui: Ui, key: &OutlineKey) {
    let (x, y) = row_corner(Some(key));
    open_menu_at(x, y, "Record", row_menu(app, ui, key));
}

fn row_corner(key: Option<&OutlineKey>) -> (i32, i32) {
    let element = key.and_then(|key| document().get_element_by_id(&row_id(key)));
    let element = element.or_else(|| document().query_selector("[role=tree]").ok().flatten());
    element.map_or((40, 120), |element| {
        let rect = element.get_bounding_client_rect();
        (whole(rect.left()) + 40, whole(rect.top()) + ROW)
    })
}

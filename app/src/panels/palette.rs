//! The palette: what is drawn most, to drag onto the drawing or to add at once.

use leptos::prelude::*;
use netwright_core::catalog::Item;
use netwright_core::catalog::items::Place;
use netwright_editor::view_models::words::in_sentence;

use super::add::add_item;
use super::icon::{Glyph, glyph, kind_icon};
use super::menu::{menu_line, open_menu_under};
use super::ui::{MenuItem, Ui, use_ui};
use crate::state::{App, use_app};

/// The name of the item that is dragged, as the type of what the drag carries.
pub(crate) const DRAG_TYPE: &str = "application/x-netwright-item";

#[component]
pub(crate) fn Palette() -> impl IntoView {
    let (app, ui) = (use_app(), use_ui());
    let canvas = crate::canvas::use_canvas();
    let tile = move |item: &'static Item| {
        view! {
            <button
                type="button"
                class="palette-item"
                draggable="true"
                title=format!("Add {}: click, or drag onto the drawing", in_sentence(item.title))
                aria-label=format!("Add {}", item.short)
                on:click=move |_| add_beside_selection(app, ui, item)
                on:dragstart=move |event| {
                    if let Some(data) = event.data_transfer() {
                        let _ = data.set_data(DRAG_TYPE, item.name);
                        data.set_effect_allowed("copy");
                    }
                    canvas.begin_placing(item);
                }
                on:dragend=move |_| canvas.end_placing()
            >
                {kind_icon(item.kind)}
                <span>{item.short}</span>
            </button>
        }
    };
    let all = move |event: leptos::ev::MouseEvent| {
        let mut items = Vec::new();
        let mut group = None;
        for item in Item::by_group() {
            if group.is_some_and(|group| group != item.group) {
                items.push(menu_line());
            }
            group = Some(item.group);
            let add = move || add_beside_selection(app, ui, item);
            items.push(MenuItem::new(item.title, add).kind(item.kind));
        }
        open_menu_under(&event, "Add", items);
    };
    view! {
        <section class="palette" aria-labelledby="palette-title">
            <div class="section-title"><h2 id="palette-title">"Add"</h2></div>
            <div class="palette-grid">
                {Item::in_view().into_iter().map(tile).collect_view()}
                <button type="button" class="palette-item" aria-haspopup="menu" aria-label="All kinds of records" on:click=all>
                    {glyph(Glyph::Add)}
                    <span>"All"</span>
                </button>
            </div>
        </section>
    }
    .into_any()
}

/// Adds an item inside the selected record, or inside the nearest of what holds that which takes it.
pub(crate) fn add_beside_selection(app: App, ui: Ui, item: &'static Item) {
    let selected = app
        .selection
        .with_untracked(|selection| selection.first().copied());
    let holder = app
        .design
        .with_untracked(|design| item.holder_beside(design, selected));
    let place = Place {
        holder,
        ..Place::default()
    };
    add_item(app, ui, item, place);
}

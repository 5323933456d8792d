//! Tables of what hangs on the record: routes of a route table, rules of a group, attachments of a hub.

use leptos::prelude::*;
use netwright_core::catalog::Item;
use netwright_core::catalog::items::Place;
use netwright_core::edit::Command;
use netwright_core::model::EntityId;
use netwright_editor::view_models::children::{ChildTable, cell, tables};
use netwright_editor::view_models::outline::{plural_label, record_label};

use super::super::add::{add_item, lower_label};
use super::super::icon::{Glyph, glyph};
use super::super::ui::use_ui;
use crate::state::use_app;

#[component]
pub(super) fn ChildTables(id: EntityId) -> impl IntoView {
    let app = use_app();
    let found = Memo::new(move |_| app.with_outline(|design, index| tables(design, index, id)));
    let names = move || {
        found.with(|tables| {
            tables
                .iter()
                .map(|table| (table.kind, table.via.name))
                .collect::<Vec<_>>()
        })
    };
    view! {
        <For each=names key=|name| *name let((kind, via))>
            {
                let table = Memo::new(move |_| found.with(|tables| tables.iter().find(|table| table.kind == kind && table.via.name == via).cloned()));
                table.get_untracked().map(|first| view! { <Table id first table /> })
            }
        </For>
    }
    .into_any()
}

#[component]
fn Table(id: EntityId, first: ChildTable, table: Memo<Option<ChildTable>>) -> impl IntoView {
    let (app, ui) = (use_app(), use_ui());
    let (kind, via) = (first.kind, first.via.name);
    let columns = StoredValue::new(first.columns.clone());
    let total = move || table.get().map_or(0, |table| table.total);
    let has_rows = move || total() > 0;
    let rows = move || table.get().map(|table| table.rows).unwrap_or_default();
    let both_ends = first
        .kind
        .spec()
        .fields
        .iter()
        .filter(|spec| {
            matches!(
                spec.value_type,
                netwright_core::model::FieldType::Reference(_)
            ) && spec.reference_kinds().contains(&id.kind)
        })
        .count()
        > 1;
    let title = if both_ends && !first.via.parent {
        format!(
            "{} ({})",
            plural_label(kind),
            first.via.label.to_lowercase()
        )
    } else {
        plural_label(kind)
    };
    let head = move || {
        columns.with_value(|columns| {
            let cell = |spec: &&'static netwright_core::model::FieldSpec| view! { <th scope="col">{spec.label}</th> };
            columns.iter().map(cell).collect_view()
        })
    };
    let row = move |row: EntityId| {
        let name = move || app.records.with(|design| record_label(design, row));
        let cells = columns.with_value(|columns| {
            columns
                .iter()
                .map(|spec| {
                    let spec = *spec;
                    let text = move || app.records.with(|design| cell(design, row, spec));
                    view! { <td title=text>{text}</td> }
                })
                .collect_view()
        });
        view! {
            <tr>
                <td><button type="button" class="link" on:click=move |_| ui.go_to(app, row)>{name}</button></td>
                {cells}
                <td>
                    <button type="button" class="button ghost small icon-only" aria-label=move || format!("Delete {}", name()) on:click=move |_| { app.commit(&format!("Delete {}", lower_label(kind)), &[Command::Delete(vec![row])]); }>
                        {glyph(Glyph::Close)}
                    </button>
                </td>
            </tr>
        }
    };
    let more = move || {
        table
            .get()
            .filter(|table| table.total > table.rows.len())
            .map(|table| {
                format!(
                    "{} of {} shown; the outline has all",
                    table.rows.len(),
                    table.total
                )
            })
    };
    let open = first.total > 0 && first.total <= 12;
    view! {
        <details class="fold" open=open>
            <summary>{glyph(Glyph::Chevron)} {title} <span class="count">{move || match total() { 0 => String::new(), total => total.to_string() }}</span></summary>
            <Show when=has_rows>
                <div class="child-scroll">
                    <table class="child-table">
                        <thead><tr><th scope="col">"Name"</th>{head()}<th><span class="visually-hidden">"Delete"</span></th></tr></thead>
                        <tbody><For each=rows key=|row| *row let(id)>{row(id)}</For></tbody>
                    </table>
                    <p class="field-doc">{more}</p>
                </div>
            </Show>
            <div class="child-foot">
                {Item::of_kind(kind).map(|item| view! {
                    <button type="button" class="button small" on:click=move |_| add_item(app, ui, item, place_at(id, via))>
                        {glyph(Glyph::Add)} {format!("Add {}", lower_label(kind))}
                    </button>
                })}
            </div>
        </details>
    }
    .into_any()
}

/// Where a record goes that names `id` by its field `via`.
fn place_at(id: EntityId, via: &'static str) -> Place {
    Place {
        holder: Some(id),
        region: None,
        answers: vec![(via, serde_json::Value::from(id.to_string()))],
    }
}

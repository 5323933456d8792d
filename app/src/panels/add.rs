//! Adding a record: at once where nothing has to be asked, else after one dialog.

use leptos::prelude::*;
use netwright_core::catalog::Item;
use netwright_core::catalog::items::Place;
use netwright_core::model::FieldSpec;
use netwright_editor::view_models::outline::record_label;
use netwright_editor::view_models::picker::candidates;
use netwright_editor::view_models::words::in_sentence;
pub(crate) use netwright_editor::view_models::words::lower_label;
use serde_json::Value;

use super::dialog::DialogBox;
use super::ui::{Dialog, Ui, use_ui};
use crate::state::{App, Notice, use_app};

/// Adds an item and shows it, or asks first for the references that it can't be without.
pub(crate) fn add_item(app: App, ui: Ui, item: &'static Item, place: Place) {
    let design = app.design.get_untracked();
    let made = match app.mint(|mint| item.drop_at(&design, mint, &place)) {
        Ok(made) => made,
        Err(text) => {
            app.notice.set(Some(Notice { text, error: false }));
            return;
        }
    };
    if !made.missing.is_empty() {
        ui.dialog.set(Some(Dialog::NewRecord { item, place }));
        return;
    }
    let title = in_sentence(item.title);
    if app.commit(&format!("Add {title}"), &made.commands) {
        ui.go_to(app, made.main);
        let name = app
            .design
            .with_untracked(|design| record_label(design, made.main));
        ui.say(format!("Added {title} {name}"));
    }
}

/// Asks for the references that a new record can't be without.
#[component]
pub(crate) fn NewRecord(item: &'static Item, place: Place) -> impl IntoView {
    let (app, ui) = (use_app(), use_ui());
    let design = app.design.get_untracked();
    let holder = place.holder;
    // A draft that is thrown away: its id is minted anew when the record is made.
    let missing = app
        .mint(|mint| item.drop_at(&design, mint, &place))
        .map(|made| made.missing)
        .unwrap_or_default();
    let fields: Vec<(&'static FieldSpec, RwSignal<String>)> = missing
        .into_iter()
        .map(|spec| (spec, RwSignal::new(String::new())))
        .collect();
    let can_be_made = fields
        .iter()
        .all(|(spec, _)| !candidates(&design, None, spec.reference_kinds(), "").is_empty());
    let pickers = fields
        .iter()
        .map(|(spec, value)| {
            let value = *value;
            let options = candidates(&design, holder, spec.reference_kinds(), "");
            if let Some(first) = options.first() {
                value.set(first.id.to_string());
            }
            let options = options
                .into_iter()
                .map(|option| {
                    let text = if option.place.is_empty() { format!("{} ({})", option.label, option.id) } else { format!("{} in {} ({})", option.label, option.place, option.id) };
                    view! { <option value=option.id.to_string()>{text}</option> }
                })
                .collect_view();
            let kinds: Vec<String> = spec.reference_kinds().iter().map(|kind| lower_label(*kind)).collect();
            let none = value.with_untracked(String::is_empty).then(|| format!("There is no {} to choose yet: add one first.", kinds.join(" or ")));
            view! {
                <label class="field">
                    <span class="field-label">{spec.label}</span>
                    <select class="input" on:change=move |event| value.set(event_target_value(&event)) prop:value=move || value.get()>
                        {options}
                    </select>
                    <span class="field-doc">{spec.doc.trim()}</span>
                    {none.map(|none| view! { <span class="field-error">{none}</span> })}
                </label>
            }
        })
        .collect_view();
    let values = StoredValue::new(
        fields
            .iter()
            .map(|(spec, value)| (spec.name, *value))
            .collect::<Vec<_>>(),
    );
    let make = move || {
        let mut place = place.clone();
        values.with_value(|values| {
            for (name, value) in values {
                place
                    .answers
                    .push((name, Value::from(value.get_untracked())));
            }
        });
        ui.dialog.set(None);
        add_item(app, ui, item, place);
    };
    let title: &'static str = "New record";
    let foot = move || {
        view! {
            <button type="button" class="button" on:click=move |_| ui.dialog.set(None)>"Cancel"</button>
            <button type="submit" form="new-record" class="button primary" disabled=!can_be_made>"Add"</button>
        }
    };
    view! {
        <DialogBox title foot=foot>
            <form id="new-record" class="form" on:submit=move |event| { event.prevent_default(); make(); }>
                <p>{format!("A {} joins records that are there already.", in_sentence(item.title))}</p>
                {pickers}
            </form>
        </DialogBox>
    }
    .into_any()
}

//! One end: chosen from a list that typing narrows down, typed as an address or a name, or clicked on the drawing.

use leptos::html;
use leptos::prelude::*;
use netwright_editor::analysis::AskedPart;
use netwright_editor::view_models::trace::{Offer, Side, offers, shown_end};

use super::super::icon::{Glyph, glyph, kind_icon, region_icon};
use super::super::ui::use_ui;
use super::Told;
use crate::state::use_app;

#[component]
pub(super) fn EndField(
    side: Side,
    label: &'static str,
    told: Told,
    pick_error: RwSignal<Option<String>>,
) -> impl IntoView {
    let (app, ui) = (use_app(), use_ui());
    let (name, part) = match side {
        Side::From => ("from", AskedPart::From),
        Side::To => ("to", AskedPart::To),
    };
    let input = NodeRef::<html::Input>::new();
    // What is typed, while it is; the list is open with it.
    let typed = RwSignal::new(None::<String>);
    let at = RwSignal::new(None::<usize>);
    let given = Memo::new(move |_| ui.trace.with(|form| form.end(side).to_owned()));
    let shown = move || {
        let given = given.get();
        typed
            .get()
            .unwrap_or_else(|| app.records.with(|design| shown_end(design, &given)))
    };
    let found = Memo::new(move |_| match typed.get() {
        Some(typed) => app.records.with(|design| offers(design, &typed)),
        None => Vec::new(),
    });
    let is_open = Memo::new(move |_| found.with(|found| !found.is_empty()));
    let give = move |text: &str| {
        ui.trace.update(|form| {
            form.set_end(side, text);
            if form.picking == Some(side) {
                form.picking = None;
            }
        });
        typed.set(None);
        at.set(None);
    };
    let choose = move |index: usize| {
        let offer = found.with_untracked(|found| found.get(index).map(|offer| offer.text.clone()));
        if let Some(text) = offer {
            give(&text);
        }
    };
    // What was typed counts as it is, where nothing of the list was chosen.
    let keep = move || {
        let Some(text) = typed.get_untracked() else {
            return;
        };
        let is_shown = app.records.with_untracked(|design| {
            given.with_untracked(|given| shown_end(design, given) == text)
        });
        if is_shown {
            typed.set(None);
        } else {
            give(&text);
        }
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let last = found.with_untracked(|found| found.len().checked_sub(1));
        match (event.key().as_str(), last) {
            ("ArrowDown", None) => typed.set(Some(String::new())),
            ("ArrowDown", Some(last)) => {
                at.update(|at| *at = Some(at.map_or(0, |at| (at + 1).min(last))));
            }
            ("ArrowUp", Some(_)) => at.update(|at| *at = at.and_then(|at| at.checked_sub(1))),
            ("Enter", _) => match at.get_untracked() {
                Some(index) => choose(index),
                None => keep(),
            },
            ("Escape", _) if typed.with_untracked(Option::is_some) => {
                typed.set(None);
                at.set(None);
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
        let row = at
            .get_untracked()
            .and_then(|at| document().get_element_by_id(&format!("trace-{name}-{at}")));
        if let Some(row) = row {
            row.scroll_into_view_with_bool(false);
        }
    };
    let is_picked = Memo::new(move |_| ui.trace.with(|form| form.picking == Some(side)));
    let pick = move |_| {
        let starts = !is_picked.get_untracked();
        if starts {
            app.select([]);
        }
        ui.trace
            .update(|form| form.picking = starts.then_some(side));
    };
    let error = move || {
        told.refused(part)
            .or_else(|| pick_error.get().filter(|_| is_picked.get()))
    };
    let row = move |(index, offer): (usize, Offer)| {
        let icon = offer.kind.map_or_else(
            || region_icon().into_any(),
            |kind| kind_icon(kind).into_any(),
        );
        view! {
            <div
                class="trace-offer"
                role="option"
                id=format!("trace-{name}-{index}")
                aria-selected=move || (at.get() == Some(index)).to_string()
                on:pointerdown=move |event| {
                    // Before the field loses the keyboard, which would close the list.
                    event.prevent_default();
                    choose(index);
                }
            >
                {icon}
                <span>{offer.label}</span>
                <span class="quiet">{offer.place}</span>
            </div>
        }
    };
    let list_id = format!("trace-{name}-list");
    let pick_label = format!("Pick {name} on the drawing");
    view! {
        <div class="field trace-end">
            <label class="field-label" for=format!("trace-{name}")>{label}</label>
            <div class="field-item">
                <input
                    node_ref=input
                    class="input"
                    id=format!("trace-{name}")
                    role="combobox"
                    aria-autocomplete="list"
                    aria-expanded=move || is_open.get().to_string()
                    aria-controls=list_id.clone()
                    aria-activedescendant=move || at.get().map(|at| format!("trace-{name}-{at}"))
                    aria-invalid=move || error().is_some().then_some("true")
                    aria-describedby=format!("trace-{name}-error")
                    placeholder="Name, id or address"
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=shown
                    on:focus=move |_| if let Some(input) = input.get_untracked() { input.select() }
                    on:click=move |_| if typed.with_untracked(Option::is_none) { typed.set(Some(String::new())) }
                    on:input=move |event| {
                        typed.set(Some(event_target_value(&event)));
                        at.set(None);
                    }
                    on:blur=move |_| {
                        if typed.with_untracked(|typed| typed.as_deref() == Some("")) {
                            typed.set(None);
                        }
                        keep();
                    }
                    on:keydown=on_key
                />
                <button
                    type="button"
                    class="button icon-only"
                    class:is-on=move || is_picked.get()
                    aria-label=pick_label.clone()
                    aria-pressed=move || is_picked.get().to_string()
                    title=pick_label
                    on:click=pick
                >
                    {glyph(Glyph::Pick)}
                </button>
            </div>
            <div class="trace-offers" class:is-open=move || is_open.get() id=list_id role="listbox" aria-label=format!("Ends for {label}")>
                {move || found.get().into_iter().enumerate().map(row).collect_view()}
            </div>
            <p class="field-doc" hidden=move || !is_picked.get()>"Click it on the drawing or in the outline; Escape to stop"</p>
            <p class="field-error" id=format!("trace-{name}-error") role="alert">{error}</p>
        </div>
    }
    .into_any()
}

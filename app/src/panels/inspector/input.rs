//! Controls for one value: a typed text, and a reference chosen from the records that fit.

use leptos::prelude::*;
use leptos::task::spawn_local;
use netwright_core::model::Kind;
use netwright_editor::analysis::Offered;
use netwright_editor::view_models::form::{Control, text_of_value, value_of_text};
use netwright_editor::view_models::picker::candidates;
use netwright_editor::view_models::suggest::{question, suggestions};
use serde_json::Value;

use super::edit::FieldEdit;
use crate::analysis::use_analysis;

/// A value that is typed, validated with each keystroke. Escape takes it back, Enter keeps it.
#[component]
pub(super) fn TextInput(
    edit: FieldEdit,
    id: String,
    describedby: String,
    control: Control,
    optional: bool,
    value: Memo<Option<Value>>,
) -> impl IntoView {
    let typed = RwSignal::new(None::<String>);
    let shown = move || {
        typed
            .get()
            .unwrap_or_else(|| value.get().as_ref().map(text_of_value).unwrap_or_default())
    };
    let on_input = move |text: String| {
        edit.type_value(value_of_text(control, optional, &text));
        typed.set(Some(text));
    };
    let on_end = move || {
        edit.finish();
        if edit.error.with_untracked(Option::is_none) {
            typed.set(None);
        }
    };
    let on_cancel = move || {
        edit.cancel();
        typed.set(None);
    };
    let invalid = move || edit.error.with(Option::is_some).then_some("true");
    let placeholder = move || match (value.get().is_none(), control) {
        (true, _) => "Several values".to_owned(),
        (false, Control::Grammar(example)) => example.to_owned(),
        _ => String::new(),
    };
    let offered = edit
        .first()
        .map(|id| {
            edit.app()
                .design
                .with_untracked(|design| suggestions(design, id, edit.spec))
        })
        .unwrap_or_default();
    if offered.closed {
        let known = offered
            .values
            .iter()
            .map(|(value, _)| value.clone())
            .collect::<Vec<_>>();
        let options = offered
            .values
            .into_iter()
            .map(|(value, name)| {
                let text = if name.is_empty() {
                    value.clone()
                } else {
                    format!("{value}: {name}")
                };
                view! { <option value=value>{text}</option> }
            })
            .collect_view();
        let current = move || value.get().as_ref().map(text_of_value);
        let other = move || current().filter(|current| !known.contains(current));
        return view! {
            <select class="input" id=id aria-describedby=describedby prop:value=move || current().unwrap_or_default() on:change=move |event| { edit.choose(Value::from(event_target_value(&event))); }>
                {move || current().is_none().then(|| view! { <option value="">"Several"</option> })}
                {move || other().map(|other| view! { <option value=other.clone()>{other.clone()}</option> })}
                {options}
            </select>
        }
        .into_any();
    }
    let is_long = matches!(edit.spec.name, "description" | "text" | "policy" | "reason")
        || matches!(control, Control::Json(_));
    if is_long {
        return view! {
            <textarea
                class="input"
                class:mono=matches!(control, Control::Json(_))
                id=id
                rows=if matches!(control, Control::Json(_)) { "10" } else { "3" }
                aria-describedby=describedby
                aria-invalid=invalid
                prop:value=shown
                on:input=move |event| on_input(event_target_value(&event))
                on:blur=move |_| on_end()
                on:keydown=move |event| if event.key() == "Escape" { on_cancel() }
            ></textarea>
        }
        .into_any();
    }
    let list_id = format!("{id}-offered");
    // Long tables are the engine's: asked for when somebody is about to type.
    let analysis = use_analysis();
    let ask = edit.first().and_then(|id| {
        let design = edit.app().design;
        design.with_untracked(|design| question(design, id, edit.spec))
    });
    let has_list = !offered.values.is_empty() || ask.is_some();
    let ask = StoredValue::new(ask);
    let values = RwSignal::new(offered.values);
    let on_focus = move || {
        let Some(ask) = ask.try_update_value(Option::take).flatten() else {
            return;
        };
        spawn_local(async move {
            let answer = analysis.ask(ask).await;
            if let Some(offered) = answer.and_then(|answer| Offered::from_json(&answer.head)) {
                let named = offered
                    .values
                    .into_iter()
                    .map(|value| (value, String::new()));
                // Another record may be shown by now.
                let _ = values.try_set(named.collect());
            }
        });
    };
    let option = |(value, name): (String, String)| view! { <option value=value>{name}</option> };
    let options = move || values.get().into_iter().map(option).collect_view();
    let colour = (edit.spec.name == "colour").then(|| {
        view! {
            <input
                type="color"
                class="colour-input"
                aria-label="Choose a colour"
                prop:value=shown
                on:input=move |event| on_input(event_target_value(&event))
                on:change=move |_| on_end()
            />
        }
    });
    view! {
        <div class="field-item">
            <input
                class="input"
                class:mono=matches!(control, Control::Grammar(_))
                id=id
                inputmode=(control == Control::Number).then_some("numeric")
                autocomplete="off"
                spellcheck="false"
                list=has_list.then(|| list_id.clone())
                aria-describedby=describedby
                aria-invalid=invalid
                placeholder=placeholder
                prop:value=shown
                on:focus=move |_| on_focus()
                on:input=move |event| on_input(event_target_value(&event))
                on:blur=move |_| on_end()
                on:keydown=move |event| match event.key().as_str() {
                    "Enter" => on_end(),
                    "Escape" => {
                        event.stop_propagation();
                        on_cancel();
                    }
                    _ => {}
                }
            />
            {colour}
        </div>
        {has_list.then(|| view! { <datalist id=list_id>{options}</datalist> })}
    }
    .into_any()
}

/// A record, chosen from those that the field may name. The nearest come first; typing in the list finds the rest.
#[component]
pub(super) fn ReferenceSelect(
    edit: FieldEdit,
    id: String,
    #[prop(optional)] describedby: Option<String>,
    #[prop(optional)] label: Option<String>,
    kinds: &'static [Kind],
    optional: bool,
    /// What stands for no record.
    #[prop(default = "None")]
    none: &'static str,
    value: Memo<Option<Value>>,
    on_choose: impl Fn(Value) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let app = edit.app();
    // The list is made when it is asked for: with thousands of records nobody wants it made on every edit.
    let options = RwSignal::new(Vec::new());
    let fill = move || {
        let found = app
            .design
            .with_untracked(|design| candidates(design, edit.first(), kinds, ""));
        options.set(found);
    };
    let current = move || {
        value
            .get()
            .and_then(|value| value.as_str().map(str::to_owned))
            .unwrap_or_default()
    };
    let shown = move || {
        let id = current();
        let name = id.parse().ok().map(|id| {
            app.records
                .with(|design| netwright_editor::view_models::outline::record_label(design, id))
        });
        name.map(|name| (id, name))
    };
    let listed = move || {
        let current = current();
        let view = |id: String, text: String| view! { <option value=id>{text}</option> };
        let others = options
            .get()
            .into_iter()
            .filter(|option| option.id.to_string() != current)
            .map(|option| {
                let place = if option.place.is_empty() {
                    String::new()
                } else {
                    format!(" in {}", option.place)
                };
                view(option.id.to_string(), format!("{}{place}", option.label))
            });
        others.collect_view()
    };
    view! {
        <select
            class="input"
            id=id
            aria-describedby=describedby
            aria-label=label
            prop:value=current
            on:focus=move |_| fill()
            on:pointerdown=move |_| fill()
            on:change=move |event| {
                let text = event_target_value(&event);
                on_choose(if text.is_empty() { Value::Null } else { Value::from(text) });
            }
        >
            {move || (optional || value.get().is_none()).then(|| view! { <option value="">{if value.get().is_none() { "Several" } else { none }}</option> })}
            {move || shown().map(|(id, name)| view! { <option value=id selected=true>{name}</option> })}
            {listed}
        </select>
    }
    .into_any()
}

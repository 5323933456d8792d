//! One field of the form: its label, its control, what it means and what is wrong with it.

use leptos::prelude::*;
use netwright_core::model::{EntityId, choice_label};
use netwright_editor::view_models::form::{Control, FormField};
use serde_json::Value;

use super::edit::FieldEdit;
use super::input::{ReferenceSelect, TextInput};
use super::list::ListInput;
use super::tags::TagsInput;
use crate::state::use_app;

/// One field of the selected records.
#[component]
pub(super) fn Field(
    ids: StoredValue<Vec<EntityId>>,
    first: FormField,
    field: Memo<Option<FormField>>,
) -> impl IntoView {
    let edit = FieldEdit::new(use_app(), ids, first.spec);
    let spec = first.spec;
    let optional = first.optional;
    let value = Memo::new(move |_| field.get().and_then(|field| field.value));
    let id = format!("field-{}", spec.name);
    let doc_id = format!("{id}-doc");
    let is_toggle = first.control == Control::Toggle;
    let control = match first.control {
        Control::Toggle => {
            let is_on = move || value.get() == Some(Value::Bool(true));
            let is_mixed = move || value.get().is_none();
            view! {
                <input
                    type="checkbox"
                    role="switch"
                    class="switch"
                    id=id.clone()
                    aria-describedby=doc_id.clone()
                    prop:checked=is_on
                    prop:indeterminate=is_mixed
                    on:change=move |event| { edit.choose(Value::Bool(event_target_checked(&event))); }
                />
            }
            .into_any()
        }
        Control::Choice(words) => {
            let none = optional.then(|| view! { <option value="">"None"</option> });
            let options = words.iter().map(|word| view! { <option value=*word>{choice_label(word)}</option> }).collect_view();
            let shown = move || value.get().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default();
            view! {
                <select
                    class="input"
                    id=id.clone()
                    aria-describedby=doc_id.clone()
                    prop:value=shown
                    on:change=move |event| {
                        let word = event_target_value(&event);
                        edit.choose(if word.is_empty() { Value::Null } else { Value::from(word) });
                    }
                >
                    <Show when=move || value.get().is_none()><option value="">"Several"</option></Show>
                    {none}
                    {options}
                </select>
            }
            .into_any()
        }
        Control::Reference(kinds) => view! {
            <ReferenceSelect edit id=id.clone() describedby=doc_id.clone() kinds optional value on_choose=move |value| { edit.choose(value); } />
        }
        .into_any(),
        Control::List(item) => view! { <ListInput edit id=id.clone() item value /> }.into_any(),
        Control::Tags => view! { <TagsInput edit id=id.clone() value /> }.into_any(),
        control => view! { <TextInput edit id=id.clone() describedby=doc_id.clone() control optional value /> }.into_any(),
    };
    let unit = (!spec.unit.is_empty())
        .then(|| view! { <span class="unit">{format!("({})", spec.unit)}</span> });
    let explained = if spec.aws.is_empty() {
        spec.doc.trim().to_owned()
    } else {
        format!("{}\nAWS: {}", spec.doc.trim(), spec.aws)
    };
    let is_group = matches!(first.control, Control::List(_) | Control::Tags);
    let label = if is_group {
        view! { <span class="field-label" id=format!("{id}-label") title=explained.clone()>{spec.label} {unit}</span> }.into_any()
    } else {
        view! { <label class="field-label" for=id.clone() title=explained.clone()>{spec.label} {unit}</label> }.into_any()
    };
    view! {
        <div class="field" class:is-toggle=is_toggle role=is_group.then_some("group") aria-labelledby=is_group.then(|| format!("{id}-label"))>
            {label}
            {control}
            <p class="field-error" role="alert">{move || edit.error.get()}</p>
            <p class="visually-hidden" id=doc_id>{spec.doc.trim()}</p>
        </div>
    }
    .into_any()
}

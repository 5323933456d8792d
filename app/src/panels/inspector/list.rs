//! A list of values: each on its own line, and one line to add another.

use leptos::prelude::*;
use netwright_core::model::{FieldType, Kind, choice_label};
use netwright_editor::view_models::address::next_block_for;
use netwright_editor::view_models::form::{
    Control, item_control, list_with, text_of_value, value_of_text,
};
use serde_json::Value;

use super::super::icon::{Glyph, glyph};
use super::edit::FieldEdit;
use super::input::ReferenceSelect;

#[component]
pub(super) fn ListInput(
    edit: FieldEdit,
    id: String,
    item: &'static FieldType,
    value: Memo<Option<Value>>,
) -> impl IntoView {
    let control = item_control(edit.spec, item);
    let count = Memo::new(move |_| value.get().and_then(|list| list.as_array().map(Vec::len)));
    let list = move || value.get_untracked().unwrap_or(Value::Array(Vec::new()));
    let label = edit.spec.label;
    let rows = move || {
        let id = id.clone();
        (0..=count.get().unwrap_or(0))
            .map(|at| {
                let is_last = Some(at) == count.get() || count.get().is_none();
                let id = format!("{id}-{at}");
                let item = Memo::new(move |_| value.get().and_then(|list| list.get(at).cloned()).or(Some(Value::Null)));
                let name = if is_last { format!("Add to {}", label.to_lowercase()) } else { format!("{label} {}", at + 1) };
                let none = if is_last { "Add…" } else { "None" };
                let set = move |text: Result<Value, String>| text.map(|item| list_with(&list(), at, (!item.is_null()).then_some(item)));
                let input = match control {
                    Control::Reference(kinds) => view! {
                        <ReferenceSelect edit id label=name.clone() kinds optional=true none value=item on_choose=move |item| { if let Ok(list) = set(Ok(item)) { edit.choose(list); } } />
                    }
                    .into_any(),
                    Control::Choice(words) => {
                        let options = words.iter().map(|word| view! { <option value=*word>{choice_label(word)}</option> }).collect_view();
                        let shown = move || item.get().as_ref().map(text_of_value).unwrap_or_default();
                        view! {
                            <select class="input" id=id aria-label=name.clone() prop:value=shown on:change=move |event| {
                                let word = event_target_value(&event);
                                if let Ok(list) = set(Ok(if word.is_empty() { Value::Null } else { Value::from(word) })) { edit.choose(list); }
                            }>
                                <option value="">{none}</option>
                                {options}
                            </select>
                        }
                        .into_any()
                    }
                    _ => view! { <ItemText edit id name=name.clone() control item is_last set /> }.into_any(),
                };
                let remove = (!is_last).then(|| view! {
                    <button type="button" class="button ghost icon-only" aria-label=format!("Remove {name}") on:click=move |_| { edit.choose(list_with(&list(), at, None)); }>
                        {glyph(Glyph::Close)}
                    </button>
                });
                view! { <div class="field-item">{input} {remove}</div> }
            })
            .collect_view()
    };
    let is_blocks = edit.spec.name == "cidrs"
        && edit
            .first()
            .is_some_and(|id| matches!(id.kind, Kind::Vpc | Kind::Subnet | Kind::Site));
    let next = Memo::new(move |_| {
        if is_blocks {
            edit.app()
                .records
                .with(|design| next_block_for(design, edit.first()?))
        } else {
            None
        }
    });
    let offer = move || {
        next.get().map(|block| view! {
            <button type="button" class="button small" on:click=move |_| { edit.choose(list_with(&list(), usize::MAX, Some(Value::from(block.to_string())))); }>
                {glyph(Glyph::Add)} <span>"Next free "<span class="mono">{block.to_string()}</span></span>
            </button>
        })
    };
    view! {
        <div class="field-list">{rows}</div>
        <div class="field-actions">{offer}</div>
    }
    .into_any()
}

#[component]
fn ItemText(
    edit: FieldEdit,
    id: String,
    name: String,
    control: Control,
    item: Memo<Option<Value>>,
    is_last: bool,
    set: impl Fn(Result<Value, String>) -> Result<Value, String> + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let typed = RwSignal::new(None::<String>);
    let shown = move || {
        typed
            .get()
            .unwrap_or_else(|| item.get().as_ref().map(text_of_value).unwrap_or_default())
    };
    let on_input = move |text: String| {
        // A new item is taken when it is complete, so that the line does not move while it is typed.
        if !is_last {
            edit.type_value(set(value_of_text(control, true, &text)));
        }
        typed.set(Some(text));
    };
    let on_end = move || {
        let text = typed.get_untracked();
        if is_last {
            if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
                match set(value_of_text(control, true, &text)) {
                    Ok(list) if edit.choose(list.clone()) => typed.set(None),
                    Ok(_) => {}
                    Err(error) => edit.error.set(Some(error)),
                }
            } else {
                typed.set(None);
            }
        } else {
            edit.finish();
            if edit.error.with_untracked(Option::is_none) {
                typed.set(None);
            }
        }
    };
    let placeholder = if let Control::Grammar(example) = control {
        example
    } else {
        ""
    };
    view! {
        <input
            class="input"
            class:mono=matches!(control, Control::Grammar(_))
            id=id
            autocomplete="off"
            spellcheck="false"
            aria-label=name
            placeholder=if is_last { format!("Add {placeholder}").trim_end().to_owned() } else { placeholder.to_owned() }
            prop:value=shown
            on:input=move |event| on_input(event_target_value(&event))
            on:blur=move |_| on_end()
            on:keydown=move |event| match event.key().as_str() {
                "Enter" => on_end(),
                "Escape" => {
                    event.stop_propagation();
                    edit.cancel();
                    typed.set(None);
                }
                _ => {}
            }
        />
    }
    .into_any()
}

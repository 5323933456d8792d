//! Tags: a key and a value a line.

use leptos::prelude::*;
use netwright_editor::view_models::form::tags_with;
use serde_json::{Map, Value};

use super::super::icon::{Glyph, glyph};
use super::edit::FieldEdit;

#[component]
pub(super) fn TagsInput(edit: FieldEdit, id: String, value: Memo<Option<Value>>) -> impl IntoView {
    let tags = move || value.get().unwrap_or_else(|| Value::Object(Map::new()));
    let keys = Memo::new(move |_| {
        tags()
            .as_object()
            .map(|map| map.keys().cloned().collect::<Vec<_>>())
            .unwrap_or_default()
    });
    let row = move |key: String| {
        let of = StoredValue::new(key.clone());
        let text = move || {
            tags()
                .get(of.get_value())
                .and_then(|value| value.as_str().map(str::to_owned))
                .unwrap_or_default()
        };
        let rename = move |new: String| {
            edit.choose(tags_with(
                &tags(),
                &of.get_value(),
                Some((new.trim(), text().as_str())).filter(|(key, _)| !key.is_empty()),
            ));
        };
        view! {
            <div class="field-item">
                <input class="input" aria-label=format!("Key of tag {key}") prop:value=key.clone() on:change=move |event| rename(event_target_value(&event)) />
                <input class="input" aria-label=format!("Value of tag {key}") prop:value=text on:change=move |event| { let key = of.get_value(); edit.choose(tags_with(&tags(), &key, Some((&key, &event_target_value(&event))))); } />
                <button type="button" class="button ghost icon-only" aria-label=format!("Remove tag {key}") on:click=move |_| { edit.choose(tags_with(&tags(), &of.get_value(), None)); }>
                    {glyph(Glyph::Close)}
                </button>
            </div>
        }
    };
    let new_id = format!("{id}-new");
    view! {
        <div class="field-list">
            <For each=move || keys.get() key=Clone::clone let(key)>{row(key)}</For>
            <div class="field-item">
                <input
                    class="input"
                    id=new_id
                    aria-label="Key of a new tag"
                    placeholder="Add a key"
                    on:change=move |event| {
                        let key = event_target_value(&event);
                        if !key.trim().is_empty() && edit.choose(tags_with(&tags(), key.trim(), Some((key.trim(), "")))) {
                            event_target::<web_sys::HtmlInputElement>(&event).set_value("");
                        }
                    }
                />
            </div>
        </div>
    }
    .into_any()
}

//! Editing the words of a box where they stand.

use leptos::html;
use leptos::prelude::*;
use netwright_core::edit::Command;
use netwright_core::model::{BoxKey, EntityId, Kind};

use super::use_canvas;
use crate::state::use_app;

/// A field over the box whose words are being edited. Enter keeps them, Escape does not; a note takes Enter as a new
/// line and Control with Enter to finish.
#[component]
pub(super) fn WordsEditor() -> impl IntoView {
    let canvas = use_canvas();
    let edited = move || match canvas.editing.get() {
        Some(BoxKey::Entity(id)) => Some(id),
        _ => None,
    };
    move || edited().map(|id| view! { <Field id /> })
}

#[component]
fn Field(id: EntityId) -> impl IntoView {
    let app = use_app();
    let canvas = use_canvas();
    let place = NodeRef::<html::Textarea>::new();
    let is_note = id.kind == Kind::Note;
    let field = if is_note { "text" } else { "name" };
    let before = app.design.with_untracked(|design| {
        let value = design.record(id).and_then(|record| record.field(field));
        value
            .and_then(|value| value.as_str().map(str::to_owned))
            .unwrap_or_default()
    });
    let typed = RwSignal::new(before.clone());
    let is_open = StoredValue::new(true);
    let close = move |keep: bool| {
        // Closing takes the focus away, which would close again.
        if !is_open.get_value() {
            return;
        }
        is_open.set_value(false);
        let now = typed.get_untracked();
        if keep && now != before {
            app.commit(
                if is_note { "Edit note" } else { "Rename" },
                &[Command::set(id, field, now.trim())],
            );
        }
        canvas.edit_words(None);
    };
    let close = StoredValue::new(close);
    Effect::new(move || {
        if let Some(element) = place.get() {
            let _ = element.focus();
            element.select();
        }
    });
    let rect = move || {
        canvas.frame.track();
        let rect = canvas.rect_of(&BoxKey::Entity(id)).unwrap_or_default();
        let view = canvas.view();
        let at = view.view_from_world(rect.corner());
        (
            at.x,
            at.y,
            f64::from(rect.width) * view.scale,
            f64::from(rect.height) * view.scale,
        )
    };
    view! {
        <textarea
            node_ref=place
            class="canvas-words"
            aria-label=if is_note { "Text of the note" } else { "Name" }
            rows="1"
            prop:value=typed
            style:left=move || format!("{}px", rect().0)
            style:top=move || format!("{}px", rect().1)
            style:width=move || format!("{}px", rect().2.max(140.0))
            style:height=move || if is_note { format!("{}px", rect().3.max(48.0)) } else { "30px".to_owned() }
            on:input=move |event| typed.set(event_target_value(&event))
            on:blur=move |_| { let _ = close.try_with_value(|close| close(true)); }
            on:keydown=move |event| {
                event.stop_propagation();
                let command = event.ctrl_key() || event.meta_key();
                match event.key().as_str() {
                    "Enter" if !is_note || command => {
                        event.prevent_default();
                        let _ = close.try_with_value(|close| close(true));
                    }
                    "Escape" => { let _ = close.try_with_value(|close| close(false)); },
                    _ => {}
                }
            }
        ></textarea>
    }
}

//! One field being typed: each keystroke is shown in the design at once, and the whole is one step for undo.

use leptos::prelude::*;
use netwright_core::edit::Command;
use netwright_core::model::{EntityId, FieldSpec};
use netwright_editor::view_models::form::check_value;
use serde_json::Value;

use crate::state::App;

/// A field of the selected records, and what is wrong with what was typed.
#[derive(Clone, Copy)]
pub(super) struct FieldEdit {
    app: App,
    ids: StoredValue<Vec<EntityId>>,
    pub spec: &'static FieldSpec,
    pub error: RwSignal<Option<String>>,
    /// A gesture of this field is under way.
    typing: StoredValue<bool>,
}

impl FieldEdit {
    pub(super) fn new(app: App, ids: StoredValue<Vec<EntityId>>, spec: &'static FieldSpec) -> Self {
        Self {
            app,
            ids,
            spec,
            error: RwSignal::new(None),
            typing: StoredValue::new(false),
        }
    }

    pub(super) fn app(self) -> App {
        self.app
    }

    /// The record that is edited, or the first of several.
    pub(super) fn first(self) -> Option<EntityId> {
        self.ids.with_value(|ids| ids.first().copied())
    }

    /// Shows a value while it is typed. What can't be is said in one line, and the design stays as it was.
    pub(super) fn type_value(self, value: Result<Value, String>) {
        let under_way = self.typing.get_value() && self.app.with(|session| session.in_gesture());
        if !under_way {
            self.app.begin(&self.label());
            self.typing.set_value(true);
        }
        match value.and_then(|value| self.check(value)) {
            Ok(value) => {
                self.error.set(None);
                self.app.preview(&self.commands(&value));
            }
            Err(error) => {
                self.error.set(Some(error));
                self.app.preview(&[]);
            }
        }
    }

    /// Ends the typing: what was typed is one step.
    pub(super) fn finish(self) {
        if self.typing.get_value() {
            self.typing.set_value(false);
            self.app.finish();
        }
    }

    /// Takes back what was typed.
    pub(super) fn cancel(self) {
        if self.typing.get_value() {
            self.typing.set_value(false);
            self.app.cancel();
        }
        self.error.set(None);
    }

    /// Sets a value that was chosen rather than typed.
    pub(super) fn choose(self, value: Value) -> bool {
        self.finish();
        match self.check(value) {
            Ok(value) => {
                self.error.set(None);
                self.app.commit(&self.label(), &self.commands(&value))
            }
            Err(error) => {
                self.error.set(Some(error));
                false
            }
        }
    }

    fn check(self, value: Value) -> Result<Value, String> {
        let checked = self.app.design.with_untracked(|design| {
            self.ids
                .with_value(|ids| check_value(design, ids, self.spec.name, &value))
        });
        checked.map(|()| value)
    }

    fn commands(self, value: &Value) -> Vec<Command> {
        self.ids.with_value(|ids| {
            ids.iter()
                .map(|id| Command::set(*id, self.spec.name, value.clone()))
                .collect()
        })
    }

    fn label(self) -> String {
        format!("Change {}", self.spec.label.to_lowercase())
    }
}

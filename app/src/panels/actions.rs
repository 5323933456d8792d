//! Everything that can be done by name: one list feeds the command palette, the shortcuts and their help.

use std::sync::Arc;

use leptos::prelude::*;
use netwright_core::edit::Command;
use netwright_core::model::{EntityId, Kind};
use netwright_editor::view_models::problems::problem_key;

use super::add::lower_label;
use super::palette::add_beside_selection;
use super::problems::{apply_fix, go_to_finding};
use super::theme;
use super::ui::{Dialog, Run, Ui};
use crate::files::exchange::Exchange;
use crate::state::App;

/// What a person can do now, or why not.
#[derive(Clone)]
pub(crate) struct Action {
    pub label: String,
    /// The shortcut as it is shown: `Ctrl+Shift+Z`. Control is Command on a Mac.
    pub keys: &'static str,
    pub kind: Option<Kind>,
    pub refused: Option<&'static str>,
    pub run: Run,
}

impl Action {
    fn new(
        label: impl Into<String>,
        keys: &'static str,
        run: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        Self {
            label: label.into(),
            keys,
            kind: None,
            refused: None,
            run: Arc::new(run),
        }
    }

    fn unless(mut self, refused: bool, why: &'static str) -> Self {
        self.refused = refused.then_some(why);
        self
    }
}

/// The actions in the order in which people look for them.
pub(crate) fn actions(app: App, ui: Ui, exchange: Exchange) -> Vec<Action> {
    let mut all = file_actions(ui, exchange);
    all.extend(edit_actions(app, ui));
    all.extend(view_actions(app, ui));
    let kinds = Kind::ALL.iter().copied().map(|kind| {
        let mut action = Action::new(format!("Add {}", lower_label(kind)), "", move || {
            add_beside_selection(app, ui, kind);
        });
        action.kind = Some(kind);
        action
    });
    all.extend(kinds);
    all
}

/// What is done with the design as a whole.
pub(crate) fn file_actions(ui: Ui, exchange: Exchange) -> Vec<Action> {
    vec![
        Action::new("New design", "", move || exchange.new_design()),
        Action::new("Open a file…", "Ctrl+O", move || exchange.open_file()),
        Action::new("Templates and recent designs", "", move || {
            ui.dialog.set(Some(Dialog::Templates));
        }),
        Action::new("Save to a file", "Ctrl+S", move || exchange.save()),
        Action::new("Copy a link to this design", "", move || exchange.share()),
        Action::new("Export commands", "Ctrl+E", move || {
            ui.dialog.set(Some(Dialog::Export));
        }),
        Action::new("Save the drawing as SVG", "", move || {
            exchange.save_picture(ui.dark.get_untracked());
        }),
        Action::new("Copy the drawing as PNG", "", move || {
            exchange.copy_picture(ui.dark.get_untracked());
        }),
        Action::new("Print", "Ctrl+P", move || exchange.print()),
    ]
}

fn edit_actions(app: App, ui: Ui) -> Vec<Action> {
    let (undo, redo) = app.labels.get_untracked();
    let none_selected = app
        .selection
        .with_untracked(std::collections::BTreeSet::is_empty);
    let none_copied = app.with(|session| session.clipboard().is_empty());
    let label = |verb: &str, label: &Option<String>| {
        label.as_ref().map_or(verb.to_owned(), |label| {
            format!("{verb}: {}", label.to_lowercase())
        })
    };
    vec![
        Action::new(label("Undo", &undo), "Ctrl+Z", move || {
            app.undo();
        })
        .unless(undo.is_none(), "nothing to undo"),
        Action::new(label("Redo", &redo), "Ctrl+Shift+Z", move || {
            app.redo();
        })
        .unless(redo.is_none(), "nothing to redo"),
        Action::new("Copy", "Ctrl+C", move || {
            let count = app.with(netwright_editor::session::Session::copy);
            ui.say(format!("Copied {count} records"));
        })
        .unless(none_selected, "nothing is selected"),
        Action::new("Paste", "Ctrl+V", move || paste(app))
            .unless(none_copied, "nothing was copied"),
        Action::new("Duplicate", "Ctrl+D", move || {
            app.with(netwright_editor::session::Session::copy);
            paste(app);
        })
        .unless(none_selected, "nothing is selected"),
        Action::new("Delete the selection", "Delete", move || {
            delete_selection(app);
        })
        .unless(none_selected, "nothing is selected"),
        Action::new("Select all", "Ctrl+A", move || {
            app.select(app.design.with_untracked(|design| {
                design
                    .records()
                    .map(netwright_core::model::Record::id)
                    .collect::<Vec<_>>()
            }));
        }),
    ]
}

fn view_actions(app: App, ui: Ui) -> Vec<Action> {
    let no_problems = app
        .findings
        .with_untracked(|findings| findings.shown().next().is_none());
    let fixable = chosen_finding(app, ui).is_some_and(|finding| finding.fix.is_some());
    vec![
        Action::new("Next problem", "F8", move || step_problem(app, ui, 1))
            .unless(no_problems, "there are no problems"),
        Action::new("Previous problem", "Shift+F8", move || {
            step_problem(app, ui, -1);
        })
        .unless(no_problems, "there are no problems"),
        Action::new("Apply the fix of the chosen problem", "Ctrl+.", move || {
            if let Some(finding) = chosen_finding(app, ui) {
                apply_fix(app, ui, &finding);
            }
        })
        .unless(!fixable, "choose a problem that has a fix"),
        Action::new("Show or hide the problems", "Ctrl+J", move || {
            ui.problems_open.update(|open| *open = !*open);
        }),
        Action::new("Address plan", "", move || {
            ui.dialog.set(Some(Dialog::AddressPlan));
        }),
        Action::new("Summary and billing", "", move || {
            ui.dialog.set(Some(Dialog::Summary));
        }),
        Action::new("Search and commands", "Ctrl+K", move || {
            ui.dialog.set(Some(Dialog::Commands));
        }),
        Action::new("Go to the outline", "Ctrl+1", || focus("[role=tree]")),
        Action::new("Go to the drawing", "Ctrl+2", || {
            focus(".frame-centre [tabindex='0']");
        }),
        Action::new("Go to the inspector", "Ctrl+3", || {
            focus(".inspector input, .inspector select, .inspector textarea");
        }),
        Action::new("Go to the problems", "Ctrl+4", move || {
            ui.problems_open.set(true);
            request_animation_frame(|| focus(".problems-list"));
        }),
        Action::new("Light or dark theme", "", move || theme::toggle(ui)),
        Action::new("Keyboard shortcuts", "?", move || {
            ui.dialog.set(Some(Dialog::Help));
        }),
    ]
}

fn paste(app: App) {
    let result = app.with(|session| {
        let rows = session.clipboard().to_vec();
        session.paste("Paste", &rows)
    });
    if let Err(error) = result {
        app.notice.set(Some(crate::state::Notice {
            text: error.to_string(),
            error: true,
        }));
    }
}

fn delete_selection(app: App) {
    let ids: Vec<EntityId> = app.selection.get_untracked().into_iter().collect();
    if !ids.is_empty() {
        let label = if ids.len() == 1 {
            format!("Delete {}", lower_label(ids[0].kind))
        } else {
            format!("Delete {} records", ids.len())
        };
        app.commit(&label, &[Command::Delete(ids)]);
    }
}

fn chosen_finding(app: App, ui: Ui) -> Option<netwright_core::checks::Finding> {
    let print = ui.problem.get_untracked()?;
    app.findings.with_untracked(|findings| {
        findings
            .shown()
            .find(|finding| problem_key(finding) == print)
            .cloned()
    })
}

fn step_problem(app: App, ui: Ui, step: isize) {
    let findings = app.findings.get_untracked();
    let count = isize::try_from(findings.shown().count()).unwrap_or(0);
    if count == 0 {
        return;
    }
    let key = ui.problem.get_untracked();
    let at = key.and_then(|key| {
        findings
            .shown()
            .position(|finding| problem_key(finding) == key)
    });
    let first = if step > 0 { 0 } else { count - 1 };
    let to = at
        .and_then(|at| isize::try_from(at).ok())
        .map_or(first, |at| (at + step).rem_euclid(count));
    if let Some(finding) = usize::try_from(to)
        .ok()
        .and_then(|to| findings.shown().nth(to))
    {
        go_to_finding(app, ui, finding);
        ui.say(format!("{}: {}", finding.severity, finding.message));
    }
}

fn focus(selector: &str) {
    if let Ok(Some(element)) = document().query_selector(selector) {
        let _ =
            leptos::wasm_bindgen::JsCast::unchecked_into::<web_sys::HtmlElement>(element).focus();
    }
}

/// Runs the action that a key stands for, wherever the focus is; says whether there was one.
pub(crate) fn run_shortcut(
    app: App,
    ui: Ui,
    exchange: Exchange,
    event: &leptos::ev::KeyboardEvent,
) -> bool {
    let pressed = pressed_keys(event);
    let plain = !(event.ctrl_key() || event.meta_key() || event.key().starts_with('F'));
    let in_field = crate::platform::is_typing(event.target());
    // In a field, keys that mean something to a text belong to the text.
    let belongs_to_text = plain
        || matches!(
            pressed.as_str(),
            "Ctrl+Z" | "Ctrl+Shift+Z" | "Ctrl+Y" | "Ctrl+C" | "Ctrl+V" | "Ctrl+A" | "Ctrl+D"
        );
    if in_field && belongs_to_text
        || ui.dialog.with_untracked(Option::is_some) && pressed != "Ctrl+K"
    {
        return false;
    }
    let pressed = if pressed == "Ctrl+Y" {
        "Ctrl+Shift+Z".to_owned()
    } else {
        pressed
    };
    // Copying marked text is copying text.
    let marked = window()
        .get_selection()
        .ok()
        .flatten()
        .is_some_and(|marked| !marked.is_collapsed());
    if pressed == "Ctrl+C" && marked || pressed == "Delete" && !on_drawing(event) {
        return false;
    }
    let found = actions(app, ui, exchange)
        .into_iter()
        .find(|action| action.keys == pressed);
    match found {
        Some(action) if action.refused.is_none() => {
            (action.run)();
            true
        }
        Some(_) => true,
        None => false,
    }
}

/// Delete means the selection only where the drawing has the keyboard, or nothing has.
fn on_drawing(event: &leptos::ev::KeyboardEvent) -> bool {
    use leptos::wasm_bindgen::JsCast;
    let element = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    element.is_none_or(|element| {
        element.tag_name() == "BODY" || element.closest(".frame-centre").ok().flatten().is_some()
    })
}

fn pressed_keys(event: &leptos::ev::KeyboardEvent) -> String {
    let key = event.key();
    let key = if key.chars().count() == 1 {
        key.to_uppercase()
    } else {
        key
    };
    let mut pressed = String::new();
    if event.ctrl_key() || event.meta_key() {
        pressed.push_str("Ctrl+");
    }
    if event.alt_key() {
        pressed.push_str("Alt+");
    }
    // A sign such as ? is typed with Shift on some keyboards and without on others.
    if event.shift_key() && key.chars().all(char::is_alphanumeric) {
        pressed.push_str("Shift+");
    }
    pressed + &key
}

//! Doing actions: what they see is gathered here, and what they ask of the window is done here.

use leptos::prelude::*;
use netwright_core::diagram::Rect;
use netwright_core::model::BoxKey;
use netwright_editor::actions::{
    Action, CLIPBOARD_KEYS, Context, Effect, Focus, Place, Press, Request, perform, pressed,
};
use netwright_editor::geometry::View;

use super::lab;
use super::problems::explain;
use super::theme;
use super::trace;
use super::ui::{MenuItem, Ui, use_ui};
use crate::canvas::{Canvas, use_canvas};
use crate::files::exchange::{Exchange, use_exchange};
use crate::platform::after_paint;
use crate::state::{App, Notice, use_app};

/// Whoever does actions; a handle that can be copied anywhere.
#[derive(Clone, Copy)]
pub(crate) struct Actor {
    parts: StoredValue<Parts>,
}

#[derive(Clone, Copy)]
struct Parts {
    app: App,
    ui: Ui,
    canvas: Canvas,
    exchange: Exchange,
}

/// Lets all that is below in the page do actions. The handle lives as long as the page: an action often closes the
/// menu or dialog that asked for it.
pub(crate) fn provide_actor() -> Actor {
    let parts = Parts {
        app: use_app(),
        ui: use_ui(),
        canvas: use_canvas(),
        exchange: use_exchange(),
    };
    let actor = Actor {
        parts: StoredValue::new(parts),
    };
    provide_context(actor);
    actor
}

pub(crate) fn use_actor() -> Actor {
    expect_context()
}

impl Actor {
    fn parts(self) -> Parts {
        self.parts.get_value()
    }

    /// What an action is called now, and why it can't be done where it can't.
    pub(crate) fn describe(self, action: &Action) -> (String, Option<String>) {
        self.read(|context| (action.shown(context), action.refused(context)))
    }

    /// Does the action, where it can be done now.
    pub(crate) fn run(self, action: &Action) {
        let effects = self.read(|context| match action.refused(context) {
            Some(_) => Vec::new(),
            None => (action.run)(context),
        });
        for effect in effects {
            self.perform(effect);
        }
    }

    /// Does one effect, in the session or in the window.
    pub(crate) fn perform(self, effect: Effect) {
        if let Some(request) = self.do_here(effect) {
            self.answer(request);
        }
    }

    /// Does one effect in the session; what is left of it is for the window.
    fn do_here(self, effect: Effect) -> Option<Request> {
        let diagram = self.parts().canvas.diagram();
        let app = self.parts().app;
        let is_inserting = matches!(effect, Effect::Paste(_) | Effect::Duplicate);
        let (left, is_changed) = app.with(|session| {
            let before = session.revision();
            let left = perform(session, &diagram, effect);
            (left, session.revision() != before)
        });
        if is_inserting && is_changed {
            after_paint(move || self.show_inserted());
        }
        left
    }

    /// Brings what was just inserted into view, as far off as the rest is seen.
    fn show_inserted(self) {
        let (app, canvas) = (self.parts().app, self.parts().canvas);
        let selected = app.selection.get_untracked();
        let rects = selected
            .into_iter()
            .filter_map(|id| canvas.rect_of(&BoxKey::Entity(id)));
        let Some(rect) = Rect::around(rects) else {
            return;
        };
        let ((width, height), view) = (canvas.size(), canvas.view());
        if !view.visible(width, height).has_rect(&rect) {
            canvas.set_view(View::centred(rect, view.scale, width, height));
        }
    }

    /// Reads the clipboard, which the browser may ask about, and pastes what it holds.
    fn paste(self) {
        leptos::task::spawn_local(async move {
            let text = self.parts().exchange.pasted_text().await;
            let is_refused = text.is_none();
            let copied = self.parts().app.with(|session| session.copied().is_some());
            if is_refused && !copied {
                let text = "This browser keeps its clipboard from the menu: press Ctrl+V to paste";
                self.answer(Request::Warn(text.to_owned()));
            } else {
                self.perform(Effect::Paste(text));
            }
        });
    }

    /// The action as a line of a menu.
    pub(crate) fn item(self, action: &'static Action) -> MenuItem {
        let (label, refused) = self.describe(action);
        let item = MenuItem::new(label, move || self.run(action));
        MenuItem {
            refused,
            keys: action.keys.first().copied().unwrap_or_default(),
            ..item
        }
    }

    /// Does the action that a key stands for; says whether there was one.
    pub(crate) fn press(self, event: &leptos::ev::KeyboardEvent) -> bool {
        let keys = pressed_keys(event);
        let action = self
            .meant(&keys, event.target())
            .filter(|_| !CLIPBOARD_KEYS.contains(&keys.as_str()));
        if let Some(action) = action {
            self.run(action);
        }
        action.is_some()
    }

    /// Does what the keys of a copy, a cut or a paste stand for, by the clipboard that the browser's event has in its
    /// hand; says whether they stood for anything but text.
    pub(crate) fn clip(self, keys: &'static str, event: &web_sys::ClipboardEvent) -> bool {
        const TEXT: &str = "text/plain";
        // The event's own target is where text is marked, not what has the keyboard.
        let focused = document().active_element();
        let target = focused.clone().map(Into::into);
        let (Some(action), Some(data)) = (self.meant(keys, target), event.clipboard_data()) else {
            return false;
        };
        let is_outline =
            focused.is_some_and(|element| element.get_attribute("role").as_deref() == Some("tree"));
        if is_outline && keys != "Ctrl+V" {
            self.select_active_line();
        }
        if self.describe(action).1.is_some() {
            return false;
        }
        for effect in self.read(action.run) {
            match effect {
                Effect::Ask(Request::Paste) => {
                    self.perform(Effect::Paste(data.get_data(TEXT).ok()));
                }
                effect => match self.do_here(effect) {
                    Some(Request::CopyRecords { text, said })
                        if data.set_data(TEXT, &text).is_ok() =>
                    {
                        self.parts().ui.say(said);
                    }
                    left => left.into_iter().for_each(|request| self.answer(request)),
                },
            }
        }
        true
    }

    /// The action that keys stand for, where the event happened.
    fn meant(self, keys: &str, target: Option<web_sys::EventTarget>) -> Option<&'static Action> {
        let Parts { ui, exchange, .. } = self.parts();
        pressed(Press {
            keys,
            focus: focus_of(target),
            in_dialog: ui.dialog.with_untracked(Option::is_some)
                || exchange.waiting.with_untracked(Option::is_some),
            text_is_marked: text_is_marked(),
        })
    }

    /// In the outline the keyboard is on a line, which is meant unless it is part of what is selected.
    fn select_active_line(self) {
        let Parts { app, ui, .. } = self.parts();
        let line = ui.active_row.get_untracked().and_then(|key| key.entity());
        if let Some(id) = line.filter(|id| app.selection.with_untracked(|ids| !ids.contains(id))) {
            app.select([id]);
        }
    }

    fn read<R>(self, read: impl FnOnce(&Context) -> R) -> R {
        let problem = self.parts().ui.problem.get_untracked();
        let findings = self.parts().app.findings.get_untracked();
        let has_import_notes = self
            .parts()
            .exchange
            .imported
            .with_untracked(Option::is_some);
        self.parts().app.with(|session| {
            self.parts().canvas.with_surface(|surface, diagram| {
                read(&Context {
                    diagram,
                    surface,
                    selected: &surface.selected(session.selection()),
                    session,
                    findings: &findings,
                    problem: problem.as_deref(),
                    has_import_notes,
                })
            })
        })
    }

    fn answer(self, request: Request) {
        let (ui, exchange) = (self.parts().ui, self.parts().exchange);
        match request {
            Request::Open(dialog) => ui.dialog.set(Some(dialog)),
            Request::Focus(place) => self.focus(place),
            Request::Show(view) => self.parts().canvas.set_view(view),
            Request::Explain(key) => explain(self.parts().app, ui, key),
            Request::Say(text) => ui.say(text),
            Request::Warn(text) => self
                .parts()
                .app
                .notice
                .set(Some(Notice { text, error: true })),
            Request::NewDesign => exchange.new_design(),
            Request::OpenFile => exchange.open_file(),
            Request::SaveFile => exchange.save(),
            Request::SavePicture => exchange.save_picture(ui.dark.get_untracked()),
            Request::CopyRecords { text, said } => exchange.copy_records(text, said, ui),
            Request::Paste => self.paste(),
            Request::TakeIn(text) => exchange.take_in(text),
            Request::CopyPicture => exchange.copy_picture(ui.dark.get_untracked()),
            Request::CopyLink => exchange.share(),
            Request::Print => exchange.print(),
            Request::ToggleProblems => ui.problems_open.update(|open| *open = !*open),
            Request::ToggleTheme => theme::toggle(ui),
            Request::Trace { from, to } => trace::open(self.parts().app, ui, from, to),
            Request::ShowHint => lab::show_hint(self.parts().app, ui),
            Request::RestartLab => exchange.restart_lab(),
            Request::LeaveLab => self.parts().app.with(|session| session.mark(None)),
            Request::Tool(rest) => self.parts().canvas.rest(rest),
        }
    }

    fn focus(self, place: Place) {
        let selector = match place {
            Place::Outline => "[role=tree]",
            Place::Drawing => ".frame-centre [tabindex='0']",
            Place::Inspector => ".inspector input, .inspector select, .inspector textarea",
            Place::Problems => ".problems-list",
            Place::Lab => ".lab",
        };
        let ui = self.parts().ui;
        match place {
            Place::Outline => {
                ui.lab_shown.set(false);
                ui.trace_open.set(false);
            }
            Place::Lab => {
                ui.lab_shown.set(true);
                ui.trace_open.set(false);
            }
            Place::Problems => ui.problems_open.set(true),
            _ => {}
        }
        // At once where it can be: the next key belongs there. Else after what was opened for it is there.
        if !give_focus(selector) {
            request_animation_frame(move || {
                give_focus(selector);
            });
        }
    }
}

/// Gives the keyboard to the first element that is meant; says whether it has it now.
fn give_focus(selector: &str) -> bool {
    use leptos::wasm_bindgen::JsCast;
    let Some(element) = document().query_selector(selector).ok().flatten() else {
        return false;
    };
    let element: web_sys::HtmlElement = element.unchecked_into();
    // A browser that refuses it says nothing: what counts is who has it then.
    let _ = element.focus();
    document()
        .active_element()
        .is_some_and(|active| active.is_same_node(Some(&element)))
}

/// What has the keyboard: the drawing counts as having it where nothing else does.
fn focus_of(target: Option<web_sys::EventTarget>) -> Focus {
    use leptos::wasm_bindgen::JsCast;
    if crate::platform::is_typing(target.clone()) {
        return Focus::Text;
    }
    let element = target.and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let on_drawing = element.is_none_or(|element| {
        element.tag_name() == "BODY" || element.closest(".frame-centre").ok().flatten().is_some()
    });
    if on_drawing {
        Focus::Drawing
    } else {
        Focus::Elsewhere
    }
}

fn text_is_marked() -> bool {
    let marked = window().get_selection().ok().flatten();
    marked.is_some_and(|marked| !marked.is_collapsed())
}

/// The keys as shortcuts are written.
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

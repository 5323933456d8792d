//! The trace tool: one packet from one end to another, hop by hop, there and back, with the table row that decided at
//! each. It stands where the palette and the outline are otherwise, lights its way on the drawing and follows edits.

mod end_field;
mod question;
mod way;

use leptos::prelude::*;
use leptos::task::spawn_local;
use netwright_core::model::EntityId;
use netwright_editor::analysis::{Ask, AskedPart, Followed, Traced};
use netwright_editor::view_models::trace::{Path, Side, TraceForm};

use self::question::Question;
use self::way::Answer;
use super::icon::{Glyph, glyph};
use super::splitter::LeftSplitter;
use super::ui::{Ui, use_ui};
use crate::analysis::use_analysis;
use crate::canvas::{Canvas, use_canvas};
use crate::state::{App, use_app};

/// Opens the tool with the ends that are known; the next click on the drawing gives one that is not.
pub(crate) fn open(app: App, ui: Ui, from: Option<EntityId>, to: Option<EntityId>) {
    let opened = app.opened.get_untracked();
    ui.trace.update(|form| {
        if form.about != opened {
            *form = TraceForm {
                about: opened,
                ..TraceForm::default()
            };
        }
        if let Some(from) = from {
            form.set_end(Side::From, &from.to_string());
            form.set_end(Side::To, &to.map(|to| to.to_string()).unwrap_or_default());
        }
        let mut sides = [Side::From, Side::To].into_iter();
        form.picking = sides.find(|side| form.end(*side).is_empty());
    });
    if from.is_none() && ui.trace.with_untracked(|form| form.picking.is_some()) {
        // What is selected already could not be clicked.
        app.select([]);
    }
    ui.trace_open.set(true);
}

/// What is known of the question that is asked.
#[derive(Clone, Copy)]
struct Told {
    answer: RwSignal<Option<Traced>>,
    /// The answer is of an older design or question.
    is_behind: RwSignal<bool>,
    /// There is no engine to ask.
    is_off: RwSignal<bool>,
}

impl Told {
    /// Why a part of the question means nothing.
    fn refused(self, wanted: AskedPart) -> Option<String> {
        self.answer.with(|answer| match answer {
            Some(Traced::Refused { part, why }) if *part == wanted => Some(why.clone()),
            _ => None,
        })
    }
}

/// The tool.
pub(crate) fn trace_panel((): ()) -> AnyView {
    view! { <TracePanel /> }.into_any()
}

#[component]
fn TracePanel() -> impl IntoView {
    let (app, ui, canvas) = (use_app(), use_ui(), use_canvas());
    let told = follow(app, ui);
    let pick_error = pick_by_click(app, ui);
    light_up(ui, canvas, told);
    let opened = app.opened.get_untracked();
    Effect::new(move || {
        if app.opened.get() != opened {
            ui.trace_open.set(false);
        }
    });
    let close = move |_| ui.trace_open.set(false);
    view! {
        <section class="frame-left frame-lab" aria-label="Trace">
            <div class="lab-top">
                <h2 class="trace-title">"Trace"</h2>
                <button type="button" class="button ghost icon-only small" aria-label="Close the trace" title="Close" on:click=close>
                    {glyph(Glyph::Close)}
                </button>
            </div>
            <div class="lab trace" tabindex="0" role="region" aria-label="Question and way">
                <Question told pick_error />
                <Answer told />
            </div>
            <LeftSplitter />
        </section>
    }
    .into_any()
}

/// Asks the engine anew after each change of the question or of the records.
fn follow(app: App, ui: Ui) -> Told {
    let analysis = use_analysis();
    let told = Told {
        answer: RwSignal::new(None),
        is_behind: RwSignal::new(false),
        is_off: RwSignal::new(false),
    };
    let asked = Memo::new(move |_| ui.trace.with(TraceForm::asked).ok().flatten());
    let changes = StoredValue::new(0_u32);
    let is_asking = StoredValue::new(false);
    Effect::new(move || {
        app.records.track();
        changes.update_value(|changes| *changes += 1);
        if asked.with(Option::is_none) {
            told.answer.set(None);
            told.is_behind.set(false);
            return;
        }
        told.is_behind.set(true);
        if is_asking.get_value() {
            return;
        }
        is_asking.set_value(true);
        spawn_local(async move {
            // What changes while the engine follows the packet is followed after it.
            while let Some(flow) = asked.try_get_untracked().flatten() {
                let asked_at = changes.try_get_value();
                let reply = analysis.ask(Ask::Trace(flow)).await;
                let now = changes.try_get_value();
                if now.is_none() {
                    // The panel is closed.
                    return;
                }
                if now == asked_at {
                    let answer = reply.and_then(|reply| Traced::from_json(&reply.head));
                    told.is_off.set(answer.is_none());
                    told.answer.set(answer);
                    told.is_behind.set(false);
                    break;
                }
            }
            let _ = is_asking.try_set_value(false);
        });
    });
    told
}

/// Takes what is clicked for the end that is picked; says why it can't be one.
fn pick_by_click(app: App, ui: Ui) -> RwSignal<Option<String>> {
    let error = RwSignal::new(None);
    let is_picking = Memo::new(move |_| ui.trace.with(|form| form.picking.is_some()));
    Effect::new(move || {
        let body = document().body();
        if let Some(body) = body {
            let _ = body
                .class_list()
                .toggle_with_force("is-picking", is_picking.get());
        }
        if !is_picking.get() {
            error.set(None);
        }
    });
    on_cleanup(move || {
        if let Some(body) = document().body() {
            let _ = body.class_list().remove_1("is-picking");
        }
        ui.trace.update(|form| form.picking = None);
    });
    Effect::new(move |before: Option<Option<EntityId>>| {
        let one = app
            .selection
            .with(|ids| ids.first().copied().filter(|_| ids.len() == 1));
        if before.is_some_and(|before| before != one)
            && is_picking.get_untracked()
            && let Some(id) = one
        {
            let picked = app
                .design
                .with_untracked(|design| ui.trace.try_update(|form| form.pick(design, id)));
            error.set(picked.and_then(Result::err));
        }
        one
    });
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        if event.key() == "Escape" && is_picking.try_get_untracked() == Some(true) {
            ui.trace.update(|form| form.picking = None);
        }
    });
    on_cleanup(move || keys.remove());
    error
}

/// Lights the way on the drawing, and brings that of a new question into view.
fn light_up(ui: Ui, canvas: Canvas, told: Told) {
    let ends = move || {
        ui.trace
            .with_untracked(|form| (form.from.clone(), form.to.clone()))
    };
    let followed = Memo::new(move |_| {
        told.answer.with(|answer| match answer {
            Some(Traced::Followed(followed)) => Some((**followed).clone()),
            _ => None,
        })
    });
    Effect::new(move |last: Option<Option<(String, String)>>| {
        let path = followed.with(|followed: &Option<Followed>| followed.as_ref().map(Path::of));
        let shown = path.as_ref().map(|_| ends());
        if let Some(path) = &path
            && last.flatten() != shown
        {
            canvas.show_together(&path.steps);
        }
        canvas.set_path(path);
        shown
    });
    on_cleanup(move || canvas.set_path(None));
}

//! The page's side of the engine: when to tell it what, and what to do about a worker that stops.

use std::collections::BTreeMap;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use js_sys::{Array, Function, Promise};
use leptos::prelude::*;
use netwright_core::model::Design;
use netwright_editor::analysis::{Ask, Findings, Heard, Link, READY};
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

use crate::state::App;

/// Edits closer together than this are checked once: shorter than a keystroke, longer than a frame.
const PAUSE_MS: u32 = 24;
/// How long a worker that stopped is left alone.
const LONG_PAUSE_MS: u32 = 1000;
/// A worker that stopped is started again so many times before the design changes.
const MOST_STOPS: u32 = 3;

/// A handle of the page's side.
#[derive(Clone, Copy)]
pub(super) struct Page {
    app: App,
    state: StoredValue<State, LocalStorage>,
}

/// What the engine said to a question.
#[derive(Clone, Default)]
pub(crate) struct Answered {
    pub head: Value,
    /// Texts as the browser has them: most are handed on unread.
    pub texts: Vec<JsValue>,
}

#[derive(Default)]
struct State {
    link: Link,
    worker: Option<Running>,
    stops: u32,
    /// The first screen is there, so that the engine may be fetched.
    has_begun: bool,
    /// This browser gives no worker.
    has_no_worker: bool,
    timer: Option<Timeout>,
    /// Who waits for an answer, by ticket.
    tickets: BTreeMap<u64, Function>,
    /// Who wants to know how far an answer is, by ticket.
    progress: BTreeMap<u64, Progress>,
    /// Questions that the engine can't be asked yet.
    waiting: Vec<Waiting>,
    next_ticket: u64,
}

/// Hears how far an answer is, from 0 to 1; says whether it is still wanted.
pub(super) type Progress = Rc<dyn Fn(f64) -> bool>;

struct Waiting {
    ticket: u64,
    ask: Ask,
    design: Design,
    /// A file that goes with the question, as the browser has it.
    beside: Option<JsValue>,
}

/// A worker with what listens to it. Ends with it.
struct Running {
    worker: Worker,
    is_ready: bool,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(web_sys::Event)>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

impl Page {
    pub(super) fn new(app: App) -> Self {
        let state = StoredValue::new_local(State::default());
        Self { app, state }
    }

    /// The first screen is there: the engine may be fetched now.
    pub(super) fn begin(self) {
        self.with(|state| state.has_begun = true);
        self.check_in(0);
    }

    /// Another design was opened: what is known of the last one is of no use.
    pub(super) fn forget(self) {
        let has_no_worker = self.with(|state| {
            state.link.reset();
            state.stops = 0;
            state.has_no_worker
        });
        self.app.findings.set(Findings::default());
        if !has_no_worker {
            self.app.trouble.set(None);
        }
    }

    /// Tells the engine in a moment, once for all edits of that moment.
    pub(super) fn soon(self) {
        let is_due = self.with(|state| {
            // One more try for a design that differs from the one it stopped at.
            state.stops = state.stops.min(MOST_STOPS - 1);
            !state.has_no_worker && state.timer.is_none()
        });
        // A moment that has begun will see this change too: a drag that never pauses must not put it off.
        if is_due {
            self.app.behind.set(true);
            self.check_in(PAUSE_MS);
        }
    }

    /// Asks about `design`, or the one that is shown; nothing where there is no engine.
    pub(super) async fn ask(self, ask: Ask, design: Option<&Design>) -> Option<Answered> {
        let (_, answered) = self.ask_with(ask, design, None, None).await?;
        Some(answered)
    }

    /// The engine has read this design for the question of this number.
    pub(super) fn offer(self, ticket: u64, design: &Design) {
        self.with(|state| state.link.offer(ticket, design.clone()));
    }

    /// The same as [`Page::ask`] with a file, or a list of files with their names, beside the question; says the number of
    /// the question too.
    pub(super) async fn ask_with(
        self,
        ask: Ask,
        design: Option<&Design>,
        beside: Option<JsValue>,
        progress: Option<Progress>,
    ) -> Option<(u64, Answered)> {
        let mut ticket = 0;
        let design = design.map_or_else(|| self.app.design.get_untracked(), Clone::clone);
        let promise = Promise::new(&mut |resolve, _| {
            self.with(|state| {
                if state.has_no_worker {
                    // A resolver takes any value.
                    let _ = resolve.call0(&JsValue::UNDEFINED);
                    return;
                }
                state.next_ticket += 1;
                ticket = state.next_ticket;
                state.tickets.insert(ticket, resolve);
                if let Some(progress) = &progress {
                    state.progress.insert(ticket, progress.clone());
                }
                state.waiting.push(Waiting {
                    ticket,
                    ask: ask.clone(),
                    design: design.clone(),
                    beside: beside.clone(),
                });
            });
        });
        self.ask_waiting();
        if self.with(|state| state.worker.is_none()) {
            // An engine that stopped is started again by the question.
            self.soon();
        }
        let parts: Array = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
        let head: Value = parts.get(1).as_string()?.parse().ok()?;
        let texts = parts.iter().skip(2).collect();
        (!head.is_null()).then_some((ticket, Answered { head, texts }))
    }

    fn check_in(self, pause_ms: u32) {
        let timer = Timeout::new(pause_ms, move || self.check());
        // The one before is cancelled as it is dropped.
        self.with(|state| state.timer = Some(timer));
    }

    fn check(self) {
        let (is_there, can_start) = self.with(|state| {
            state.timer = None;
            let may = state.has_begun && !state.has_no_worker && state.stops < MOST_STOPS;
            (state.worker.is_some(), may)
        });
        if is_there {
            self.tell(&self.app.design.get_untracked());
        } else if can_start {
            self.start();
        }
    }

    /// Tells the engine what it does not know yet.
    fn tell(self, design: &Design) {
        let goes_on = self.with(|state| {
            let Some(running) = state.worker.as_ref().filter(|running| running.is_ready) else {
                return false;
            };
            if let Some(message) = state.link.next(design, &today()) {
                let _ = running.worker.post_message(&JsValue::from(message));
            }
            state.link.is_handing_over()
        });
        if goes_on {
            self.check_in(0);
            return;
        }
        self.ask_waiting();
        let behind = self.with(|state| state.link.is_behind(design));
        if self.app.behind.get_untracked() != behind {
            self.app.behind.set(behind);
        }
    }

    /// Asks what could not be asked before.
    fn ask_waiting(self) {
        self.with(|state| {
            let (link, worker) = (&state.link, &state.worker);
            let Some(running) = worker.as_ref().filter(|running| running.is_ready) else {
                return;
            };
            state.waiting.retain(|waiting| {
                let message = link.ask(&waiting.ask, &waiting.design, waiting.ticket);
                let message = message.map(|message| match &waiting.beside {
                    Some(beside) => Array::of2(&message.into(), beside).into(),
                    None => JsValue::from(message),
                });
                message
                    .map(|message| running.worker.post_message(&message))
                    .is_none()
            });
        });
    }

    fn start(self) {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let Ok(worker) = Worker::new_with_options("./worker.js", &options) else {
            self.with(|state| state.has_no_worker = true);
            self.is_off("this browser gives it no worker to run in");
            return;
        };
        let on_message = Closure::new(move |event: MessageEvent| self.hear(&event.data()));
        let on_error = Closure::new(move |_: web_sys::Event| self.stopped());
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        self.with(|state| {
            state.worker = Some(Running {
                worker,
                is_ready: false,
                _on_message: on_message,
                _on_error: on_error,
            });
        });
    }

    fn hear(self, message: &JsValue) {
        if let Some(answer) = message.dyn_ref::<Array>() {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a ticket that was given out as a number"
            )]
            let ticket = answer.get(0).as_f64().unwrap_or_default() as u64;
            if let Some(part) = answer.get(1).as_f64() {
                self.hear_progress(ticket, part);
                return;
            }
            let resolve = self.with(|state| {
                state.progress.remove(&ticket);
                state.tickets.remove(&ticket)
            });
            if let Some(resolve) = resolve {
                let _ = resolve.call1(&JsValue::UNDEFINED, answer);
            }
            return;
        }
        let message = message.as_string().unwrap_or_default();
        let design = self.app.design.get_untracked();
        if message == READY {
            self.with(|state| {
                if let Some(running) = &mut state.worker {
                    running.is_ready = true;
                }
                state.link.restart();
            });
            self.tell(&design);
            return;
        }
        match self.with(|state| state.link.hear(&message)) {
            Heard::Part | Heard::Stale => {}
            Heard::Lost => self.stopped(),
            Heard::Near | Heard::Done => {
                let findings = self.with(|state| {
                    state.stops = 0;
                    state.link.findings().clone()
                });
                self.app.findings.set(findings);
                self.app.trouble.set(None);
                self.tell(&design);
            }
        }
    }

    /// An answer is so far; where nobody waits for it any more, the engine is told.
    fn hear_progress(self, ticket: u64, part: f64) {
        let progress = self.with(|state| state.progress.get(&ticket).cloned());
        // Called while nothing is borrowed: it writes to what views read.
        if progress.is_none_or(|progress| progress(part)) {
            return;
        }
        let resolve = self.with(|state| {
            if let Some(running) = &state.worker {
                let message = json!({ "drop": ticket }).to_string();
                let _ = running.worker.post_message(&JsValue::from(message));
            }
            state.progress.remove(&ticket);
            state.tickets.remove(&ticket)
        });
        if let Some(resolve) = resolve {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    }

    /// The worker is of no use any more: another takes its place, unless one after the other stops.
    fn stopped(self) {
        let (running, asked, stops) = self.with(|state| {
            state.stops += 1;
            // What it was asked may be what it stopped at: that is not asked again.
            let waiting = &state.waiting;
            let is_waiting = |ticket: u64| waiting.iter().any(|one| one.ticket == ticket);
            state.progress.retain(|ticket, _| is_waiting(*ticket));
            let (kept, asked) = std::mem::take(&mut state.tickets)
                .into_iter()
                .partition::<BTreeMap<_, _>, _>(|(ticket, _)| is_waiting(*ticket));
            state.tickets = kept;
            (state.worker.take(), asked, state.stops)
        });
        let was_ready = running.as_ref().is_some_and(|running| running.is_ready);
        // Not now: this is called by one of its own listeners.
        Timeout::new(0, move || drop(running)).forget();
        for resolve in asked.into_values() {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
        if stops < MOST_STOPS {
            self.app.trouble.set(Some(
                "The analysis stopped and is starting again".to_owned(),
            ));
            self.check_in(LONG_PAUSE_MS);
        } else if was_ready {
            self.app.trouble.set(Some(
                "The analysis stops on this design: findings are of an earlier version, until the next change"
                    .to_owned(),
            ));
            self.give_up();
        } else {
            self.is_off("it could not be loaded; the next change tries again");
        }
    }

    /// There is no engine, and findings that are shown no longer are those of the design.
    fn is_off(self, why: &str) {
        self.with(|state| state.link.reset());
        self.app.findings.set(Findings::default());
        self.app
            .trouble
            .set(Some(format!("Findings are off: {why}")));
        self.give_up();
    }

    /// Nobody waits for an answer any more.
    fn give_up(self) {
        let tickets = self.with(|state| {
            state.waiting.clear();
            state.progress.clear();
            std::mem::take(&mut state.tickets)
        });
        for resolve in tickets.into_values() {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
        self.app.behind.set(false);
    }

    fn with<R>(self, work: impl FnOnce(&mut State) -> R) -> R {
        self.state
            .try_update_value(work)
            .unwrap_or_else(|| unreachable!("the analysis lives as long as the page"))
    }
}

/// The day, as suppressions name the last one on which they hold.
fn today() -> String {
    let now = js_sys::Date::new_0().to_iso_string();
    now.as_string()
        .and_then(|now| now.get(..10).map(str::to_owned))
        .unwrap_or_default()
}

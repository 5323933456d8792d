//! The page's side of the analysis: when to check, where, and what to do about a worker that stops.

use std::collections::BTreeMap;

use gloo::timers::callback::Timeout;
use js_sys::{Array, Function, Promise};
use leptos::prelude::*;
use netwright_core::model::Design;
use netwright_editor::analysis::{Findings, Heard, Inline, Link};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

use super::is_large;
use super::worker::READY;
use crate::state::App;

/// Edits closer together than this are checked once: shorter than a keystroke, longer than a frame.
const PAUSE_MS: u32 = 24;
/// The same for a large design in a browser that gives no worker.
const LONG_PAUSE_MS: u32 = 1000;
/// A worker that stopped is started again so many times before the design changes.
const MOST_STOPS: u32 = 3;

/// A handle of the page's side.
#[derive(Clone, Copy)]
pub(super) struct Page {
    app: App,
    state: StoredValue<State, LocalStorage>,
}

#[derive(Default)]
struct State {
    inline: Inline,
    link: Link,
    worker: Option<Running>,
    stops: u32,
    /// No worker ever came up here.
    has_no_worker: bool,
    timer: Option<Timeout>,
    /// Who waits for a file, by ticket.
    tickets: BTreeMap<u64, Function>,
    next_ticket: u64,
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

    /// Another design was opened: what is known of the last one is of no use.
    pub(super) fn forget(self) {
        self.state.update_value(|state| {
            state.inline = Inline::default();
            state.link.reset();
            state.stops = 0;
        });
        self.app.findings.set(Findings::default());
        self.app.trouble.set(None);
    }

    /// Checks in a moment, once for all edits of that moment.
    pub(super) fn soon(self) {
        self.app.behind.set(true);
        let is_large = self.app.design.with_untracked(is_large);
        let pause = self.with(|state| {
            // One more try for a design that differs from the one it stopped at.
            state.stops = state.stops.min(MOST_STOPS - 1);
            let is_slow = state.has_no_worker && is_large;
            let pause = if is_slow { LONG_PAUSE_MS } else { PAUSE_MS };
            state.timer.is_none().then_some(pause)
        });
        // A check that is due anyway will see this change too: a drag that never pauses must not put it off.
        if let Some(pause) = pause {
            self.check_in(pause);
        }
    }

    /// The file of `design`, written by the worker; nothing where none can now.
    pub(super) async fn save(self, design: &Design) -> Option<String> {
        let (promise, message) = self.with(|state| {
            let running = state.worker.as_ref().filter(|running| running.is_ready)?;
            state.next_ticket += 1;
            let ticket = state.next_ticket;
            let message = state.link.save(design, ticket)?;
            let worker = running.worker.clone();
            let promise = Promise::new(&mut |resolve, _| {
                state.tickets.insert(ticket, resolve);
            });
            Some((promise, (worker, message)))
        })?;
        let (worker, message) = message;
        worker.post_message(&JsValue::from(message)).ok()?;
        JsFuture::from(promise).await.ok()?.as_string()
    }

    fn check_in(self, pause_ms: u32) {
        let timer = Timeout::new(pause_ms, move || self.check());
        // The one before is cancelled as it is dropped.
        self.with(|state| state.timer = Some(timer));
    }

    fn check(self) {
        let design = self.app.design.get_untracked();
        let (uses_worker, can_start) = self.with(|state| {
            state.timer = None;
            let uses_worker = !state.has_no_worker && (state.worker.is_some() || is_large(&design));
            (
                uses_worker,
                state.worker.is_none() && state.stops < MOST_STOPS,
            )
        });
        if !uses_worker {
            let findings = self.with(|state| state.inline.update(&design, &today()).clone());
            self.app.findings.set(findings);
            self.app.behind.set(false);
        } else if can_start {
            self.start();
        } else {
            self.tell(&design);
        }
    }

    /// Tells the worker what it does not know yet.
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
        }
    }

    fn start(self) {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let Ok(worker) = Worker::new_with_options("./worker.js", &options) else {
            self.go_without();
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
        if let Some(saved) = message.dyn_ref::<Array>() {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a ticket that was given out as a number"
            )]
            let ticket = saved.get(0).as_f64().unwrap_or_default() as u64;
            if let Some(resolve) = self.with(|state| state.tickets.remove(&ticket)) {
                let _ = resolve.call1(&JsValue::UNDEFINED, &saved.get(1));
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
                let (findings, behind) = self.with(|state| {
                    state.stops = 0;
                    let behind = state.link.is_behind(&design);
                    (state.link.findings().clone(), behind)
                });
                self.app.findings.set(findings);
                self.app.behind.set(behind);
                self.app.trouble.set(None);
                self.tell(&design);
            }
        }
    }

    /// The worker is of no use any more: another takes its place, unless one after the other stops.
    fn stopped(self) {
        let (running, stops) = self.with(|state| {
            state.stops += 1;
            for resolve in std::mem::take(&mut state.tickets).into_values() {
                let _ = resolve.call0(&JsValue::UNDEFINED);
            }
            (state.worker.take(), state.stops)
        });
        let was_ready = running.as_ref().is_some_and(|running| running.is_ready);
        // Not now: this is called by one of its own listeners.
        Timeout::new(0, move || drop(running)).forget();
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
        } else {
            self.go_without();
        }
    }

    /// Everything beside the page, for want of a worker.
    fn go_without(self) {
        self.with(|state| {
            state.has_no_worker = true;
            state.worker = None;
        });
        self.app.trouble.set(None);
        self.check_in(LONG_PAUSE_MS);
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

//! Findings follow the design: checked again, a moment after each edit, where the edit touched.

use std::sync::Arc;

use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use netwright_core::checks::Checker;

use crate::state::App;

/// Edits closer together than this are checked once. Shorter than a keystroke, longer than a frame.
const PAUSE_MS: u32 = 24;

/// Starts checking; the app's verdict follows its design from now on.
pub(crate) fn watch(app: App) {
    let checker: StoredValue<Option<Checker>, LocalStorage> = StoredValue::new_local(None);
    let pending: StoredValue<Option<Timeout>, LocalStorage> = StoredValue::new_local(None);
    Effect::new(move || {
        app.opened.track();
        checker.set_value(None);
    });
    Effect::new(move || {
        app.design.track();
        app.opened.track();
        app.behind.set(true);
        let timeout = Timeout::new(PAUSE_MS, move || check(app, checker));
        pending.set_value(Some(timeout)); // the one before is cancelled as it is dropped
    });
}

fn check(app: App, checker: StoredValue<Option<Checker>, LocalStorage>) {
    let verdict = app.design.with_untracked(|design| {
        checker.try_update_value(|checker| match checker {
            Some(checker) => {
                checker.update(design);
                checker.verdict()
            }
            None => checker.insert(Checker::new(design, &today())).verdict(),
        })
    });
    if let Some(verdict) = verdict {
        if app.verdict.with_untracked(|old| **old != verdict) {
            app.verdict.set(Arc::new(verdict));
        }
        app.behind.set(false);
    }
}

/// Today in UTC, `YYYY-MM-DD`: suppressions may expire.
fn today() -> String {
    let now = js_sys::Date::new_0().to_iso_string();
    String::from(now).chars().take(10).collect()
}

//! Files: autosave, recovery, links. The only place that knows where a design is kept.

pub(crate) mod autosave;
mod browser;
pub(crate) mod exchange;
mod identity;
pub(crate) mod opening;
pub(crate) mod share;
mod store;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::analysis::Analysis;
use crate::canvas::Canvas;
use crate::state::{App, Notice};
use autosave::Autosave;
pub(crate) use browser::address;
pub(crate) use identity::begun;
use opening::Opener;

/// Starts autosave and opens what there is to open: the design in the page's address, or what this tab had open.
pub(crate) fn start(app: App, canvas: Canvas, analysis: Analysis) -> Autosave {
    let opener = Opener::new(app, canvas, analysis);
    let autosave = Autosave::start(app, analysis, opener);
    spawn_local(async move {
        match share::design_in_address().await {
            Some(Ok(loaded)) => {
                share::forget_address();
                autosave.open_new(opener.begin(""), loaded.design).await;
            }
            Some(Err(text)) => {
                app.notice.set(Some(Notice { text, error: true }));
                autosave.restore().await;
            }
            None => {
                autosave.restore().await;
            }
        }
    });
    autosave
}

/// A panic stops the app; its last word is where the work is. What is drawn is in the browser's storage, which the
/// recovery page reads without this program.
pub(crate) fn say_when_it_crashes() {
    std::panic::set_hook(Box::new(|panic| browser::crashed(&panic.to_string())));
}

//! Findings follow the design, and questions are answered: by the engine, in a worker with a replica of the design.
//!
//! Views read the findings in the shared state. A worker that stops takes nothing with it: the page says that findings are
//! behind, starts another and hands it the design again. Where there can be no worker, the page says that findings are
//! off, and everything else goes on.

mod page;

use std::rc::Rc;

use js_sys::Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use netwright_core::format;
use netwright_core::model::{Design, Kind};
use netwright_editor::analysis::Ask;
use wasm_bindgen::JsValue;

use crate::later;
use crate::platform;
use crate::state::App;
use page::Page;

pub(crate) use page::Answered;

/// Files of designs with at most so many records are written beside the page, within a frame.
const MOST_RECORDS_BESIDE_THE_PAGE: usize = 1000;

/// The page's side of the engine; a handle that can be copied anywhere.
#[derive(Clone, Copy)]
pub(crate) struct Analysis {
    page: Page,
}

pub(crate) fn use_analysis() -> Analysis {
    expect_context()
}

impl Analysis {
    /// Starts to check the design of `app`, now and after each change. The engine is fetched when the page has been
    /// painted: the first screen does not wait for it.
    pub(crate) fn start(app: App) -> Self {
        let page = Page::new(app);
        Effect::new(move |last: Option<u32>| {
            app.design.track();
            let opened = app.opened.get();
            if last.is_some_and(|last| last != opened) {
                page.forget();
            }
            page.soon();
            opened
        });
        // The page's own later part goes first: it is smaller, and more depends on it.
        platform::after_paint(move || {
            spawn_local(async move {
                later::arrived().await;
                page.begin();
            });
        });
        Self { page }
    }

    /// What the engine says; nothing where there is none, or where the question names something that does not exist.
    pub(crate) async fn ask(self, ask: Ask) -> Option<Answered> {
        self.page.ask(ask, None).await
    }

    /// What the engine says to a question with a file beside it, and the number of the question; nothing where there is no
    /// engine.
    pub(crate) async fn read(self, ask: Ask, file: JsValue) -> Option<(u64, Answered)> {
        self.page.ask_with(ask, None, Some(file), None).await
    }

    /// The same with a list of names and files in turn; `progress` hears how far it is, from 0 to 1, and says whether the
    /// answer is still wanted.
    pub(crate) async fn gather(
        self,
        files: &Array,
        progress: impl Fn(f64) -> bool + 'static,
    ) -> Option<(u64, Answered)> {
        let files = Some(files.clone().into());
        let progress = Some(Rc::new(progress) as Rc<_>);
        self.page.ask_with(Ask::Gather, None, files, progress).await
    }

    /// The engine has read this design for the question of this number.
    pub(crate) fn offer(self, ticket: u64, design: &Design) {
        self.page.offer(ticket, design);
    }

    /// The text of the file of `design`; a large one is written by the engine, where there is one.
    pub(crate) async fn save(self, design: &Design) -> JsValue {
        if is_large(design)
            && let Some(answer) = self.page.ask(Ask::File, Some(design)).await
            && let Some(text) = answer.texts.into_iter().next()
        {
            return text;
        }
        format::save(design).into()
    }
}

fn is_large(design: &Design) -> bool {
    let records: usize = Kind::ALL.iter().map(|kind| design.count(*kind)).sum();
    records > MOST_RECORDS_BESIDE_THE_PAGE
}

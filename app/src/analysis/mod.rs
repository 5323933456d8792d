//! Findings follow the design: beside the page for a small one, in a worker with a replica for a large one.
//!
//! Views read the findings in the shared state. A worker that stops takes nothing with it: the page says that findings are
//! behind, starts another and hands it the design again.

mod page;
mod worker;

use leptos::prelude::*;
use netwright_core::format;
use netwright_core::model::{Design, Kind};

use crate::state::App;
use page::Page;

pub(crate) use worker::serve;

/// Designs of at most so many records are checked beside the page: all of one takes a few frames, an edit less than
/// one. An estimate, to be measured: `cargo xtask bench` gives the cost per edit by size.
const MOST_RECORDS_BESIDE_THE_PAGE: usize = 4000;

/// The analysis of the app; a handle that can be copied anywhere.
#[derive(Clone, Copy)]
pub(crate) struct Analysis {
    page: Page,
}

impl Analysis {
    /// Starts to check the design of `app`, now and after each change.
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
        Self { page }
    }

    /// The text of the file of `design`; a large one is written by the worker, where there is one that knows it.
    pub(crate) async fn save(self, design: &Design) -> String {
        if is_large(design)
            && let Some(text) = self.page.save(design).await
        {
            return text;
        }
        format::save(design)
    }
}

fn is_large(design: &Design) -> bool {
    let records: usize = Kind::ALL.iter().map(|kind| design.count(*kind)).sum();
    records > MOST_RECORDS_BESIDE_THE_PAGE
}

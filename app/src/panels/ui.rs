//! What the panels share besides the design: which are open, what is filtered, where the keyboard is.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;
use netwright_core::model::{EntityId, Kind};
pub(crate) use netwright_editor::actions::Dialog;
use netwright_editor::analysis::LabView;
use netwright_editor::view_models::lens::Lens;
use netwright_editor::view_models::outline::OutlineKey;
use netwright_editor::view_models::problems::Filter;
use netwright_editor::view_models::trace::TraceForm;

use crate::state::App;

/// A menu at a point of the window.
#[derive(Clone)]
pub(crate) struct Menu {
    pub x: i32,
    pub y: i32,
    pub label: String,
    pub items: Vec<MenuItem>,
}

/// What an item does. It may outlive the component that made it, so no owner can dispose of it.
pub(crate) type Run = Arc<dyn Fn() + Send + Sync>;

/// One line of a menu.
#[derive(Clone)]
pub(crate) struct MenuItem {
    pub label: String,
    pub keys: &'static str,
    pub kind: Option<Kind>,
    /// Why it can't be chosen now.
    pub refused: Option<String>,
    pub run: Run,
}

impl MenuItem {
    pub(crate) fn new(label: impl Into<String>, run: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            label: label.into(),
            keys: "",
            kind: None,
            refused: None,
            run: Arc::new(run),
        }
    }

    pub(crate) fn keys(mut self, keys: &'static str) -> Self {
        self.keys = keys;
        self
    }

    pub(crate) fn kind(mut self, kind: Kind) -> Self {
        self.kind = Some(kind);
        self
    }
}

/// State of the panels; a handle that can be copied anywhere.
#[derive(Clone, Copy)]
pub(crate) struct Ui {
    pub dialog: RwSignal<Option<Dialog>>,
    pub menu: RwSignal<Option<Menu>>,
    pub problems_open: RwSignal<bool>,
    /// Fingerprint of the finding that is explained.
    pub problem: RwSignal<Option<String>>,
    pub filter: RwSignal<Filter>,
    /// Lines of the outline that are open.
    pub open_rows: RwSignal<BTreeSet<OutlineKey>>,
    /// The line that the keyboard is on.
    pub active_row: RwSignal<Option<OutlineKey>>,
    /// The record whose name is being typed in the outline.
    pub renaming: RwSignal<Option<EntityId>>,
    /// What is looked at; everything where there is none.
    pub lens: RwSignal<Option<Lens>>,
    /// The records that the lens shows.
    pub lit: RwSignal<Arc<BTreeSet<EntityId>>>,
    pub dark: RwSignal<bool>,
    /// Keys of the commands that were used last, the newest first.
    pub used: RwSignal<Vec<String>>,
    /// What the engine says of the lab that is open; nothing until it has.
    pub lab: RwSignal<Option<LabView>>,
    /// The lab stands where the palette and the outline are otherwise.
    pub lab_shown: RwSignal<bool>,
    /// What is asked of the trace tool.
    pub trace: RwSignal<TraceForm>,
    /// The trace tool stands where the palette and the outline are otherwise.
    pub trace_open: RwSignal<bool>,
    /// Said to screen readers, seen by nobody.
    pub said: RwSignal<String>,
}

pub(crate) fn use_ui() -> Ui {
    expect_context()
}

impl Ui {
    pub(crate) fn new() -> Self {
        Self {
            dialog: RwSignal::new(None),
            menu: RwSignal::new(None),
            problems_open: RwSignal::new(true),
            problem: RwSignal::new(None),
            filter: RwSignal::new(Filter::default()),
            open_rows: RwSignal::new(BTreeSet::new()),
            active_row: RwSignal::new(None),
            renaming: RwSignal::new(None),
            lens: RwSignal::new(None),
            lit: RwSignal::new(Arc::default()),
            dark: RwSignal::new(false),
            used: RwSignal::new(Vec::new()),
            lab: RwSignal::new(None),
            lab_shown: RwSignal::new(true),
            trace: RwSignal::new(TraceForm::default()),
            trace_open: RwSignal::new(false),
            said: RwSignal::new(String::new()),
        }
    }

    pub(crate) fn say(self, text: impl Into<String>) {
        self.said.set(text.into());
    }

    /// Selects a record and brings it into view everywhere.
    pub(crate) fn go_to(self, app: App, id: EntityId) {
        self.go_to_with(app, id, Vec::new());
    }

    /// The same, with others in view where that leaves them large enough.
    pub(crate) fn go_to_with(self, app: App, id: EntityId, others: Vec<EntityId>) {
        app.design.with_untracked(|design| {
            let path = netwright_editor::view_models::outline::path_to(design, id);
            self.open_rows.update(|open| open.extend(path));
        });
        app.select([id]);
        self.active_row.set(Some(OutlineKey::Entity(id)));
        app.reveal.set(Some((id, others)));
    }
}

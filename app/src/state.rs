//! The state that every component shares: one session, and signals that follow it.
//!
//! Components read signals and call the methods here; nobody else touches the session, so that every change of the
//! design goes through history and reaches every view in the same way.

use std::collections::BTreeSet;

use leptos::prelude::*;
use netwright_core::edit::{Command, EditError, Mint};
use netwright_core::model::{Design, EntityId, Kind};
use netwright_editor::analysis::Findings;
use netwright_editor::session::Session;
use netwright_editor::view_models::census::Census;
use netwright_editor::view_models::outline::OutlineIndex;

use crate::files::opening::Progress;
use crate::platform;

/// The shared state; a handle that can be copied anywhere.
#[derive(Clone, Copy)]
pub(crate) struct App {
    session: StoredValue<Session>,
    /// The design as it is shown, previews included.
    pub design: ReadSignal<Design>,
    set_design: WriteSignal<Design>,
    /// The design again, which stands still while boxes only move: for views that show no places.
    pub records: Memo<Design>,
    pub selection: ReadSignal<BTreeSet<EntityId>>,
    set_selection: WriteSignal<BTreeSet<EntityId>>,
    /// What undo and redo would do.
    pub labels: ReadSignal<(Option<String>, Option<String>)>,
    set_labels: WriteSignal<(Option<String>, Option<String>)>,
    /// Grows when another design is opened: views forget where they were.
    pub opened: ReadSignal<u32>,
    set_opened: WriteSignal<u32>,
    /// What can be done now, for the status bar.
    pub hint: RwSignal<String>,
    /// The last thing that went wrong or deserves a word; shown until dismissed or replaced.
    pub notice: RwSignal<Option<Notice>>,
    /// What the panels know of the records; it follows them when it is asked for.
    known: StoredValue<(OutlineIndex, Census)>,
    /// A design that is being opened.
    pub opening: RwSignal<Option<Progress>>,
    /// A record that the canvas and the outline should bring into view.
    /// A record that is to be seen, and others with it where there is room.
    pub reveal: RwSignal<Option<(EntityId, Vec<EntityId>)>>,
    /// What the checks say of the design; of an older one while [`App::behind`] is true.
    pub findings: RwSignal<Findings>,
    /// Findings are of a design that has changed since.
    pub behind: RwSignal<bool>,
    /// Why findings do not come, where they do not.
    pub trouble: RwSignal<Option<String>>,
}

/// A message to the person at the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Notice {
    pub text: String,
    pub error: bool,
}

/// The shared state of the app that the component stands in.
pub(crate) fn use_app() -> App {
    expect_context()
}

impl App {
    pub(crate) fn new(design: Design) -> Self {
        let (shown, set_design) = signal(design.clone());
        let (selection, set_selection) = signal(BTreeSet::new());
        let (labels, set_labels) = signal((None, None));
        let (opened, set_opened) = signal(0);
        Self {
            session: StoredValue::new(Session::new(design)),
            design: shown,
            records: Memo::new_with_compare(
                move |_| shown.get(),
                |before, now| {
                    before
                        .zip(now)
                        .is_none_or(|(before, now)| !same_records(before, now))
                },
            ),
            set_design,
            selection,
            set_selection,
            labels,
            set_labels,
            opened,
            set_opened,
            known: StoredValue::new((OutlineIndex::default(), Census::default())),
            hint: RwSignal::new(String::new()),
            notice: RwSignal::new(None),
            opening: RwSignal::new(None),
            reveal: RwSignal::new(None),
            findings: RwSignal::new(Findings::default()),
            behind: RwSignal::new(false),
            trouble: RwSignal::new(None),
        }
    }

    /// Reads the records with the index of what stands in what. Follows them.
    pub(crate) fn with_outline<R>(self, read: impl FnOnce(&Design, &OutlineIndex) -> R) -> R {
        let read = |design: &Design| {
            self.known.try_update_value(|(index, _)| {
                index.update(design);
                read(design, index)
            })
        };
        self.records.with(read).unwrap_or_else(gone)
    }

    /// Reads the records with the count of what they have in common. Follows them.
    pub(crate) fn with_census<R>(self, read: impl FnOnce(&Design, &Census) -> R) -> R {
        let read = |design: &Design| {
            self.known.try_update_value(|(_, census)| {
                census.follow(design, &mut || true);
                read(design, census)
            })
        };
        self.records.with(read).unwrap_or_else(gone)
    }

    /// Applies `commands` as one step that undo calls `label`; says whether they were taken.
    pub(crate) fn commit(self, label: &str, commands: &[Command]) -> bool {
        let result = self.with(|session| session.commit(label, commands));
        self.report(result)
    }

    /// Starts a gesture called `label`.
    pub(crate) fn begin(self, label: &str) {
        self.with(|session| session.begin(label));
    }

    /// Shows what the gesture would do, computed from its start.
    pub(crate) fn preview(self, commands: &[Command]) -> bool {
        let result = self.with(|session| session.preview(commands));
        self.report(result)
    }

    /// Makes the gesture one step.
    pub(crate) fn finish(self) {
        self.with(Session::finish);
    }

    /// Restores the start of the gesture.
    pub(crate) fn cancel(self) {
        self.with(Session::cancel);
    }

    pub(crate) fn select(self, ids: impl IntoIterator<Item = EntityId>) {
        self.with(|session| session.select(ids));
    }

    /// Mints ids for records that are about to be inserted.
    pub(crate) fn mint<R>(self, mint: impl FnOnce(&mut Mint) -> R) -> R {
        self.session
            .try_update_value(|session| mint(session.mint()))
            .unwrap_or_else(|| gone())
    }

    /// Works out what the panels will want to know of a design that is to be opened, a little at a time.
    pub(crate) async fn learn(self, design: &Design) -> (OutlineIndex, Census) {
        let (mut index, mut census) = (OutlineIndex::default(), Census::default());
        while !index.follow(design, &mut platform::for_a_moment()) {
            platform::let_go().await;
        }
        while !census.follow(design, &mut platform::for_a_moment()) {
            platform::let_go().await;
        }
        (index, census)
    }

    /// Replaces the design by another of which this is known.
    pub(crate) fn open_known(self, design: Design, known: (OutlineIndex, Census)) {
        self.known.set_value(known);
        self.open(design);
    }

    /// Replaces the design by another, with a history of its own.
    pub(crate) fn open(self, design: Design) {
        self.session.update_value(|session| {
            let mut next = Session::new(design.clone());
            next.inherit(session);
            *session = next;
        });
        self.set_design.set(design);
        self.with(|_| ());
        self.set_opened.update(|opened| *opened += 1);
    }

    /// Runs `work` on the session, then brings the signals up to date.
    pub(crate) fn with<R>(self, work: impl FnOnce(&mut Session) -> R) -> R {
        let (result, design, selection, labels) = self
            .session
            .try_update_value(|session| {
                let before = session.revision();
                let result = work(session);
                let design = (session.revision() != before).then(|| session.design().clone());
                let (undo, redo) = session.labels();
                let labels = (undo.map(str::to_owned), redo.map(str::to_owned));
                (result, design, session.selection().clone(), labels)
            })
            .unwrap_or_else(gone);
        if let Some(design) = design {
            self.set_design.set(design);
        }
        if self.selection.with_untracked(|old| *old != selection) {
            self.set_selection.set(selection);
        }
        if self.labels.with_untracked(|old| *old != labels) {
            self.set_labels.set(labels);
        }
        result
    }

    fn report(self, result: Result<(), EditError>) -> bool {
        match result {
            Ok(()) => true,
            Err(error) => {
                self.notice.set(Some(Notice {
                    text: error.to_string(),
                    error: true,
                }));
                false
            }
        }
    }
}

/// Whether two designs share every table: what an edit did not touch is shared, so this reads nothing.
fn same_records(one: &Design, other: &Design) -> bool {
    let same = |kind: &Kind| one.table(*kind).ptr_eq(other.table(*kind));
    Kind::ALL.iter().all(same)
}

/// The session lives as long as the page; a call after its end is a bug of the page's own teardown.
fn gone<R>() -> R {
    unreachable!("the session lives as long as the page")
}

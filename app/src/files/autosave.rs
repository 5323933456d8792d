//! Autosave: what is drawn is in the browser's storage a moment later, and found again after a reload or a crash.
//!
//! One tab has a design to itself (a Web Lock); a second tab that opens the same one continues under a new key. A
//! write that fails is said, and the next one writes the whole file.

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use netwright_core::model::Design;
use netwright_editor::journal::{Journal, Write, lists_by_prefix};
use serde_json::Value;
use wasm_bindgen::JsValue;

use super::opening::{Opener, Read, Turn, Unread, parts};
use super::store;
use crate::analysis::Analysis;
use crate::later;
use crate::state::{App, Notice};

/// How long after the last change a write begins.
const QUIET_MS: u32 = 250;
/// Which design this tab had open, for a reload.
const TAB_KEY: &str = "netwright-open";

/// Whether the work is safe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SaveState {
    Saved,
    Saving,
    Failed(String),
}

/// A design in the browser's storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stored {
    pub key: String,
    pub name: String,
    /// Milliseconds since 1970, UTC.
    pub changed_ms: u64,
}

/// Keeps the design of the app in the browser's storage.
#[derive(Clone, Copy)]
pub(crate) struct Autosave {
    app: App,
    analysis: Analysis,
    opener: Opener,
    kept: StoredValue<Kept>,
    timer: StoredValue<Option<Timeout>, LocalStorage>,
    pub state: RwSignal<SaveState>,
}

/// What is in storage, as far as this tab knows.
#[derive(Default)]
struct Kept {
    key: String,
    /// Nothing where the whole file must be written next.
    journal: Option<Journal>,
    writing: bool,
}

impl Autosave {
    /// Starts to watch the design of `app`; what was open in this tab is found by [`Autosave::restore`].
    pub(crate) fn start(app: App, analysis: Analysis, opener: Opener) -> Self {
        let autosave = Self {
            app,
            analysis,
            opener,
            kept: StoredValue::new(Kept::default()),
            timer: StoredValue::new_local(None),
            state: RwSignal::new(SaveState::Saved),
        };
        Effect::new(move |_| {
            app.design.track();
            autosave.soon();
        });
        // The last chance before the tab goes: a hidden page may never be shown again.
        let window = gloo::utils::window();
        for event in ["pagehide", "visibilitychange"] {
            EventListener::new(&window, event, move |_| autosave.now()).forget();
        }
        autosave
    }

    /// Opens what this tab had open, or else the last design that no other tab has; says whether there was one.
    pub(crate) async fn restore(self) -> bool {
        let mut keys: Vec<String> = tab_key().into_iter().collect();
        keys.extend(Self::stored().await.into_iter().map(|stored| stored.key));
        for key in keys {
            // What reads designs is in the later part.
            later::arrived().await;
            if self.open_stored(&key).await {
                return true;
            }
        }
        false
    }

    /// Opens a design from storage; says whether this tab could have it and read it. Nothing else is opened instead of
    /// one that a person gave up waiting for.
    pub(crate) async fn open_stored(self, key: &str) -> bool {
        if !matches!(store::lock(key).await, Ok(locked) if locked.is_truthy()) {
            return false;
        }
        let turn = self.opener.begin("");
        let opened = match read(key).await {
            Some((file, entries)) => self.open_read(turn, key, &file, entries).await,
            None => Err(Unread::Wrong(String::new())),
        };
        turn.end();
        match opened {
            Ok(()) => true,
            Err(why) => {
                if self.kept.with_value(|kept| kept.key != key) {
                    store::release(key);
                }
                match why {
                    Unread::GivenUp => true,
                    Unread::Wrong(line) => {
                        if !line.is_empty() {
                            self.say(&format!("A stored design can't be read: {line}"));
                        }
                        false
                    }
                }
            }
        }
    }

    async fn open_read(
        self,
        turn: Turn,
        key: &str,
        file: &JsValue,
        entries: Vec<String>,
    ) -> Result<(), Unread> {
        let count = u32::try_from(entries.len()).unwrap_or(u32::MAX);
        let Read {
            design,
            lost_entries,
            ..
        } = turn.read(file, entries).await?;
        // A torn entry is in the way of the next one: the whole file is written then.
        let journal = (lost_entries == 0).then(|| Journal::resumed(design.clone(), count));
        let shown = turn.show(design, || self.adopt(key, journal)).await;
        if lost_entries > 0 {
            self.say("The last changes before the crash could not be read");
        }
        if shown { Ok(()) } else { Err(Unread::GivenUp) }
    }

    /// A turn at opening something of this name.
    pub(crate) fn turn(self, name: &str) -> Turn {
        self.opener.begin(name)
    }

    /// Opens a design that is not in storage yet; says whether it came to that.
    pub(crate) async fn open_new(self, turn: Turn, design: Design) -> bool {
        let key = new_key();
        let is_shown = turn.show(design, || self.adopt(&key, None)).await;
        if is_shown {
            let _ = store::lock(&key).await;
        }
        is_shown
    }

    /// Designs in storage, the last changed first.
    pub(crate) async fn stored() -> Vec<Stored> {
        let text = store::list().await.ok().and_then(|list| list.as_string());
        let list: Value = text.and_then(|text| text.parse().ok()).unwrap_or_default();
        let row = |row: &Value| {
            Some(Stored {
                key: row.get("key")?.as_str()?.to_owned(),
                name: row.get("name")?.as_str()?.to_owned(),
                changed_ms: row.get("changed")?.as_u64()?,
            })
        };
        list.as_array()
            .into_iter()
            .flatten()
            .filter_map(row)
            .collect()
    }

    /// Removes a design from storage.
    pub(crate) async fn forget(key: &str) {
        let _ = store::remove(key).await;
    }

    /// The design in hand is the one under `key` from now on.
    fn adopt(self, key: &str, journal: Option<Journal>) {
        self.kept.update_value(|kept| {
            if !kept.key.is_empty() && kept.key != key {
                store::release(&kept.key);
            }
            key.clone_into(&mut kept.key);
            kept.journal = journal;
        });
        if let Ok(Some(storage)) = gloo::utils::window().session_storage() {
            let _ = storage.set_item(TAB_KEY, key);
        }
    }

    fn soon(self) {
        self.state.set(SaveState::Saving);
        self.timer
            .set_value(Some(Timeout::new(QUIET_MS, move || self.now())));
    }

    fn now(self) {
        let idle = self
            .kept
            .try_update_value(|kept| !std::mem::replace(&mut kept.writing, true));
        if idle == Some(true) {
            spawn_local(self.write_all());
        }
    }

    /// Writes until nothing is left to write.
    async fn write_all(self) {
        loop {
            let design = self.app.design.get_untracked();
            let (key, write) = self.next_write(&design);
            let Some(write) = write else { break };
            if let Err(error) = self.put(&key, &design, write).await {
                self.kept.update_value(|kept| {
                    kept.journal = None;
                    kept.writing = false;
                });
                self.state.set(SaveState::Failed(store::reason(&error)));
                return;
            }
        }
        self.kept.update_value(|kept| kept.writing = false);
        self.state.set(SaveState::Saved);
    }

    fn next_write(self, design: &Design) -> (String, Option<Write>) {
        let next = self.kept.try_update_value(|kept| {
            if kept.key.is_empty() {
                kept.key = new_key();
            }
            let write = match &mut kept.journal {
                Some(journal) => journal.next(design),
                // Nobody wants an untitled, empty design back.
                None if design.is_empty() => None,
                None => {
                    kept.journal = Some(Journal::at_checkpoint(design.clone()));
                    Some(Write::Checkpoint)
                }
            };
            (kept.key.clone(), write)
        });
        next.unwrap_or_default()
    }

    async fn put(self, key: &str, design: &Design, write: Write) -> Result<(), JsValue> {
        match write {
            Write::Entry { number, text } => {
                store::append(key, &design.name, number, &text).await?
            }
            Write::Checkpoint => {
                let lists = lists_by_prefix().to_string();
                let text = self.analysis.save(design).await;
                store::checkpoint(key, &design.name, &text, &lists).await?
            }
        };
        Ok(())
    }

    fn say(self, text: &str) {
        self.app.notice.set(Some(Notice {
            text: text.to_owned(),
            error: true,
        }));
    }
}

/// The checkpoint and the entries after it.
async fn read(key: &str) -> Option<(JsValue, Vec<String>)> {
    let mut stored = parts(&store::parts(key).await.ok()?)?.into_iter();
    let file = stored.next()?;
    Some((file, stored.filter_map(|entry| entry.as_string()).collect()))
}

fn tab_key() -> Option<String> {
    let storage = gloo::utils::window().session_storage().ok()??;
    storage.get_item(TAB_KEY).ok()?
}

/// A key that no other design has.
fn new_key() -> String {
    match gloo::utils::window().crypto() {
        Ok(crypto) => crypto.random_uuid(),
        // Only insecure pages lack it, and those lack storage that lasts as well.
        Err(_) => js_sys::Date::now().to_string(),
    }
}

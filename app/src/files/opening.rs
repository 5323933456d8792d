//! Opening a design so that the page stays quick, however large it is: read by the engine, taken over in pieces, drawn
//! and indexed a little at a time. What is open stays whole until the next design is.

use js_sys::Array;
use leptos::prelude::*;
use netwright_core::format::{Assembly, FormatError, Loaded, Note, load};
use netwright_core::model::{Design, Kind};
use netwright_editor::analysis::{Ask, Gathered, Opened};
use netwright_editor::journal::{Recovered, replay};
use wasm_bindgen::prelude::*;

use crate::analysis::Analysis;
use crate::canvas::Canvas;
use crate::platform;
use crate::state::App;

/// Designs with at most so many records are opened within a frame or two.
const MOST_RECORDS_AT_ONCE: usize = 1000;
/// How far it is when files of describe calls are read, of 100; what is made of them comes after.
const GATHERED_PERCENT: u8 = 50;

/// A design on its way to the screen, for who waits for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Progress {
    /// What is opened: a file's name, or a design's.
    pub name: String,
    /// How far it is, of 100.
    pub percent: usize,
    number: u32,
}

/// What was read, and what could not be.
pub(crate) struct Read {
    pub design: Design,
    pub notes: Vec<Note>,
    pub lost_entries: usize,
}

/// What files of describe calls hold.
pub(crate) struct Taken {
    pub design: Design,
    pub files: usize,
    /// The word of the matter, and a line.
    pub notes: Vec<(String, String)>,
}

/// Why files of describe calls were not taken.
pub(crate) enum NotTaken {
    /// A person gave up waiting, or opened something else.
    GivenUp,
    /// None of them is the output of a call that is known.
    Unknown(String),
    /// One line.
    Wrong(String),
}

/// Why there is nothing to open.
pub(crate) enum Unread {
    /// A person gave up waiting, or opened something else.
    GivenUp,
    /// One line.
    Wrong(String),
}

/// Opens one design after the other; a handle that can be copied anywhere.
#[derive(Clone, Copy)]
pub(crate) struct Opener {
    parts: StoredValue<(App, Canvas, Analysis)>,
    opening: RwSignal<Option<Progress>>,
    started: StoredValue<u32>,
}

/// A turn at opening a design: over as soon as the next one begins, or a person gives up.
#[derive(Clone, Copy)]
pub(crate) struct Turn {
    opener: Opener,
    number: u32,
}

impl Opener {
    pub(crate) fn new(app: App, canvas: Canvas, analysis: Analysis) -> Self {
        Self {
            parts: StoredValue::new((app, canvas, analysis)),
            opening: app.opening,
            started: StoredValue::new(0),
        }
    }

    /// Begins to open something of this name, instead of what was being opened.
    pub(crate) fn begin(self, name: &str) -> Turn {
        let number = self
            .started
            .try_update_value(|started| {
                *started = started.wrapping_add(1);
                *started
            })
            .unwrap_or_default();
        self.opening.set(None);
        // What was said of the last file is not about this one, and would lie over how far this one is.
        self.parts.with_value(|(app, ..)| app.notice.set(None));
        let turn = Turn {
            opener: self,
            number,
        };
        turn.name(name);
        turn
    }
}

impl Turn {
    /// What it is called, where that is known only after it has begun.
    pub(crate) fn name(self, name: &str) {
        self.opener.opening.set(Some(Progress {
            name: name.to_owned(),
            percent: 0,
            number: self.number,
        }));
    }

    pub(crate) fn is_over(self) -> bool {
        let opening = self.opener.opening;
        opening.with_untracked(|opening| opening.as_ref().map(|it| it.number) != Some(self.number))
    }

    /// Lets the page do what waits; says whether to go on.
    async fn goes_on(self, percent: usize) -> bool {
        self.tell(percent);
        platform::let_go().await;
        !self.is_over()
    }

    fn tell(self, percent: usize) {
        let opening = self.opener.opening;
        let is_news = opening.with_untracked(|opening| {
            let mine = opening.as_ref().filter(|it| it.number == self.number);
            mine.is_some_and(|it| it.percent != percent)
        });
        if is_news {
            opening.update(|opening| {
                if let Some(opening) = opening {
                    opening.percent = percent;
                }
            });
        }
    }

    /// Nothing is on its way any more.
    pub(crate) fn end(self) {
        if !self.is_over() {
            self.opener.opening.set(None);
        }
    }

    /// Reads a saved file with the entries of its journal. A large one is no text here but what a browser has it as,
    /// and the engine reads it.
    pub(crate) async fn read(self, file: &JsValue, entries: Vec<String>) -> Result<Read, Unread> {
        if let Some(text) = file.as_string() {
            return read_here(&text, &entries);
        }
        let ask = Ask::Read {
            entries: entries.clone(),
        };
        let (.., analysis) = self.opener.parts.get_value();
        let answered = analysis.read(ask, file.clone()).await;
        if self.is_over() {
            return Err(Unread::GivenUp);
        }
        let opened = answered.and_then(|(ticket, answer)| {
            Some((ticket, Opened::from_json(&answer.head)?, answer.texts))
        });
        let Some((ticket, opened, pieces)) = opened else {
            // Without an engine the page has to read it, and stands still meanwhile.
            let text = text_of(file).await.map_err(|_| unreadable())?;
            return read_here(&text.as_string().unwrap_or_default(), &entries);
        };
        if !opened.error.is_empty() {
            return Err(Unread::Wrong(opened.error));
        }
        let design = self.assemble(&opened, &pieces, 0).await?;
        analysis.offer(ticket, &design);
        let note = |(pointer, text)| Note { pointer, text };
        Ok(Read {
            design,
            notes: opened.notes.into_iter().map(note).collect(),
            lost_entries: opened.lost_entries,
        })
    }

    /// Makes a design of the output of describe calls: names and files in turn.
    pub(crate) async fn gather(self, files: &Array) -> Result<Taken, NotTaken> {
        let (.., analysis) = self.opener.parts.get_value();
        let heard = move |part: f64| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "from 0 to 1"
            )]
            self.tell((part * f64::from(GATHERED_PERCENT)) as usize);
            !self.is_over()
        };
        let answered = analysis.gather(files, heard).await;
        if self.is_over() {
            return Err(NotTaken::GivenUp);
        }
        let gathered = answered.and_then(|(ticket, answer)| {
            Some((ticket, Gathered::from_json(&answer.head)?, answer.texts))
        });
        let Some((ticket, gathered, pieces)) = gathered else {
            return Err(NotTaken::Wrong("the analysis is not running".to_owned()));
        };
        let opened = gathered.opened;
        if !opened.error.is_empty() {
            return Err(if gathered.is_known {
                NotTaken::Wrong(opened.error)
            } else {
                NotTaken::Unknown(opened.error)
            });
        }
        let from = usize::from(GATHERED_PERCENT);
        let design = self.assemble(&opened, &pieces, from).await;
        let design = design.map_err(|why| match why {
            Unread::GivenUp => NotTaken::GivenUp,
            Unread::Wrong(line) => NotTaken::Wrong(line),
        })?;
        analysis.offer(ticket, &design);
        Ok(Taken {
            design,
            files: gathered.files,
            notes: opened.notes,
        })
    }

    async fn assemble(
        self,
        opened: &Opened,
        pieces: &[JsValue],
        from: usize,
    ) -> Result<Design, Unread> {
        let mut assembly = Assembly::new(&opened.name, &opened.description);
        let mut pieces = pieces.iter().enumerate();
        let count = pieces.len().max(1);
        loop {
            let mut goes_on = platform::for_a_moment();
            let mut at = count;
            for (index, piece) in pieces.by_ref() {
                let piece = piece.as_string().unwrap_or_default();
                assembly
                    .take(&piece)
                    .map_err(|error| Unread::Wrong(error.to_string()))?;
                at = index;
                if !goes_on() {
                    break;
                }
            }
            if pieces.len() == 0 {
                return Ok(assembly.finish());
            }
            // The rest is for drawing it.
            if !self.goes_on(from + at * (70 - from) / count).await {
                return Err(Unread::GivenUp);
            }
        }
    }

    /// Shows a design instead of what is open; calls `before` when nothing is left to wait for. Says whether it came to
    /// that.
    pub(crate) async fn show(self, design: Design, before: impl FnOnce()) -> bool {
        let (app, canvas, _) = self.opener.parts.get_value();
        if records(&design) <= MOST_RECORDS_AT_ONCE {
            before();
            app.open(design);
            self.end();
            return true;
        }
        let known = app.learn(&design).await;
        if !self.goes_on(80).await {
            return false;
        }
        let drawing = canvas.draw(&design).await;
        if !self.goes_on(100).await {
            return false;
        }
        before();
        canvas.show(drawing);
        app.open_known(design, known);
        self.end();
        true
    }
}

fn records(design: &Design) -> usize {
    Kind::ALL.iter().map(|kind| design.count(*kind)).sum()
}

fn read_here(text: &str, entries: &[String]) -> Result<Read, Unread> {
    let wrong = |error: FormatError| Unread::Wrong(error.to_string());
    if entries.is_empty() {
        let Loaded { design, notes } = load(text).map_err(wrong)?;
        return Ok(Read {
            design,
            notes,
            lost_entries: 0,
        });
    }
    let Recovered {
        design,
        lost_entries,
    } = replay(text, entries).map_err(wrong)?;
    Ok(Read {
        design,
        notes: Vec::new(),
        lost_entries,
    })
}

fn unreadable() -> Unread {
    Unread::Wrong("the browser can't read it".to_owned())
}

/// The text of a file as the browser has it.
async fn text_of(file: &JsValue) -> Result<JsValue, JsValue> {
    let blob: &web_sys::Blob = file.dyn_ref().ok_or(JsValue::UNDEFINED)?;
    wasm_bindgen_futures::JsFuture::from(blob.text()).await
}

/// The parts of what the browser's side gave: texts, or files where they are large.
pub(super) fn parts(given: &JsValue) -> Option<Vec<JsValue>> {
    let array: &Array = given.dyn_ref()?;
    Some(array.iter().collect())
}

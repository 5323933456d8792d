//! Designs in and out: files, drops, templates, links, pictures. What is open is kept in the browser's storage, so
//! that opening another design loses nothing.

use js_sys::Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use netwright_core::diagram::ColourBy;
use netwright_core::edit::difference;
use netwright_core::format::{self, Fragment};
use netwright_core::model::Design;
use netwright_editor::analysis::{Ask, Imported};
use netwright_editor::session::Session;
use netwright_editor::view_models::import_report::ImportReport;
use netwright_editor::view_models::words::in_sentence;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::autosave::{Autosave, SaveState};
use super::begun;
use super::opening::{NotTaken, Read, Taken, Turn, Unread, parts};
use super::{browser, share, store};
use crate::analysis::Analysis;
use crate::canvas::{Canvas, use_canvas};
use crate::panels::ui::Ui;
use crate::state::{App, Notice};

/// Everything that moves designs; a handle that can be copied anywhere.
#[derive(Clone, Copy)]
pub(crate) struct Exchange {
    parts: StoredValue<(App, Autosave, Analysis)>,
    canvas: Canvas,
    /// A design that waits for a yes, because what is open is kept nowhere.
    pub waiting: RwSignal<Option<(Design, bool)>>,
    /// What the last import said of its files.
    pub imported: RwSignal<Option<ImportReport>>,
    /// That is to be shown now.
    pub show_import: RwSignal<bool>,
}

pub(crate) fn use_exchange() -> Exchange {
    expect_context()
}

impl Exchange {
    pub(crate) fn new(app: App, autosave: &Autosave, analysis: Analysis) -> Self {
        Self {
            parts: StoredValue::new((app, *autosave, analysis)),
            canvas: use_canvas(),
            waiting: RwSignal::new(None),
            imported: RwSignal::new(None),
            show_import: RwSignal::new(false),
        }
    }

    fn app(self) -> App {
        self.parts.with_value(|parts| parts.0)
    }

    /// Pictures are coloured as the drawing is.
    fn colour_by(self) -> ColourBy {
        self.canvas.colour_by.get_untracked()
    }

    fn autosave(self) -> Autosave {
        self.parts.with_value(|parts| parts.1)
    }

    fn analysis(self) -> Analysis {
        self.parts.with_value(|parts| parts.2)
    }

    pub(crate) fn new_design(self) {
        self.open(begun(Design::new("Untitled design")), false);
    }

    /// Opens a design of the engine: a template, or what a lab starts from.
    pub(crate) fn open_made(self, ask: Ask) {
        spawn_local(async move {
            if let Some(design) = self.made(ask).await {
                self.open(begun(design), false);
            }
        });
    }

    /// Puts the design back to what its lab starts from, as one step; hints that were read stay read.
    pub(crate) fn restart_lab(self) {
        let app = self.app();
        let Some(mark) = app.design.with_untracked(|design| design.lab.clone()) else {
            return;
        };
        spawn_local(async move {
            let name = mark.lab.clone();
            if let Some(mut start) = self.made(Ask::Lab { name }).await {
                start.lab = Some(mark);
                let commands = app
                    .design
                    .with_untracked(|design| difference(design, &start));
                app.commit("Start the lab over", &commands);
            }
        });
    }

    /// A design that the engine makes; where it does not, that is said.
    async fn made(self, ask: Ask) -> Option<Design> {
        let text = self.ask_for_text(ask).await;
        match text.map(|text| format::load(&text.as_string().unwrap_or_default())) {
            Some(Ok(loaded)) => return Some(loaded.design),
            Some(Err(error)) => self.fail(&format!("it can't be read: {error}")),
            None => self.fail("it can't be opened: the analysis is not running"),
        }
        None
    }

    /// Lets a person pick a file and opens it.
    pub(crate) fn open_file(self) {
        spawn_local(async move {
            let picked = browser::open(".json,.csv,.notation,.txt,.zip").await;
            if matches!(&picked, Ok(picked) if picked.is_undefined()) {
                return; // what is being opened goes on
            }
            self.open_picked(self.autosave().turn(""), picked).await;
        });
    }

    /// Opens what a drop carries: a file, several, a folder.
    pub(crate) fn open_dropped(self, transfer: &web_sys::DataTransfer) {
        self.open_when_read(browser::dropped(transfer));
    }

    /// Opens files that were chosen, or a folder.
    pub(crate) fn open_chosen(self, files: &web_sys::FileList) {
        self.open_when_read(browser::chosen(files));
    }

    fn open_when_read(self, picked: js_sys::Promise) {
        // A folder takes its time already.
        let turn = self.autosave().turn("");
        spawn_local(async move {
            let picked = JsFuture::from(picked).await;
            if !turn.is_over() {
                self.open_picked(turn, picked).await;
            }
        });
    }

    async fn open_picked(self, turn: Turn, picked: Result<JsValue, JsValue>) {
        let parts = match picked.map(|picked| parts(&picked)) {
            Ok(parts) => parts.unwrap_or_default(),
            Err(error) => {
                turn.end();
                let why = store::reason(&error);
                self.fail(&format!("it can't be read: {why}"));
                return;
            }
        };
        let [name, file] = &parts[..] else {
            turn.end();
            return;
        };
        let name = name.as_string().unwrap_or_default();
        turn.name(&name);
        match file.dyn_ref::<Array>() {
            Some(files) => {
                let gathered = turn.gather(files).await;
                self.open_gathered(turn, name, gathered).await;
            }
            None => self.open_file_of(turn, name, file.clone()).await,
        }
    }

    /// Opens what files of describe calls hold; what is said of them is shown in a list.
    async fn open_gathered(self, turn: Turn, name: String, gathered: Result<Taken, NotTaken>) {
        let taken = match gathered {
            Ok(taken) => taken,
            Err(NotTaken::GivenUp) => return,
            Err(NotTaken::Unknown(why) | NotTaken::Wrong(why)) => {
                turn.end();
                // A line that names the file need not name it twice.
                let is_named = why.starts_with(&name);
                self.fail(&if is_named {
                    format!("Nothing could be imported: {why}")
                } else {
                    format!("Nothing of {name} could be imported: {why}")
                });
                return;
            }
        };
        let report = ImportReport::of(&name, taken.files, taken.notes, &taken.design);
        let notes = report.count();
        if !self.is_kept() {
            turn.end();
            self.imported.set(Some(report));
            self.waiting.set(Some((taken.design, false)));
            return;
        }
        // An import is saved to a file of its own.
        browser::forget();
        if !self.autosave().open_new(turn, taken.design).await {
            return;
        }
        self.imported.set(Some(report));
        if notes == 0 {
            self.say(&format!("{name} is imported"));
        } else {
            self.show_import.set(true);
        }
    }

    /// Opens a file, its text or the file itself where that is large. One that can't be read changes nothing and is said
    /// in one line.
    async fn open_file_of(self, turn: Turn, name: String, file: JsValue) {
        let read = turn.read(&file, Vec::new()).await;
        let text = file.as_string();
        // What starts like a saved design and is of no other source is one that is broken.
        let starts_with = |start: char| {
            let text = text.as_ref();
            text.is_none_or(|text| text.trim_start().starts_with(start))
        };
        let (is_design, is_list) = (starts_with('{'), starts_with('['));
        match read {
            Ok(Read { design, notes, .. }) => {
                self.open_in(turn, design, true);
                if let Some(first) = notes.first() {
                    let more = if notes.len() > 1 {
                        format!(", and {} more", notes.len() - 1)
                    } else {
                        String::new()
                    };
                    self.say(&format!(
                        "{name}: {}: {}{more}; kept as it is",
                        first.pointer, first.text
                    ));
                }
            }
            Err(Unread::GivenUp) => {}
            Err(Unread::Wrong(error)) => {
                if is_design || is_list {
                    let files = Array::of2(&name.as_str().into(), &file);
                    match turn.gather(&files).await {
                        Err(NotTaken::Unknown(_)) if is_design => {
                            turn.end();
                            self.fail(&format!("{name} can't be opened: {error}"));
                            return;
                        }
                        Err(NotTaken::Unknown(_)) => {}
                        gathered => return self.open_gathered(turn, name, gathered).await,
                    }
                }
                turn.end();
                self.import(name, text.unwrap_or_default());
            }
        }
    }

    /// Takes a file of another source: a part is added to the design as one step, a design of its own is opened. What
    /// is left out is said.
    fn import(self, name: String, text: String) {
        spawn_local(async move {
            let ask = Ask::Import {
                name: name.clone(),
                text,
            };
            let Some((imported, whole)) = self.imported(ask).await else {
                self.fail(&format!(
                    "{name} can't be imported: the analysis is not running"
                ));
                return;
            };
            let taken = match whole {
                Some(design) => {
                    self.open(begun(design), false);
                    true
                }
                None if imported.commands.is_empty() => false,
                None => {
                    let label = format!("Import {}", in_sentence(&imported.title));
                    if !self.app().commit(&label, &imported.commands) {
                        return; // why not is said already
                    }
                    true
                }
            };
            match said_of_import(&name, &imported, taken) {
                (text, true) => self.fail(&text),
                (text, false) => self.say(&text),
            }
        });
    }

    /// What the engine makes of a text: changes, or a design of its own.
    async fn imported(self, ask: Ask) -> Option<(Imported, Option<Design>)> {
        let answer = self.analysis().ask(ask).await?;
        let imported = Imported::from_json(&answer.head)?;
        let whole = answer.texts.into_iter().next();
        let whole = whole.and_then(|text| text.as_string());
        let whole = whole.and_then(|text| format::load(&text).ok());
        let whole = whole.map(|loaded| loaded.design);
        Some((imported, whole.filter(|design| !design.is_empty())))
    }

    /// Opens a design, after a question where what is open would be lost.
    pub(crate) fn open(self, design: Design, from_file: bool) {
        self.open_in(self.autosave().turn(""), design, from_file);
    }

    /// Whether what is open is found again when something else is.
    fn is_kept(self) -> bool {
        !matches!(self.autosave().state.get_untracked(), SaveState::Failed(_))
            || self.app().design.with_untracked(Design::is_empty)
    }

    fn open_in(self, turn: Turn, design: Design, from_file: bool) {
        if self.is_kept() {
            self.replace_in(turn, design, from_file);
        } else {
            turn.end();
            self.waiting.set(Some((design, from_file)));
        }
    }

    /// Opens a design without a question.
    pub(crate) fn replace(self, design: Design, from_file: bool) {
        self.replace_in(self.autosave().turn(""), design, from_file);
    }

    fn replace_in(self, turn: Turn, design: Design, from_file: bool) {
        self.waiting.set(None);
        if from_file {
            browser::take();
        } else {
            // A design that came from no file is saved to a new one.
            browser::forget();
        }
        spawn_local(async move {
            self.autosave().open_new(turn, design).await;
        });
    }

    /// Saves to the file the design came from, or to one that a person picks.
    pub(crate) fn save(self) {
        let design = self.app().design.get_untracked();
        let name = file_name(&design, "json");
        spawn_local(async move {
            let text = self.analysis().save(&design).await;
            match browser::save(&name, &text)
                .await
                .map(|saved| saved.as_string())
            {
                Ok(Some(saved)) => self.say(&format!("Saved to {saved}")),
                Ok(None) => {}
                Err(error) => self.fail(&format!(
                    "{name} could not be saved: {}",
                    store::reason(&error)
                )),
            }
        });
    }

    /// Copies a link that holds the whole design.
    pub(crate) fn share(self) {
        let design = self.app().design.get_untracked();
        spawn_local(async move {
            match share::link_to(&design).await {
                Ok(link) => self.copy_text(link.into(), "Link copied: it holds the whole design"),
                Err(error) => self.fail(&error.to_string()),
            }
        });
    }

    pub(crate) fn copy(self, text: JsValue) {
        self.copy_text(text, "Copied");
    }

    fn copy_text(self, text: JsValue, done: &'static str) {
        spawn_local(async move {
            match browser::copy(&text).await {
                Ok(_) => self.say(done),
                Err(error) => {
                    self.fail(&format!("the clipboard refused: {}", store::reason(&error)));
                }
            }
        });
    }

    /// Puts records on the clipboard. Where that refuses them, they can still be pasted in this window.
    pub(crate) fn copy_records(self, text: String, said: String, ui: Ui) {
        spawn_local(async move {
            if browser::copy(&text.into()).await.is_ok() {
                ui.say(said);
            } else {
                self.app().with(Session::keep_private);
                self.say(&format!(
                    "{said}, to paste in this window: the clipboard refused them"
                ));
            }
        });
    }

    /// The text on the clipboard; nothing where the browser keeps it to itself.
    pub(crate) async fn pasted_text(self) -> Option<String> {
        browser::pasted().await.ok()?.as_string()
    }

    /// Adds what a pasted text of another source says to the design: records in the notation, an address plan, what AWS
    /// describes.
    pub(crate) fn take_in(self, text: String) {
        spawn_local(async move {
            let ask = Ask::Import {
                name: "the clipboard".to_owned(),
                text,
            };
            let Some((imported, whole)) = self.imported(ask).await else {
                self.fail("It can't be pasted: the analysis is not running");
                return;
            };
            if imported.title.is_empty() {
                self.fail("Nothing to paste: the clipboard holds no records, and nothing that can be imported");
                return;
            }
            let taken = match whole {
                Some(design) => {
                    let fragment = Fragment::whole(&design);
                    match self.app().with(|session| session.paste("Paste", &fragment)) {
                        Ok(pasted) => pasted.taken > 0,
                        Err(error) => return self.fail(&error.to_string()),
                    }
                }
                None if imported.commands.is_empty() => false,
                None if self.app().commit("Paste", &imported.commands) => true,
                None => return, // why not is said already
            };
            match said_of_import("the pasted text", &imported, taken) {
                (text, true) => self.fail(&text),
                (text, false) => self.say(&text),
            }
        });
    }

    pub(crate) fn download(self, name: &str, text: &JsValue, media_type: &str) {
        browser::download(name, text, media_type);
        self.say(&format!("Downloaded {name}"));
    }

    pub(crate) fn save_picture(self, is_dark: bool) {
        spawn_local(async move {
            let name = self
                .app()
                .design
                .with_untracked(|design| file_name(design, "svg"));
            match self.picture(is_dark).await {
                Some(svg) => self.download(&name, &svg, "image/svg+xml"),
                None => self.fail("the drawing can't be saved: the analysis is not running"),
            }
        });
    }

    pub(crate) fn copy_picture(self, is_dark: bool) {
        spawn_local(async move {
            let Some(svg) = self.picture(is_dark).await else {
                self.fail("the drawing can't be copied: the analysis is not running");
                return;
            };
            let size = svg.as_string().and_then(|svg| view_box(&svg));
            let (width, height) = size.unwrap_or((1280.0, 800.0));
            match browser::copy_picture(&svg, width, height).await {
                Ok(_) => self.say("Picture copied"),
                Err(error) => self.fail(&format!(
                    "the picture could not be copied: {}",
                    store::reason(&error)
                )),
            }
        });
    }

    /// Prints the drawing with its title and legend. Paper is white in either theme.
    pub(crate) fn print(self) {
        spawn_local(async move {
            match self.picture(false).await {
                Some(svg) => browser::print(&svg),
                None => self.fail("the drawing can't be printed: the analysis is not running"),
            }
        });
    }

    /// The drawing as SVG, coloured as it is on the screen.
    async fn picture(self, is_dark: bool) -> Option<JsValue> {
        let colour_by = self.colour_by();
        self.ask_for_text(Ask::Picture { is_dark, colour_by }).await
    }

    /// The one text of an answer of the engine; nothing where there is no engine.
    async fn ask_for_text(self, ask: Ask) -> Option<JsValue> {
        let answer = self.analysis().ask(ask).await?;
        answer.texts.into_iter().next()
    }

    fn say(self, text: &str) {
        self.app().notice.set(Some(Notice {
            text: text.to_owned(),
            error: false,
        }));
    }

    fn fail(self, text: &str) {
        self.app().notice.set(Some(Notice {
            text: text.to_owned(),
            error: true,
        }));
    }
}

/// What is said of an import, and whether it is an error.
fn said_of_import(name: &str, imported: &Imported, taken: bool) -> (String, bool) {
    // The name of a file stays as it is.
    let leading = name.strip_prefix("the ").map(|name| format!("The {name}"));
    let leading = leading.unwrap_or_else(|| name.to_owned());
    let left_out = match imported.notes.as_slice() {
        [] => String::new(),
        [only] => format!(": {only}"),
        [first, rest @ ..] => format!(": {first}; and {} more", rest.len()),
    };
    if taken && left_out.is_empty() {
        return (format!("{leading} is imported"), false);
    }
    if taken {
        return (
            format!("{leading} is imported, but not all of it{left_out}"),
            false,
        );
    }
    if left_out.is_empty() {
        return (
            format!("{leading} says what is drawn: nothing to change"),
            false,
        );
    }
    (format!("Nothing of {name} could be taken{left_out}"), true)
}

/// Width and height from the picture's own `viewBox`.
fn view_box(svg: &str) -> Option<(f64, f64)> {
    let (_, rest) = svg.split_once("viewBox=\"")?;
    let (numbers, _) = rest.split_once('"')?;
    let mut numbers = numbers.split_whitespace().skip(2).map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

/// A file name made of the design's own: what no file system takes is a hyphen.
fn file_name(design: &Design, ending: &str) -> String {
    let plain = |letter: char| {
        if letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.') {
            letter
        } else {
            '-'
        }
    };
    let name: String = design.name.trim().chars().map(plain).take(80).collect();
    let name = name.trim_matches(['-', '.']).to_lowercase();
    format!(
        "{}.{ending}",
        if name.is_empty() { "design" } else { &name }
    )
}

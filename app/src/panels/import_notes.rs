//! What an import took, and what it says of its files, line by line.

use leptos::prelude::*;
use netwright_core::import::Matter;
use netwright_editor::view_models::import_report::{ImportReport, NoteGroup, place_and_text};

use super::dialog::DialogBox;
use super::icon::{Glyph, glyph, kind_icon};
use super::ui::use_ui;
use crate::files::exchange::use_exchange;

/// Lines shown of one matter; copying has all.
const MOST_LINES: usize = 200;
/// Kinds shown by themselves.
const MOST_KINDS: usize = 11;

#[component]
pub(crate) fn ImportNotes() -> impl IntoView {
    let (ui, exchange) = (use_ui(), use_exchange());
    let report = exchange.imported.get_untracked();
    let text = report.as_ref().map(ImportReport::to_text);
    let foot = move || {
        let text = text.clone().unwrap_or_default();
        view! {
            <button type="button" class="button" on:click=move |_| exchange.copy(text.as_str().into())>{glyph(Glyph::Copy)} "Copy the notes"</button>
            <span class="top-gap"></span>
            <button type="button" class="button primary" on:click=move |_| ui.dialog.set(None)>"Look at the drawing"</button>
        }
    };
    view! {
        <DialogBox title="Imported from AWS" foot=foot>
            {report.map(|report| view! { <Report report /> })}
        </DialogBox>
    }
    .into_any()
}

#[component]
fn Report(report: ImportReport) -> impl IntoView {
    let count = report.count();
    let files = match report.files {
        1 => "1 file".to_owned(),
        files => format!("{files} files"),
    };
    // A file by itself has said its name already, and several have no other.
    let is_said = report.is_file || report.source == files;
    let from = if is_said {
        report.source.clone()
    } else {
        format!("{}: {files}", report.source)
    };
    let more = report.taken.len().saturating_sub(MOST_KINDS);
    let taken = report.taken.iter().take(MOST_KINDS);
    let taken = taken
        .map(|(kind, taken)| view! { <li class="import-taken">{kind_icon(*kind)} {taken.clone()}</li> })
        .collect_view();
    let more = (more > 0)
        .then(|| view! { <li class="import-taken quiet">{format!("and {more} more kinds")}</li> });
    let said = match count {
        0 => "All of it is in the design.".to_owned(),
        1 => "One thing is not in the design as it is in the files:".to_owned(),
        count => format!("{count} things are not in the design as they are in the files:"),
    };
    // What is pressing is open; where nothing is, what there is.
    let is_calm = report
        .groups
        .iter()
        .all(|group| group.matter > Matter::Missing);
    let groups = report
        .groups
        .into_iter()
        .map(|group| view! { <Group is_open=is_calm || group.matter <= Matter::Missing group /> })
        .collect_view();
    view! {
        <p class="import-source">{from}</p>
        <ul class="import-takens">{taken} {more}</ul>
        <p class="import-said">{said}</p>
        <div class="import-groups">{groups}</div>
    }
    .into_any()
}

#[component]
fn Group(group: NoteGroup, is_open: bool) -> impl IntoView {
    let (mark, class) = match group.matter {
        Matter::Unreadable => (Glyph::Error, "severity error"),
        Matter::Contradiction | Matter::Missing => (Glyph::Warning, "severity warning"),
        Matter::Changed | Matter::LeftOut | Matter::NotAnalysed => (Glyph::Info, "severity info"),
    };
    let count = group.lines.len();
    let more = count.saturating_sub(MOST_LINES);
    let line = |line: &String| {
        let (place, text) = place_and_text(line);
        let place = (!place.is_empty())
            .then(|| view! { <span class="import-place">{place.to_owned()}</span> });
        view! { <li>{text.to_owned()} {place}</li> }
    };
    let lines = group.lines.iter().take(MOST_LINES).map(line).collect_view();
    let more = (more > 0).then(
        || view! { <li class="quiet">{format!("and {more} more; the copied notes have all")}</li> },
    );
    view! {
        <details class="import-group" open=is_open>
            <summary>
                <span class=class>{glyph(mark)}</span>
                <strong>{group.title}</strong>
                <span class="badge">{count}</span>
            </summary>
            <p class="field-doc">{group.meaning}</p>
            <ul class="import-lines">{lines} {more}</ul>
        </details>
    }
    .into_any()
}

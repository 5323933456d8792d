//! The export panel: what would be run, what it leaves out, and a refusal while there are errors.

use leptos::prelude::*;
use leptos::task::spawn_local;
use netwright_editor::analysis::{Ask, Exported, ExportedFile, Format};
use netwright_editor::view_models::highlight::{Language, highlight};
use wasm_bindgen::{JsCast, JsValue};

use super::dialog::DialogBox;
use super::icon::{Glyph, glyph};
use super::ui::use_ui;
use crate::analysis::{Answered, use_analysis};
use crate::files::exchange::use_exchange;
use crate::state::use_app;

/// Lines shown; copy and download have all.
const MOST_LINES: usize = 1500;
/// Characters looked at for them.
const MOST_SHOWN: u32 = 200_000;

/// What one exporter made of the design. Texts stay where the browser has them.
#[derive(Clone, Default)]
struct Made {
    exported: Exported,
    texts: Vec<JsValue>,
}

type MadeSignal = RwSignal<Option<Made>, LocalStorage>;

#[component]
pub(crate) fn ExportPanel() -> impl IntoView {
    let (app, ui, exchange, analysis) = (use_app(), use_ui(), use_exchange(), use_analysis());
    let formats = RwSignal::new(Vec::<Format>::new());
    let is_off = RwSignal::new(false);
    let chosen = RwSignal::new(0_usize);
    let file_at = RwSignal::new(0_usize);
    let anyway = RwSignal::new(false);
    let errors = Memo::new(move |_| app.findings.with(|findings| findings.counts().errors));
    let has_errors = move || errors.get() > 0;
    let allowed = move || errors.get() == 0 || anyway.get();
    // The dialog may be closed when an answer comes, so what it sets may be gone.
    spawn_local(async move {
        let answer = analysis.ask(Ask::Formats).await;
        let list = answer.and_then(|answer| Format::list_from_json(&answer.head));
        let _ = is_off.try_set(list.is_none());
        let _ = formats.try_set(list.unwrap_or_default());
    });
    // Nothing while the engine is at it.
    let made: MadeSignal = RwSignal::new_local(None);
    let asked = StoredValue::new(0_u32);
    Effect::new(move |_| {
        app.design.track();
        let at = chosen.get();
        let format = formats.with(|formats| Some(formats.get(at)?.id.clone()));
        let Some(format) = format else { return };
        made.set(None);
        asked.update_value(|asked| *asked += 1);
        let mine = asked.get_value();
        spawn_local(async move {
            let answer = analysis.ask(Ask::Export { format }).await;
            if asked.try_get_value() == Some(mine) {
                let _ = is_off.try_set(answer.is_none());
                let _ = made.try_set(answer.and_then(made_of));
            }
        });
    });
    let tab = move |(index, format): (usize, Format)| {
        view! {
            <button
                type="button"
                role="tab"
                class="export-format"
                aria-selected=move || (chosen.get() == index).to_string()
                on:click=move |_| { chosen.set(index); file_at.set(0); }
            >
                {format.title}
                <small>{format.file_name}</small>
            </button>
        }
    };
    let download = move |_| {
        let Some(Made { exported, texts }) = made.get_untracked() else {
            return;
        };
        for (file, text) in exported.files.iter().zip(&texts) {
            exchange.download(&file.name, text, &exported.media_type);
        }
    };
    let copy = move |_| {
        if let Some((_, text)) = shown_file(made, file_at.get_untracked()) {
            exchange.copy(text);
        }
    };
    let is_waiting = move || made.with(Option::is_none) && !is_off.get();
    let has_files = |made: &Made| !made.exported.files.is_empty();
    let is_ready = move || allowed() && made.with(|made| made.as_ref().is_some_and(has_files));
    let foot = move || {
        view! {
            <Show when=has_errors>
                <label class="export-anyway">
                    <input type="checkbox" class="switch" role="switch" prop:checked=move || anyway.get() on:change=move |event| anyway.set(event_target_checked(&event)) />
                    {move || format!("Export anyway, with {}", count(errors.get(), "error"))}
                </label>
            </Show>
            <span class="top-gap"></span>
            <button type="button" class="button" disabled=move || !is_ready() on:click=copy>{glyph(Glyph::Copy)} "Copy"</button>
            <button type="button" class="button primary" disabled=move || !is_ready() on:click=download>{glyph(Glyph::Download)} "Download"</button>
        }
    };
    view! {
        <DialogBox title="Export" wide=true foot=foot>
            <div class="export">
                <div class="export-formats" role="tablist" aria-label="Formats" aria-orientation="vertical">{move || formats.get().into_iter().enumerate().map(tab).collect_view()}</div>
                <div class="export-main" aria-busy=move || is_waiting().to_string()>
                    <Show when=move || is_off.get()>
                        <p class="empty">"Exports are made by the analysis, which is not running here."</p>
                    </Show>
                    <LeftOutNote made />
                    <Show
                        when=allowed
                        fallback=move || view! {
                            <div class="empty">
                                <p>{move || format!("The design has {}. What is wrong on the drawing is wrong in AWS.", count(errors.get(), "error"))}</p>
                                <p><button type="button" class="button" on:click=move |_| { ui.dialog.set(None); ui.problems_open.set(true); }>"Look at the problems"</button></p>
                            </div>
                        }
                    >
                        <Files made file_at />
                        <Preview made file_at />
                    </Show>
                </div>
            </div>
        </DialogBox>
    }
    .into_any()
}

fn made_of(answer: Answered) -> Option<Made> {
    Some(Made {
        exported: Exported::from_json(&answer.head)?,
        texts: answer.texts,
    })
}

/// The file with this index, or the first.
fn shown_file(made: MadeSignal, index: usize) -> Option<(ExportedFile, JsValue)> {
    made.with(|made| {
        let Made { exported, texts } = made.as_ref()?;
        let index = if index < texts.len() { index } else { 0 };
        Some((
            exported.files.get(index)?.clone(),
            texts.get(index)?.clone(),
        ))
    })
}

fn count(count: usize, word: &str) -> String {
    if count == 1 {
        format!("1 {word}")
    } else {
        format!("{count} {word}s")
    }
}

#[component]
fn LeftOutNote(made: MadeSignal) -> impl IntoView {
    move || {
        let left_out = made.with(|made| Some(made.as_ref()?.exported.left_out.clone()));
        let Some(left_out) = left_out else {
            return ().into_any();
        };
        let lines = left_out
            .into_iter()
            .map(|(subject, reason)| view! { <li><strong>{subject}</strong> ": " {reason}</li> })
            .collect::<Vec<_>>();
        if lines.is_empty() {
            view! { <p class="export-notes">"Leaves nothing of this design out."</p> }.into_any()
        } else {
            view! {
                <details class="export-notes prose">
                    <summary>{format!("Leaves out {}, and says why", count(lines.len(), "thing"))}</summary>
                    <ul>{lines}</ul>
                </details>
            }
            .into_any()
        }
    }
}

#[component]
fn Files(made: MadeSignal, file_at: RwSignal<usize>) -> impl IntoView {
    move || {
        let files = made
            .with(|made| Some(made.as_ref()?.exported.files.clone()))
            .unwrap_or_default();
        (files.len() > 1).then(|| {
            let buttons = files
                .into_iter()
                .enumerate()
                .map(|(index, file)| view! { <button type="button" class="button small" class:is-on=move || file_at.get() == index on:click=move |_| file_at.set(index)>{file.name}</button> })
                .collect_view();
            view! { <div class="field-actions export-files">{buttons}</div> }
        })
    }
}

#[component]
fn Preview(made: MadeSignal, file_at: RwSignal<usize>) -> impl IntoView {
    let lines = move || {
        let (file, text) = shown_file(made, file_at.get())?;
        let language = Language::of_file(&file.name);
        // Only what is shown comes out of the browser's memory: an export can be tens of megabytes.
        let text: js_sys::JsString = text.dyn_into().ok()?;
        let text = String::from(text.slice(0, MOST_SHOWN));
        let lines = text
            .lines()
            .take(MOST_LINES)
            .map(|line| {
                let pieces = highlight(language, line).into_iter().map(|(token, text)| view! { <span class=token.class()>{text.to_owned()}</span> }).collect_view();
                view! { {pieces} "\n" }
            })
            .collect::<Vec<_>>();
        let more = file.lines.saturating_sub(lines.len());
        let more = (more > 0).then(|| format!("… {more} more lines; copy and download have all"));
        Some(view! { {lines} <span class="code-comment">{more}</span> })
    };
    view! { <pre class="code" tabindex="0" role="region" aria-label="Preview">{lines}</pre> }
}

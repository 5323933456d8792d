//! The export panel: what would be run, what it leaves out, and a refusal while there are errors.

use std::sync::Arc;

use leptos::prelude::*;
use netwright_core::checks::Finding;
use netwright_core::export::{ALL, Exporter, File, Header, Source};
use netwright_core::format;
use netwright_core::model::Design;
use netwright_core::plan::{LeftOut, plan};
use netwright_editor::analysis::Findings;
use netwright_editor::view_models::highlight::{Language, highlight};

use super::dialog::DialogBox;
use super::icon::{Glyph, glyph};
use super::ui::use_ui;
use crate::files::exchange::use_exchange;
use crate::state::use_app;

/// Lines shown; copy and download have all.
const MOST_LINES: usize = 1500;

/// What one exporter made of the design.
#[derive(Clone, PartialEq)]
struct Made {
    files: Arc<Vec<File>>,
    left_out: Arc<Vec<LeftOut>>,
}

#[component]
pub(crate) fn ExportPanel() -> impl IntoView {
    let (app, ui, exchange) = (use_app(), use_ui(), use_exchange());
    let chosen = RwSignal::new(0_usize);
    let file_at = RwSignal::new(0_usize);
    let anyway = RwSignal::new(false);
    let errors = Memo::new(move |_| app.findings.with(|findings| findings.counts().errors));
    let has_errors = move || errors.get() > 0;
    let allowed = move || errors.get() == 0 || anyway.get();
    let made = Memo::new(move |_| {
        let exporter = ALL.get(chosen.get())?;
        let findings = app.findings.get();
        app.design
            .with(|design| Some(make(exporter, design, &findings)))
    });
    let file = Memo::new(move |_| {
        made.get().and_then(|made| {
            made.files
                .get(file_at.get())
                .or_else(|| made.files.first())
                .cloned()
        })
    });
    let formats = ALL
        .iter()
        .enumerate()
        .map(|(index, exporter)| {
            view! {
                <button
                    type="button"
                    role="tab"
                    class="export-format"
                    aria-selected=move || (chosen.get() == index).to_string()
                    on:click=move |_| { chosen.set(index); file_at.set(0); }
                >
                    {exporter.title}
                    <small>{exporter.file_name}</small>
                </button>
            }
        })
        .collect_view();
    let media_type = move || {
        ALL.get(chosen.get_untracked())
            .map_or("text/plain", |exporter| exporter.media_type)
    };
    let download = move |_| {
        for file in made
            .get_untracked()
            .iter()
            .flat_map(|made| made.files.iter())
        {
            exchange.download(&file.name, &file.text, media_type());
        }
    };
    let copy = move |_| {
        if let Some(file) = file.get_untracked() {
            exchange.copy(file.text);
        }
    };
    let foot = move || {
        view! {
            <Show when=has_errors>
                <label class="export-anyway">
                    <input type="checkbox" class="switch" role="switch" prop:checked=move || anyway.get() on:change=move |event| anyway.set(event_target_checked(&event)) />
                    {move || format!("Export anyway, with {}", count(errors.get(), "error"))}
                </label>
            </Show>
            <span class="top-gap"></span>
            <button type="button" class="button" disabled=move || !allowed() on:click=copy>{glyph(Glyph::Copy)} "Copy"</button>
            <button type="button" class="button primary" disabled=move || !allowed() on:click=download>{glyph(Glyph::Download)} "Download"</button>
        }
    };
    view! {
        <DialogBox title="Export" wide=true foot=foot>
            <div class="export">
                <div class="export-formats" role="tablist" aria-label="Formats" aria-orientation="vertical">{formats}</div>
                <div class="export-main">
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
                        <Preview file />
                    </Show>
                </div>
            </div>
        </DialogBox>
    }
    .into_any()
}

fn make(exporter: &Exporter, design: &Design, findings: &Findings) -> Made {
    let line = |finding: &Finding| {
        let record = finding.subject.id.and_then(|id| design.record(id));
        netwright_core::export::Finding {
            severity: finding.severity.word().to_owned(),
            code: finding.code.to_owned(),
            subject: record.map_or_else(String::new, |record| {
                format!("{} {}", record.id(), record.name())
            }),
            message: finding.message.clone(),
        }
    };
    let header = Header::new(
        &format::save(design),
        findings.shown().map(line).collect(),
        findings.suppressed().count(),
    );
    let plan = plan(design);
    let source = Source {
        design,
        plan: &plan,
        header: &header,
    };
    Made {
        files: Arc::new((exporter.print)(&source)),
        left_out: Arc::new((exporter.leaves_out)(&source)),
    }
}

fn count(count: usize, word: &str) -> String {
    if count == 1 {
        format!("1 {word}")
    } else {
        format!("{count} {word}s")
    }
}

#[component]
fn LeftOutNote(made: Memo<Option<Made>>) -> impl IntoView {
    move || {
        let left_out = made.get().map(|made| made.left_out).unwrap_or_default();
        let lines = left_out.iter().map(|item| view! { <li><strong>{item.subject.clone()}</strong> ": " {item.reason.clone()}</li> }).collect::<Vec<_>>();
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
fn Files(made: Memo<Option<Made>>, file_at: RwSignal<usize>) -> impl IntoView {
    move || {
        let files = made.get().map(|made| made.files).unwrap_or_default();
        (files.len() > 1).then(|| {
            let buttons = files
                .iter()
                .enumerate()
                .map(|(index, file)| view! { <button type="button" class="button small" class:is-on=move || file_at.get() == index on:click=move |_| file_at.set(index)>{file.name.clone()}</button> })
                .collect_view();
            view! { <div class="field-actions export-files">{buttons}</div> }
        })
    }
}

#[component]
fn Preview(file: Memo<Option<File>>) -> impl IntoView {
    let lines = move || {
        let file = file.get()?;
        let language = Language::of_file(&file.name);
        let total = file.text.lines().count();
        let lines = file
            .text
            .lines()
            .take(MOST_LINES)
            .map(|line| {
                let pieces = highlight(language, line).into_iter().map(|(token, text)| view! { <span class=token.class()>{text.to_owned()}</span> }).collect_view();
                view! { {pieces} "\n" }
            })
            .collect_view();
        let more = (total > MOST_LINES).then(|| {
            format!(
                "… {} more lines; copy and download have all",
                total - MOST_LINES
            )
        });
        Some(view! { {lines} <span class="code-comment">{more}</span> })
    };
    view! { <pre class="code" tabindex="0" role="region" aria-label="Preview">{lines}</pre> }
}

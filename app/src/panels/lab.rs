//! The lab that is open: what people report, tasks that tick off as the engine proves them, hints one at a time, and in
//! the end what it was. It stands where the palette and the outline are otherwise; one button changes between the two.

use leptos::prelude::*;
use leptos::task::spawn_local;
use netwright_core::model::LabMark;
use netwright_editor::actions;
use netwright_editor::analysis::{Ask, LabTask, LabView};
use netwright_editor::view_models::problems::blocks_of;

use super::act::use_actor;
use super::icon::{Glyph, glyph};
use super::problems::block;
use super::splitter::LeftSplitter;
use super::ui::{Ui, use_ui};
use crate::analysis::Analysis;
use crate::state::{App, use_app};

/// Asks the engine how far the design is, after each change of its records; says whether a lab is open.
pub(crate) fn follow(app: App, ui: Ui, analysis: Analysis) -> Memo<bool> {
    let name = Memo::new(move |_| {
        let mark = |mark: &LabMark| mark.lab.clone();
        app.design.with(|design| design.lab.as_ref().map(mark))
    });
    let changes = StoredValue::new(0_u32);
    let is_asking = StoredValue::new(false);
    Effect::new(move |last: Option<(u32, Option<String>)>| {
        app.records.track();
        let now = (app.opened.get(), name.get());
        if last.as_ref() != Some(&now) {
            ui.lab.set(None);
            ui.lab_shown.set(true);
        }
        changes.update_value(|changes| *changes += 1);
        if now.1.is_some() && !is_asking.get_value() {
            is_asking.set_value(true);
            spawn_local(async move {
                // What changes while the engine grades is graded after it.
                while let Some(lab) = name.get_untracked() {
                    let asked_at = changes.get_value();
                    let answer = analysis.ask(Ask::Grade { lab }).await;
                    let view = answer.and_then(|answer| LabView::from_json(&answer.head));
                    if changes.get_value() == asked_at {
                        show(ui, view.unwrap_or_default());
                        break;
                    }
                }
                is_asking.set_value(false);
            });
        }
        now
    });
    Memo::new(move |_| name.with(Option::is_some))
}

/// Shows what the engine said, and tells screen readers what is done now.
fn show(ui: Ui, view: LabView) {
    let before = ui.lab.get_untracked();
    if before.as_ref() == Some(&view) {
        return;
    }
    if let Some(before) = before.filter(|before| before.tasks.len() == view.tasks.len()) {
        let tasks = before.tasks.iter().zip(&view.tasks);
        let newly = |(before, now): &(&LabTask, &LabTask)| {
            !before.missing.is_empty() && now.missing.is_empty()
        };
        let done: Vec<&str> = tasks
            .filter(newly)
            .map(|(_, now)| now.says.as_str())
            .collect();
        if view.is_solved() {
            ui.say("Lab solved: every task is proved");
        } else if !done.is_empty() {
            ui.say(format!("Done: {}", done.join("; ")));
        }
    }
    ui.lab.set(Some(view));
}

/// Shows the next hint, where there is one.
pub(crate) fn show_hint(app: App, ui: Ui) {
    let all = ui
        .lab
        .with_untracked(|lab| lab.as_ref().map_or(0, |lab| lab.hints.len()));
    let mark = app.design.with_untracked(|design| design.lab.clone());
    let Some(mut mark) = mark.filter(|mark| (mark.hints as usize) < all) else {
        return;
    };
    mark.hints += 1;
    ui.lab_shown.set(true);
    app.with(|session| session.mark(Some(&mark)));
}

/// How many tasks are done, and how many there are.
fn progress(ui: Ui) -> Memo<(usize, usize)> {
    Memo::new(move |_| {
        let count = |lab: &LabView| (lab.done(), lab.tasks.len());
        ui.lab
            .with(|lab| lab.as_ref().map(count))
            .unwrap_or_default()
    })
}

/// The way back to the lab, above the palette.
#[component]
pub(crate) fn LabReturn() -> impl IntoView {
    let ui = use_ui();
    let progress = progress(ui);
    let count = move || {
        let (done, all) = progress.get();
        format!("{done} of {all} done")
    };
    view! {
        <div class="lab-return">
            <button type="button" class="button small" on:click=move |_| ui.lab_shown.set(true)>
                "Back to the lab"
            </button>
            <span class="quiet">{count}</span>
        </div>
    }
    .into_any()
}

#[component]
pub(crate) fn LabPanel() -> impl IntoView {
    let (ui, actor) = (use_ui(), use_actor());
    // What stays the same while the design changes, so that nothing that is read moves.
    let text = Memo::new(move |_| {
        let text = |lab: &LabView| (lab.title.clone(), lab.minutes, lab.story.clone());
        ui.lab.with(|lab| lab.as_ref().map(text))
    });
    let head = move || {
        text.get().map(|(title, minutes, story)| {
            if title.is_empty() {
                view! { <p class="quiet">"This lab can't be graded here: it is not known, or the analysis is not running."</p> }.into_any()
            } else {
                view! {
                    <p class="lab-kind">{format!("Lab, {minutes} minutes")}</p>
                    <h2>{title}</h2>
                    <Bar />
                    <details class="lab-story" open>
                        <summary>"What happened"</summary>
                        <div class="prose">{blocks_of(&story).into_iter().map(block).collect_view()}</div>
                    </details>
                    <Tasks />
                    <Told />
                    <Hints />
                }
                .into_any()
            }
        })
    };
    view! {
        <section class="frame-left frame-lab" aria-label="Lab">
            <div class="lab-top">
                <button type="button" class="button small" on:click=move |_| ui.lab_shown.set(false)>
                    "Palette and outline"
                </button>
            </div>
            <div class="lab" tabindex="0" role="region" aria-label="Story and tasks">{head}</div>
            <div class="lab-foot">
                <button type="button" class="button ghost small" on:click=move |_| actor.run(&actions::lab_restart::ACTION)>"Start over"</button>
                <button type="button" class="button ghost small" title="The drawing stays; only the lab closes" on:click=move |_| actor.run(&actions::lab_leave::ACTION)>"Leave"</button>
            </div>
            <LeftSplitter />
        </section>
    }
    .into_any()
}

/// How much is done, as a bar and in words.
#[component]
fn Bar() -> impl IntoView {
    let progress = progress(use_ui());
    let is_solved = move || progress.with(|(done, all)| done == all);
    let words = move || {
        let (done, all) = progress.get();
        if done == all {
            "Solved: every task is proved".to_owned()
        } else {
            format!("{done} of {all} tasks proved")
        }
    };
    view! {
        <div class="lab-progress" class:is-solved=is_solved>
            <progress max=move || progress.get().1 value=move || progress.get().0 aria-hidden="true"></progress>
            <p>{words}</p>
        </div>
    }
    .into_any()
}

#[component]
fn Tasks() -> impl IntoView {
    let progress = progress(use_ui());
    let count = Memo::new(move |_| progress.get().1);
    view! {
        <h3>"To reach"</h3>
        <ol class="lab-tasks">{move || (0..count.get()).map(|at| view! { <Task at /> }).collect_view()}</ol>
    }
    .into_any()
}

/// One task. It follows what is said of it without being made anew, so that what was opened stays open.
#[component]
fn Task(at: usize) -> impl IntoView {
    let ui = use_ui();
    let task = Memo::new(move |_| {
        let task = |lab: &LabView| lab.tasks.get(at).cloned();
        ui.lab
            .with(|lab| lab.as_ref().and_then(task))
            .unwrap_or_default()
    });
    let is_done = Memo::new(move |_| task.with(|task| task.missing.is_empty()));
    let missing = move || {
        let missing = task.with(|task| task.missing.clone());
        let line = |text: String| view! { <li>{text}</li> };
        missing.into_iter().map(line).collect_view()
    };
    view! {
        <li class="lab-task" class:is-done=move || is_done.get()>
            <span class="lab-tick">{move || is_done.get().then(|| glyph(Glyph::Check))}</span>
            <div>
                <p>{move || task.with(|task| task.says.clone())} <span class="visually-hidden">{move || if is_done.get() { " (done)" } else { " (not done)" }}</span></p>
                <Show when=move || !is_done.get()>
                    <details>
                        <summary>"Why not yet"</summary>
                        <ul>{missing}</ul>
                    </details>
                </Show>
            </div>
        </li>
    }
    .into_any()
}

#[component]
fn Hints() -> impl IntoView {
    let (app, ui, actor) = (use_app(), use_ui(), use_actor());
    let hints = Memo::new(move |_| {
        let hints = |lab: &LabView| lab.hints.clone();
        ui.lab
            .with(|lab| lab.as_ref().map(hints))
            .unwrap_or_default()
    });
    let read = Memo::new(move |_| {
        let read = app
            .design
            .with(|design| design.lab.as_ref().map_or(0, |mark| mark.hints));
        hints.with(|hints| hints.len().min(read as usize))
    });
    let shown = move || {
        let hints = hints.with(|hints| hints.iter().take(read.get()).cloned().collect::<Vec<_>>());
        let line = |hint: String| view! { <li class="prose">{blocks_of(&hint).into_iter().map(block).collect_view()}</li> };
        hints.into_iter().map(line).collect_view()
    };
    let more = move || {
        let all = hints.with(Vec::len);
        let label = if read.get() == 0 {
            "Show a hint"
        } else {
            "Show the next hint"
        };
        (read.get() < all).then(|| {
            view! {
                <div class="lab-more">
                    <button type="button" class="button small" on:click=move |_| actor.run(&actions::lab_hint::ACTION)>{label}</button>
                    <span class="quiet">{format!("{} of {all} read", read.get())}</span>
                </div>
            }
        })
    };
    view! {
        <h3>"Hints"</h3>
        <ol class="lab-hints" aria-live="polite">{shown}</ol>
        {more}
    }
    .into_any()
}

/// What it was, once it is solved.
#[component]
fn Told() -> impl IntoView {
    let ui = use_ui();
    let told = Memo::new(move |_| {
        let told = |lab: &LabView| lab.told.clone();
        ui.lab
            .with(|lab| lab.as_ref().map(told))
            .unwrap_or_default()
    });
    let section = |(heading, markdown): (String, String)| {
        let blocks = blocks_of(&markdown).into_iter().map(block).collect_view();
        view! { <h3>{heading}</h3> {blocks} }
    };
    move || {
        let told = told.get();
        (!told.is_empty()).then(|| view! { <div class="lab-told prose">{told.into_iter().map(section).collect_view()}</div> })
    }
}

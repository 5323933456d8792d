//! The problems panel: what the checks found, where it is, why it matters and what fixes it.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use netwright_core::checks::{Applicability, Finding, Outcome, Severity};
use netwright_core::edit::Command;
use netwright_editor::analysis::{Ask, Explained as Documentation, Findings};
use netwright_editor::view_models::outline::record_label;
use netwright_editor::view_models::problems::{
    Block, Counts, Filter, Span, blocks_of, path_of, problem_key,
};
use netwright_editor::view_models::words::sentence_case;

use super::comes_later;
use super::icon::{Glyph, glyph};
use super::theme::storage;
use super::ui::{Ui, use_ui};
use crate::analysis::use_analysis;
use crate::canvas::{Canvas, use_canvas};
use crate::state::{App, use_app};

/// Findings listed at a time; the filter finds the rest.
const MOST_LISTED: usize = 400;

/// The panel at the bottom.
/// There where the panel was closed.
const CLOSED_KEY: &str = "netwright-problems-closed";

#[component]
pub(crate) fn Problems() -> impl IntoView {
    let (app, ui) = (use_app(), use_ui());
    let counts = Memo::new(move |_| app.findings.with(Findings::counts));
    let shown = Memo::new(move |_| shown_findings(app, ui));
    // What changed is said once it has settled, not with each keystroke.
    Effect::new(move |before: Option<Counts>| {
        let now = counts.get();
        if before.is_some_and(|before| before != now) {
            ui.say(format!("{} found", now.text()));
        }
        now
    });
    // Closed stays closed, on the next visit too.
    if let Some(storage) = storage() {
        let kept = storage.get_item(CLOSED_KEY).ok().flatten();
        ui.problems_open.set(kept.is_none());
        Effect::new(move || {
            let _ = if ui.problems_open.get() {
                storage.remove_item(CLOSED_KEY)
            } else {
                storage.set_item(CLOSED_KEY, "yes")
            };
        });
    }
    let toggle = move |_| ui.problems_open.update(|open| *open = !*open);
    let is_open = move || ui.problems_open.get();
    let is_clear = move || {
        app.findings
            .with(|findings| findings.shown().next().is_none())
    };
    let is_filtered = move || ui.filter.with(|filter| !filter.only.is_empty());
    view! {
        <section class="frame-bottom" class:is-open=is_open class:is-clear=is_clear aria-labelledby="problems-title">
            <Show when=is_open><super::splitter::BottomSplitter /></Show>
            <div class="problems-head">
                <button type="button" class="button ghost small" aria-expanded=move || is_open().to_string() on:click=toggle>
                    {move || if is_open() { glyph(Glyph::Down).into_any() } else { glyph(Glyph::Chevron).into_any() }}
                    <h2 id="problems-title">"Problems"</h2>
                </button>
                <SeverityToggle counts severity=Severity::Error />
                <SeverityToggle counts severity=Severity::Warning />
                <SeverityToggle counts severity=Severity::Info />
                <span class="quiet">{move || app.trouble.get().unwrap_or_else(|| if app.behind.get() { "Checking…" } else { "" }.to_owned())}</span>
                <span class="top-gap"></span>
                <Show when=is_filtered>
                    <button type="button" class="button small is-on" on:click=move |_| ui.filter.update(|filter| filter.only.clear())>
                        "Of one record" {glyph(Glyph::Close)}
                    </button>
                </Show>
                <Show when=is_open>
                    <input
                        class="input"
                        type="search"
                        placeholder="Filter by text or code"
                        aria-label="Filter problems"
                        prop:value=move || ui.filter.with(|filter| filter.text.clone())
                        on:input=move |event| ui.filter.update(|filter| filter.text = event_target_value(&event))
                    />
                </Show>
            </div>
            <Show when=is_open>
                <div class="problems-body">
                    <ProblemList shown />
                    <ProblemDetail />
                </div>
            </Show>
        </section>
    }
    .into_any()
}

fn shown_findings(app: App, ui: Ui) -> Arc<Vec<Finding>> {
    let findings = app.findings.get();
    app.design.with_untracked(|design| {
        ui.filter.with(|filter| {
            let shown = findings
                .shown()
                .filter(|finding| filter.shows(design, finding));
            Arc::new(shown.take(MOST_LISTED).cloned().collect())
        })
    })
}

#[component]
fn SeverityToggle(counts: Memo<Counts>, severity: Severity) -> impl IntoView {
    let ui = use_ui();
    let (word, icon) = severity_words(severity);
    let count = move || match severity {
        Severity::Error => counts.get().errors,
        Severity::Warning => counts.get().warnings,
        Severity::Info => counts.get().infos,
    };
    let hidden = move || {
        ui.filter
            .with(|filter| *hidden_flag(&mut filter.clone(), severity))
    };
    view! {
        <button
            type="button"
            class="button ghost small"
            aria-pressed=move || (!hidden()).to_string()
            title=move || if hidden() { format!("Show {word}s") } else { format!("Hide {word}s") }
            aria-label=move || format!("{} {word}s", count())
            on:click=move |_| ui.filter.update(|filter| { let flag = hidden_flag(filter, severity); *flag = !*flag; })
        >
            <span class=move || if hidden() || count() == 0 { "badge".to_owned() } else { format!("badge {severity}") }>{glyph(icon)} {count}</span>
        </button>
    }
    .into_any()
}

fn hidden_flag(filter: &mut Filter, severity: Severity) -> &mut bool {
    match severity {
        Severity::Error => &mut filter.hide_errors,
        Severity::Warning => &mut filter.hide_warnings,
        Severity::Info => &mut filter.hide_infos,
    }
}

const fn severity_words(severity: Severity) -> (&'static str, Glyph) {
    match severity {
        Severity::Error => ("error", Glyph::Error),
        Severity::Warning => ("warning", Glyph::Warning),
        Severity::Info => ("note", Glyph::Info),
    }
}

#[component]
fn ProblemList(shown: Memo<Arc<Vec<Finding>>>) -> impl IntoView {
    let (app, ui) = (use_app(), use_ui());
    let is_empty = move || shown.with(|shown| shown.is_empty());
    let none = move || {
        if app
            .findings
            .with(|findings| findings.shown().next().is_none())
        {
            if app.design.with(netwright_core::model::Design::is_empty) {
                "Nothing is drawn yet."
            } else if app.behind.get() {
                "The design is being checked."
            } else if app.trouble.with(Option::is_some) {
                "Nothing is checked now."
            } else {
                "No problems: every check passes."
            }
        } else {
            "No problem fits the filter."
        }
    };
    let active = move || {
        let key = ui.problem.get()?;
        let listed = shown.with(|shown| shown.iter().any(|finding| problem_key(finding) == key));
        listed.then(|| format!("problem-{key}"))
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let at = shown.with_untracked(|shown| {
            ui.problem.with_untracked(|problem| {
                shown
                    .iter()
                    .position(|finding| Some(problem_key(finding)) == *problem)
            })
        });
        let last = shown.with_untracked(|shown| shown.len().saturating_sub(1));
        let to = match (event.key().as_str(), at) {
            ("ArrowDown", at) => at.map_or(0, |at| (at + 1).min(last)),
            ("ArrowUp", at) => at.unwrap_or(0).saturating_sub(1),
            ("Home", _) => 0,
            ("End", _) => last,
            ("Enter", Some(at)) => {
                if let Some(finding) = shown.with_untracked(|shown| shown.get(at).cloned()) {
                    go_to_finding(app, ui, &finding);
                }
                return;
            }
            _ => return,
        };
        event.prevent_default();
        if let Some(finding) = shown.with_untracked(|shown| shown.get(to).cloned()) {
            ui.problem.set(Some(problem_key(&finding)));
            if let Some(row) = document().get_element_by_id(&problem_id(&finding)) {
                row.scroll_into_view_with_bool(false);
            }
        }
    };
    view! {
        <div class="problems-list" role="listbox" tabindex="0" aria-label="Problems" aria-activedescendant=active on:keydown=on_key>
            <Show when=is_empty><p class="empty" role="option" aria-selected="false">{none}</p></Show>
            <For each=move || shown.get().to_vec() key=problem_key let(finding)>
                <ProblemRow finding />
            </For>
        </div>
    }
    .into_any()
}

fn problem_id(finding: &Finding) -> String {
    format!("problem-{}", problem_key(finding))
}

#[component]
fn ProblemRow(finding: Finding) -> impl IntoView {
    let (app, ui) = (use_app(), use_ui());
    let print = problem_key(&finding);
    let is_selected = move || {
        ui.problem
            .with(|problem| problem.as_deref() == Some(print.as_str()))
    };
    let (_, icon) = severity_words(finding.severity);
    let severity = finding.severity;
    let unsure = (finding.outcome != Outcome::Found)
        .then(|| view! { <span class="badge">{sentence_case(finding.outcome.word())}</span> });
    let id = problem_id(&finding);
    let code = finding.code.to_string();
    let message = finding.message.clone();
    let fix_label = finding
        .fix
        .as_ref()
        .filter(|fix| fix.applicability != Applicability::DisplayOnly)
        .map(|fix| fix.title.clone());
    let clicked = finding.clone();
    view! {
        <div
            class="problem"
            role="option"
            id=id
            aria-selected=move || is_selected().to_string()
            on:click=move |_| go_to_finding(app, ui, &clicked)
        >
            <span class=format!("severity {severity}") title=severity.word()>{glyph(icon)}<span class="visually-hidden">{severity.word()}</span></span>
            <span class="problem-text"><span class="mono">{code}</span> " " {message} {unsure}</span>
            {fix_label.map(|label| view! { <span class="quiet" title=label aria-hidden="true">{glyph(Glyph::Fix)}</span> })}
        </div>
    }
    .into_any()
}

/// Selects what a finding is about, shows it on the drawing and explains the finding.
pub(crate) fn go_to_finding(app: App, ui: Ui, finding: &Finding) {
    explain(app, ui, problem_key(finding));
}

/// The same for the finding with this key.
pub(crate) fn explain(app: App, ui: Ui, key: String) {
    let about = app.findings.with_untracked(|findings| {
        let mut shown = findings.shown();
        let finding = shown.find(|finding| problem_key(finding) == key)?;
        let hops = finding.path.iter().map(|hop| hop.id);
        let others = hops.chain(finding.related.iter().copied());
        Some((finding.subject.id?, others.collect()))
    });
    ui.problem.set(Some(key));
    ui.problems_open.set(true);
    if let Some((id, others)) = about {
        ui.go_to_with(app, id, others);
    }
}

/// Lights what takes part in a finding on the drawing, while it is chosen and nothing else is selected.
fn light_up(app: App, ui: Ui, canvas: Canvas, finding: Memo<Option<Finding>>) {
    let path = Memo::new(move |_| {
        let path = finding.with(|finding| path_of(finding.as_ref()?))?;
        let is_about = app
            .selection
            .with(|selection| !selection.is_empty() && selection.iter().all(|id| path.has(*id)));
        is_about.then_some(path)
    });
    Effect::new(move || {
        // A packet that is traced has the drawing.
        if !ui.trace_open.get() {
            canvas.set_path(path.get());
        }
    });
    on_cleanup(move || canvas.set_path(None));
}

/// Applies the fix of a finding as one step.
pub(crate) fn apply_fix(app: App, ui: Ui, finding: &Finding) {
    let Some(fix) = &finding.fix else { return };
    let commands = app.mint(|mint| fix.with_ids(mint));
    if app.commit(&fix.title, &commands) {
        ui.say(format!("Applied: {}", fix.title));
    }
}

/// Everything about the finding that is chosen.
#[component]
fn ProblemDetail() -> impl IntoView {
    let (app, ui) = (use_app(), use_ui());
    let finding = Memo::new(move |_| {
        let print = ui.problem.get()?;
        app.findings.with(|findings| {
            findings
                .shown()
                .find(|finding| problem_key(finding) == print)
                .cloned()
        })
    });
    light_up(app, ui, use_canvas(), finding);
    view! {
        <div class="problem-detail prose" tabindex="0" role="region" aria-label="Explanation">
            {move || match finding.get() {
                Some(finding) => comes_later(explained)(finding),
                None => view! { <p class="quiet problem-none">"Choose a problem to see where it is, why it matters and what fixes it."</p> }.into_any(),
            }}
        </div>
    }
    .into_any()
}

/// What the first screen does without.
fn explained(finding: Finding) -> AnyView {
    view! { <Explained finding /> }.into_any()
}

#[component]
fn Explained(finding: Finding) -> impl IntoView {
    let (app, ui) = (use_app(), use_ui());
    let severity = finding.severity;
    let fix = finding.fix.clone().map(|fix| {
        let finding = finding.clone();
        let caution = match fix.applicability {
            Applicability::Safe => "Changes no address and no reachability elsewhere.",
            Applicability::Unsafe => "May change addresses or cut traffic: look at what it does before you deploy it.",
            Applicability::DisplayOnly => "A sketch: a person has to decide.",
        };
        let steps = fix.commands.len();
        view! {
            <div class="field-actions">
                <button type="button" class="button primary fix-button" disabled=fix.applicability == Applicability::DisplayOnly on:click=move |_| apply_fix(app, ui, &finding)>
                    {glyph(Glyph::Fix)} <span>{fix.title.clone()}</span>
                </button>
            </div>
            <p class="field-doc">{format!("{caution} {steps} {}; undo takes it back.", if steps == 1 { "change" } else { "changes" })}</p>
        }
    });
    let details = finding
        .details
        .iter()
        .map(|detail| view! { <p>{detail.clone()}</p> })
        .collect_view();
    let hops = finding
        .path
        .iter()
        .map(|hop| {
            let id = hop.id;
            let label = app.design.with_untracked(|design| record_label(design, id));
            view! { <li><button type="button" class="link" on:click=move |_| ui.go_to(app, id)>{label}</button> " " <span class="quiet">{hop.text.clone()}</span></li> }
        })
        .collect::<Vec<_>>();
    let path = (!hops.is_empty()).then(|| view! { <h3>"Path"</h3><ol class="path">{hops}</ol> });
    let related = finding
        .related
        .iter()
        .map(|id| {
            let id = *id;
            let label = app.design.with_untracked(|design| record_label(design, id));
            view! { <button type="button" class="button small" on:click=move |_| ui.go_to(app, id)>{super::icon::kind_icon(id.kind)} {label}</button> }
        })
        .collect::<Vec<_>>();
    let related =
        (!related.is_empty()).then(|| view! { <div class="field-actions">{related}</div> });
    let accept = {
        let finding = finding.clone();
        move |_| accept_finding(app, ui, &finding)
    };
    view! {
        <p><span class=format!("badge {severity}")>{sentence_case(severity.word())}</span> " " <span class="mono">{finding.code.to_string()}</span> " " <span class="quiet">{finding.name.to_string()}</span></p>
        <p><strong>{finding.message.clone()}</strong></p>
        {fix}
        {path}
        {details}
        {related}
        <Documented code=finding.code.to_string() />
        <div class="field-actions">
            <button type="button" class="button small" title="Adds a suppression of this finding, where you say why" on:click=accept>"Accept with a reason…"</button>
        </div>
    }
    .into_any()
}

/// The documentation of a check, which the engine keeps.
#[component]
fn Documented(code: String) -> impl IntoView {
    let analysis = use_analysis();
    let documentation = RwSignal::new(Documentation::default());
    spawn_local(async move {
        let answer = analysis.ask(Ask::Explain { code }).await;
        if let Some(said) = answer.and_then(|answer| Documentation::from_json(&answer.head)) {
            // Another finding may be shown by now.
            let _ = documentation.try_set(said);
        }
    });
    let section = |(heading, markdown): &(String, String)| {
        let blocks = blocks_of(markdown).into_iter().map(block).collect_view();
        view! { <h3>{heading.clone()}</h3> {blocks} }
    };
    move || documentation.with(|said| said.sections.iter().map(section).collect_view())
}

/// Adds a suppression and shows it, for the reason to be written.
fn accept_finding(app: App, ui: Ui, finding: &Finding) {
    let mut suppression: netwright_core::model::Suppression =
        app.mint(|mint| netwright_core::model::RecordKind::new(mint.id()));
    suppression.code = finding.code.to_string();
    suppression.subject = finding.subject.id;
    "Accepted; say why here".clone_into(&mut suppression.reason);
    let id = suppression.id.entity();
    if app.commit(
        &format!("Accept {}", finding.code),
        &[Command::insert(suppression)],
    ) {
        ui.go_to(app, id);
    }
}

pub(crate) fn block(block: Block) -> impl IntoView {
    match block {
        Block::Text(spans) => {
            view! { <p>{spans.into_iter().map(span).collect_view()}</p> }.into_any()
        }
        Block::Item(spans) => {
            view! { <ul><li>{spans.into_iter().map(span).collect_view()}</li></ul> }.into_any()
        }
        Block::Code(text) => view! { <pre class="code" tabindex="0">{text}</pre> }.into_any(),
    }
}

fn span(span: Span) -> impl IntoView {
    match span {
        Span::Plain(text) => text.into_any(),
        Span::Code(text) => view! { <code>{text}</code> }.into_any(),
        Span::Strong(text) => view! { <strong>{text}</strong> }.into_any(),
        Span::Link(address) => {
            view! { <a href=address.clone() target="_blank" rel="noreferrer">{address.clone()}</a> }
                .into_any()
        }
    }
}

/// A finding where there is little room: what is wrong, and the fix.
#[component]
pub(crate) fn FindingCard(finding: Finding) -> impl IntoView {
    let (app, ui) = (use_app(), use_ui());
    let severity = finding.severity;
    let (_, icon) = severity_words(severity);
    let fix = finding.fix.clone().filter(|fix| fix.applicability != Applicability::DisplayOnly).map(|fix| {
        let finding = finding.clone();
        view! { <button type="button" class="button small fix-button" on:click=move |_| apply_fix(app, ui, &finding)>{glyph(Glyph::Fix)} <span>{fix.title}</span></button> }
    });
    let message = finding.message.clone();
    view! {
        <div class="finding-card">
            <span class=format!("severity {severity}")>{glyph(icon)}</span>
            <div>
                <button type="button" class="link" on:click=move |_| go_to_finding(app, ui, &finding)>{message}</button>
                <div class="field-actions">{fix}</div>
            </div>
        </div>
    }
    .into_any()
}

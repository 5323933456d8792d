//! The answer: the verdict, then each way hop by hop, with links to the rows that decided.

use leptos::prelude::*;
use netwright_core::simulate::packet::words::Verdict;
use netwright_editor::analysis::{
    Followed, Traced, TracedHop, TracedReason, TracedRecord, TracedWay,
};
use netwright_editor::view_models::trace::TraceForm;

use super::super::icon::{Glyph, glyph, kind_icon};
use super::super::ui::use_ui;
use super::Told;
use crate::state::use_app;

#[component]
pub(super) fn Answer(told: Told) -> impl IntoView {
    let ui = use_ui();
    let is_asked = Memo::new(move |_| matches!(ui.trace.with(TraceForm::asked), Ok(Some(_))));
    let shown = move || {
        match told.answer.get() {
        Some(Traced::Followed(followed)) => view! { <Shown followed=*followed /> }.into_any(),
        Some(Traced::Refused { .. }) => ().into_any(),
        None if told.is_off.get() && is_asked.get() => {
            view! { <p class="quiet">"The analysis is not running, so nothing can be traced just now."</p> }.into_any()
        }
        None if is_asked.get() => view! { <p class="quiet">"Tracing…"</p> }.into_any(),
        None => view! { <p class="quiet">"Choose two ends. The packet is followed hop by hop, and its answer back, with the table row that decides at each."</p> }.into_any(),
    }
    };
    let is_again = move || told.is_behind.get() && told.answer.with(Option::is_some);
    view! {
        <div class="trace-answer" class:is-behind=is_again aria-busy=move || is_again().to_string()>
            <p class="trace-behind" role="status">{move || is_again().then_some("The design has changed: tracing again…")}</p>
            {shown}
        </div>
    }
    .into_any()
}

#[component]
fn Shown(followed: Followed) -> impl IntoView {
    let (class, icon, word) = match followed.verdict {
        Verdict::Open => ("is-open", Glyph::Check, "Open"),
        Verdict::Blocked => ("is-blocked", Glyph::Error, "Blocked"),
        Verdict::Unknown => ("is-unknown", Glyph::Help, "Unknown"),
    };
    let line = |text: String| {
        (!text.is_empty()).then(|| view! { <p class="trace-packet-said">{text}</p> })
    };
    // What would be the answer to a packet that never arrives is folded away.
    let arrives = followed.forward.arrives;
    let back = match followed.back {
        Some(way) => view! { <WayList title="Return" way is_open=arrives /> }.into_any(),
        None => view! { <p class="quiet">"Return: nothing to follow"</p> }.into_any(),
    };
    view! {
        <div class=format!("trace-verdict {class}") role="status">
            {glyph(icon)} <strong>{word}</strong> <span>{followed.says}</span>
        </div>
        {line(followed.packet)}
        {line(followed.carries)}
        <div class=format!("trace-ways {class}")>
            <WayList title="Forward" way=followed.forward is_open=true />
            {back}
        </div>
    }
    .into_any()
}

#[component]
fn WayList(title: &'static str, way: TracedWay, is_open: bool) -> impl IntoView {
    let hop = |hop: TracedHop| {
        let rows = hop
            .rows
            .into_iter()
            .map(|row| view! { <p>{row}</p> })
            .collect_view();
        let decided_by = (!hop.decided_by.is_empty()).then(|| {
            let links = hop
                .decided_by
                .into_iter()
                .map(|record| view! { <li><Link record /></li> });
            view! { <ul class="trace-by" aria-label="Decided by">{links.collect_view()}</ul> }
        });
        view! { <li class="trace-hop"><Link record=hop.record /> {rows} {decided_by}</li> }
    };
    let reason = way.reason.map(|reason| view! { <Why reason /> });
    view! {
        <details class="trace-way" open=is_open>
            <summary><span>{title}</span> <span class="quiet">{way.outcome}</span></summary>
            <ol class="trace-hops" aria-label=title>{way.hops.into_iter().map(hop).collect_view()}</ol>
            {reason}
        </details>
    }
    .into_any()
}

/// Why it stops: the word of Reachability Analyzer, the records to blame, and what that means here.
#[component]
fn Why(reason: TracedReason) -> impl IntoView {
    let at = reason
        .at
        .into_iter()
        .map(|record| view! { <li><Link record /></li> })
        .collect_view();
    view! {
        <div class="trace-why">
            <p class="mono">{reason.code}</p>
            <ul class="trace-by" aria-label="Records to blame">{at}</ul>
            <p>{reason.text}</p>
        </div>
    }
    .into_any()
}

/// Selects a record and brings it into view.
#[component]
fn Link(record: TracedRecord) -> impl IntoView {
    let (app, ui) = (use_app(), use_ui());
    let TracedRecord { id, label } = record;
    let kind = id.kind.spec().label;
    let go = move |_| {
        ui.trace.update(|form| form.picking = None);
        ui.go_to(app, id);
    };
    view! {
        <button type="button" class="link trace-record" title=format!("{kind}: select it") on:click=go>
            {kind_icon(id.kind)} <span>{label}</span> <span class="visually-hidden">{format!(", {}", kind.to_lowercase())}</span>
        </button>
    }
    .into_any()
}

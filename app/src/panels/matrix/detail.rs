//! What a chosen cell holds: the exact packets, why some can't be known, and the pairs of VPCs with a witness each.

use std::sync::Arc;

use leptos::prelude::*;
use netwright_editor::analysis::{MatrixCell, MatrixPlaces, TracedRecord};
use netwright_editor::view_models::trace::TraceForm;

use super::super::icon::{Glyph, glyph, kind_icon};
use super::super::trace;
use super::super::ui::use_ui;
use super::Matrix;
use super::grid::word;
use crate::state::use_app;

/// Pairs shown at a time; the matrix of VPCs has the rest.
const MOST_PAIRS: usize = 60;

#[component]
pub(super) fn Detail(matrix: Matrix) -> impl IntoView {
    let chosen = move || {
        let (from, to) = matrix.chosen.get()?;
        let cell = matrix.cell(from.id, to.id)?;
        Some(view! { <Chosen matrix from to cell /> })
    };
    view! { <section class="matrix-detail" aria-label="Chosen cell">{chosen}</section> }.into_any()
}

#[component]
fn Chosen(
    matrix: Matrix,
    from: TracedRecord,
    to: TracedRecord,
    cell: Arc<MatrixCell>,
) -> impl IntoView {
    let what = if matrix.is_routed.get_untracked() {
        "pairs of subnets and sites"
    } else {
        "pairs of hosts"
    };
    let title = format!("{} to {}", from.label, to.label);
    let said = format!(
        "{}: {} of {} {what}",
        word(cell.state),
        cell.open,
        cell.pairs
    );
    let forbidden = (cell.is_forbidden && cell.open > 0).then(|| {
        view! { <p class="matrix-wrong">"These environments must not reach each other: an intent says so, or none says that they may and neither is shared."</p> }
    });
    let flows = cell
        .flows
        .iter()
        .map(|flow| view! { <li class="mono">{flow.clone()}</li> })
        .collect_view();
    let unknown = cell
        .unknown
        .iter()
        .map(|why| view! { <li>{why.clone()}</li> })
        .collect_view();
    let unknown =
        (!cell.unknown.is_empty()).then(|| view! { <h4>"Not known"</h4><ul>{unknown}</ul> });
    let rest = cell.places.len().saturating_sub(MOST_PAIRS);
    let rest =
        (rest > 0).then(|| view! { <p class="quiet">{format!("and {rest} more pairs")}</p> });
    let places: Vec<MatrixPlaces> = cell.places.iter().take(MOST_PAIRS).cloned().collect();
    let pairs = places
        .into_iter()
        .map(|places| view! { <Pair places /> })
        .collect_view();
    let is_environments = matrix.inside.with_untracked(Option::is_none);
    let inside = is_environments.then(|| {
        let both = (from.clone(), to.clone());
        let go = move |_| {
            matrix.chosen.set(None);
            matrix.inside.set(Some(both.clone()));
        };
        view! { <button type="button" class="button small" on:click=go>"By VPC"</button> }
    });
    view! {
        <div class="matrix-detail-head"><h3>{title}</h3> <span class="quiet" role="status">{said}</span> {inside}</div>
        {forbidden}
        <ul class="matrix-flows">{flows}</ul>
        {unknown}
        <ul class="matrix-pairs" aria-label="Pairs">{pairs}</ul>
        {rest}
    }
    .into_any()
}

/// Two places with one packet between them, which can be traced.
#[component]
fn Pair(places: MatrixPlaces) -> impl IntoView {
    let (app, ui) = (use_app(), use_ui());
    let MatrixPlaces {
        from,
        to,
        open,
        witness_from,
        witness_to,
        protocol,
        port,
    } = places;
    let packet = match (protocol.as_str(), port) {
        ("", _) => "any packet".to_owned(),
        (protocol, Some(port)) => format!("{protocol} {port}"),
        (protocol, None) => protocol.to_owned(),
    };
    let said = format!(
        "{packet} from {} to {}",
        witness_from.label, witness_to.label
    );
    let count = match open {
        1 => "1 pair".to_owned(),
        _ => format!("{open} pairs"),
    };
    let show = move |_| {
        ui.dialog.set(None);
        trace::open(app, ui, Some(witness_from.id), Some(witness_to.id));
        let (protocol, port) = (protocol.clone(), port);
        ui.trace.update(|form| {
            *form = TraceForm {
                protocol,
                port: port.map(|port| port.to_string()).unwrap_or_default(),
                ..form.clone()
            };
        });
    };
    view! {
        <li>
            {kind_icon(from.id.kind)} <strong>{format!("{} to {}", from.label, to.label)}</strong> <span class="quiet">{count}</span>
            <span class="matrix-witness">{said.clone()}</span>
            <button type="button" class="button small" aria-label=format!("Trace {said}") on:click=show>{glyph(Glyph::Trace)} "Trace"</button>
        </li>
    }
    .into_any()
}

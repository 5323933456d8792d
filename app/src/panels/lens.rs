//! The choice of a lens: one environment, owner or tag is seen, the rest steps back on the drawing and in the outline.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;
use netwright_core::model::BoxKey;
use netwright_editor::view_models::lens::{Lens, lenses};

use super::ui::use_ui;
use crate::canvas::use_canvas;
use crate::state::use_app;

/// Nothing is shown where there is nothing to choose from.
#[component]
pub(crate) fn LensSelect() -> impl IntoView {
    let (app, ui, canvas) = (use_app(), use_ui(), use_canvas());
    let offered = Memo::new(move |_| {
        app.with_census(|design, census| {
            let lenses = lenses(design, census).into_iter();
            lenses
                .map(|lens| (lens.label(design), lens))
                .collect::<Vec<(String, Lens)>>()
        })
    });
    Effect::new(move || {
        let lit = match ui.lens.get() {
            Some(lens) => app.records.with(|design| lens.records(design)),
            None => BTreeSet::new(),
        };
        canvas.set_spotlight(lit.iter().copied().map(BoxKey::Entity).collect());
        ui.lit.set(Arc::new(lit));
    });
    Effect::new(move || {
        app.opened.track();
        ui.lens.set(None);
    });
    let choose = move |event| {
        let at: Option<usize> = event_target_value(&event).parse().ok();
        ui.lens.set(at.and_then(|at| {
            offered.with_untracked(|offered| offered.get(at).map(|(_, lens)| lens.clone()))
        }));
    };
    let chosen = move || {
        let lens = ui.lens.get();
        offered
            .with(|offered| {
                offered
                    .iter()
                    .position(|(_, offered)| Some(offered) == lens.as_ref())
            })
            .map_or_else(String::new, |at| at.to_string())
    };
    let options = move || {
        let offered = offered.get().into_iter().enumerate();
        offered
            .map(|(at, (label, _))| view! { <option value=at.to_string()>{label}</option> })
            .collect_view()
    };
    view! {
        <Show when=move || offered.with(|offered| !offered.is_empty())>
            <select class="lens" aria-label="Look at" title="Look at one environment, owner or tag" prop:value=chosen on:change=choose>
                <option value="">"Everything"</option>
                {options}
            </select>
        </Show>
    }
    .into_any()
}

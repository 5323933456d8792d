//! The legend: environments and how much of the design is in each.

use leptos::prelude::*;
use netwright_core::model::{Design, EntityId, Environment, Kind, Record, Vpc};

use super::ui::use_ui;
use crate::state::use_app;

/// Environments with their colours, and what is in none.
#[component]
pub(crate) fn Legend() -> impl IntoView {
    let (app, ui) = (use_app(), use_ui());
    let lines = Memo::new(move |_| app.records.with(lines));
    let item = move |(id, name, colour, vpcs): (EntityId, String, String, usize)| {
        view! {
            <li class="legend-item">
                <span class="swatch" style:background=colour></span>
                <button type="button" class="link" on:click=move |_| ui.go_to(app, id)>{name}</button>
                <span class="quiet">{count_of(vpcs)}</span>
            </li>
        }
    };
    let unassigned = move || {
        let count = app.records.with(|design| {
            design
                .all::<Vpc>()
                .filter(|vpc| vpc.environment.is_none())
                .count()
        });
        (count > 0).then(|| view! { <li class="legend-item"><span class="swatch is-none"></span> <span>"No environment"</span> <span class="quiet">{count_of(count)}</span></li> })
    };
    let has_any = move || {
        app.records
            .with(|design| design.count(Kind::Environment) > 0)
    };
    view! {
        <Show when=has_any>
            <h3 class="section-title"><span>"Environments"</span></h3>
            <ul class="legend">
                {move || lines.get().into_iter().map(item).collect_view()}
                {unassigned}
            </ul>
        </Show>
    }
    .into_any()
}

fn lines(design: &Design) -> Vec<(EntityId, String, String, usize)> {
    let vpcs = |environment: &Environment| {
        design
            .all::<Vpc>()
            .filter(|vpc| vpc.environment == Some(environment.id))
            .count()
    };
    design
        .all::<Environment>()
        .map(|environment| {
            (
                environment.id(),
                environment.name.clone(),
                environment.colour.clone(),
                vpcs(environment),
            )
        })
        .collect()
}

fn count_of(vpcs: usize) -> String {
    if vpcs == 1 {
        "1 VPC".to_owned()
    } else {
        format!("{vpcs} VPCs")
    }
}

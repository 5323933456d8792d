//! The summary: how many of everything, and what AWS bills it by.

use leptos::prelude::*;
use netwright_core::model::Kind;
use netwright_editor::view_models::billing::summary;
use netwright_editor::view_models::outline::plural_label;
use netwright_editor::view_models::words::sentence_case;

use super::dialog::DialogBox;
use crate::state::use_app;

#[component]
pub(crate) fn Summary() -> impl IntoView {
    let app = use_app();
    let billed = move || app.records.with(summary);
    let counts = move || {
        app.records.with(|design| {
            let present = Kind::ALL.iter().filter(|kind| design.count(**kind) > 0);
            present
                .map(|kind| (plural_label(*kind), design.count(*kind)))
                .collect::<Vec<_>>()
        })
    };
    let line = |line: netwright_editor::view_models::billing::BillingLine| {
        view! {
            <tr>
                <td>{sentence_case(line.resource)}</td>
                <td class="number">{line.records}</td>
                <td class="number">{(!line.is_free).then_some(line.units)}</td>
                <td>{sentence_case(&line.dimensions)}</td>
            </tr>
        }
    };
    view! {
        <DialogBox title="Summary and billing" wide=true>
            <table class="grid-table">
                <thead>
                    <tr><th scope="col">"AWS bills"</th><th scope="col" class="number">"Records"</th><th scope="col" class="number">"Units"</th><th scope="col">"By"</th></tr>
                </thead>
                <tbody>{move || billed().into_iter().map(line).collect_view()}</tbody>
            </table>
            <p class="field-doc">"Units are what the hourly or monthly price counts: an interface endpoint counts once for each zone. No prices here: they differ by Region and change."</p>
            <h3 class="field-label">"Records"</h3>
            <ul class="shortcuts">{move || counts().into_iter().map(|(label, count)| view! { <li class="shortcut"><span>{label}</span><span>{count}</span></li> }).collect_view()}</ul>
        </DialogBox>
    }
    .into_any()
}

//! The address plan: every VPC and subnet with what is used and free; split, join, CSV in and out.

use std::sync::Arc;

use leptos::prelude::*;
use netwright_core::model::{EntityId, Kind};
use netwright_editor::view_models::address::{BlockUse, count_text};
use netwright_editor::view_models::address_plan::{PlanRow, join, other_half, plan, split, to_csv};

use super::dialog::DialogBox;
use super::icon::{Glyph, glyph};
use super::ui::use_ui;
use crate::files::exchange::use_exchange;
use crate::state::{Notice, use_app};

/// Lines shown; the filter finds the rest.
const MOST_ROWS: usize = 400;

#[component]
pub(crate) fn AddressPlan() -> impl IntoView {
    let (app, exchange) = (use_app(), use_exchange());
    let typed = RwSignal::new(String::new());
    let rows = Memo::new(move |_| app.records.with(|design| Arc::new(plan(design))));
    let shown = move || {
        let typed = typed.get().to_lowercase();
        let fits = |row: &&PlanRow| {
            typed.is_empty()
                || row.name.to_lowercase().contains(&typed)
                || row.region.contains(&typed)
                || row
                    .usage
                    .iter()
                    .any(|usage| usage.block.to_string().contains(&typed))
        };
        rows.get()
            .iter()
            .filter(fits)
            .take(MOST_ROWS)
            .cloned()
            .collect::<Vec<_>>()
    };
    let read = move |_| exchange.open_file();
    let write = move |_| {
        exchange.download(
            "address-plan.csv",
            &app.design.with_untracked(to_csv).into(),
            "text/csv",
        );
    };
    let is_empty = move || rows.with(|rows| rows.is_empty());
    view! {
        <DialogBox title="Address plan" wide=true>
            <div class="gallery-top">
                <button type="button" class="button" on:click=read>{glyph(Glyph::Export)} "Open a CSV…"</button>
                <button type="button" class="button" on:click=write>{glyph(Glyph::Download)} "Download CSV"</button>
                <input class="input" type="search" placeholder="Filter by name, region or block" aria-label="Filter the plan" on:input=move |event| typed.set(event_target_value(&event)) />
            </div>
            <Show when=is_empty><p class="empty">"No VPC is drawn yet. A CSV with the columns region,vpc,subnet,zone,cidrs makes them; the block “next” takes the next free one."</p></Show>
            <Show when=move || !is_empty()>
                <table class="grid-table">
                    <thead>
                        <tr>
                            <th scope="col">"Name"</th>
                            <th scope="col">"Where"</th>
                            <th scope="col">"Block"</th>
                            <th scope="col" class="number">"Addresses"</th>
                            <th scope="col">"Used"</th>
                            <th scope="col" class="number">"Free"</th>
                            <th scope="col" class="number">"Reserved by AWS"</th>
                            <th scope="col"><span class="visually-hidden">"Change"</span></th>
                        </tr>
                    </thead>
                    <tbody>
                        {move || shown().into_iter().map(|row| view! { <Line row /> }).collect_view()}
                    </tbody>
                </table>
                <p class="field-doc">{move || (rows.with(|rows| rows.len()) > MOST_ROWS).then(|| format!("The first {MOST_ROWS} are shown: filter to see others; the CSV has all"))}</p>
            </Show>
        </DialogBox>
    }
    .into_any()
}

#[component]
fn Line(row: PlanRow) -> impl IntoView {
    let (app, ui) = (use_app(), use_ui());
    let id = row.id;
    let is_vpc = id.kind == Kind::Vpc;
    let place = if is_vpc {
        row.region.clone()
    } else {
        format!("{}{}", row.region, row.zone)
    };
    let name = if row.name.is_empty() {
        id.to_string()
    } else {
        row.name.clone()
    };
    let blocks = if row.usage.is_empty() {
        vec![None]
    } else {
        row.usage.iter().cloned().map(Some).collect()
    };
    let last = blocks.len() - 1;
    blocks
        .into_iter()
        .enumerate()
        .map(|(index, usage): (usize, Option<BlockUse>)| {
            let name = name.clone();
            let text = |number: fn(&BlockUse) -> u128| usage.as_ref().map(|usage| count_text(number(usage))).unwrap_or_default();
            let meter = usage.as_ref().map(|usage| view! { <meter class="usage-bar" min="0" max="1000" value=usage.used_permille aria-label=format!("Use of {}", usage.block)></meter> " " {count_text(usage.used)} });
            let open = move |_| {
                ui.dialog.set(None);
                ui.go_to(app, id);
            };
            view! {
                <tr class:is-vpc=is_vpc>
                    <td class:indent=!is_vpc>{(index == 0).then(|| view! { <button type="button" class="link" on:click=open>{name}</button> })}</td>
                    <td>{(index == 0).then(|| place.clone())}</td>
                    <td class="mono">{usage.as_ref().map(|usage| usage.block.to_string())}</td>
                    <td class="number">{text(|usage| usage.total)}</td>
                    <td>{meter}</td>
                    <td class="number">{text(|usage| usage.free)}</td>
                    <td class="number">{text(|usage| usage.reserved)}</td>
                    <td>{(index == last && !is_vpc).then(|| view! { <Change id /> })}</td>
                </tr>
            }
        })
        .collect_view()
}

#[component]
fn Change(id: EntityId) -> impl IntoView {
    let app = use_app();
    let run = move |label: &str, commands: Result<Vec<netwright_core::edit::Command>, String>| {
        match commands {
            Ok(commands) => {
                app.commit(label, &commands);
            }
            Err(text) => app.notice.set(Some(Notice { text, error: true })),
        }
    };
    let cut = move |_| {
        let design = app.design.get_untracked();
        run("Split subnet", app.mint(|mint| split(&design, mint, id)));
    };
    let half = app.design.with_untracked(|design| other_half(design, id));
    let joined = half.map(|half| {
        view! { <button type="button" class="button small" on:click=move |_| run("Join subnets", app.design.with_untracked(|design| join(design, id, half)))>"Join"</button> }
    });
    view! { <div class="field-actions"><button type="button" class="button small" on:click=cut>"Split"</button> {joined}</div> }
}

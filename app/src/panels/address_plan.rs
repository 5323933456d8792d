//! The address plan: every VPC and subnet with what is used and free; split, join, CSV in and out.

use std::sync::Arc;

use leptos::prelude::*;
use netwright_core::model::{EntityId, Kind};
use netwright_editor::view_models::address::{BlockUse, block_use, count_text};
use netwright_editor::view_models::address_plan::{
    PlanRegion, PlanRow, join, other_half, plan, split, to_csv, why_whole,
};

use super::dialog::DialogBox;
use super::icon::{Glyph, glyph};
use super::ui::use_ui;
use crate::files::exchange::use_exchange;
use crate::state::{Notice, use_app};

/// A line's height; `.plan-scroll` in app/style/panels.css has it too.
const LINE: i32 = 34;
/// Lines made beyond each edge of what is in view.
const OVERSCAN: usize = 6;

/// A line of the table. A record with several blocks has one for each.
#[derive(Debug, Clone, PartialEq)]
enum Line {
    Region(Arc<PlanRegion>),
    Record {
        region: Arc<PlanRegion>,
        row: usize,
        block: usize,
    },
}

#[component]
pub(crate) fn AddressPlan() -> impl IntoView {
    let (app, exchange) = (use_app(), use_exchange());
    let typed = RwSignal::new(String::new());
    let lines = Memo::new(move |_| {
        let typed = typed.get().to_lowercase();
        let regions = app.records.with(plan);
        let lines = regions
            .into_iter()
            .flat_map(|region| lines_of(region, &typed));
        Arc::new(lines.collect::<Vec<_>>())
    });
    let read = move |_| exchange.open_file();
    let write = move |_| {
        exchange.download(
            "address-plan.csv",
            &app.design.with_untracked(to_csv).into(),
            "text/csv",
        );
    };
    let is_empty = move || {
        app.records
            .with(|design| design.rows(Kind::Vpc).next().is_none())
    };
    let is_unfound = move || !is_empty() && lines.with(|lines| lines.is_empty());
    view! {
        <DialogBox title="Address plan" wide=true>
            <div class="gallery-top">
                <button type="button" class="button" on:click=read>{glyph(Glyph::Export)} "Open a CSV…"</button>
                <button type="button" class="button" on:click=write>{glyph(Glyph::Download)} "Download CSV"</button>
                <input class="input" type="search" placeholder="Filter by name, region or block" aria-label="Filter the plan" on:input=move |event| typed.set(event_target_value(&event)) />
            </div>
            <Show when=is_empty><p class="empty">"No VPC is drawn yet. A CSV with the columns region,vpc,subnet,zone,cidrs makes them; the block “next” takes the next free one."</p></Show>
            <Show when=is_unfound><p class="empty" role="status">"Nothing found"</p></Show>
            <Show when=move || lines.with(|lines| !lines.is_empty())><Grid lines /></Show>
        </DialogBox>
    }
    .into_any()
}

/// The lines of a region that fit what is typed, under their region.
fn lines_of(region: PlanRegion, typed: &str) -> Vec<Line> {
    let fits = |row: &PlanRow| {
        typed.is_empty()
            || row.name.to_lowercase().contains(typed)
            || region.region.contains(typed)
            || row
                .blocks
                .iter()
                .any(|block| block.to_string().contains(typed))
    };
    let fitting: Vec<usize> = (0..region.rows.len())
        .filter(|row| fits(&region.rows[*row]))
        .collect();
    if fitting.is_empty() {
        return Vec::new();
    }
    let region = Arc::new(region);
    let mut lines = vec![Line::Region(region.clone())];
    for row in fitting {
        lines.extend(
            (0..region.rows[row].blocks.len().max(1)).map(|block| Line::Record {
                region: region.clone(),
                row,
                block,
            }),
        );
    }
    lines
}

/// The table, of which only what is in view is made: a large estate has thousands of lines.
#[component]
fn Grid(lines: Memo<Arc<Vec<Line>>>) -> impl IntoView {
    let frame = NodeRef::<leptos::html::Div>::new();
    let (top, height) = (RwSignal::new(0_i32), RwSignal::new(600_i32));
    // The dialog may have been closed before the frame comes.
    let measure = move || {
        if let Some(frame) = frame.try_get_untracked().flatten() {
            let _ = top.try_set(frame.scroll_top());
            let _ = height.try_set(frame.client_height());
        }
    };
    Effect::new(move || {
        frame.track();
        lines.track();
        request_animation_frame(measure);
    });
    let window = Memo::new(move |_| {
        let at = |pixels: i32| usize::try_from(pixels / LINE).unwrap_or(0);
        let count = lines.with(|lines| lines.len());
        let first = at(top.get()).saturating_sub(OVERSCAN).min(count);
        let last = (at(top.get() + height.get()) + OVERSCAN + 1).min(count);
        (first, last.max(first), count)
    });
    let space = move |lines: usize| format!("{}px", i32::try_from(lines).unwrap_or(0) * LINE);
    let shown = move || {
        let (first, last, _) = window.get();
        lines.with(|lines| {
            let in_view = lines.get(first..last).unwrap_or_default();
            let of = |(index, line): (usize, &Line)| view! { <LineRow line=line.clone() number=first + index /> };
            in_view.iter().enumerate().map(of).collect_view()
        })
    };
    view! {
        <div class="plan-scroll" node_ref=frame on:scroll=move |_| measure()>
            <table class="grid-table" aria-rowcount=move || (window.get().2 + 1).to_string()>
                <thead>
                    <tr aria-rowindex="1">
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
                    <tr class="space" aria-hidden="true" style:height=move || space(window.get().0)></tr>
                    {shown}
                    <tr class="space" aria-hidden="true" style:height=move || { let (_, last, count) = window.get(); space(count - last) }></tr>
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn LineRow(line: Line, number: usize) -> impl IntoView {
    let number = (number + 2).to_string();
    match line {
        Line::Region(region) => {
            let free = region.total.saturating_sub(region.used);
            view! {
                <tr class="is-region" aria-rowindex=number>
                    <th scope="rowgroup">{region.region.clone()}</th>
                    <td>{region.text()}</td>
                    <td></td>
                    <td class="number">{count_text(region.total)}</td>
                    <td>{meter(&region.region, region.used, region.total)}</td>
                    <td class="number">{count_text(free)}</td>
                    <td></td>
                    <td></td>
                </tr>
            }
            .into_any()
        }
        Line::Record { region, row, block } => {
            let Some(row) = region.rows.get(row) else {
                return ().into_any();
            };
            record_row(&region.region, row, block, number)
        }
    }
}

fn record_row(region: &str, row: &PlanRow, block: usize, number: String) -> AnyView {
    let (app, ui) = (use_app(), use_ui());
    let id = row.id;
    let is_vpc = id.kind == Kind::Vpc;
    let is_first = block == 0;
    let is_last = block + 1 >= row.blocks.len();
    let name = if row.name.is_empty() {
        id.to_string()
    } else {
        row.name.clone()
    };
    let usage = app
        .design
        .with_untracked(|design| block_use(design, id))
        .into_iter()
        .nth(block);
    let text = |number: fn(&BlockUse) -> u128| {
        usage
            .as_ref()
            .map(|usage| count_text(number(usage)))
            .unwrap_or_default()
    };
    let filled = usage
        .as_ref()
        .map(|usage| meter(&usage.block.to_string(), usage.used, usage.total));
    let open = move |_| {
        ui.dialog.set(None);
        ui.go_to(app, id);
    };
    view! {
        <tr class:is-vpc=is_vpc aria-rowindex=number>
            <td class=if is_vpc { "indent" } else { "indent-2" }>{is_first.then(|| view! { <button type="button" class="link" on:click=open>{name}</button> })}</td>
            <td>{is_first.then(|| format!("{region}{}", row.zone))}</td>
            <td class="mono">{usage.as_ref().map(|usage| usage.block.to_string())}</td>
            <td class="number">{text(|usage| usage.total)}</td>
            <td>{filled}</td>
            <td class="number">{text(|usage| usage.free)}</td>
            <td class="number">{text(|usage| usage.reserved)}</td>
            <td>{(is_last && !is_vpc).then(|| view! { <Change id /> })}</td>
        </tr>
    }
    .into_any()
}

/// A bar with the count of addresses beside it.
fn meter(of: &str, used: u128, total: u128) -> impl IntoView + use<> {
    let permille = used.saturating_mul(1000) / total.max(1);
    view! { <meter class="usage-bar" min="0" max="1000" value=permille.to_string() aria-label=format!("Use of {of}")></meter> " " {count_text(used)} }
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
    let (half, whole) = app
        .design
        .with_untracked(|design| (other_half(design, id), why_whole(design, id)));
    let joined = half.map(|half| {
        view! { <button type="button" class="button small" on:click=move |_| run("Join subnets", app.design.with_untracked(|design| join(design, id, half)))>"Join"</button> }
    });
    view! { <div class="field-actions"><button type="button" class="button small" aria-disabled=whole.is_some().then_some("true") title=whole on:click=cut>"Split"</button> {joined}</div> }
}

//! The isolation matrix: who can talk to whom, by environment, and inside a cell by VPC. The engine works it out row by
//! row, as far as it is shown; a cell lists what gets through, and its witness is traced on the drawing.

mod detail;
mod grid;

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use netwright_core::model::EntityId;
use netwright_editor::analysis::{
    Ask, AskedRow, MatrixCell, MatrixGroup, MatrixGroups, TracedRecord,
};

use self::detail::Detail;
use self::grid::Grid;
use super::dialog::DialogBox;
use crate::analysis::{Analysis, use_analysis};
use crate::state::use_app;

/// Rows and columns shown at a time; the filter finds the rest.
const MOST_SHOWN: usize = 40;

/// What is looked at, and what is known of it.
#[derive(Clone, Copy)]
struct Matrix {
    /// The groups whose VPCs are looked at; environments where there are none.
    inside: RwSignal<Option<(TracedRecord, TracedRecord)>>,
    is_routed: RwSignal<bool>,
    filter: RwSignal<String>,
    /// Rows and columns; nothing until the engine has said them.
    groups: RwSignal<Option<(Vec<MatrixGroup>, Vec<MatrixGroup>)>>,
    cells: RwSignal<BTreeMap<(EntityId, EntityId), Arc<MatrixCell>>>,
    chosen: RwSignal<Option<(TracedRecord, TracedRecord)>>,
    /// There is no engine to ask.
    is_off: RwSignal<bool>,
}

impl Matrix {
    /// Rows and columns as far as they are shown.
    fn shown(self) -> (Vec<MatrixGroup>, Vec<MatrixGroup>) {
        let typed = self.filter.get().to_lowercase();
        let fits = |group: &&MatrixGroup| {
            typed.is_empty() || group.record.label.to_lowercase().contains(&typed)
        };
        let some = |groups: &[MatrixGroup]| {
            let fitting = groups.iter().filter(fits).take(MOST_SHOWN);
            fitting.cloned().collect::<Vec<_>>()
        };
        self.groups.with(|groups| {
            groups
                .as_ref()
                .map(|(rows, columns)| {
                    (
                        some(rows),
                        columns.iter().take(MOST_SHOWN).cloned().collect(),
                    )
                })
                .unwrap_or_default()
        })
    }

    fn cell(self, from: EntityId, to: EntityId) -> Option<Arc<MatrixCell>> {
        self.cells.with(|cells| cells.get(&(from, to)).cloned())
    }
}

#[component]
pub(crate) fn MatrixDialog() -> impl IntoView {
    let matrix = Matrix {
        inside: RwSignal::new(None),
        is_routed: RwSignal::new(false),
        filter: RwSignal::new(String::new()),
        groups: RwSignal::new(None),
        cells: RwSignal::new(BTreeMap::new()),
        chosen: RwSignal::new(None),
        is_off: RwSignal::new(false),
    };
    let shown = Memo::new(move |_| matrix.shown());
    follow(matrix, shown);
    let counts = move || {
        let (rows, columns) = shown.get();
        let pairs = rows.iter().flat_map(|row| {
            columns
                .iter()
                .map(|column| (row.record.id, column.record.id))
        });
        let pairs: Vec<_> = pairs.filter(|(from, to)| from != to).collect();
        let known = matrix.cells.with(|cells| {
            pairs
                .iter()
                .filter(|pair| cells.contains_key(*pair))
                .count()
        });
        (known, pairs.len())
    };
    let status = move || {
        let (known, all) = counts();
        if matrix.is_off.get() {
            "The analysis is not running, so nothing can be worked out just now".to_owned()
        } else if matrix.groups.with(Option::is_none) {
            "Being worked out…".to_owned()
        } else if known < all {
            format!("Being worked out: {known} of {all} cells")
        } else {
            match all {
                0 => {
                    "There is nothing to compare: two environments or VPCs make a matrix".to_owned()
                }
                1 => "1 cell, exact".to_owned(),
                _ => format!("{all} cells, exact"),
            }
        }
    };
    let all = move || {
        matrix.groups.with(|groups| {
            groups
                .as_ref()
                .map_or(0, |(rows, columns)| rows.len().max(columns.len()))
        })
    };
    let is_long = move || all() > MOST_SHOWN;
    let up = move || {
        matrix.inside.get().map(|(from, to)| {
            let back = move |_| {
                matrix.chosen.set(None);
                matrix.inside.set(None);
            };
            view! {
                <button type="button" class="button small" on:click=back>"Back to environments"</button>
                <span>{format!("VPCs and sites of {} to those of {}", from.label, to.label)}</span>
            }
        })
    };
    view! {
        <DialogBox title="Isolation matrix" wide=true>
            <div class="matrix-top">
                {up}
                <label class="matrix-level">
                    <span class="quiet">"Level"</span>
                    <select class="input" on:change=move |event| matrix.is_routed.set(event_target_value(&event) == "routed")>
                        <option value="connectable">"Connections can be opened"</option>
                        <option value="routed">"Packets are forwarded, whatever filters say"</option>
                    </select>
                </label>
                <Show when=is_long>
                    <input class="input" type="search" placeholder="Filter rows by name" aria-label="Filter rows" on:input=move |event| matrix.filter.set(event_target_value(&event)) />
                </Show>
                <span class="quiet matrix-status" role="status">{status}</span>
            </div>
            <Grid matrix shown />
            <p class="field-doc">{move || is_long().then(|| format!("The first {MOST_SHOWN} of {} are shown and worked out; netwright reach has all", all()))}</p>
            <Detail matrix />
        </DialogBox>
    }
    .into_any()
}

/// Asks for the rows, and then for what is in those that are shown, one after the other.
fn follow(matrix: Matrix, shown: Memo<(Vec<MatrixGroup>, Vec<MatrixGroup>)>) {
    let (app, analysis) = (use_app(), use_analysis());
    Effect::new(move || {
        app.records.track();
        let inside = matrix.inside.get();
        matrix.groups.set(None);
        matrix.cells.update(BTreeMap::clear);
        spawn_local(async move {
            let found = groups(analysis, inside.clone()).await;
            // Something else may be looked at by now, or nothing any more.
            if matrix.inside.try_get_untracked() == Some(inside) {
                matrix.is_off.set(found.is_none());
                matrix.groups.set(found);
            }
        });
    });
    let turn = StoredValue::new(0_u32);
    Effect::new(move || {
        let is_routed = matrix.is_routed.get();
        let (rows, columns) = shown.get();
        turn.update_value(|turn| *turn += 1);
        let mine = turn.get_value();
        matrix.cells.update(BTreeMap::clear);
        spawn_local(async move {
            for row in rows {
                let asked = AskedRow {
                    from: row.record.id,
                    to: columns.iter().map(|column| column.record.id).collect(),
                    is_routed,
                };
                let answer = analysis.ask(Ask::MatrixRow(asked)).await;
                if turn.try_get_value() != Some(mine) {
                    return;
                }
                let cells = answer.and_then(|answer| MatrixCell::row_from_json(&answer.head));
                let Some(cells) = cells else {
                    matrix.is_off.set(true);
                    return;
                };
                matrix.cells.update(|known| {
                    for (column, cell) in columns.iter().zip(cells) {
                        known.insert((row.record.id, column.record.id), Arc::new(cell));
                    }
                });
            }
        });
    });
}

async fn groups(
    analysis: Analysis,
    inside: Option<(TracedRecord, TracedRecord)>,
) -> Option<(Vec<MatrixGroup>, Vec<MatrixGroup>)> {
    let ask = |within: Vec<EntityId>| async move {
        let answer = analysis.ask(Ask::Matrix { within }).await?;
        Some(MatrixGroups::from_json(&answer.head)?.groups)
    };
    match inside {
        None => {
            let all = ask(Vec::new()).await?;
            Some((all.clone(), all))
        }
        Some((from, to)) => Some((ask(vec![from.id]).await?, ask(vec![to.id]).await?)),
    }
}

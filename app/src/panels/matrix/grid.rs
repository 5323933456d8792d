//! The table of the matrix. The arrow keys go from cell to cell; one of them is reached by Tab.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use netwright_editor::analysis::{CellState, MatrixCell, MatrixGroup, TracedRecord};

use super::Matrix;

/// As many protocols and ports as a cell shows.
const MOST_PORTS: usize = 3;

#[component]
pub(super) fn Grid(
    matrix: Matrix,
    shown: Memo<(Vec<MatrixGroup>, Vec<MatrixGroup>)>,
) -> impl IntoView {
    // The cell that Tab reaches.
    let at = RwSignal::new((0_usize, 1_usize));
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowUp" => (-1, 0),
            "ArrowDown" => (1, 0),
            "ArrowLeft" => (0, -1),
            "ArrowRight" => (0, 1),
            _ => return,
        };
        event.prevent_default();
        let from = at.get_untracked();
        if let Some(next) = next_cell(from, step) {
            at.set(next);
            focus(next);
        }
    };
    let head = move || {
        let columns = shown.get().1.into_iter();
        columns
            .map(|column| view! { <th scope="col"><span>{column.record.label}</span></th> })
            .collect_view()
    };
    let body = move || {
        let (rows, columns) = shown.get();
        // The first cell that is one.
        let first = (0..columns.len()).find(|column| {
            rows.first()
                .zip(columns.get(*column))
                .is_some_and(|(row, column)| row.record.id != column.record.id)
        });
        at.set((0, first.unwrap_or_default()));
        rows.into_iter()
            .enumerate()
            .map(|(row, group)| {
                let cells = columns.iter().enumerate().map(|(column, to)| {
                    view! { <Cell matrix at place=(row, column) from=group.record.clone() to=to.record.clone() /> }
                });
                let members = (group.members > 1).then(|| view! { <span class="quiet">{group.members.to_string()}</span> });
                view! {
                    <tr>
                        <th scope="row"><span>{group.record.label.clone()}</span> " " {members}</th>
                        {cells.collect_view()}
                    </tr>
                }
            })
            .collect_view()
    };
    view! {
        <div class="matrix-scroll" role="region" aria-label="Matrix">
            <Show when=move || shown.with(|(rows, _)| !rows.is_empty())>
                <table class="matrix" on:keydown=on_key>
                    <caption class="visually-hidden">"What each row can open to each column"</caption>
                    <thead>
                        <tr><th scope="col" class="matrix-corner">"From, to"</th> {head}</tr>
                    </thead>
                    <tbody>{body}</tbody>
                </table>
            </Show>
        </div>
    }
    .into_any()
}

#[component]
fn Cell(
    matrix: Matrix,
    at: RwSignal<(usize, usize)>,
    place: (usize, usize),
    from: TracedRecord,
    to: TracedRecord,
) -> impl IntoView {
    if from.id == to.id {
        return view! { <td class="matrix-self"><span aria-hidden="true">"–"</span><span class="visually-hidden">"itself"</span></td> }.into_any();
    }
    let pair = (from.id, to.id);
    let cell = Memo::new(move |_| matrix.cell(pair.0, pair.1));
    let is_chosen = Memo::new(move |_| {
        let is_it = |(from, to): &(TracedRecord, TracedRecord)| (from.id, to.id) == pair;
        matrix
            .chosen
            .with(|chosen| chosen.as_ref().is_some_and(is_it))
    });
    let label = format!("{} to {}: ", from.label, to.label);
    let class = move || {
        let state = cell.get().map_or("is-coming", |cell| match cell.state {
            CellState::Open => "is-open",
            CellState::Partly => "is-partly",
            CellState::Closed => "is-closed",
            CellState::Unknown => "is-unknown",
        });
        format!("matrix-cell {state}")
    };
    let content = move || {
        match cell.get() {
        None => view! { <span class="quiet" aria-hidden="true">"…"</span> <span class="visually-hidden">"being worked out"</span> }.into_any(),
        Some(cell) => {
            let ports = ports(&cell);
            let wrong = cell.is_forbidden && cell.open > 0;
            view! {
                <strong>{word(cell.state)}</strong>
                {wrong.then(|| view! { <span class="matrix-wrong">"must not"</span> })}
                <span class="matrix-ports">{ports}</span>
            }
            .into_any()
        }
    }
    };
    let choose = move |_| {
        at.set(place);
        matrix.chosen.set(Some((from.clone(), to.clone())));
    };
    view! {
        <td>
            <button
                type="button"
                class=class
                id=format!("matrix-{}-{}", place.0, place.1)
                tabindex=move || if at.get() == place { "0" } else { "-1" }
                aria-pressed=move || is_chosen.get().to_string()
                on:click=choose
            >
                <span class="visually-hidden">{label}</span>
                {content}
            </button>
        </td>
    }
    .into_any()
}

pub(super) const fn word(state: CellState) -> &'static str {
    match state {
        CellState::Open => "Open",
        CellState::Partly => "Partly open",
        CellState::Closed => "Closed",
        CellState::Unknown => "Unknown",
    }
}

fn ports(cell: &MatrixCell) -> String {
    let mut shown: Vec<String> = cell.ports.iter().take(MOST_PORTS).cloned().collect();
    let rest = cell.ports.len().saturating_sub(MOST_PORTS);
    if rest > 0 {
        shown.push(format!("{rest} more"));
    }
    shown.join(", ")
}

/// The next cell in a direction; one that is none is passed over.
fn next_cell(from: (usize, usize), (down, right): (isize, isize)) -> Option<(usize, usize)> {
    let mut at = from;
    for _ in 0..2 {
        at = (
            at.0.checked_add_signed(down)?,
            at.1.checked_add_signed(right)?,
        );
        if element(at).is_some() {
            return Some(at);
        }
    }
    None
}

fn element(at: (usize, usize)) -> Option<web_sys::HtmlElement> {
    let found = document().get_element_by_id(&format!("matrix-{}-{}", at.0, at.1))?;
    found.dyn_into().ok()
}

fn focus(at: (usize, usize)) {
    if let Some(element) = element(at) {
        let _ = element.focus();
    }
}

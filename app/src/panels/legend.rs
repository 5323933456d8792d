//! The legend: what the colours of the drawing mean and how much has each, and what its lines are. What is chosen in it
//! is seen alone.

use leptos::prelude::*;
use netwright_core::diagram::{ColourBy, WireKind, theme};
use netwright_editor::view_models::lens::{LegendLine, legend};

use super::ui::use_ui;
use crate::canvas::use_canvas;
use crate::state::use_app;

/// The legend is open from the start in a window this high, in CSS pixels.
const HIGH_PX: f64 = 1000.0;

/// How far the card stands off the corner, twice, in CSS pixels.
const CORNER_PX: f64 = 24.0;

/// A card over the drawing, which folds.
#[component]
pub(crate) fn Legend() -> impl IntoView {
    let (app, canvas) = (use_app(), use_canvas());
    // A low window keeps its room for the drawing: folded, the card says the colours alone.
    let height = window().inner_height().ok();
    let height = height.and_then(|height| height.as_f64());
    let is_open = RwSignal::new(height.is_none_or(|height| height >= HIGH_PX));
    let has_any = Memo::new(move |_| app.records.with(|design| !design.is_empty()));
    let card = NodeRef::<leptos::html::Section>::new();
    Effect::new(move || {
        let Some(element) = card.get() else {
            canvas.set_cover((0.0, 0.0));
            return;
        };
        let measured = element.clone();
        let measure = move || {
            let size = (measured.offset_width(), measured.offset_height());
            let cover = (f64::from(size.0) + CORNER_PX, f64::from(size.1) + CORNER_PX);
            canvas.set_cover(cover);
        };
        measure();
        crate::platform::on_resize(&element, measure);
    });
    let fold = move |_| is_open.update(|open| *open = !*open);
    view! {
        <Show when=move || has_any.get()>
            <section node_ref=card class="legend" aria-label="Legend" class:is-folded=move || !is_open.get()>
                <div class="legend-head">
                    <ColourChoice />
                    <button
                        type="button"
                        class="legend-fold"
                        aria-expanded=move || is_open.get().to_string()
                        aria-label="Legend"
                        title="Show or hide the legend"
                        on:click=fold
                    ></button>
                </div>
                <Colours />
                <Show when=move || is_open.get()>
                    <Wires />
                </Show>
            </section>
        </Show>
    }
    .into_any()
}

/// What boxes are coloured by.
#[component]
fn ColourChoice() -> impl IntoView {
    let (app, canvas) = (use_app(), use_canvas());
    let choices = Memo::new(move |_| app.with_census(|_, census| census.choices()));
    // What is no longer there to be coloured by gives way to environments.
    Effect::new(move || {
        let by = canvas.colour_by.get();
        if choices.with(|choices| !choices.contains(&by)) {
            canvas.colour_by.set(ColourBy::default());
        }
    });
    let choose = move |event| {
        let at: Option<usize> = event_target_value(&event).parse().ok();
        let by = at.and_then(|at| choices.with_untracked(|choices| choices.get(at).cloned()));
        canvas.colour_by.set(by.unwrap_or_default());
    };
    let chosen = move || {
        let by = canvas.colour_by.get();
        let at = choices.with(|choices| choices.iter().position(|choice| *choice == by));
        at.unwrap_or_default().to_string()
    };
    let options = move || {
        let choices = choices.get().into_iter().enumerate();
        choices
            .map(|(at, by)| view! { <option value=at.to_string()>{by.label().to_owned()}</option> })
            .collect_view()
    };
    view! {
        <label class="legend-by">
            <span>"Colour by"</span>
            <select prop:value=chosen on:change=choose>{options}</select>
        </label>
    }
    .into_any()
}

/// Each colour with its count; one that is chosen is seen alone.
#[component]
fn Colours() -> impl IntoView {
    let (app, ui, canvas) = (use_app(), use_ui(), use_canvas());
    let lines = Memo::new(move |_| {
        let by = canvas.colour_by.get();
        app.with_census(|design, census| legend(design, census, &by))
    });
    let line = move |LegendLine {
                         lens,
                         name,
                         ink,
                         count,
                     }: LegendLine| {
        let swatch = ink.map(|ink| {
            move || {
                ui.dark.track();
                canvas.ink(&ink)
            }
        });
        let is_none = swatch.is_none();
        let colour = move || swatch.as_ref().map(|swatch| swatch());
        let is_chosen = {
            let lens = lens.clone();
            move || ui.lens.with(|chosen| chosen.as_ref() == Some(&lens))
        };
        let choose = move |_| {
            ui.lens
                .update(|chosen| *chosen = (chosen.as_ref() != Some(&lens)).then(|| lens.clone()));
        };
        view! {
            <li>
                <button type="button" class="legend-line" aria-pressed=move || is_chosen().to_string() title="See it alone, or all again" on:click=choose>
                    <span class="swatch" class:is-none=is_none style:background=colour></span>
                    <span class="legend-name">{name}</span>
                    <span class="quiet">{count}</span>
                </button>
            </li>
        }
    };
    let none = move || {
        let by = canvas.colour_by.get();
        let hint = if by == ColourBy::Environment {
            "No environment yet".to_owned()
        } else {
            format!("Nothing has a {} any more", by.label().to_lowercase())
        };
        lines
            .with(Vec::is_empty)
            .then(|| view! { <p class="quiet">{hint}</p> })
    };
    view! {
        <ul class="legend-lines" aria-label="Colours">{move || lines.get().into_iter().map(line).collect_view()}</ul>
        {none}
    }
    .into_any()
}

/// The kinds of wires that are drawn.
#[component]
fn Wires() -> impl IntoView {
    let canvas = use_canvas();
    let kinds = Memo::new(move |_| {
        canvas.redrawn.track();
        let diagram = canvas.diagram();
        let is_drawn = |kind: &WireKind| diagram.wires.iter().any(|wire| wire.kind == *kind);
        WireKind::ALL
            .into_iter()
            .filter(is_drawn)
            .collect::<Vec<_>>()
    });
    let line = |kind: WireKind| {
        let stroke = format!("var(--{})", theme::wire_token(kind));
        let dash = if kind.is_dashed() { "5 4" } else { "none" };
        view! {
            <li class="legend-wire">
                <svg width="24" height="8" aria-hidden="true">
                    <path d="M0 4h24" fill="none" stroke-width="2" style:stroke=stroke stroke-dasharray=dash />
                </svg>
                <span>{kind.label()}</span>
            </li>
        }
    };
    view! {
        <ul class="legend-lines" aria-label="Wires">{move || kinds.get().into_iter().map(line).collect_view()}</ul>
    }
    .into_any()
}

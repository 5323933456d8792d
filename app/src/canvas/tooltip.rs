//! What a box or a wire is, after the pointer has rested on it for a moment, or when it has the focus.

use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use netwright_core::model::BoxKey;
use netwright_editor::geometry::ViewPoint;

use super::state::Canvas;
use super::use_canvas;
use crate::state::{App, use_app};

/// The pointer must rest this long, in milliseconds.
const REST_MS: u32 = 450;
/// How far the words stand off the pointer, in CSS pixels.
const OFFSET_PX: f64 = 16.0;
/// The room that is kept for them at the right and at the bottom, in CSS pixels.
const ROOM_PX: (f64, f64) = (280.0, 96.0);

/// The words, and where they are shown.
#[derive(Debug, Clone, PartialEq)]
struct Tip {
    title: String,
    lines: Vec<String>,
    at: ViewPoint,
}

/// The words over the drawing; they take no pointer events, and their box says the same to screen readers itself.
#[component]
pub(super) fn Tooltip() -> impl IntoView {
    let (app, canvas) = (use_app(), use_canvas());
    let tip = RwSignal::new(None::<Tip>);
    let waiting = StoredValue::new_local(None::<Timeout>);
    Effect::new(move || {
        let key = canvas.hovered.get();
        if tip.with_untracked(Option::is_some) {
            tip.set(None);
        }
        waiting.set_value(
            key.map(|key| Timeout::new(REST_MS, move || tip.set(describe(app, canvas, &key)))),
        );
    });
    let shown = move |tip: Tip| {
        let lines = tip
            .lines
            .into_iter()
            .map(|line| view! { <span>{line}</span> });
        view! {
            <div class="canvas-tip" aria-hidden="true" style:left=format!("{}px", tip.at.x) style:top=format!("{}px", tip.at.y)>
                <strong>{tip.title}</strong>
                {lines.collect_view()}
            </div>
        }
    };
    move || tip.get().map(shown)
}

/// Name, kind, the one thing worth knowing, and how many findings.
fn describe(app: App, canvas: Canvas, key: &BoxKey) -> Option<Tip> {
    let diagram = canvas.diagram();
    let shown = diagram
        .position(key)
        .and_then(|index| diagram.boxes.get(index));
    let mut lines = Vec::new();
    let title = match (shown, key) {
        (Some(shown), _) => shown.title.clone(),
        (None, BoxKey::Entity(id)) => app.design.with_untracked(|design| {
            let name = design.record(*id).map(|record| record.name().to_owned());
            name.filter(|name| !name.is_empty())
                .unwrap_or_else(|| id.to_string())
        }),
        (None, BoxKey::Region(_)) => return None,
    };
    let kind = match key {
        BoxKey::Region(_) => "Region",
        BoxKey::Entity(id) => id.kind.spec().label,
    };
    let subtitle = shown.map_or("", |shown| shown.subtitle.as_str());
    // Some subtitles are the kind itself, or begin with it.
    if !subtitle.to_lowercase().contains(&kind.to_lowercase()) {
        lines.push(kind.to_owned());
    }
    if !subtitle.is_empty() {
        lines.push(subtitle.to_owned());
    }
    let tint = shown.and_then(|shown| diagram.tints.get(shown.tint?));
    lines.extend(tint.map(|tint| format!("{}: {}", diagram.colour_by.label(), tint.name)));
    lines.extend(findings(canvas, key));
    let (width, height) = canvas.size();
    let at = canvas.pointer().unwrap_or_else(|| {
        let corner = shown.map(|shown| (shown.rect.x, shown.rect.y));
        let (x, y) = corner.unwrap_or_default();
        let point = netwright_core::diagram::Point::new(x, y);
        canvas.view().view_from_world(point)
    });
    let at = ViewPoint::new(
        (at.x + OFFSET_PX).min(width - ROOM_PX.0).max(0.0),
        (at.y + OFFSET_PX).min(height - ROOM_PX.1).max(0.0),
    );
    Some(Tip { title, lines, at })
}

fn findings(canvas: Canvas, key: &BoxKey) -> Option<String> {
    let BoxKey::Entity(id) = key else {
        return None;
    };
    let badge = canvas.read(|inner| inner.badges.get(id).copied())?;
    let count = |number: u32, word: &str| match number {
        0 => None,
        1 => Some(format!("1 {word}")),
        _ => Some(format!("{number} {word}s")),
    };
    let parts = [
        count(badge.errors, "error"),
        count(badge.warnings, "warning"),
        count(badge.infos, "note"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

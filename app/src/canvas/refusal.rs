//! Why what is dragged can't be let go here, said where the eyes are: at the pointer. The status bar says it to screen
//! readers.

use leptos::prelude::*;

use super::use_canvas;

/// How far the words stand off the pointer, in CSS pixels.
const OFFSET_PX: f64 = 18.0;
/// The room that is kept for them at the right and at the bottom, in CSS pixels.
const ROOM_PX: (f64, f64) = (280.0, 64.0);

/// The reason, beside the pointer; nothing while it may be let go.
#[component]
pub(super) fn Refusal() -> impl IntoView {
    let canvas = use_canvas();
    let reason = Memo::new(move |_| {
        canvas.frame.track();
        canvas.with_surface(|surface, _| {
            let target = surface.drop_target.as_ref();
            target.and_then(|target| target.refused.clone())
        })
    });
    let place = move || {
        canvas.frame.track();
        let (width, height) = canvas.size();
        let at = canvas.pointer().unwrap_or_default();
        let x = (at.x + OFFSET_PX).min(width - ROOM_PX.0).max(0.0);
        let y = (at.y + OFFSET_PX).min(height - ROOM_PX.1).max(0.0);
        (x, y)
    };
    move || {
        let reason = reason.get()?;
        Some(view! {
            <div class="canvas-refusal" aria-hidden="true" style:left=move || format!("{}px", place().0) style:top=move || format!("{}px", place().1)>
                <span>{reason.0}</span>
            </div>
        })
    }
}

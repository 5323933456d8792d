//! The canvas: paints the diagram, turns events into input for the tools, and gives what is on screen a meaning.

mod badges;
mod bench;
mod elements;
mod input;
mod keyboard;
mod minimap;
mod refusal;
mod screen;
mod state;
mod tooltip;
mod words;

use leptos::html;
use leptos::prelude::*;
use netwright_core::model::BoxKey;
use netwright_editor::actions::{
    Action, arrange, copy, cut, duplicate, fit_design, fit_selection, paste, select_all, trace,
    write_note, write_text,
};
use netwright_editor::geometry::view::whole;
use netwright_editor::tools::Input;
use netwright_editor::view_models::outline::OutlineKey;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

use self::screen::Screen;
pub(crate) use self::state::Canvas;
use crate::panels::Legend;
use crate::panels::act::{Actor, use_actor};
use crate::panels::menu::menu_line;
use crate::panels::outline::row_menu;
use crate::panels::ui::{Menu, Ui, use_ui};
use crate::platform;
use crate::state::{App, use_app};

/// The canvas that the component stands beside.
pub(crate) fn use_canvas() -> Canvas {
    expect_context()
}

/// The drawing surface, with what lies over it.
#[component]
pub(crate) fn CanvasView() -> impl IntoView {
    let app = use_app();
    let canvas = use_canvas();
    let place = NodeRef::<html::Canvas>::new();

    Effect::new(move || {
        let Some(element) = place.get() else { return };
        canvas.set_screen(Screen::new(&element));
        let measured = element.clone();
        let measure = move || {
            canvas.set_size(
                f64::from(measured.client_width()),
                f64::from(measured.client_height()),
            );
        };
        measure();
        platform::on_resize(&element, measure);
        platform::on_theme_change(move || canvas.retheme());
        // It may have changed between the start of the page and now.
        canvas.retheme();
        listen_for_wheel(canvas, &element);
        bench::offer(app, canvas);
    });
    Effect::new(move || canvas.refresh());
    Effect::new(move || {
        app.selection.track();
        canvas.repaint();
    });
    Effect::new(move || {
        let badges = app.findings.with(|findings| {
            app.design
                .with_untracked(|design| badges::badges(design, findings))
        });
        canvas.set_badges(badges);
    });
    let (ui, actor) = (use_ui(), use_actor());
    Effect::new(move || {
        if let Some((x, y, key)) = canvas.menu.get() {
            open_menu(app, ui, canvas, actor, (x, y), key);
            canvas.menu.set(None);
        }
    });
    Effect::new(move |before: Option<u32>| {
        let opened = app.opened.get();
        if before.is_some_and(|before| before != opened) {
            canvas.refresh();
            canvas.fit();
        }
        opened
    });
    Effect::new(move || {
        if let Some((id, others)) = app.reveal.get()
            && !canvas.show_together(&[&[id], others.as_slice()].concat())
        {
            canvas.reveal(&BoxKey::Entity(id));
        }
    });

    view! {
        <div class="canvas">
            <canvas
                node_ref=place
                class="canvas-paint"
                tabindex="0"
                aria-label="Drawing"
                on:pointerdown=move |event| input::pointer_down(canvas, &event)
                on:pointermove=move |event| input::pointer_move(canvas, &event)
                on:pointerup=move |event| input::pointer_up(canvas, &event)
                on:pointercancel=move |_| {
                    // The browser takes the pointer away when it starts a drag from the palette.
                    if !canvas.is_placing() {
                        canvas.input(Input::Cancel);
                    }
                }
                on:pointerleave=move |_| canvas.input(Input::Leave)
                on:dblclick=move |event| input::double_click(canvas, &event)
                on:contextmenu=move |event| event.prevent_default()
                on:keydown=move |event| {
                    if keyboard::key_down(app, canvas, &event) {
                        event.prevent_default();
                        event.stop_propagation();
                    }
                }
                on:keyup=move |event| keyboard::key_up(canvas, &event)
                on:blur=move |_| canvas.input(Input::Space(false))
                on:dragover=move |event| {
                    if canvas.is_placing() {
                        event.prevent_default();
                        input::drag_over(canvas, &event);
                    }
                }
                on:drop=move |event| {
                    if canvas.is_placing() {
                        event.prevent_default();
                        input::drop_here(canvas, &event);
                    }
                }
            ></canvas>
            <elements::Elements />
            <words::WordsEditor />
            <tooltip::Tooltip />
            <refusal::Refusal />
            <Legend />
            <minimap::Minimap />
            <ZoomControls />
        </div>
    }
}

/// Scale, and the way back to seeing everything.
#[component]
fn ZoomControls() -> impl IntoView {
    let canvas = use_canvas();
    view! {
        <div class="canvas-zoom" role="group" aria-label="Zoom">
            <button type="button" aria-label="Zoom out" title="Zoom out (-)" on:click=move |_| canvas.zoom(0.8)>"−"</button>
            <button
                type="button"
                class="canvas-zoom-percent"
                title="Back to 100 % (0)"
                on:click=move |_| canvas.zoom(1.0 / canvas.view().scale)
            >
                {move || format!("{} %", canvas.percent.get())}
            </button>
            <button type="button" aria-label="Zoom in" title="Zoom in (+)" on:click=move |_| canvas.zoom(1.25)>"+"</button>
            <button type="button" title="Fit the whole design (Shift 1)" on:click=move |_| canvas.fit()>"Fit"</button>
        </div>
    }
}

/// The menu of what is under the pointer: that of its line in the outline, or what can be added anywhere.
fn open_menu(
    app: App,
    ui: Ui,
    canvas: Canvas,
    actor: Actor,
    (x, y): (f64, f64),
    key: Option<BoxKey>,
) {
    let (left, top) = canvas.corner();
    let (label, key) = match key {
        Some(BoxKey::Entity(id)) => (id.to_string(), Some(OutlineKey::Entity(id))),
        Some(BoxKey::Region(region)) => (region.clone(), Some(OutlineKey::Region(region))),
        None => ("Drawing".to_owned(), None),
    };
    let first: &[&'static Action] = if key.is_some() {
        &[
            &cut::ACTION,
            &copy::ACTION,
            &paste::ACTION,
            &duplicate::ACTION,
        ]
    } else {
        &[
            &paste::ACTION,
            &select_all::ACTION,
            &write_note::ACTION,
            &write_text::ACTION,
        ]
    };
    let mut items: Vec<_> = first.iter().map(|action| actor.item(action)).collect();
    items.push(menu_line());
    items.push(actor.item(&arrange::ACTION));
    items.push(actor.item(&fit_design::ACTION));
    if let Some(key) = key {
        items.push(actor.item(&fit_selection::ACTION));
        items.push(actor.item(&trace::ACTION));
        items.push(menu_line());
        items.extend(row_menu(app, ui, &key));
    }
    let (x, y) = (whole(left + x), whole(top + y));
    ui.menu.set(Some(Menu { x, y, label, items }));
}

/// Wheel events can only be kept from the page by a listener that says so beforehand.
fn listen_for_wheel(canvas: Canvas, element: &web_sys::HtmlCanvasElement) {
    let options = web_sys::AddEventListenerOptions::new();
    options.set_passive(false);
    let listener =
        Closure::<dyn Fn(web_sys::WheelEvent)>::new(move |event| input::wheel(canvas, &event));
    let added = element.add_event_listener_with_callback_and_add_event_listener_options(
        "wheel",
        listener.as_ref().unchecked_ref(),
        &options,
    );
    if added.is_ok() {
        listener.forget();
    }
}

//! The browser front end. The only crate that knows a browser.

#![allow(
    unreachable_pub,
    reason = "the component macro writes its own visibility"
)]
#![allow(
    clippy::needless_pass_by_value,
    reason = "properties of components are passed by value"
)]

mod analysis;
mod canvas;
mod files;
mod frame;
mod later;
mod panels;
mod platform;
mod state;

use leptos::prelude::*;
use netwright_core::model::Design;

fn main() {
    files::say_when_it_crashes();
    later::prepare();
    later::begin(show);
}

fn show() {
    mount_to_body(|| {
        let app = state::App::new(files::begun(Design::new("Untitled design")));
        provide_context(app);
        let canvas = canvas::Canvas::new(app);
        provide_context(canvas);
        let analysis = analysis::Analysis::start(app);
        provide_context(analysis);
        let autosave = files::start(app, canvas, analysis);
        provide_context(autosave);
        provide_context(files::exchange::Exchange::new(app, &autosave, analysis));
        view! { <frame::Frame /> }
    });
    platform::after_paint(later::fetch);
}

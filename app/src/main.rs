//! The browser front end. The only crate that knows a browser.

#![allow(
    unreachable_pub,
    reason = "the component macro writes its own visibility"
)]

mod frame;
mod state;

use leptos::prelude::*;
use netwright_core::model::Design;

fn main() {
    mount_to_body(|| {
        provide_context(state::App::new(Design::new("Untitled design")));
        view! { <frame::Frame /> }
    });
}

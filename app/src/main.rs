//! The browser front end.

use leptos::prelude::*;

fn main() {
    mount_to_body(|| {
        view! {
            <main>
                <h1>"Netwright"</h1>
            </main>
        }
    });
}

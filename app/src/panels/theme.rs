//! Light or dark: as the system says, until a person says otherwise.

use leptos::prelude::*;

use super::ui::Ui;

/// Where the choice is kept.
const KEY: &str = "netwright-theme";

/// Follows the system and the choice, and tells the style sheet by an attribute of the root element.
pub(crate) fn follow(ui: Ui) {
    let chosen = storage().and_then(|storage| storage.get_item(KEY).ok().flatten());
    let system = window()
        .match_media("(prefers-color-scheme: dark)")
        .ok()
        .flatten();
    let is_dark = match chosen.as_deref() {
        Some("dark") => true,
        Some("light") => false,
        _ => system
            .as_ref()
            .is_some_and(web_sys::MediaQueryList::matches),
    };
    ui.dark.set(is_dark);
    if let Some(system) = system {
        let query = system.clone();
        let listener = gloo::events::EventListener::new(&system, "change", move |_| {
            let chosen = storage().and_then(|storage| storage.get_item(KEY).ok().flatten());
            if chosen.is_none() {
                ui.dark.set(query.matches());
            }
        });
        listener.forget(); // as long as the page
    }
    Effect::new(move || {
        let word = if ui.dark.get() { "dark" } else { "light" };
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-theme", word);
        }
    });
}

/// Chooses the other theme, for this visit and the next ones.
pub(crate) fn toggle(ui: Ui) {
    let dark = !ui.dark.get_untracked();
    ui.dark.set(dark);
    if let Some(storage) = storage() {
        let _ = storage.set_item(KEY, if dark { "dark" } else { "light" });
    }
}

/// What is kept from one visit to the next besides designs.
pub(super) fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

//! Help: every shortcut there is, from the same list that runs them.

use leptos::prelude::*;

use super::actions::actions;
use super::dialog::DialogBox;
use super::ui::use_ui;
use crate::files::exchange::use_exchange;
use crate::state::use_app;

/// Keys of the outline, which acts on the line that the keyboard is on.
const OUTLINE: [(&str, &str); 8] = [
    ("Move", "↑ ↓ Home End"),
    ("Open, close, go in, go out", "→ ←"),
    ("Select and show", "Enter"),
    ("Add to the selection", "Ctrl+Enter"),
    ("Add something inside", "Insert"),
    ("Rename", "F2"),
    ("Delete", "Delete"),
    ("Menu", "Shift+F10"),
];

#[component]
pub(crate) fn Help() -> impl IntoView {
    let line = |(label, keys): (String, &'static str)| view! { <li class="shortcut"><span>{label}</span><kbd>{keys}</kbd></li> };
    let general = actions(use_app(), use_ui(), use_exchange())
        .into_iter()
        .filter(|action| !action.keys.is_empty());
    let general = general
        .map(|action| line((action.label, action.keys)))
        .collect_view();
    let outline = OUTLINE
        .into_iter()
        .map(|(label, keys)| line((label.to_owned(), keys)))
        .collect_view();
    view! {
        <DialogBox title="Keyboard shortcuts" wide=true>
            <h3 class="field-label">"Everywhere"</h3>
            <ul class="shortcuts">{general}</ul>
            <h3 class="field-label">"In the outline"</h3>
            <ul class="shortcuts">{outline}</ul>
            <p class="field-doc">"On a Mac, Command takes the place of Ctrl. Keys of the drawing are shown in the status bar while you draw."</p>
        </DialogBox>
    }
    .into_any()
}

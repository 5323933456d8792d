//! Help: every shortcut there is, from the same list that runs them.

use leptos::prelude::*;
use netwright_editor::actions::{Group, in_order};

use super::dialog::DialogBox;

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
    let section = |group: Group| {
        let actions = in_order()
            .into_iter()
            .filter(|action| action.group == group);
        let lines: Vec<_> = actions
            .filter_map(|action| Some(line((action.title.to_owned(), action.keys.first()?))))
            .collect();
        (!lines.is_empty()).then(|| {
            view! {
                <h3 class="field-label">{group.title()}</h3>
                <ul class="shortcuts">{lines}</ul>
            }
        })
    };
    let general = Group::ALL.into_iter().map(section).collect_view();
    let outline = OUTLINE
        .into_iter()
        .map(|(label, keys)| line((label.to_owned(), keys)))
        .collect_view();
    view! {
        <DialogBox title="Keyboard shortcuts" wide=true>
            // Longer than a small screen, and nothing in it to go to: it scrolls by the keyboard itself.
            <div class="help" tabindex="0" role="region" aria-label="All shortcuts">
                {general}
                <h3 class="field-label">"In the outline"</h3>
                <ul class="shortcuts">{outline}</ul>
                <p class="field-doc">"On a Mac, Command takes the place of Ctrl. Keys of the drawing are shown in the status bar while you draw."</p>
            </div>
        </DialogBox>
    }
    .into_any()
}

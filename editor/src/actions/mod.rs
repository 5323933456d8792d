//! Actions: everything that can be done by name. One list feeds the command palette, the shortcuts, their help, the
//! menus and the context menus, so that no view has a deed of its own.
//!
//! An action reads a [`Context`] and returns [`Effect`]s as values: nothing here touches the session or the window.
//! To add one: write its file, its `mod` line and its line in [`ALL`], which is sorted by name.

mod action;
mod effect;
mod press;

pub mod address_plan;
pub mod align_bottom;
pub mod align_centre;
pub mod align_left;
pub mod align_middle;
pub mod align_right;
pub mod align_top;
pub mod apply_fix;
pub mod arrange;
pub mod copy;
pub mod copy_link;
pub mod copy_picture;
pub mod cut;
pub mod delete;
pub mod distribute_across;
pub mod distribute_down;
pub mod duplicate;
pub mod export;
pub mod fit_design;
pub mod fit_selection;
pub mod go_to_drawing;
pub mod go_to_inspector;
pub mod go_to_lab;
pub mod go_to_outline;
pub mod go_to_problems;
pub mod help;
pub mod import_aws;
pub mod import_notes;
pub mod lab_hint;
pub mod lab_leave;
pub mod lab_restart;
pub mod labs;
pub mod matrix;
pub mod new_design;
pub mod next_problem;
pub mod open_file;
pub mod paste;
pub mod previous_problem;
pub mod print;
pub mod redo;
pub mod rename;
pub mod save_file;
pub mod save_picture;
pub mod search;
pub mod select_all;
pub mod summary;
pub mod templates;
pub mod toggle_problems;
pub mod toggle_theme;
pub mod trace;
pub mod undo;
pub mod write_note;
pub mod write_text;
pub mod zoom_in;
pub mod zoom_out;
pub mod zoom_to_100;

#[cfg(test)]
mod harness;

pub use action::{Action, Context, Group, Reach};
pub use effect::{Dialog, Effect, Place, Request, perform, said_of_paste};
pub use press::{CLIPBOARD_KEYS, Focus, Press, pressed};

/// Every action, sorted by id.
pub const ALL: &[Action] = &[
    address_plan::ACTION,
    align_bottom::ACTION,
    align_centre::ACTION,
    align_left::ACTION,
    align_middle::ACTION,
    align_right::ACTION,
    align_top::ACTION,
    apply_fix::ACTION,
    arrange::ACTION,
    copy::ACTION,
    copy_link::ACTION,
    copy_picture::ACTION,
    cut::ACTION,
    delete::ACTION,
    distribute_across::ACTION,
    distribute_down::ACTION,
    duplicate::ACTION,
    export::ACTION,
    fit_design::ACTION,
    fit_selection::ACTION,
    go_to_drawing::ACTION,
    go_to_inspector::ACTION,
    go_to_lab::ACTION,
    go_to_outline::ACTION,
    go_to_problems::ACTION,
    help::ACTION,
    import_aws::ACTION,
    import_notes::ACTION,
    lab_hint::ACTION,
    lab_leave::ACTION,
    lab_restart::ACTION,
    labs::ACTION,
    matrix::ACTION,
    new_design::ACTION,
    next_problem::ACTION,
    open_file::ACTION,
    paste::ACTION,
    previous_problem::ACTION,
    print::ACTION,
    redo::ACTION,
    rename::ACTION,
    save_file::ACTION,
    save_picture::ACTION,
    search::ACTION,
    select_all::ACTION,
    summary::ACTION,
    templates::ACTION,
    toggle_problems::ACTION,
    toggle_theme::ACTION,
    trace::ACTION,
    undo::ACTION,
    write_note::ACTION,
    write_text::ACTION,
    zoom_in::ACTION,
    zoom_out::ACTION,
    zoom_to_100::ACTION,
];

/// The actions in the order in which people look for them.
pub fn in_order() -> Vec<&'static Action> {
    let mut actions: Vec<&'static Action> = ALL.iter().collect();
    netwright_core::order::sort_by_key(&mut actions, |action| (action.group, action.rank));
    actions
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::harness::Stage;
    use super::*;

    const HELPERS: [&str; 5] = ["action", "effect", "harness", "mod", "press"];

    #[test]
    fn list_is_sorted_and_has_every_file() {
        let listed: Vec<&str> = ALL.iter().map(|action| action.id).collect();
        assert!(listed.is_sorted(), "{listed:?}");
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/actions");
        let files: BTreeSet<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .map(|name| name.trim_end_matches(".rs").replace('_', "-"))
            .filter(|name| !HELPERS.contains(&name.as_str()))
            .collect();
        assert_eq!(files, listed.iter().map(|id| (*id).to_owned()).collect());
    }

    #[test]
    fn keys_and_ranks_mean_one_action() {
        let mut keys = BTreeSet::new();
        let mut ranks = BTreeSet::new();
        for action in ALL {
            for key in action.keys {
                assert!(keys.insert(*key), "{key} of {} is taken", action.id);
            }
            assert!(
                ranks.insert((action.group, action.rank)),
                "rank of {} is taken",
                action.id
            );
        }
    }

    #[test]
    fn every_action_can_be_done_or_says_why_not_and_is_undone() {
        let notation =
            "vpc a cidrs=10.0.0.0/16\n  subnet s cidrs=10.0.0.0/24 az=a\nvpc b cidrs=10.0.0.0/16\n";
        for action in ALL {
            for (text, selected) in [
                ("", ""),
                (notation, ""),
                (notation, "vpc-1"),
                (notation, "subnet-1"),
            ] {
                let mut stage = Stage::of(text);
                stage.select(selected);
                let before = stage.editor.session.design().clone();
                if let Some(why) = stage.refused(action) {
                    assert!(
                        !why.is_empty() && !why.ends_with('.'),
                        "{}: {why}",
                        action.id
                    );
                    continue;
                }
                stage.act(action);
                while stage.editor.session.undo() {}
                assert_eq!(
                    *stage.editor.session.design(),
                    before,
                    "{} leaves a trace",
                    action.id
                );
            }
        }
    }
}

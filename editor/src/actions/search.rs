//! Action: finds a command or a record by a few letters.

use super::{Action, Dialog, Effect, Group, Reach, Request};

pub const ACTION: Action = Action {
    id: "search",
    title: "Search and commands",
    group: Group::Go,
    rank: 0,
    keys: &["Ctrl+K"],
    reach: Reach::Everywhere,
    run: |_| vec![Effect::Ask(Request::Open(Dialog::Commands))],
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn the_search_opens() {
        let mut stage = Stage::of("vpc a\n");
        assert_eq!(stage.act(&ACTION), [Request::Open(Dialog::Commands)]);
        assert_eq!(
            stage.editor.session.labels(),
            (None, None),
            "it changes nothing"
        );
    }
}

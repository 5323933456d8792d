//! Action: the list of all keys.

use super::{Action, Dialog, Effect, Group, Reach, Request};

pub const ACTION: Action = Action {
    id: "help",
    title: "Keyboard shortcuts",
    group: Group::View,
    rank: 4,
    keys: &["?"],
    reach: Reach::OutsideText,
    run: |_| vec![Effect::Ask(Request::Open(Dialog::Help))],
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn the_help_opens() {
        let mut stage = Stage::of("vpc a\n");
        assert_eq!(stage.act(&ACTION), [Request::Open(Dialog::Help)]);
        assert_eq!(
            stage.editor.session.labels(),
            (None, None),
            "it changes nothing"
        );
    }
}

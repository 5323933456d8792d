//! Action: room for the drawing.

use super::{Action, Effect, Group, Request};

pub const ACTION: Action = Action {
    id: "toggle-problems",
    title: "Show or hide the problems",
    group: Group::View,
    rank: 0,
    keys: &["Ctrl+J"],
    run: |_| vec![Effect::Ask(Request::ToggleProblems)],
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn the_panel_opens_or_closes() {
        let mut stage = Stage::of("vpc a\n");
        assert_eq!(stage.act(&ACTION), [Request::ToggleProblems]);
        assert_eq!(
            stage.editor.session.labels(),
            (None, None),
            "it changes nothing"
        );
    }
}

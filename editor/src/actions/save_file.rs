//! Action: saves to the file that the design came from, or to one that a person picks.

use super::{Action, Effect, Group, Request};

pub const ACTION: Action = Action {
    id: "save-file",
    title: "Save to a file",
    group: Group::File,
    rank: 6,
    keys: &["Ctrl+S"],
    run: |_| vec![Effect::Ask(Request::SaveFile)],
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn saving_is_asked_for() {
        let mut stage = Stage::of("vpc a\n");
        assert_eq!(stage.act(&ACTION), [Request::SaveFile]);
        assert_eq!(
            stage.editor.session.labels(),
            (None, None),
            "it changes nothing"
        );
    }
}

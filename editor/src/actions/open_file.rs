//! Action: lets a person pick a file.

use super::{Action, Effect, Group, Request};

pub const ACTION: Action = Action {
    id: "open-file",
    title: "Open a file…",
    group: Group::File,
    rank: 1,
    keys: &["Ctrl+O"],
    run: |_| vec![Effect::Ask(Request::OpenFile)],
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn a_file_is_asked_for() {
        let mut stage = Stage::of("vpc a\n");
        assert_eq!(stage.act(&ACTION), [Request::OpenFile]);
        assert_eq!(
            stage.editor.session.labels(),
            (None, None),
            "it changes nothing"
        );
    }
}

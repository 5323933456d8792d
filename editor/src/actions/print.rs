//! Action: the drawing on paper, as a picture of its own.

use super::{Action, Effect, Group, Request};

pub const ACTION: Action = Action {
    id: "print",
    title: "Print",
    group: Group::File,
    rank: 11,
    keys: &["Ctrl+P"],
    run: |_| vec![Effect::Ask(Request::Print)],
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn printing_is_asked_for() {
        let mut stage = Stage::of("vpc a\n");
        assert_eq!(stage.act(&ACTION), [Request::Print]);
        assert_eq!(
            stage.editor.session.labels(),
            (None, None),
            "it changes nothing"
        );
    }
}

//! Action: a link that holds the whole design.

use super::{Action, Effect, Group, Request};

pub const ACTION: Action = Action {
    id: "copy-link",
    title: "Copy a link to this design",
    group: Group::File,
    rank: 7,
    run: |_| vec![Effect::Ask(Request::CopyLink)],
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn a_link_is_asked_for() {
        let mut stage = Stage::of("vpc a\n");
        assert_eq!(stage.act(&ACTION), [Request::CopyLink]);
        assert_eq!(
            stage.editor.session.labels(),
            (None, None),
            "it changes nothing"
        );
    }
}

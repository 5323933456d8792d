//! Action: the drawing for a chat or a slide.

use super::{Action, Effect, Group, Request};

pub const ACTION: Action = Action {
    id: "copy-picture",
    title: "Copy the drawing as PNG",
    group: Group::File,
    rank: 10,
    run: |_| vec![Effect::Ask(Request::CopyPicture)],
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn a_picture_is_asked_for() {
        let mut stage = Stage::of("vpc a\n");
        assert_eq!(stage.act(&ACTION), [Request::CopyPicture]);
        assert_eq!(
            stage.editor.session.labels(),
            (None, None),
            "it changes nothing"
        );
    }
}

//! Action: the drawing as a file.

use super::{Action, Effect, Group, Request};

pub const ACTION: Action = Action {
    id: "save-picture",
    title: "Save the drawing as SVG",
    group: Group::File,
    rank: 9,
    run: |_| vec![Effect::Ask(Request::SavePicture)],
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn a_picture_is_asked_for() {
        let mut stage = Stage::of("vpc a\n");
        assert_eq!(stage.act(&ACTION), [Request::SavePicture]);
        assert_eq!(
            stage.editor.session.labels(),
            (None, None),
            "it changes nothing"
        );
    }
}

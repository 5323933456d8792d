//! Action: gives the drawing the keyboard.

use super::{Action, Effect, Group, Place, Request};

pub const ACTION: Action = Action {
    id: "go-to-drawing",
    title: "Go to the drawing",
    group: Group::Go,
    rank: 2,
    keys: &["Ctrl+2"],
    run: |_| vec![Effect::Ask(Request::Focus(Place::Drawing))],
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn the_drawing_gets_the_keyboard() {
        let mut stage = Stage::of("vpc a\n");
        assert_eq!(stage.act(&ACTION), [Request::Focus(Place::Drawing)]);
        assert_eq!(
            stage.editor.session.labels(),
            (None, None),
            "it changes nothing"
        );
    }
}

//! Action: gives the outline the keyboard.

use super::{Action, Effect, Group, Place, Request};

pub const ACTION: Action = Action {
    id: "go-to-outline",
    title: "Go to the outline",
    group: Group::Go,
    rank: 1,
    keys: &["Ctrl+1"],
    run: |_| vec![Effect::Ask(Request::Focus(Place::Outline))],
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn the_outline_gets_the_keyboard() {
        let mut stage = Stage::of("vpc a\n");
        assert_eq!(stage.act(&ACTION), [Request::Focus(Place::Outline)]);
        assert_eq!(
            stage.editor.session.labels(),
            (None, None),
            "it changes nothing"
        );
    }
}

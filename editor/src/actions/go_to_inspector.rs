//! Action: gives the inspector the keyboard.

use super::{Action, Effect, Group, Place, Request};

pub const ACTION: Action = Action {
    id: "go-to-inspector",
    title: "Go to the inspector",
    group: Group::Go,
    rank: 3,
    keys: &["Ctrl+3"],
    run: |_| vec![Effect::Ask(Request::Focus(Place::Inspector))],
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn the_inspector_gets_the_keyboard() {
        let mut stage = Stage::of("vpc a\n");
        assert_eq!(stage.act(&ACTION), [Request::Focus(Place::Inspector)]);
        assert_eq!(
            stage.editor.session.labels(),
            (None, None),
            "it changes nothing"
        );
    }
}

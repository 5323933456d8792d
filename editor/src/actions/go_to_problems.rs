//! Action: gives the list of problems the keyboard, and opens it first.

use super::{Action, Effect, Group, Place, Request};

pub const ACTION: Action = Action {
    id: "go-to-problems",
    title: "Go to the problems",
    group: Group::Go,
    rank: 4,
    keys: &["Ctrl+4"],
    run: |_| vec![Effect::Ask(Request::Focus(Place::Problems))],
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn the_problems_get_the_keyboard() {
        let mut stage = Stage::of("vpc a\n");
        assert_eq!(stage.act(&ACTION), [Request::Focus(Place::Problems)]);
        assert_eq!(
            stage.editor.session.labels(),
            (None, None),
            "it changes nothing"
        );
    }
}

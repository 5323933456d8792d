//! Action: an empty design. What was open is kept in the browser.

use super::{Action, Effect, Group, Request};

pub const ACTION: Action = Action {
    id: "new-design",
    title: "New design",
    group: Group::File,
    rank: 0,
    run: |_| vec![Effect::Ask(Request::NewDesign)],
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn an_empty_design_is_asked_for() {
        let mut stage = Stage::of("vpc a\n");
        assert_eq!(stage.act(&ACTION), [Request::NewDesign]);
        assert_eq!(
            stage.editor.session.labels(),
            (None, None),
            "it changes nothing"
        );
    }
}

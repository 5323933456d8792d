//! Action: broken designs to put right.

use super::{Action, Dialog, Effect, Group, Request};

pub const ACTION: Action = Action {
    id: "labs",
    title: "Labs",
    group: Group::File,
    rank: 5,
    run: |_| vec![Effect::Ask(Request::Open(Dialog::Labs))],
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn the_labs_open() {
        let mut stage = Stage::of("vpc a\n");
        assert_eq!(stage.act(&ACTION), [Request::Open(Dialog::Labs)]);
        assert_eq!(
            stage.editor.session.labels(),
            (None, None),
            "it changes nothing"
        );
    }
}

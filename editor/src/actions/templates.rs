//! Action: where designs start.

use super::{Action, Dialog, Effect, Group, Request};

pub const ACTION: Action = Action {
    id: "templates",
    title: "Templates and recent designs",
    group: Group::File,
    rank: 4,
    run: |_| vec![Effect::Ask(Request::Open(Dialog::Templates))],
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn the_gallery_opens() {
        let mut stage = Stage::of("vpc a\n");
        assert_eq!(stage.act(&ACTION), [Request::Open(Dialog::Templates)]);
        assert_eq!(
            stage.editor.session.labels(),
            (None, None),
            "it changes nothing"
        );
    }
}

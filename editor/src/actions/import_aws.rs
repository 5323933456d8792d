//! Action: shows how an account of AWS is collected, and takes what was.

use super::{Action, Dialog, Effect, Group, Request};

pub const ACTION: Action = Action {
    id: "import-aws",
    title: "Import from AWS…",
    group: Group::File,
    rank: 2,
    run: |_| vec![Effect::Ask(Request::Open(Dialog::ImportAws))],
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn the_dialog_opens_and_nothing_is_changed() {
        let mut stage = Stage::of("vpc a\n");
        assert_eq!(stage.act(&ACTION), [Request::Open(Dialog::ImportAws)]);
        assert_eq!(stage.editor.session.labels(), (None, None));
    }
}

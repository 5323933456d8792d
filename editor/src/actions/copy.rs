//! Action: keeps what is selected, with all inside it, to be pasted.

use super::{Action, Effect, Group, Reach};

pub const ACTION: Action = Action {
    id: "copy",
    title: "Copy",
    group: Group::Edit,
    rank: 2,
    keys: &["Ctrl+C"],
    reach: Reach::OutsideMarkedText,
    enabled: |context| context.needs_selection(),
    run: |_| vec![Effect::Copy],
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::{Request, harness::Stage};
    use super::*;

    #[test]
    fn what_is_inside_is_copied_too() {
        let mut stage = Stage::of("vpc a\n  subnet s\n");
        assert_eq!(stage.refused(&ACTION).unwrap(), "nothing is selected");
        stage.select("vpc-1");
        let said = stage.act(&ACTION);
        assert_eq!(said, [Request::Say("Copied 2 records".to_owned())]);
        assert_eq!(stage.editor.session.clipboard().len(), 2);
    }
}

//! Action: puts what is selected on the clipboard, with all inside it.

use super::{Action, Effect, Group, Reach};

pub const ACTION: Action = Action {
    id: "copy",
    title: "Copy",
    group: Group::Edit,
    rank: 3,
    keys: &["Ctrl+C"],
    reach: Reach::OutsideMarkedText,
    enabled: |context| context.needs_selection(),
    run: |_| vec![Effect::Copy],
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use netwright_core::format::Fragment;

    use super::super::{Request, harness::Stage};
    use super::*;

    #[test]
    fn what_is_inside_is_copied_too() {
        let mut stage = Stage::of("vpc a\n  subnet s\n");
        assert_eq!(stage.refused(&ACTION).unwrap(), "nothing is selected");
        stage.select("vpc-1");
        let asked = stage.act(&ACTION);
        let [Request::CopyRecords { text, said }] = asked.as_slice() else {
            panic!("{asked:?}");
        };
        assert_eq!(said, "Copied 2 records");
        let fragment = Fragment::from_text(text).unwrap();
        assert_eq!(fragment.rows.len(), 2);
    }
}

//! Action: puts what is selected on the clipboard and deletes it, with what can't be without it.

use super::delete::deletion;
use super::{Action, Effect, Group, Reach};

pub const ACTION: Action = Action {
    id: "cut",
    title: "Cut",
    group: Group::Edit,
    rank: 2,
    keys: &["Ctrl+X"],
    reach: Reach::OutsideMarkedText,
    enabled: |context| context.needs_selection(),
    run: |context| vec![Effect::Cut, deletion(context, "Cut")],
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::{Request, harness::Stage};
    use super::*;

    #[test]
    fn what_was_cut_is_gone_and_can_be_pasted() {
        let mut stage = Stage::of("vpc a\n  subnet s\nvpc b\n");
        assert_eq!(stage.refused(&ACTION).unwrap(), "nothing is selected");
        stage.select("subnet-1");
        let asked = stage.act(&ACTION);
        let Some(Request::CopyRecords { text, said }) = asked.first() else {
            panic!("{asked:?}");
        };
        assert_eq!(said, "Cut 1 record");
        assert_eq!(stage.editor.session.labels().0, Some("Cut subnet"));
        stage.select("vpc-2");
        stage.perform(Effect::Paste(Some(text.clone())));
        assert_eq!(stage.editor.selected(), ["subnet-2"]);
    }
}

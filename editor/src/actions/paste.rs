//! Action: inserts what the clipboard holds, under new ids.

use super::{Action, Effect, Group, Reach, Request};

pub const ACTION: Action = Action {
    id: "paste",
    title: "Paste",
    group: Group::Edit,
    rank: 4,
    keys: &["Ctrl+V"],
    reach: Reach::OutsideText,
    run: |_| vec![Effect::Ask(Request::Paste)],
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::{copy, harness::Stage};
    use super::*;

    #[test]
    fn the_copy_is_inserted_and_selected() {
        let mut stage = Stage::of("vpc a\n  subnet s\n");
        assert_eq!(stage.act(&ACTION), [Request::Paste], "the window reads it");
        stage.select("vpc-1");
        let asked = stage.act(&copy::ACTION);
        let [Request::CopyRecords { text, .. }] = asked.as_slice() else {
            panic!("{asked:?}");
        };
        stage.perform(Effect::Paste(Some(text.clone())));
        assert_eq!(stage.editor.selected(), ["vpc-2"]);
        assert_eq!(stage.editor.session.labels().0, Some("Paste"));
    }
}

//! Action: inserts what was copied, under new ids.

use super::action::refuse_if;
use super::{Action, Effect, Group, Reach};

pub const ACTION: Action = Action {
    id: "paste",
    title: "Paste",
    group: Group::Edit,
    rank: 3,
    keys: &["Ctrl+V"],
    reach: Reach::OutsideText,
    enabled: |context| refuse_if(context.session.clipboard().is_empty(), "nothing was copied"),
    run: |_| vec![Effect::Paste("Paste")],
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::{copy, harness::Stage};
    use super::*;

    #[test]
    fn the_copy_is_inserted_and_selected() {
        let mut stage = Stage::of("vpc a\n  subnet s\n");
        assert_eq!(stage.refused(&ACTION).unwrap(), "nothing was copied");
        stage.select("vpc-1");
        stage.act(&copy::ACTION);
        assert!(stage.act(&ACTION).is_empty());
        assert_eq!(stage.editor.selected(), ["vpc-2"]);
        assert_eq!(stage.editor.session.labels().0, Some("Paste"));
    }
}

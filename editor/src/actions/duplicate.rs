//! Action: inserts what is selected once more, beside itself. The clipboard stays as it is.

use super::{Action, Effect, Group, Reach};

pub const ACTION: Action = Action {
    id: "duplicate",
    title: "Duplicate",
    group: Group::Edit,
    rank: 5,
    keys: &["Ctrl+D"],
    reach: Reach::OutsideText,
    enabled: |context| context.needs_selection(),
    run: |_| vec![Effect::Duplicate],
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn a_second_one_is_there_and_selected() {
        let mut stage = Stage::of("vpc a\n  subnet s\n");
        assert_eq!(stage.refused(&ACTION).unwrap(), "nothing is selected");
        stage.select("subnet-1");
        stage.act(&ACTION);
        assert_eq!(stage.editor.selected(), ["subnet-2"]);
        assert_eq!(stage.editor.session.labels().0, Some("Duplicate"));
    }
}

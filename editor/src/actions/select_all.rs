//! Action: selects every record.

use netwright_core::model::Record;

use super::{Action, Effect, Group, Reach};
use crate::tools;

pub const ACTION: Action = Action {
    id: "select-all",
    title: "Select all",
    group: Group::Edit,
    rank: 7,
    keys: &["Ctrl+A"],
    reach: Reach::OutsideText,
    run: |context| {
        let ids = context.design().records().map(Record::id).collect();
        vec![Effect::Tool(tools::Effect::Select(ids))]
    },
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn records_without_a_box_are_selected_too() {
        let mut stage = Stage::of("env prod\nvpc a\n  subnet s\n");
        stage.act(&ACTION);
        assert_eq!(stage.editor.selected().len(), 3);
    }
}

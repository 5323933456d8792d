//! Action: deletes what is selected, and with it what can't be without it.

use netwright_core::edit::Command;
use netwright_core::model::EntityId;

use super::{Action, Context, Effect, Group, Reach};
use crate::tools;
use crate::view_models::words::lower_label;

pub const ACTION: Action = Action {
    id: "delete",
    title: "Delete the selection",
    group: Group::Edit,
    rank: 6,
    keys: &["Delete", "Backspace"],
    reach: Reach::Drawing,
    enabled: |context| context.needs_selection(),
    run: |context| vec![deletion(context, "Delete")],
    ..Action::BASE
};

/// Deletes what is selected, by a step whose name starts with this verb.
pub(super) fn deletion(context: &Context, verb: &str) -> Effect {
    let ids: Vec<EntityId> = context.session.selection().iter().copied().collect();
    Effect::Tool(tools::Effect::Commit {
        label: match ids.as_slice() {
            [only] => format!("{verb} {}", lower_label(only.kind)),
            _ => format!("{verb} {} records", ids.len()),
        },
        commands: vec![Command::Delete(ids)],
    })
}

#[cfg(test)]
mod tests {
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn the_step_is_called_by_what_it_deletes() {
        let mut stage = Stage::of("vpc a\n  subnet s\nvpc b\n");
        assert_eq!(stage.refused(&ACTION).unwrap(), "nothing is selected");
        stage.select("vpc-2");
        stage.act(&ACTION);
        assert_eq!(stage.editor.session.labels().0, Some("Delete VPC"));
        stage.select("vpc-1 subnet-1");
        stage.act(&ACTION);
        assert_eq!(stage.editor.session.labels().0, Some("Delete 2 records"));
        assert!(stage.editor.session.design().is_empty());
    }
}

//! Action: edits the name of what is selected where it stands.

use netwright_core::model::BoxKey;

use super::action::refuse_if;
use super::{Action, Context, Effect, Group, Reach};
use crate::tools;

pub const ACTION: Action = Action {
    id: "rename",
    title: "Rename",
    group: Group::Drawing,
    rank: 25,
    keys: &["F2"],
    reach: Reach::Drawing,
    enabled: |context| refuse_if(only(context).is_none(), "select one box"),
    run: |context| {
        let key = only(context);
        key.map(|key| Effect::Tool(tools::Effect::EditWords(key)))
            .into_iter()
            .collect()
    },
    ..Action::BASE
};

/// The record that is selected, where it is the only one.
fn only(context: &Context) -> Option<BoxKey> {
    let selection = context.session.selection();
    let first = selection.first().filter(|_| selection.len() == 1);
    first.map(|id| BoxKey::Entity(*id))
}

#[cfg(test)]
mod tests {
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn one_box_is_renamed() {
        let mut stage = Stage::of("vpc a\nvpc b\n");
        stage.select("vpc-1 vpc-2");
        assert_eq!(stage.refused(&ACTION).unwrap(), "select one box");
        stage.select("vpc-1");
        assert_eq!(stage.act(&ACTION).len(), 1);
    }
}

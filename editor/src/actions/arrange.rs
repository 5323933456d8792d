//! Action: gives what is selected, with all that it holds, the places of automatic layout; the whole design where nothing is.

use netwright_core::diagram::automatic_layout;
use netwright_core::edit::Command;
use netwright_core::model::BoxKey;

use super::action::refuse_if;
use super::{Action, Context, Effect, Group, Reach};
use crate::tools;
use crate::tools::place::pins;

pub const ACTION: Action = Action {
    id: "arrange",
    title: "Arrange automatically",
    group: Group::Drawing,
    rank: 22,
    keys: &["Shift+A"],
    reach: Reach::Drawing,
    label: |context| {
        let word = if held(context).is_empty() {
            "the whole design"
        } else {
            "the selection"
        };
        Some(format!("Arrange {word}"))
    },
    enabled: |context| refuse_if(context.diagram.boxes.is_empty(), "nothing is drawn"),
    run: arrange,
};

/// The containers among what is selected.
fn held(context: &Context) -> Vec<BoxKey> {
    let diagram = context.diagram;
    let holds = |key: &&BoxKey| {
        let at = diagram.position(key);
        at.is_some_and(|at| diagram.boxes[at].end > at + 1)
    };
    context.selected.iter().filter(holds).cloned().collect()
}

fn arrange(context: &Context) -> Vec<Effect> {
    let (design, diagram) = (context.design(), context.diagram);
    let held = held(context);
    let within = (!held.is_empty()).then_some(held.as_slice());
    // What stands beside the selection stays.
    let holders = held.iter().filter_map(|key| diagram.position(key));
    let holders = holders.map(|at| diagram.boxes[at].parent);
    let mut commands = pins(design, diagram, holders);
    let places = automatic_layout(design, within).into_iter();
    commands.extend(places.map(|(key, rect)| Command::Place {
        key,
        rect: Some(rect),
    }));
    vec![Effect::Tool(tools::Effect::Commit {
        label: "Arrange".to_owned(),
        commands,
    })]
}

#[cfg(test)]
mod tests {
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn only_what_is_selected_is_arranged_where_something_is() {
        let mut stage = Stage::of("vpc a region=r\n  subnet s\nvpc b region=r\n");
        let before = (stage.rect("subnet-1"), stage.rect("vpc-2"));
        stage.move_box("subnet-1", 300, 200);
        stage.move_box("vpc-2", 900, 700);
        let moved = stage.rect("vpc-2");
        stage.select("vpc-1");
        assert_eq!(stage.shown(&ACTION), "Arrange the selection");
        stage.act(&ACTION);
        assert_eq!(
            (stage.rect("subnet-1"), stage.rect("vpc-2")),
            (before.0, moved)
        );
        stage.select("");
        stage.act(&ACTION);
        assert_eq!((stage.rect("subnet-1"), stage.rect("vpc-2")), before);
    }
}

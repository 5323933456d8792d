//! Action: follows a packet from what is selected, hop by hop; between two that are selected, at once.

use netwright_core::model::EntityId;

use super::{Action, Context, Effect, Group, Reach, Request};
use crate::view_models::outline::record_label;
use crate::view_models::trace::end_of;

pub const ACTION: Action = Action {
    id: "trace",
    title: "Trace a packet…",
    group: Group::View,
    rank: 5,
    keys: &["Alt+T"],
    reach: Reach::OutsideText,
    label: |context| {
        let label = |id: &EntityId| record_label(context.design(), *id);
        match ends(context).as_slice() {
            [one] => Some(format!("Trace from {}…", label(one))),
            [one, other] => Some(format!("Trace from {} to {}", label(one), label(other))),
            _ => None,
        }
    },
    run: |context| {
        let ends = ends(context);
        vec![Effect::Ask(Request::Trace {
            from: ends.first().copied(),
            to: ends.get(1).copied(),
        })]
    },
    ..Action::BASE
};

/// What is selected, or what holds it, where it can send or receive; nothing where more than two are.
fn ends(context: &Context) -> Vec<EntityId> {
    let selection = context.session.selection();
    let ends = selection
        .iter()
        .filter_map(|id| end_of(context.design(), *id));
    let ends: Vec<EntityId> = ends.collect();
    if selection.len() > 2 {
        Vec::new()
    } else {
        ends
    }
}

#[cfg(test)]
mod tests {
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn what_is_selected_becomes_the_ends() {
        let mut stage = Stage::of("env prod\nvpc a\n  subnet s az=a\nvpc b\n");
        let id = |text: &str| text.parse::<EntityId>().ok();
        for (selected, label, from, to) in [
            ("", "Trace a packet…", None, None),
            ("env-1", "Trace a packet…", None, None),
            ("subnet-1", "Trace from s…", id("subnet-1"), None),
            ("vpc-1 vpc-2", "Trace from a to b", id("vpc-1"), id("vpc-2")),
            ("vpc-1 vpc-2 subnet-1", "Trace a packet…", None, None),
        ] {
            stage.select(selected);
            assert_eq!(stage.shown(&ACTION), label);
            assert_eq!(
                stage.act(&ACTION),
                [Request::Trace { from, to }],
                "{selected}"
            );
        }
    }
}

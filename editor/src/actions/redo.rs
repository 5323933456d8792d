//! Action: repeats the last step that was taken back.

use super::action::refuse_if;
use super::{Action, Effect, Group, Reach};
use crate::view_models::words::in_sentence;

pub const ACTION: Action = Action {
    id: "redo",
    title: "Redo",
    group: Group::Edit,
    rank: 1,
    keys: &["Ctrl+Shift+Z", "Ctrl+Y"],
    reach: Reach::OutsideText,
    label: |context| {
        let step = context.session.labels().1?;
        Some(format!("Redo: {}", in_sentence(step)))
    },
    enabled: |context| refuse_if(context.session.labels().1.is_none(), "nothing to redo"),
    run: |_| vec![Effect::Redo],
};

#[cfg(test)]
mod tests {
    use super::super::{delete, harness::Stage, undo};
    use super::*;

    #[test]
    fn what_was_undone_is_done_again() {
        let mut stage = Stage::of("vpc a\n");
        stage.select("vpc-1");
        stage.act(&delete::ACTION);
        assert_eq!(stage.refused(&ACTION).unwrap(), "nothing to redo");
        let after = stage.editor.session.design().clone();
        stage.act(&undo::ACTION);
        assert_eq!(stage.shown(&ACTION), "Redo: delete VPC");
        stage.act(&ACTION);
        assert_eq!(*stage.editor.session.design(), after);
    }
}

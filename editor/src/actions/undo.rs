//! Action: takes the last step back.

use super::action::refuse_if;
use super::{Action, Effect, Group, Reach};
use crate::view_models::words::in_sentence;

pub const ACTION: Action = Action {
    id: "undo",
    title: "Undo",
    group: Group::Edit,
    rank: 0,
    keys: &["Ctrl+Z"],
    reach: Reach::OutsideText,
    label: |context| {
        let step = context.session.labels().0?;
        Some(format!("Undo: {}", in_sentence(step)))
    },
    enabled: |context| refuse_if(context.session.labels().0.is_none(), "nothing to undo"),
    run: |_| vec![Effect::Undo],
};

#[cfg(test)]
mod tests {
    use super::super::{delete, harness::Stage};
    use super::*;

    #[test]
    fn it_is_called_by_the_step_that_it_takes_back() {
        let mut stage = Stage::of("vpc a\n");
        assert_eq!(stage.refused(&ACTION).unwrap(), "nothing to undo");
        let before = stage.editor.session.design().clone();
        stage.select("vpc-1");
        stage.act(&delete::ACTION);
        assert_eq!(stage.shown(&ACTION), "Undo: delete VPC");
        stage.act(&ACTION);
        assert_eq!(*stage.editor.session.design(), before);
        assert_eq!(stage.shown(&ACTION), "Undo");
    }
}

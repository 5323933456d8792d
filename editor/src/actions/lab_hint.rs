//! Action: the next hint of the lab that is open.

use super::action::refuse_if;
use super::{Action, Effect, Group, Request};

pub const ACTION: Action = Action {
    id: "lab-hint",
    title: "Show a hint of the lab",
    group: Group::Lab,
    rank: 0,
    enabled: |context| refuse_if(context.design().lab.is_none(), "no lab is open"),
    run: |_| vec![Effect::Ask(Request::ShowHint)],
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use netwright_core::model::LabMark;

    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn a_hint_is_asked_for() {
        let mut stage = Stage::of("vpc a\n");
        assert_eq!(stage.refused(&ACTION).as_deref(), Some("no lab is open"));
        stage.editor.session.mark(Some(&LabMark::default()));
        assert_eq!(stage.act(&ACTION), [Request::ShowHint]);
        assert_eq!(
            stage.editor.session.labels(),
            (None, None),
            "the window does the rest"
        );
    }
}

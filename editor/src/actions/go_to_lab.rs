//! Action: the keyboard goes to the lab that is open.

use super::action::refuse_if;
use super::{Action, Effect, Group, Place, Request};

pub const ACTION: Action = Action {
    id: "go-to-lab",
    title: "Go to the lab",
    group: Group::Go,
    rank: 5,
    enabled: |context| refuse_if(context.design().lab.is_none(), "no lab is open"),
    run: |_| vec![Effect::Ask(Request::Focus(Place::Lab))],
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use netwright_core::model::LabMark;

    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn the_lab_gets_the_keyboard() {
        let mut stage = Stage::of("vpc a\n");
        assert_eq!(stage.refused(&ACTION).as_deref(), Some("no lab is open"));
        stage.editor.session.mark(Some(&LabMark::default()));
        assert_eq!(stage.act(&ACTION), [Request::Focus(Place::Lab)]);
        assert_eq!(
            stage.editor.session.labels(),
            (None, None),
            "the window does the rest"
        );
    }
}

//! Action: what the design consists of and what of it is billed.

use super::{Action, Dialog, Effect, Group, Request};

pub const ACTION: Action = Action {
    id: "summary",
    title: "Summary and billing",
    group: Group::View,
    rank: 2,
    run: |_| vec![Effect::Ask(Request::Open(Dialog::Summary))],
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn the_summary_opens() {
        let mut stage = Stage::of("vpc a\n");
        assert_eq!(stage.act(&ACTION), [Request::Open(Dialog::Summary)]);
        assert_eq!(
            stage.editor.session.labels(),
            (None, None),
            "it changes nothing"
        );
    }
}

//! Action: the table of all addresses.

use super::{Action, Dialog, Effect, Group, Request};

pub const ACTION: Action = Action {
    id: "address-plan",
    title: "Address plan",
    group: Group::View,
    rank: 1,
    run: |_| vec![Effect::Ask(Request::Open(Dialog::AddressPlan))],
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn the_plan_opens() {
        let mut stage = Stage::of("vpc a\n");
        assert_eq!(stage.act(&ACTION), [Request::Open(Dialog::AddressPlan)]);
        assert_eq!(
            stage.editor.session.labels(),
            (None, None),
            "it changes nothing"
        );
    }
}

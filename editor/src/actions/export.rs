//! Action: the commands that make the network.

use super::{Action, Dialog, Effect, Group, Request};

pub const ACTION: Action = Action {
    id: "export",
    title: "Export commands",
    group: Group::File,
    rank: 8,
    keys: &["Ctrl+E"],
    run: |_| vec![Effect::Ask(Request::Open(Dialog::Export))],
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn the_export_panel_opens() {
        let mut stage = Stage::of("vpc a\n");
        assert_eq!(stage.act(&ACTION), [Request::Open(Dialog::Export)]);
        assert_eq!(
            stage.editor.session.labels(),
            (None, None),
            "it changes nothing"
        );
    }
}

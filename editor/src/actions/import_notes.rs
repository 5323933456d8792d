//! Action: shows what the last import said of its files once more.

use super::action::refuse_if;
use super::{Action, Dialog, Effect, Group, Request};

pub const ACTION: Action = Action {
    id: "import-notes",
    title: "Notes of the import",
    group: Group::File,
    rank: 3,
    enabled: |context| {
        refuse_if(
            !context.has_import_notes,
            "nothing was imported from AWS since the page was opened",
        )
    },
    run: |_| vec![Effect::Ask(Request::Open(Dialog::ImportNotes))],
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn notes_are_shown_where_there_are_some() {
        let mut stage = Stage::of("vpc a\n");
        assert!(stage.refused(&ACTION).is_some());
        stage.has_import_notes = true;
        assert_eq!(stage.act(&ACTION), [Request::Open(Dialog::ImportNotes)]);
    }
}

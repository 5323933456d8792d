//! Action: puts a sticky note in the middle of what is seen, to be written on.

use super::action::note_in_the_middle;
use super::{Action, Group, Reach};

pub const ACTION: Action = Action {
    id: "write-note",
    title: "Write a note",
    group: Group::Drawing,
    rank: 23,
    keys: &["N"],
    reach: Reach::Drawing,
    run: |context| note_in_the_middle(context, "note"),
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn it_is_there_to_be_written_on() {
        let mut stage = Stage::of("vpc a\n");
        let asked = stage.act(&ACTION);
        let note: netwright_core::model::BoxKey = "note-1".parse().unwrap();
        assert_eq!(
            asked,
            [crate::actions::Request::Tool(
                crate::tools::perform::Rest::EditWords(note)
            )]
        );
        let surface = &stage.editor.surface;
        assert!(
            surface
                .view
                .visible(surface.width, surface.height)
                .has_rect(&stage.rect("note-1"))
        );
        assert_eq!(stage.editor.session.labels().0, Some("Add note"));
    }
}

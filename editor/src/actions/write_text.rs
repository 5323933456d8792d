//! Action: puts plain text in the middle of what is seen, to be typed.

use super::action::note_in_the_middle;
use super::{Action, Group, Reach};

pub const ACTION: Action = Action {
    id: "write-text",
    title: "Write text",
    group: Group::Drawing,
    rank: 24,
    keys: &["T"],
    reach: Reach::Drawing,
    run: |context| note_in_the_middle(context, "text-box"),
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
        assert_eq!(stage.editor.session.labels().0, Some("Add text"));
    }
}

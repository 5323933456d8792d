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
    use super::super::harness::assert_writes;
    use super::*;

    #[test]
    fn it_is_there_to_be_typed() {
        assert_writes(&ACTION, "note-1", "Add text");
    }
}

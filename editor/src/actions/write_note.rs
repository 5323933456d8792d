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
    use super::super::harness::assert_writes;
    use super::*;

    #[test]
    fn it_is_there_to_be_written_on() {
        assert_writes(&ACTION, "note-1", "Add note");
    }
}

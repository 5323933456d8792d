//! Action: explains the problem before the one that is explained.

use super::next_problem::{needs_problems, step};
use super::{Action, Group};

pub const ACTION: Action = Action {
    id: "previous-problem",
    title: "Previous problem",
    group: Group::Problems,
    rank: 1,
    keys: &["Shift+F8"],
    enabled: needs_problems,
    run: |context| step(context, -1),
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn without_problems_there_is_none_before() {
        let stage = Stage::of("");
        assert_eq!(stage.refused(&ACTION).unwrap(), "there are no problems");
    }
}

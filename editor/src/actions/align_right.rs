//! Action: lines up the right edges of what is selected.

use super::{Action, Effect, Group, Reach};
use crate::tools::align::{Line, align};

pub const ACTION: Action = Action {
    id: "align-right",
    title: "Align right",
    group: Group::Drawing,
    rank: 12,
    keys: &["Alt+D"],
    reach: Reach::Drawing,
    enabled: |context| align(&context.scene(), Line::Right).map(drop),
    run: |context| {
        let aligned = align(&context.scene(), Line::Right);
        aligned.map(Effect::Tool).into_iter().collect()
    },
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use netwright_core::diagram::Rect;

    use super::super::harness::assert_lines_up;
    use super::*;

    #[test]
    fn edges_lie_on_one_line() {
        assert_lines_up(&ACTION, Rect::right);
    }
}

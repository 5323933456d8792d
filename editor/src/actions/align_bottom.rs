//! Action: lines up the bottom edges of what is selected.

use super::{Action, Effect, Group, Reach};
use crate::tools::align::{Line, align};

pub const ACTION: Action = Action {
    id: "align-bottom",
    title: "Align bottom",
    group: Group::Drawing,
    rank: 15,
    keys: &["Alt+S"],
    reach: Reach::Drawing,
    enabled: |context| align(&context.scene(), Line::Bottom).map(drop),
    run: |context| {
        let aligned = align(&context.scene(), Line::Bottom);
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
        assert_lines_up(&ACTION, Rect::bottom);
    }
}

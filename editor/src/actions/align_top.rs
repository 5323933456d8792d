//! Action: lines up the top edges of what is selected.

use super::{Action, Effect, Group, Reach};
use crate::tools::align::{Line, align};

pub const ACTION: Action = Action {
    id: "align-top",
    title: "Align top",
    group: Group::Drawing,
    rank: 13,
    keys: &["Alt+W"],
    reach: Reach::Drawing,
    enabled: |context| align(&context.scene(), Line::Top).map(drop),
    run: |context| {
        let aligned = align(&context.scene(), Line::Top);
        aligned.map(Effect::Tool).into_iter().collect()
    },
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::harness::assert_lines_up;
    use super::*;

    #[test]
    fn edges_lie_on_one_line() {
        assert_lines_up(&ACTION, |rect| rect.y);
    }
}

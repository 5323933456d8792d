//! Action: puts the middles of what is selected beside each other.

use super::{Action, Effect, Group, Reach};
use crate::tools::align::{Line, align};

pub const ACTION: Action = Action {
    id: "align-middle",
    title: "Align middle",
    group: Group::Drawing,
    rank: 14,
    keys: &["Alt+V"],
    reach: Reach::Drawing,
    enabled: |context| align(&context.scene(), Line::Middle).map(drop),
    run: |context| {
        let aligned = align(&context.scene(), Line::Middle);
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
        assert_lines_up(&ACTION, |rect| rect.center().y);
    }
}

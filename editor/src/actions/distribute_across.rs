//! Action: gives what is selected equal gaps from left to right.

use super::{Action, Effect, Group, Reach};
use crate::tools::align::{Axis, distribute};

pub const ACTION: Action = Action {
    id: "distribute-across",
    title: "Distribute across",
    group: Group::Drawing,
    rank: 16,
    keys: &["Alt+Shift+H"],
    reach: Reach::Drawing,
    enabled: |context| distribute(&context.scene(), Axis::Across).map(drop),
    run: |context| {
        let spread = distribute(&context.scene(), Axis::Across);
        spread.map(Effect::Tool).into_iter().collect()
    },
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::harness::assert_spreads;
    use super::*;

    #[test]
    fn gaps_are_equal() {
        assert_spreads(&ACTION, |rect| (rect.x, rect.right()));
    }
}

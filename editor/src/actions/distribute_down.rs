//! Action: gives what is selected equal gaps from top to bottom.

use super::{Action, Effect, Group, Reach};
use crate::tools::align::{Axis, distribute};

pub const ACTION: Action = Action {
    id: "distribute-down",
    title: "Distribute down",
    group: Group::Drawing,
    rank: 17,
    keys: &["Alt+Shift+V"],
    reach: Reach::Drawing,
    enabled: |context| distribute(&context.scene(), Axis::Down).map(drop),
    run: |context| {
        let spread = distribute(&context.scene(), Axis::Down);
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
        assert_spreads(&ACTION, |rect| (rect.y, rect.bottom()));
    }
}

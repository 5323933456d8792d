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
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn gaps_are_equal() {
        let mut stage = Stage::of("vpc a region=r\nvpc b region=r\nvpc c region=r\n");
        stage.select("vpc-1 vpc-2");
        assert_eq!(
            stage.refused(&ACTION).unwrap(),
            "select three boxes or more"
        );
        stage.move_box("vpc-2", 30, 30);
        stage.move_box("vpc-3", 1400, 1300);
        stage.select("vpc-1 vpc-2 vpc-3");
        stage.act(&ACTION);
        let mut spans: Vec<(i32, i32)> = ["vpc-1", "vpc-2", "vpc-3"]
            .map(|key| stage.rect(key))
            .map(|rect| (rect.y, rect.y + rect.height))
            .to_vec();
        spans.sort_unstable();
        let gap = |at: usize| spans[at + 1].0 - spans[at].1;
        assert!((gap(0) - gap(1)).abs() <= 1, "{spans:?}");
    }
}

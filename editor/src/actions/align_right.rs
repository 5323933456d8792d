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
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn edges_lie_on_one_line() {
        let mut stage =
            Stage::of("vpc a region=r\n  subnet s\n  subnet t\nvpc b region=r\nvpc c region=q\n");
        stage.select("vpc-1");
        assert_eq!(stage.refused(&ACTION).unwrap(), "select two boxes or more");
        stage.select("vpc-1 vpc-3");
        assert!(stage.refused(&ACTION).unwrap().contains("same container"));
        stage.move_box("vpc-2", 70, 300);
        stage.select("vpc-1 vpc-2");
        stage.act(&ACTION);
        let at = |key: &str| {
            let rect = stage.rect(key);
            rect.right()
        };
        assert!((at("vpc-1") - at("vpc-2")).abs() <= 1);
    }
}

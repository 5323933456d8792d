//! Action: applies the fix of the problem that is explained.

use super::action::refuse_if;
use super::{Action, Effect, Group};

pub const ACTION: Action = Action {
    id: "apply-fix",
    title: "Apply the fix of the chosen problem",
    group: Group::Problems,
    rank: 2,
    keys: &["Ctrl+."],
    enabled: |context| {
        let finding = context.chosen_finding();
        let has_fix = finding.is_some_and(|finding| finding.fix.is_some());
        refuse_if(!has_fix, "choose a problem that has a fix")
    },
    run: |context| {
        let fix = context
            .chosen_finding()
            .and_then(|finding| finding.fix.clone());
        fix.map(Effect::Fix).into_iter().collect()
    },
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::{harness::Stage, next_problem};
    use super::*;

    #[test]
    fn the_fix_is_one_step_with_its_own_name() {
        let mut stage = Stage::of(
            "vpc a cidrs=10.0.0.0/16\n  subnet s cidrs=10.0.0.0/24 az=a\n  subnet t cidrs=10.0.0.0/24 az=a\n",
        );
        assert_eq!(
            stage.refused(&ACTION).unwrap(),
            "choose a problem that has a fix"
        );
        let before = stage.editor.session.design().clone();
        for _ in 0..20 {
            stage.act(&next_problem::ACTION);
            if stage.refused(&ACTION).is_none() {
                stage.act(&ACTION);
                assert_ne!(*stage.editor.session.design(), before);
                assert!(stage.editor.session.undo());
                assert_eq!(*stage.editor.session.design(), before);
                return;
            }
        }
        panic!("overlapping subnets have a fix");
    }
}

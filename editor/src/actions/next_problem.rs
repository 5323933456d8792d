//! Action: explains the problem after the one that is explained.

use netwright_core::checks::Finding;

use super::action::refuse_if;
use super::{Action, Context, Effect, Group, Request};
use crate::tools::WhyNot;
use crate::view_models::problems::problem_key;

pub const ACTION: Action = Action {
    id: "next-problem",
    title: "Next problem",
    group: Group::Problems,
    rank: 0,
    keys: &["F8"],
    enabled: needs_problems,
    run: |context| step(context, 1),
    ..Action::BASE
};

pub(super) fn needs_problems(context: &Context) -> Result<(), WhyNot> {
    refuse_if(
        context.findings.shown().next().is_none(),
        "there are no problems",
    )
}

/// Goes so many problems on, round the ends of the list.
pub(super) fn step(context: &Context, by: isize) -> Vec<Effect> {
    let shown: Vec<&Finding> = context.findings.shown().collect();
    let at = context.problem.and_then(|chosen| {
        let mut shown = shown.iter();
        shown.position(|finding| problem_key(finding) == chosen)
    });
    let to = match at {
        Some(at) => at.saturating_add(shown.len()).saturating_add_signed(by) % shown.len().max(1),
        None if by < 0 => shown.len().saturating_sub(1),
        None => 0,
    };
    let Some(finding) = shown.get(to) else {
        return Vec::new();
    };
    vec![
        Effect::Ask(Request::Explain(problem_key(finding))),
        Effect::Ask(Request::Say(format!(
            "{}: {}",
            finding.severity, finding.message
        ))),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::{harness::Stage, previous_problem};
    use super::*;

    #[test]
    fn steps_go_round_the_ends_and_back() {
        let mut stage = Stage::of("");
        assert_eq!(stage.refused(&ACTION).unwrap(), "there are no problems");
        stage = Stage::of(
            "vpc a cidrs=10.0.0.0/16\n  subnet s cidrs=10.1.0.0/24 az=a\n  subnet t cidrs=10.1.0.0/24 az=a\n",
        );
        stage.act(&ACTION);
        let first = stage.problem.clone();
        assert!(first.is_some());
        stage.act(&ACTION);
        assert_ne!(stage.problem, first);
        stage.act(&previous_problem::ACTION);
        assert_eq!(stage.problem, first);
        stage.act(&previous_problem::ACTION);
        let last = stage.problem.clone();
        assert_ne!(last, first);
        stage.act(&ACTION);
        assert_eq!(stage.problem, first);
        stage.problem = None;
        stage.act(&previous_problem::ACTION);
        assert_eq!(stage.problem, last);
    }
}

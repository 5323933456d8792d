//! Suppressions: findings that were accepted with a reason, and those that are no longer needed.

use std::collections::BTreeMap;

use super::check::declare_check;
use super::{Applicability, Finding, Findings, find};
use crate::analysis::Facts;
use crate::edit::Command;
use crate::model::{Id, Suppression};

declare_check! {
    /// ## What it does
    /// Finds suppressions that silence nothing: the finding is gone, the code is no check's, the reason is missing
    /// or the last day has passed.
    ///
    /// ## Why it matters
    /// A suppression outlives what it was written for, and then hides the next flaw of the same kind on the same
    /// record. One without a reason can't be reviewed.
    ///
    /// ## In production
    /// It shows as a risk that everyone believes accepted and nobody remembers accepting. Detect it here, in
    /// `netwright check`: it has no trace in AWS.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    /// suppression code=ADR101 subject=prod reason="the overlap is historical"
    /// // ^ SUP101
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    /// ```
    ///
    /// ## Fix safety
    /// Safe: removes the suppression and nothing else.
    ///
    /// ## Evidence
    /// - A habit of linters: <https://docs.astral.sh/ruff/rules/unused-noqa/>
    SUPPRESSION_NOT_NEEDED = "SUP101" "suppression-not-needed" {
        summary: "a suppression silences nothing",
        severity: Warning,
        since: "0.1.0",
        run: Suppressions (),
    }
}

/// The suppression in force that accepts `finding`: the first of several.
pub(super) fn silencer(
    finding: &Finding,
    suppressions: &[&Suppression],
    today: &str,
) -> Option<Id<Suppression>> {
    let holds = |suppression: &&&Suppression| {
        suppression.code == finding.code
            && in_force(suppression, today)
            && suppression
                .subject
                .is_none_or(|subject| finding.subject.id == Some(subject))
    };
    suppressions.iter().find(holds).map(|found| found.id)
}

/// Says which suppressions have no use; `uses` counts what each silences.
pub(super) fn unneeded(
    facts: &Facts,
    today: &str,
    suppressions: &[&Suppression],
    uses: &BTreeMap<Id<Suppression>, usize>,
) -> Vec<Finding> {
    let mut out = Findings::new(&SUPPRESSION_NOT_NEEDED);
    for suppression in suppressions
        .iter()
        .filter(|suppression| uses.get(&suppression.id).is_none_or(|uses| *uses == 0))
    {
        let code = &suppression.code;
        let message = if find(code).is_none() {
            format!("Suppression names {code:?}, which is no check")
        } else if suppression.reason.trim().is_empty() {
            format!("Suppression of {code} has no reason and is not applied")
        } else if in_force(suppression, today) {
            format!("Suppression of {code} silences nothing: the finding is gone")
        } else {
            format!(
                "Suppression of {code} held until {} and is not applied",
                suppression.expires
            )
        };
        out.report(suppression.id, "code", message)
            .related(suppression.subject)
            .fix(
                "Remove the suppression",
                Applicability::Safe,
                vec![Command::Delete(vec![suppression.id.entity()])],
            );
    }
    out.finish(facts)
}

/// Dates compare as text: `YYYY-MM-DD`.
fn in_force(suppression: &Suppression, today: &str) -> bool {
    let expired = !suppression.expires.is_empty() && suppression.expires.as_str() < today;
    !expired && !suppression.reason.trim().is_empty()
}

//! Findings made beside the page: for designs small enough that nobody notices.

use netwright_core::checks::{Checker, Entries};
use netwright_core::model::Design;

use super::{Delta, Findings};

/// Checks and what the page was told of them.
#[derive(Clone, Default)]
pub struct Inline {
    checker: Option<Checker>,
    told: Entries,
    findings: Findings,
}

impl Inline {
    /// The findings of `design`; the first call looks at everything, later ones at what changed. Dates are compared
    /// with `today`, `YYYY-MM-DD`.
    pub fn update(&mut self, design: &Design, today: &str) -> &Findings {
        let entries = match &mut self.checker {
            Some(checker) => {
                checker.update(design);
                checker.entries()
            }
            None => self.checker.insert(Checker::new(design, today)).entries(),
        };
        self.findings.apply(&Delta::between(&self.told, entries));
        self.told = entries.clone();
        &self.findings
    }
}

//! Findings without messages: what the figures are taken of, and what a page and its engine are compared with.

use netwright_core::checks::{Checker, Entries};
use netwright_core::model::Design;

use crate::analysis::{Delta, Findings};

/// Checks and the list made of them.
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

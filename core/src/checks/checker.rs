//! The checker: runs checks per scope key and keeps what an edit did not touch.

use std::collections::{BTreeMap, BTreeSet};

use super::scope::{ScopeKey, Touched, keys};
use super::{Check, Finding, Findings, Run, all};
use crate::analysis::Facts;
use crate::model::{Design, Id, Suppression};

/// Everything that checks say of a design.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Verdict {
    /// Sorted: errors first, then by code and subject.
    pub findings: Vec<Finding>,
    /// Findings that were accepted, with the suppression that says why.
    pub suppressed: Vec<(Finding, Id<Suppression>)>,
}

/// Facts and findings of a design, kept from one edit to the next.
#[derive(Clone)]
pub struct Checker {
    facts: Facts,
    /// The last day that counts as today, `YYYY-MM-DD`; empty where expiry is not asked.
    today: String,
    kept: BTreeMap<(&'static str, ScopeKey), Vec<Finding>>,
}

impl Checker {
    /// Checks everything.
    pub fn new(design: &Design, today: &str) -> Self {
        let facts = Facts::new(design);
        let mut checker = Self {
            facts,
            today: today.to_owned(),
            kept: BTreeMap::new(),
        };
        for check in all() {
            for key in keys(&check.run, &checker.facts) {
                checker.call(check, key);
            }
        }
        checker
    }

    /// Checks what changed since the last time.
    pub fn update(&mut self, design: &Design) {
        let (facts, changes) = self.facts.updated(design);
        let old = std::mem::replace(&mut self.facts, facts);
        if changes.is_empty() {
            return;
        }
        let touched = Touched::new(&old, &self.facts, &changes);
        for check in all() {
            for key in touched.keys(&check.run) {
                self.call(check, key);
            }
        }
    }

    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// All findings, with suppressions applied.
    pub fn verdict(&self) -> Verdict {
        let mut findings: Vec<_> = self.kept.values().flatten().cloned().collect();
        sort(&mut findings);
        super::suppress::apply(&self.facts, &self.today, findings)
    }

    fn call(&mut self, check: &'static Check, key: ScopeKey) {
        let mut out = Findings::new(check);
        call(&self.facts, &check.run, &key, &mut out);
        let findings = out.finish(&self.facts);
        if findings.is_empty() {
            self.kept.remove(&(check.code, key));
        } else {
            self.kept.insert((check.code, key), findings);
        }
    }
}

/// Everything that checks say of a design, from scratch.
pub fn run(design: &Design, today: &str) -> Verdict {
    Checker::new(design, today).verdict()
}

/// Calls a check for one key; nothing where what the key names is gone.
fn call(facts: &Facts, run: &Run, key: &ScopeKey, out: &mut Findings) {
    match (run, key) {
        (Run::Design(_, function), ScopeKey::Design) => function(facts, out),
        (Run::Row(kind, function), ScopeKey::Entity(id)) if id.kind == *kind => {
            function(facts, *id, out);
        }
        (Run::Vpc(function), ScopeKey::Entity(id)) => {
            if let Some(vpc) = facts.as_kind(*id) {
                function(facts, vpc, out);
            }
        }
        (Run::Hub(function), ScopeKey::Entity(id)) => {
            if let Some(hub) = facts.as_kind(*id) {
                function(facts, hub, out);
            }
        }
        (Run::RecordSet(function), ScopeKey::RecordSet(key)) => function(facts, key, out),
        _ => {}
    }
}

/// Errors first, then by code, subject, field and related records. What is said twice is kept once.
pub(super) fn sort(findings: &mut Vec<Finding>) {
    findings.sort_by(|a, b| {
        let order = |finding: &Finding| (finding.severity, finding.code, finding.subject);
        order(a)
            .cmp(&order(b))
            .then_with(|| a.related.cmp(&b.related))
            .then_with(|| a.message.cmp(&b.message))
    });
    let mut seen = BTreeSet::new();
    findings.retain(|finding| seen.insert((finding.fingerprint.clone(), finding.message.clone())));
}

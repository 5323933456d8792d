//! The checker: runs checks per scope key and keeps what an edit did not touch.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::listing::{Entries, Listing};
use super::scope::{ScopeKey, keys, stale_keys};
use super::{Check, Finding, Findings, Run, all};
use crate::analysis::Facts;
use crate::model::{Design, Id, Kind, Suppression};

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
    kept: BTreeMap<(&'static str, ScopeKey), Vec<Arc<Finding>>>,
    listing: Listing,
}

impl Checker {
    /// Checks everything.
    pub fn new(design: &Design, today: &str) -> Self {
        let facts = Facts::new(design);
        let mut checker = Self {
            facts,
            today: today.to_owned(),
            kept: BTreeMap::new(),
            listing: Listing::default(),
        };
        for check in all() {
            for key in keys(&check.run, &checker.facts) {
                checker.call(check, key);
            }
        }
        checker.listing.settle(&checker.facts, today, true);
        checker
    }

    /// Checks what changed since the last time.
    pub fn update(&mut self, design: &Design) {
        let (facts, touched) = self.facts.updated(design);
        let old = std::mem::replace(&mut self.facts, facts);
        if touched.is_empty() {
            return;
        }
        for check in all() {
            for key in stale_keys(&check.run, &old, &self.facts, &touched) {
                self.call(check, key);
            }
        }
        let suppressions_changed = touched.kinds.contains(&Kind::Suppression);
        self.listing
            .settle(&self.facts, &self.today, suppressions_changed);
    }

    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// All findings, with suppressions applied.
    pub fn verdict(&self) -> Verdict {
        self.listing.verdict()
    }

    /// The same as a list that shares with older ones what they have in common.
    pub fn entries(&self) -> &Entries {
        self.listing.entries()
    }

    fn call(&mut self, check: &'static Check, key: ScopeKey) {
        let mut out = Findings::new(check);
        call(&self.facts, &check.run, &key, &mut out);
        let new: Vec<_> = out.finish(&self.facts).into_iter().map(Arc::new).collect();
        let place = (check.code, key);
        let old = self.kept.get(&place).map_or(&[][..], Vec::as_slice);
        if old == new {
            return;
        }
        self.listing.replace(&place.1, old, &new);
        if new.is_empty() {
            self.kept.remove(&place);
        } else {
            self.kept.insert(place, new);
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

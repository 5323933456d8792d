//! The checker: runs checks per scope key and keeps what an edit did not touch.
//!
//! After an edit it can go step by step: what is near the edit first, hubs and questions about the whole design last,
//! so that a reader who waits for the next edit has nothing in the way for long.

use std::collections::{BTreeMap, BTreeSet};
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
    /// What is still to be called: cost, index of the check, key.
    stale: BTreeSet<(usize, usize, ScopeKey)>,
    suppressions_changed: bool,
}

/// What one step may cost, counted in calls for one record.
const STEP: usize = 2000;

impl Checker {
    /// Checks everything.
    pub fn new(design: &Design, today: &str) -> Self {
        let facts = Facts::new(design);
        let mut checker = Self {
            facts,
            today: today.to_owned(),
            kept: BTreeMap::new(),
            listing: Listing::default(),
            stale: BTreeSet::new(),
            suppressions_changed: false,
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
        self.begin(design);
        while !self.is_done() {
            self.step();
        }
    }

    /// Takes in a change. Findings follow in [`Checker::step`].
    pub fn begin(&mut self, design: &Design) {
        let (facts, touched) = self.facts.updated(design);
        let old = std::mem::replace(&mut self.facts, facts);
        if touched.is_empty() {
            return;
        }
        for (index, check) in all().enumerate() {
            let cost = cost(&check.run);
            let keys = stale_keys(&check.run, &old, &self.facts, &touched);
            self.stale
                .extend(keys.into_iter().map(|key| (cost, index, key)));
        }
        self.suppressions_changed |= touched.kinds.contains(&Kind::Suppression);
    }

    /// Whether all findings are those of the last design.
    pub fn is_done(&self) -> bool {
        self.stale.is_empty() && !self.suppressions_changed
    }

    /// Calls some of what is stale, the cheapest first: a few milliseconds of records and VPCs, or one hub, or one
    /// question about the whole design.
    pub fn step(&mut self) {
        let checks: Vec<&'static Check> = all().collect();
        let mut spent = 0;
        while spent < STEP {
            let Some((cost, index, key)) = self.stale.pop_first() else {
                break;
            };
            spent += cost;
            if let Some(check) = checks.get(index) {
                self.call(check, key);
            }
        }
        let suppressions_changed = std::mem::take(&mut self.suppressions_changed);
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

/// Roughly what a call costs, as a multiple of one for a record.
fn cost(run: &Run) -> usize {
    match run {
        Run::Row(..) | Run::RecordSet(_) | Run::Suppressions => 1,
        Run::Vpc(_) => 10,
        Run::Hub(_) => STEP,
        Run::Design(..) => STEP + 1,
    }
}

/// Everything that checks say of a design, from scratch.
pub fn run(design: &Design, today: &str) -> Verdict {
    Checker::new(design, today).verdict()
}

/// What `checks` say, suppressions aside, in their order.
pub fn run_some(facts: &Facts, checks: &[&'static Check]) -> Vec<Finding> {
    let mut found = Vec::new();
    for check in checks {
        for key in keys(&check.run, facts) {
            let mut out = Findings::new(check);
            call(facts, &check.run, &key, &mut out);
            found.append(&mut out.finish(facts));
        }
    }
    found
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

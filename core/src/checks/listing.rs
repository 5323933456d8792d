//! The list of findings: in order, nothing said twice, suppressions applied, and kept from one edit to the next.
//!
//! Two versions of the list share what they have in common, so that what an edit changed in it is found without
//! reading the rest: a page is told the difference and not the list.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use imbl::OrdMap;

use super::scope::ScopeKey;
use super::{Finding, Verdict, suppress};
use crate::analysis::Facts;
use crate::model::{Id, Suppression};

/// The list, by the place of each finding in it.
pub type Entries = OrdMap<Listed, Entry>;

/// A finding as a place in the list: errors first, then by code, subject, field, related records and message. Findings
/// with the same place say the same.
#[derive(Debug, Clone)]
pub struct Listed(pub Arc<Finding>);

/// A line of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub finding: Arc<Finding>,
    /// The suppression that accepts it, where there is one.
    pub suppressed: Option<Id<Suppression>>,
}

impl Ord for Listed {
    fn cmp(&self, other: &Self) -> Ordering {
        let (a, b) = (&*self.0, &*other.0);
        a.severity
            .cmp(&b.severity)
            .then_with(|| a.code.cmp(&b.code))
            .then_with(|| a.subject.cmp(&b.subject))
            .then_with(|| a.related.cmp(&b.related))
            .then_with(|| a.message.cmp(&b.message))
    }
}

impl PartialOrd for Listed {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Listed {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Listed {}

/// The list with what it is made from.
#[derive(Debug, Clone, Default)]
pub(super) struct Listing {
    entries: Entries,
    /// Who says what is listed, by scope key. The first is shown.
    claims: BTreeMap<Listed, Vec<(ScopeKey, Arc<Finding>)>>,
    /// How many findings each suppression silences.
    uses: BTreeMap<Id<Suppression>, usize>,
    /// Findings about suppressions themselves.
    unneeded: Vec<Listed>,
    dirty: BTreeSet<Listed>,
}

impl Listing {
    pub(super) fn entries(&self) -> &Entries {
        &self.entries
    }

    /// Replaces what a check says of a scope key; the list follows in [`Listing::settle`].
    pub(super) fn replace(&mut self, key: &ScopeKey, old: &[Arc<Finding>], new: &[Arc<Finding>]) {
        for finding in old {
            let listed = Listed(finding.clone());
            if let Some(claims) = self.claims.get_mut(&listed) {
                claims.retain(|(of, _)| of != key);
                if claims.is_empty() {
                    self.claims.remove(&listed);
                }
            }
            self.dirty.insert(listed);
        }
        for finding in new {
            let listed = Listed(finding.clone());
            let claims = self.claims.entry(listed.clone()).or_default();
            let at = claims.partition_point(|(of, _)| of <= key);
            claims.insert(at, (key.clone(), finding.clone()));
            self.dirty.insert(listed);
        }
    }

    /// Brings the list up to date with what was replaced; all of it where suppressions changed.
    pub(super) fn settle(&mut self, facts: &Facts, today: &str, suppressions_changed: bool) {
        let mut dirty = std::mem::take(&mut self.dirty);
        if suppressions_changed {
            dirty.extend(self.claims.keys().cloned());
        }
        let suppressions: Vec<_> = facts.all::<Suppression>().collect();
        for listed in dirty {
            let claim = self.claims.get(&listed).and_then(|claims| claims.first());
            let entry = claim.map(|(_, finding)| Entry {
                finding: finding.clone(),
                suppressed: suppress::silencer(finding, &suppressions, today),
            });
            self.set(listed, entry);
        }
        for listed in std::mem::take(&mut self.unneeded) {
            self.set(listed, None);
        }
        for finding in suppress::unneeded(facts, today, &suppressions, &self.uses) {
            let finding = Arc::new(finding);
            let listed = Listed(finding.clone());
            self.unneeded.push(listed.clone());
            let suppressed = None;
            self.set(
                listed,
                Some(Entry {
                    finding,
                    suppressed,
                }),
            );
        }
    }

    pub(super) fn verdict(&self) -> Verdict {
        let mut verdict = Verdict::default();
        for entry in self.entries.values() {
            let finding = entry.finding.as_ref().clone();
            match entry.suppressed {
                Some(id) => verdict.suppressed.push((finding, id)),
                None => verdict.findings.push(finding),
            }
        }
        verdict
    }

    /// Puts a line in its place or takes it away, and counts what suppressions do. What is there already is left
    /// alone, so that versions go on sharing it.
    fn set(&mut self, listed: Listed, entry: Option<Entry>) {
        let old = self.entries.get(&listed);
        if old == entry.as_ref() {
            return;
        }
        if let Some(uses) = old
            .and_then(|old| old.suppressed)
            .and_then(|id| self.uses.get_mut(&id))
        {
            *uses = uses.saturating_sub(1);
        }
        if let Some(id) = entry.as_ref().and_then(|entry| entry.suppressed) {
            *self.uses.entry(id).or_default() += 1;
        }
        match entry {
            Some(entry) => drop(self.entries.insert(listed, entry)),
            None => drop(self.entries.remove(&listed)),
        }
    }
}

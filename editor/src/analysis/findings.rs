//! What the page knows of findings: a list that costs nothing to copy, with an index by record.

use imbl::OrdMap;
use imbl::ordmap::DiffItem;
use netwright_core::checks::{Entries, Entry, Finding, Listed, Severity};
use netwright_core::model::{EntityId, Id, Suppression};

use crate::view_models::problems::Counts;

/// All findings of a design; a copy shares everything with its original.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Findings {
    entries: Entries,
    by_record: OrdMap<EntityId, Vec<Listed>>,
    counts: Counts,
}

/// What changed in a list of findings.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Delta {
    pub removed: Vec<Listed>,
    pub added: Vec<Entry>,
}

impl Delta {
    /// The change from `old` to `new`, found without reading what they share. A line that says something else now is
    /// removed and added.
    pub fn between(old: &Entries, new: &Entries) -> Self {
        let mut delta = Self::default();
        for item in old.diff(new) {
            match item {
                DiffItem::Add(_, entry) => delta.added.push(entry.clone()),
                DiffItem::Remove(listed, _) => delta.removed.push(listed.clone()),
                DiffItem::Update { old, new } => {
                    delta.removed.push(old.0.clone());
                    delta.added.push(new.1.clone());
                }
            }
        }
        delta
    }

    pub fn is_empty(&self) -> bool {
        self.removed.is_empty() && self.added.is_empty()
    }
}

impl Findings {
    /// Findings that are not suppressed: errors first, then by code and subject.
    pub fn shown(&self) -> impl Iterator<Item = &Finding> {
        let entries = self.entries.values();
        let shown = entries.filter(|entry| entry.suppressed.is_none());
        shown.map(|entry| entry.finding.as_ref())
    }

    /// Findings that were accepted, with the suppression that says why.
    pub fn suppressed(&self) -> impl Iterator<Item = (&Finding, Id<Suppression>)> {
        let entries = self.entries.values();
        entries.filter_map(|entry| Some((entry.finding.as_ref(), entry.suppressed?)))
    }

    /// How many are shown.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Findings that `id` is the subject of or takes part in; suppressed ones are left out.
    pub fn of(&self, id: EntityId) -> impl Iterator<Item = &Finding> {
        let listed = self.by_record.get(&id).into_iter().flatten();
        listed.map(|listed| listed.0.as_ref())
    }

    /// The worst severity that `id` is the subject of.
    pub fn worst(&self, id: EntityId) -> Option<Severity> {
        let about = |finding: &&Finding| finding.subject.id == Some(id);
        self.of(id)
            .filter(about)
            .map(|finding| finding.severity)
            .min()
    }

    /// Records that are the subject of some finding or take part in one, by id.
    pub fn records(&self) -> impl Iterator<Item = EntityId> {
        self.by_record.keys().copied()
    }

    /// Follows a change of the list.
    pub fn apply(&mut self, delta: &Delta) {
        for listed in &delta.removed {
            self.remove(listed);
        }
        for entry in &delta.added {
            self.add(entry);
        }
    }

    fn add(&mut self, entry: &Entry) {
        let listed = Listed(entry.finding.clone());
        self.remove(&listed);
        self.entries.insert(listed.clone(), entry.clone());
        if entry.suppressed.is_some() {
            return;
        }
        *self.count(entry.finding.severity) += 1;
        for id in records_of(&entry.finding) {
            let list = self.by_record.entry(id).or_default();
            if let Err(at) = list.binary_search(&listed) {
                list.insert(at, listed.clone());
            }
        }
    }

    fn remove(&mut self, listed: &Listed) {
        let Some(entry) = self.entries.remove(listed) else {
            return;
        };
        if entry.suppressed.is_some() {
            return;
        }
        let count = self.count(entry.finding.severity);
        *count = count.saturating_sub(1);
        for id in records_of(&entry.finding) {
            let Some(list) = self.by_record.get_mut(&id) else {
                continue;
            };
            if let Ok(at) = list.binary_search(listed) {
                list.remove(at);
            }
            if list.is_empty() {
                self.by_record.remove(&id);
            }
        }
    }

    fn count(&mut self, severity: Severity) -> &mut usize {
        match severity {
            Severity::Error => &mut self.counts.errors,
            Severity::Warning => &mut self.counts.warnings,
            Severity::Info => &mut self.counts.infos,
        }
    }
}

fn records_of(finding: &Finding) -> impl Iterator<Item = EntityId> {
    finding
        .subject
        .id
        .into_iter()
        .chain(finding.related.iter().copied())
}

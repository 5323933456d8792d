//! How many findings each box carries. What has no box of its own is counted on the nearest that holds it.

use std::collections::BTreeMap;

use netwright_core::checks::Severity;
use netwright_core::diagram::shape;
use netwright_core::model::{Design, EntityId};
use netwright_editor::analysis::Findings;
use netwright_editor::paint::Badge;

pub(super) fn badges(design: &Design, findings: &Findings) -> BTreeMap<EntityId, Badge> {
    let mut badges: BTreeMap<EntityId, Badge> = BTreeMap::new();
    for finding in findings.shown() {
        let Some(id) = finding.subject.id.and_then(|id| drawn(design, id)) else {
            continue;
        };
        let badge = badges.entry(id).or_default();
        match finding.severity {
            Severity::Error => badge.errors += 1,
            Severity::Warning => badge.warnings += 1,
            Severity::Info => badge.infos += 1,
        }
    }
    badges
}

/// The record itself or the nearest holder that has a box.
fn drawn(design: &Design, id: EntityId) -> Option<EntityId> {
    let mut at = Some(id);
    while let Some(id) = at {
        if shape(id.kind).is_some() {
            return Some(id);
        }
        at = design.parent(id);
    }
    None
}

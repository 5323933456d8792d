//! Quotas: what checks have in common that count against one.

use std::collections::BTreeMap;

use super::{Findings, Severity};
use crate::analysis::Facts;
use crate::aws::quotas::Quota;
use crate::model::{Account, EntityId, Id};

/// An account, where one is named, and what of it a quota is counted in: a Region or a zone; empty for all of it.
pub(super) type Place = (Option<Id<Account>>, String);

/// Reports places that hold more than a new account may have there. It is a note: most accounts have had these quotas
/// raised, and what else is in them is not in the design.
pub(super) fn judge_places(
    facts: &Facts,
    held: impl IntoIterator<Item = (Place, EntityId)>,
    quota: &Quota,
    out: &mut Findings,
) {
    let mut counts: BTreeMap<Place, Vec<EntityId>> = BTreeMap::new();
    for (place, id) in held {
        counts.entry(place).or_default().push(id);
    }
    for ((account, part), ids) in counts {
        let count = ids.len() as u64;
        let Some((_, text)) = over(count, quota) else {
            continue;
        };
        let account = account.map_or_else(|| "The account".to_owned(), |id| facts.label(id));
        let part = if part.is_empty() {
            part
        } else {
            format!(" in {part}")
        };
        let message = format!("{account} has {count} {}{part}: {text}", quota.title);
        // The first that finds no room.
        let first = usize::try_from(quota.default).map_or(None, |most| ids.get(most));
        if let Some(first) = first {
            out.report(*first, "", message).severity(Severity::Info);
        }
    }
}

/// Reports a count that is over its quota.
pub(super) fn judge(
    facts: &Facts,
    id: EntityId,
    field: &'static str,
    count: usize,
    quota: &Quota,
    out: &mut Findings,
) {
    if let Some((severity, text)) = over(count as u64, quota) {
        let message = format!("{} has {count} {}: {text}", facts.label(id), quota.title);
        out.report(id, field, message).severity(severity);
    }
}

/// How far a count is over a quota, as severity and words; nothing where it is not.
pub(super) fn over(count: u64, quota: &Quota) -> Option<(Severity, String)> {
    let default = quota.default;
    match quota.ceiling() {
        Some(ceiling) if count > ceiling => Some((
            Severity::Error,
            format!("AWS never allows more than {ceiling} per {}", quota.per),
        )),
        _ if count > default => Some((
            Severity::Warning,
            format!(
                "the quota is {default} per {} until it is raised",
                quota.per
            ),
        )),
        _ => None,
    }
}

//! Quotas: what checks have in common that count against one.

use super::{Findings, Severity};
use crate::analysis::Facts;
use crate::aws::quotas::Quota;
use crate::model::EntityId;

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

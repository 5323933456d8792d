//! Pickers of references: the records that a field may name, those nearby first.

use netwright_core::model::{Design, EntityId, Kind};
use netwright_core::order;

use super::outline::record_label;
use super::search::fit;

/// A record that may be picked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub id: EntityId,
    pub label: String,
    /// What holds it, to tell records of one name apart.
    pub place: String,
}

/// At most this many are offered at a time; typing narrows them down.
pub const MOST_OFFERED: usize = 50;

/// Records of `kinds` (of every kind where that is empty) that fit `typed`, best first. Records inside the same VPC or
/// hub as `of` come before others.
pub fn candidates(
    design: &Design,
    of: Option<EntityId>,
    kinds: &[Kind],
    typed: &str,
) -> Vec<Candidate> {
    let kinds = if kinds.is_empty() { Kind::ALL } else { kinds };
    let home = of.map(|id| outermost(design, id));
    let mut found: Vec<(i32, Candidate)> = Vec::new();
    for record in kinds.iter().flat_map(|kind| design.rows(*kind)) {
        let id = record.id();
        if Some(id) == of {
            continue;
        }
        let label = record_label(design, id);
        let Some(score) = fit(typed, &format!("{label} {id}")) else {
            continue;
        };
        let nearby = home.is_some() && home == Some(outermost(design, id));
        let place = record
            .parent()
            .map(|parent| record_label(design, parent))
            .unwrap_or_default();
        found.push((
            score + i32::from(nearby) * 10_000,
            Candidate { id, label, place },
        ));
    }
    order::sort_by(&mut found, |(left, a), (right, b)| {
        let order = if typed.is_empty() {
            (*right > 5_000).cmp(&(*left > 5_000))
        } else {
            right.cmp(left)
        };
        order
            .then_with(|| a.label.cmp(&b.label))
            .then_with(|| a.id.cmp(&b.id))
    });
    found
        .into_iter()
        .map(|(_, candidate)| candidate)
        .take(MOST_OFFERED)
        .collect()
}

fn outermost(design: &Design, id: EntityId) -> EntityId {
    let mut at = id;
    for _ in 0..32 {
        match design.parent(at) {
            Some(parent) => at = parent,
            None => break,
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use netwright_core::notation::parse;

    use super::*;

    #[test]
    fn what_is_near_comes_first() {
        let design = parse("vpc a\n  subnet z az=a\n  route-table main\nvpc b\n  subnet y az=a\n")
            .expect("a design");
        let table = design.rows(Kind::RouteTable).next().expect("a table").id();
        let found = candidates(&design, Some(table), &[Kind::Subnet], "");
        let labels: Vec<_> = found
            .iter()
            .map(|found| (found.label.as_str(), found.place.as_str()))
            .collect();
        assert_eq!(labels, [("z", "a"), ("y", "b")]);
        assert_eq!(candidates(&design, None, &[Kind::Subnet], "y").len(), 1);
        assert!(
            candidates(&design, None, &[], "subnet-1")
                .iter()
                .any(|found| found.label == "z"),
            "ids are found too"
        );
    }
}

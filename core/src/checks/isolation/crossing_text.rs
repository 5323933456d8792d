//! What isolation checks have in common: how a crossing is told.

use crate::analysis::{Crossing, CrossingEnd, Facts, Hop, Rule, join_words};
use crate::checks::{Findings, Report, Severity};
use crate::model::{EntityId, Intent, TransitGateway};

/// Reports one crossing of a hub: who reaches whom, by which way, against which rule.
pub(super) fn report<'o>(
    facts: &Facts,
    hub: &TransitGateway,
    crossing: &Crossing,
    out: &'o mut Findings,
) -> Report<'o> {
    let environments = (
        facts.label(crossing.from.environment),
        facts.label(crossing.to.environment),
    );
    let pair = (witness(facts, &crossing.from), witness(facts, &crossing.to));
    let message = if crossing.latent {
        format!(
            "{} would let {} reach {} ({} to {}): only routes in the VPCs are missing",
            facts.label(hub.id),
            environments.0,
            environments.1,
            pair.0,
            pair.1
        )
    } else if crossing.filters.is_empty() {
        format!(
            "{} lets {} reach {} ({} to {})",
            facts.label(hub.id),
            environments.0,
            environments.1,
            pair.0,
            pair.1
        )
    } else {
        format!(
            "{} lets {} reach {} unless {} stops it, which is unproven ({} to {})",
            facts.label(hub.id),
            environments.0,
            environments.1,
            facts.labels(crossing.filters.iter().copied(), 2),
            pair.0,
            pair.1
        )
    };
    let severity = if crossing.latent {
        Severity::Warning
    } else {
        Severity::Error
    };
    let ends = [
        crossing.from.environment.entity(),
        crossing.to.environment.entity(),
        crossing.from.witness,
        crossing.to.witness,
    ];
    let mut report = out
        .report(hub.id, "", message)
        .severity(severity)
        .related(ends)
        .related(crossing.filters.iter().copied())
        .detail(rule_text(
            facts,
            crossing.rule,
            &environments.0,
            &environments.1,
        ))
        .path(path(facts, hub, crossing));
    let counts = (crossing.from.members.len(), crossing.to.members.len());
    if counts.0 + counts.1 > 2 {
        report = report.detail(format!(
            "In all, {} of {} ({}) can send to {} of {} ({})",
            counted(counts.0),
            environments.0,
            names(facts, &crossing.from),
            counted(counts.1),
            environments.1,
            names(facts, &crossing.to),
        ));
    }
    report
}

/// The rule that is broken, as a sentence.
pub(super) fn rule_text(facts: &Facts, rule: Rule, from: &str, to: &str) -> String {
    match rule {
        Rule::MustNot(intent) => {
            let reason = facts
                .get::<Intent>(intent)
                .map_or("", |intent| intent.reason.as_str());
            let why = if reason.is_empty() {
                String::new()
            } else {
                format!(": {reason}")
            };
            format!(
                "{} says that {from} must not reach {to}{why}",
                facts.label(intent)
            )
        }
        _ => format!(
            "No intent lets {from} reach {to} and neither is shared, so they must not: environments are apart by default"
        ),
    }
}

fn path(facts: &Facts, hub: &TransitGateway, crossing: &Crossing) -> Vec<Hop> {
    let mut hops = Vec::new();
    if crossing.latent {
        let text = format!(
            "no route of {} leads to {} yet",
            facts.label(crossing.from.witness),
            facts.label(hub.id)
        );
        hops.push(Hop {
            id: crossing.from.witness,
            text,
        });
    }
    hops.extend(crossing.path.iter().cloned());
    hops
}

/// "subnet app-a of prod"
fn witness(facts: &Facts, end: &CrossingEnd) -> String {
    holder(facts, end.witness)
}

pub(super) fn holder(facts: &Facts, id: EntityId) -> String {
    match facts.vpc_of(id) {
        Some(vpc) if vpc.id.entity() != id => {
            format!("{} in {}", facts.label(id), facts.label(vpc.id))
        }
        _ => facts.label(id),
    }
}

fn counted(count: usize) -> String {
    if count == 1 {
        "one network".to_owned()
    } else {
        format!("{count} networks")
    }
}

fn names(facts: &Facts, end: &CrossingEnd) -> String {
    let names: Vec<_> = end.members.iter().map(|id| facts.label(*id)).collect();
    join_words(&names, 5)
}

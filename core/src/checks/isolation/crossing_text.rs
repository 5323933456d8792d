//! What isolation checks have in common: how a crossing is told.

use crate::analysis::{Crossing, CrossingEnd, Facts, Hop, Rule, join_words};
use crate::checks::{Findings, Report, Severity};
use crate::model::{EntityId, Intent, TransitGateway};

/// Crossings with those of the other direction, the graver one first: a pair of environments is one finding.
pub(super) fn pairs(crossings: Vec<Crossing>) -> Vec<(Crossing, Option<Crossing>)> {
    let mut pairs: Vec<(Crossing, Option<Crossing>)> = Vec::new();
    for crossing in crossings {
        let ends = (crossing.to.environment, crossing.from.environment);
        let there = pairs
            .iter_mut()
            .find(|(first, _)| (first.from.environment, first.to.environment) == ends);
        match there {
            Some((first, back)) if first.latent && !crossing.latent => {
                *back = Some(std::mem::replace(first, crossing));
            }
            Some((_, back)) => *back = Some(crossing),
            None => pairs.push((crossing, None)),
        }
    }
    pairs
}

/// Reports a pair of environments that a hub joins: who reaches whom, by which way, against which rule.
pub(super) fn report<'o>(
    facts: &Facts,
    hub: &TransitGateway,
    crossing: &Crossing,
    back: Option<&Crossing>,
    out: &'o mut Findings,
) -> Report<'o> {
    let environments = (
        facts.label(crossing.from.environment),
        facts.label(crossing.to.environment),
    );
    let pair = (witness(facts, &crossing.from), witness(facts, &crossing.to));
    let hub_label = facts.label(hub.id);
    let mutual = back.is_some_and(|back| back.latent == crossing.latent);
    let who = if mutual {
        format!("{} and {} reach each other", environments.0, environments.1)
    } else {
        format!("{} reach {}", environments.0, environments.1)
    };
    let pair = format!("{} to {}", pair.0, pair.1);
    let message = if crossing.latent {
        format!("{hub_label} would let {who} ({pair}): only routes in the VPCs are missing")
    } else if crossing.filters.is_empty() {
        format!("{hub_label} lets {who} ({pair})")
    } else {
        let filters = facts.labels(crossing.filters.iter().copied(), 2);
        format!("{hub_label} lets {who} unless {filters} stops it, which is unproven ({pair})")
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
    if let Some(back) =
        back.filter(|back| back.rule != crossing.rule || back.latent != crossing.latent)
    {
        let would = if back.latent {
            "The way back is one route away: "
        } else {
            "The way back is open too: "
        };
        let rule = rule_text(facts, back.rule, &environments.1, &environments.0);
        report = report.detail(format!("{would}{rule}"));
    }
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

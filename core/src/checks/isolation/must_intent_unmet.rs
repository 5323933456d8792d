//! Check ISO107: an intent asks for a way that does not exist.

use std::collections::BTreeSet;

use super::must_not_intent_broken::end_text;
use crate::analysis::{CONNECTED_BY, End, Facts};
use crate::checks::{Findings, Severity, declare_check};
use crate::model::{EntityId, Intent, IntentEnd, IntentKind, IntentLevel};

declare_check! {
    /// ## What it does
    /// Finds *must* intents that the design does not meet: no sender has a way, some senders have none, or nothing
    /// leads back; and, at level connectable, security groups or network ACLs stop every connection of the intent's
    /// protocol and ports.
    ///
    /// ## Why it matters
    /// The application does not work, and nothing in the console is red: each table is valid by itself.
    ///
    /// ## In production
    /// Connections time out. Detect it with Reachability Analyzer, whose explanation has the code shown here
    /// (`NO_ROUTE_TO_DESTINATION`, `TGW_ROUTE_AZ_RESTRICTION`, …): `aws ec2 start-network-insights-analysis
    /// --network-insights-path-id nip-…`.
    ///
    /// ## Example
    /// ```notation
    /// vpc web cidrs=10.0.0.0/16
    ///   route-table web main=true
    ///     route destination=10.1.0.0/16 target=link
    ///   subnet web-a cidrs=10.0.1.0/24
    /// vpc data cidrs=10.1.0.0/16
    ///   subnet data-a cidrs=10.1.1.0/24
    /// vpc-peering link requester=web accepter=data
    /// intent app kind=must level=routed from=web to=data
    /// // ^ ISO107
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc web cidrs=10.0.0.0/16
    ///   route-table web main=true
    ///     route destination=10.1.0.0/16 target=link
    ///   subnet web-a cidrs=10.0.1.0/24
    /// vpc data cidrs=10.1.0.0/16
    ///   route-table data main=true
    ///     route destination=10.0.0.0/16 target=link
    ///   subnet data-a cidrs=10.1.1.0/24
    /// vpc-peering link requester=web accepter=data
    /// intent app kind=must level=routed from=web to=data
    /// ```
    ///
    /// ## Fix safety
    /// None is offered here: the checks of routes, hubs and peerings offer the missing piece where it can be known.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html>
    MUST_INTENT_UNMET = "ISO107" "must-intent-unmet" {
        summary: "an intent asks for a way that does not exist",
        severity: Error,
        since: "0.1.0",
        run: Design(CONNECTED_BY, must_intent_unmet),
    }
}

fn must_intent_unmet(facts: &Facts, out: &mut Findings) {
    for intent in facts
        .all::<Intent>()
        .filter(|intent| intent.kind == IntentKind::Must)
    {
        let (from, to) = (facts.ends(&intent.from), facts.ends(&intent.to));
        let names = (end_text(facts, &intent.from), end_text(facts, &intent.to));
        let label = facts.label(intent.id);
        if from.is_empty() || to.is_empty() {
            let nothing = if from.is_empty() { &names.0 } else { &names.1 };
            let message =
                format!("{label} says nothing yet: {nothing} has no subnet and no network");
            out.unknown(intent.id, "from", message);
            continue;
        }
        if from.internet {
            judge_filters(facts, intent, &names, out);
            continue;
        }
        let forth = facts.routed_between(&from, &to, &intent.through, &intent.not_through);
        if let Some(why) = forth.unknown.first().filter(|_| forth.flows.is_empty()) {
            let message = format!(
                "Whether {} reaches {} is not known: {why}",
                names.0, names.1
            );
            out.unknown(intent.id, "to", message);
        } else if forth.flows.is_empty() {
            let message = format!(
                "Nothing in {} has a way to {}, which {label} asks for",
                names.0, names.1
            );
            let report = out
                .report(intent.id, "to", message)
                .related(forth.without.iter().copied().take(5));
            if let Some(why) = first_obstacle(facts, &from, &to) {
                report.detail(why);
            }
        } else if !forth.without.is_empty() {
            let message = format!(
                "{} of {} subnets and sites of {} have no way to {}, which {label} asks for",
                forth.without.len(),
                forth.without.len() + forth.flows.len(),
                names.0,
                names.1
            );
            let report = out
                .report(intent.id, "to", message)
                .severity(Severity::Warning);
            report.related(forth.without.iter().copied().take(10));
        } else if !to.internet {
            let back = facts.routed_between(&to, &from, &[], &[]);
            if back.flows.is_empty() && back.unknown.is_empty() {
                let message = format!(
                    "{} reaches {} but no answer finds a way back, so {label} is not met",
                    names.0, names.1
                );
                out.report(intent.id, "to", message)
                    .related(back.without.iter().copied().take(5));
            } else {
                judge_filters(facts, intent, &names, out);
            }
        } else {
            judge_filters(facts, intent, &names, out);
        }
    }
}

/// Whether security groups and network ACLs let through what the routes carry.
fn judge_filters(facts: &Facts, intent: &Intent, names: &(String, String), out: &mut Findings) {
    if intent.level != IntentLevel::Connectable {
        return;
    }
    let label = facts.label(intent.id);
    let connections = facts.connectable(intent);
    let open: BTreeSet<EntityId> = connections
        .openings
        .iter()
        .map(|opening| opening.from)
        .collect();
    let shut: BTreeSet<EntityId> = connections
        .stopped
        .iter()
        .map(|(from, ..)| *from)
        .filter(|from| !open.contains(from))
        .collect();
    let why = |(from, to, code, at): &(EntityId, EntityId, &str, EntityId)| {
        format!(
            "{code}: {} stops what {} sends to {}",
            facts.label(*at),
            facts.label(*from),
            facts.label(*to)
        )
    };
    if !open.is_empty() {
        if let Some(first) = connections
            .stopped
            .iter()
            .find(|(from, ..)| shut.contains(from))
        {
            let message = format!(
                "{} of {} senders of {} can't open a connection to {}, which {label} asks for: filters stop it",
                shut.len(),
                shut.len() + open.len(),
                names.0,
                names.1
            );
            out.report(intent.id, "to", message)
                .severity(Severity::Warning)
                .related(shut.iter().copied().take(10))
                .related([first.3])
                .detail(why(first));
        }
        return;
    }
    if let Some(unknown) = connections.unknown.first() {
        let message = format!(
            "Whether {} can open a connection to {} is not known: {unknown}",
            names.0, names.1
        );
        out.unknown(intent.id, "to", message);
        return;
    }
    let message = if connections.stopped.is_empty() {
        format!(
            "Nothing in {} can open a connection to {}, which {label} asks for: no host there has a public address behind an internet gateway",
            names.0, names.1
        )
    } else {
        format!(
            "{} is routed to {}, and filters stop every connection that {label} asks for",
            names.0, names.1
        )
    };
    if connections.stopped.is_empty() && intent.from != IntentEnd::Internet {
        return; // No pair of hosts: what stops it, if anything, was said of the routes.
    }
    let report = out.report(intent.id, "to", message);
    if let Some(first) = connections.stopped.first() {
        report.related([first.3]).detail(why(first));
    }
}

/// The code and place of the first thing that stops the first sender.
fn first_obstacle(
    facts: &Facts,
    from: &crate::analysis::Ends,
    to: &crate::analysis::Ends,
) -> Option<String> {
    let targets = to.addresses();
    let (subnet, _) = from.subnets.first()?;
    let outcomes = facts.walk_from_subnet(facts.get(*subnet)?, &targets);
    outcomes.into_iter().find_map(|outcome| match outcome.end {
        End::Dropped(why, at) => Some(format!(
            "{}: packets stop at {}",
            why.code(),
            facts.label(at)
        )),
        _ => None,
    })
}

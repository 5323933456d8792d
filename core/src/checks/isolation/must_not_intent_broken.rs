//! Check ISO106: a way is open although an intent forbids it.

use crate::analysis::{CONNECTED_BY, Ends, Facts, Flow, Opening};
use crate::checks::{Findings, Severity, declare_check};
use crate::model::{EntityId, Intent, IntentEnd, IntentKind, IntentLevel, Kind, Protocol};

declare_check! {
    /// ## What it does
    /// Finds *must-not* intents that the design breaks. At level routed, a packet can be forwarded from one end to
    /// the other, whatever filters say. At level connectable, a connection of the intent's protocol and ports can be
    /// opened: routes, security groups, the network ACLs of both subnets and of the attachments between them let it
    /// through, and for TCP the answer too. Where no workload is drawn in a subnet, each of its addresses is a
    /// possible host. What can't be known, such as the way behind a connection that is not drawn, is not proved,
    /// which counts as an error. Intents between two whole environments at level routed are judged hub by hub by
    /// ISO101 and ISO102, peering by peering by ISO103, by ISO104 at gateways to sites and by ISO108 inside VPCs.
    ///
    /// ## Why it matters
    /// An intent is a promise to a reviewer, an auditor or a neighbour team. One forward way is enough to break it:
    /// data leaves, and answers may come back elsewhere.
    ///
    /// ## In production
    /// Flow logs show the forbidden pair. Detect it with Reachability Analyzer: `aws ec2
    /// create-network-insights-path --source eni-… --destination eni-… --protocol tcp` and
    /// `aws ec2 start-network-insights-analysis`.
    ///
    /// ## Example
    /// ```notation
    /// vpc web cidrs=10.0.0.0/16
    ///   route-table web main=true
    ///     route destination=10.1.0.0/16 target=link
    ///   subnet web-a cidrs=10.0.1.0/24
    /// vpc vault cidrs=10.1.0.0/16
    ///   route-table vault main=true
    ///     route destination=10.0.0.0/16 target=link
    ///   subnet vault-a cidrs=10.1.1.0/24
    /// vpc-peering link requester=web accepter=vault
    /// intent apart kind=must-not level=routed from=web to=vault reason="cardholder data"
    /// // ^ ISO106
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc web cidrs=10.0.0.0/16
    ///   subnet web-a cidrs=10.0.1.0/24
    /// vpc vault cidrs=10.1.0.0/16
    ///   subnet vault-a cidrs=10.1.1.0/24
    /// intent apart kind=must-not level=routed from=web to=vault reason="cardholder data"
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: the path shows each place where it can be cut, and a person chooses which.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/network-access-analyzer/what-is-network-access-analyzer.html>
    MUST_NOT_INTENT_BROKEN = "ISO106" "must-not-intent-broken" {
        summary: "a way is open although an intent forbids it",
        severity: Error,
        since: "0.1.0",
        run: Design(CONNECTED_BY, must_not_intent_broken),
    }
}

fn must_not_intent_broken(facts: &Facts, out: &mut Findings) {
    for intent in facts
        .all::<Intent>()
        .filter(|intent| intent.kind == IntentKind::MustNot)
    {
        match intent.level {
            IntentLevel::Routed if is_environment(&intent.from) && is_environment(&intent.to) => {}
            IntentLevel::Routed => {
                let (from, to) = (facts.ends(&intent.from), facts.ends(&intent.to));
                judge_routed(facts, intent, &from, &to, out);
            }
            IntentLevel::Connectable => judge_connectable(facts, intent, out),
        }
    }
}

fn judge_routed(facts: &Facts, intent: &Intent, from: &Ends, to: &Ends, out: &mut Findings) {
    let ends = (end_text(facts, &intent.from), end_text(facts, &intent.to));
    let label = facts.label(intent.id);
    let mut answer = facts.routed_between(from, to, &intent.through, &intent.not_through);
    if from.internet {
        answer.flows.extend(facts.routed_from_internet(intent));
    }
    let Some((sender, flow)) = answer.flows.first() else {
        unproven_for(intent, &ends, &label, answer.unknown.first(), out);
        return;
    };
    let message = format!(
        "{} can send to {} although {label} forbids it{}",
        ends.0,
        ends.1,
        unproven(facts, flow)
    );
    out.report(intent.id, "to", message)
        .related([*sender])
        .related(flow.filters.iter().copied())
        .detail(format!(
            "{} of {} senders have a way",
            answer.flows.len(),
            answer.flows.len() + answer.without.len()
        ))
        .path(flow.hops.clone());
}

fn judge_connectable(facts: &Facts, intent: &Intent, out: &mut Findings) {
    let ends = (end_text(facts, &intent.from), end_text(facts, &intent.to));
    let label = facts.label(intent.id);
    let connections = facts.connectable(intent);
    let Some(opening) = connections.openings.first() else {
        unproven_for(intent, &ends, &label, connections.unknown.first(), out);
        return;
    };
    let message = format!(
        "{} can open connections to {} although {label} forbids it ({}){}",
        ends.0,
        ends.1,
        witness(facts, intent, opening),
        unproven(facts, &opening.flow)
    );
    let report = out
        .report(intent.id, "to", message)
        .related(
            [opening.from, opening.to]
                .into_iter()
                .filter(|id| *id != intent.id.entity()),
        )
        .related(opening.flow.filters.iter().copied())
        .path(opening.flow.hops.clone());
    if connections.openings.len() > 1 {
        report.detail(format!(
            "In all, {} pairs of hosts can",
            connections.openings.len()
        ));
    }
}

/// `app-a to db-a: tcp 443`
fn witness(facts: &Facts, intent: &Intent, opening: &Opening) -> String {
    let name = |id: EntityId| match id.kind {
        Kind::Intent => "the internet".to_owned(),
        Kind::InternetGateway if intent.from == IntentEnd::Internet => "the internet".to_owned(),
        _ => facts.label(id),
    };
    let ports = match (opening.protocol.has_ports(), opening.ports.is_all()) {
        (false, _) => String::new(),
        (true, true) => " on any port".to_owned(),
        (true, false) => format!(" {}", opening.ports),
    };
    let protocol = match opening.protocol {
        Protocol::Number(253) => "any protocol".to_owned(),
        protocol => protocol.to_string(),
    };
    format!(
        "{} to {}: {protocol}{ports}",
        name(opening.from),
        name(opening.to)
    )
}

/// Where nothing may pass, what is not known is not proved, and that is an error.
fn unproven_for(
    intent: &Intent,
    ends: &(String, String),
    label: &str,
    why: Option<&String>,
    out: &mut Findings,
) {
    if let Some(why) = why {
        let message = format!(
            "That {} does not reach {}, which {label} asks for, is not proved: {why}",
            ends.0, ends.1
        );
        out.unknown(intent.id, "to", message)
            .severity(Severity::Error);
    }
}

fn is_environment(end: &IntentEnd) -> bool {
    matches!(
        end,
        IntentEnd::Entity(EntityId {
            kind: Kind::Environment,
            ..
        })
    )
}

fn unproven(facts: &Facts, flow: &Flow) -> String {
    if flow.filters.is_empty() {
        String::new()
    } else {
        format!(
            ", unless {} stops it, which is unproven",
            facts.labels(flow.filters.iter().copied(), 2)
        )
    }
}

pub(super) fn end_text(facts: &Facts, end: &IntentEnd) -> String {
    match end {
        IntentEnd::Entity(id) => facts.label(*id),
        IntentEnd::Cidr(block) => block.to_string(),
        IntentEnd::Internet => "the internet".to_owned(),
    }
}

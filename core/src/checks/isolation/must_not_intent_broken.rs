//! Check ISO106: packets can be forwarded although an intent forbids it.

use crate::analysis::{Facts, Flow};
use crate::checks::{Findings, Severity, declare_check};
use crate::model::{EntityId, Intent, IntentEnd, IntentKind, IntentLevel, Kind};

declare_check! {
    /// ## What it does
    /// Finds *must-not* intents that the design breaks: a packet can be forwarded from one end to the other. Where
    /// the intent asks about connections, a forwarding path is reported as undecided, since security groups and
    /// network ACLs may still stop it. Intents between two whole environments at level routed are judged, hub by
    /// hub and peering by peering, by ISO101 to ISO103.
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
        summary: "packets can be forwarded although an intent forbids it",
        severity: Error,
        since: "0.1.0",
        run: Design([
            CustomerGateway, DirectConnectGateway, EgressOnlyGateway, Environment, Instance, Intent, InternetGateway,
            LoadBalancer, NatGateway, NetworkFirewall, NetworkInterface, PrefixList, Route, RouteTable, Site, Subnet,
            TgwAssociation, TgwAttachment, TgwPropagation, TgwRoute, TgwRouteTable, TransitGateway, VirtualInterface,
            Vpc, VpcEndpoint, VpcPeering, VpnConnection, VpnGateway,
        ], must_not_intent_broken),
    }
}

fn must_not_intent_broken(facts: &Facts, out: &mut Findings) {
    for intent in facts
        .all::<Intent>()
        .filter(|intent| intent.kind == IntentKind::MustNot)
    {
        if intent.level == IntentLevel::Routed
            && is_environment(&intent.from)
            && is_environment(&intent.to)
        {
            continue;
        }
        let (from, to) = (facts.ends(&intent.from), facts.ends(&intent.to));
        let answer = facts.routed_between(&from, &to, &intent.through, &intent.not_through);
        let Some((sender, flow)) = answer.flows.first() else {
            continue;
        };
        let ends = (end_text(facts, &intent.from), end_text(facts, &intent.to));
        if intent.level == IntentLevel::Connectable {
            let message = format!(
                "Packets from {} can be forwarded to {} although {} forbids connections: whether filters stop them is not decided",
                ends.0,
                ends.1,
                facts.label(intent.id)
            );
            let report = out
                .unknown(intent.id, "to", message)
                .severity(Severity::Warning);
            report.related([*sender]).path(flow.hops.clone());
        } else {
            let message = format!(
                "{} can send to {} although {} forbids it{}",
                ends.0,
                ends.1,
                facts.label(intent.id),
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

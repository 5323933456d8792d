//! Check ISO107: an intent asks for a way that does not exist.

use super::must_not_intent_broken::end_text;
use crate::analysis::{End, Facts};
use crate::checks::{Findings, Severity, declare_check};
use crate::model::{Intent, IntentKind};

declare_check! {
    /// ## What it does
    /// Finds *must* intents that the routes do not carry: no sender has a way, some senders have none, or nothing
    /// leads back. What is asked of security groups and network ACLs is not judged here.
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
        run: Design([
            CustomerGateway, DirectConnectGateway, EgressOnlyGateway, Environment, Instance, Intent, InternetGateway,
            LoadBalancer, NatGateway, NetworkFirewall, NetworkInterface, PrefixList, Route, RouteTable, Site, Subnet,
            TgwAssociation, TgwAttachment, TgwPropagation, TgwRoute, TgwRouteTable, TransitGateway, VirtualInterface,
            Vpc, VpcEndpoint, VpcPeering, VpnConnection, VpnGateway,
        ], must_intent_unmet),
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
        if from.internet || from.subnets.is_empty() && from.sites.is_empty() {
            continue; // Who comes in from the internet is a question of public addresses and filters.
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
            }
        }
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

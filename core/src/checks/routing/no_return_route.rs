//! Check RTE111: packets arrive over a hub and answers find no way back.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{End, Facts, TgwTableKey};
use crate::checks::{Findings, declare_check};
use crate::model::{EntityId, Id, Kind, Subnet, TgwAttachment, TransitGateway, Vpc};
use crate::net::PrefixSet;

declare_check! {
    /// ## What it does
    /// Finds VPCs that receive from another VPC over a transit gateway and whose route tables send nothing back to it.
    ///
    /// ## Why it matters
    /// Routing is one way at a time. The request arrives, the answer leaves by another route or nowhere, and the
    /// connection times out. It is the most common fault after attaching a VPC.
    ///
    /// ## In production
    /// Flow logs of the receiver show ACCEPT for requests and nothing more. Reachability Analyzer's explanation has
    /// `RESPONSE_RTB_HAS_NO_ROUTE_TO_TRANSIT_GATEWAY`.
    ///
    /// ## Example
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   route-table app main=true
    ///     route destination=10.0.0.0/8 target=hub
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// vpc data cidrs=10.1.0.0/16
    /// // ^ RTE111
    ///   subnet data-a az=a cidrs=10.1.1.0/24
    /// tgw hub
    ///   tgw-attachment app-hub resource=app subnets=app-a
    ///   tgw-attachment data-hub resource=data subnets=data-a
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   route-table app main=true
    ///     route destination=10.0.0.0/8 target=hub
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// vpc data cidrs=10.1.0.0/16
    ///   route-table data main=true
    ///     route destination=10.0.0.0/8 target=hub
    ///   subnet data-a az=a cidrs=10.1.1.0/24
    /// tgw hub
    ///   tgw-attachment app-hub resource=app subnets=app-a
    ///   tgw-attachment data-hub resource=data subnets=data-a
    /// ```
    ///
    /// ## Fix safety
    /// None is offered here: which of the receiver's tables should answer is for a person to say.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html>
    /// - <https://docs.aws.amazon.com/vpc/latest/tgw/tgw-getting-started.html>: add routes to your VPC route tables
    NO_RETURN_ROUTE = "RTE111" "no-return-route" {
        summary: "packets arrive over a transit gateway and answers find no way back",
        severity: Warning,
        since: "0.1.0",
        run: Hub(no_return_route),
    }
}

fn no_return_route(facts: &Facts, hub: &TransitGateway, out: &mut Findings) {
    let Some(routes) = facts.hub_routes(hub.id) else {
        return;
    };
    let mut sent: BTreeMap<EntityId, PrefixSet> = BTreeMap::new();
    for attachment in facts
        .children::<TgwAttachment>(hub.id)
        .filter(|a| a.resource.kind == Kind::Vpc)
    {
        sent.insert(
            attachment.resource,
            facts.sent_to_hub_by_vpc(attachment, hub.id),
        );
    }
    let classes: BTreeSet<&PrefixSet> = sent.values().collect();
    let mut walked: BTreeMap<(TgwTableKey, &PrefixSet), Receivers> = BTreeMap::new();
    let mut mute: BTreeMap<EntityId, BTreeSet<EntityId>> = BTreeMap::new();
    for attachment in facts.children::<TgwAttachment>(hub.id) {
        let (Some(vpc), Some((table, _))) = (
            facts.as_kind::<Vpc>(attachment.resource),
            routes.association(attachment.id),
        ) else {
            continue;
        };
        let own = facts.hosts_of_vpc(vpc.id);
        // Most estates send private ranges whole: then everyone's answers find back and nothing is to be walked.
        let silent: Vec<&PrefixSet> = classes
            .iter()
            .copied()
            .filter(|class| !class.overlaps(&own))
            .collect();
        if own.is_empty() || silent.is_empty() {
            continue;
        }
        let Some(sent_here) = sent.get(&vpc.id.entity()).filter(|sent| !sent.is_empty()) else {
            continue;
        };
        let reached = walked
            .entry((table, sent_here))
            .or_insert_with(|| receivers(facts, hub, table, sent_here, &sent));
        let deaf = silent
            .into_iter()
            .filter_map(|class| reached.get(class))
            .flatten();
        for receiver in deaf.filter(|receiver| **receiver != vpc.id) {
            let mut subnets = facts.children::<Subnet>(*receiver);
            let has_hosts = subnets.any(|subnet| !subnet.cidrs.is_empty());
            if has_hosts && !answers_elsewhere(facts, *receiver, &own) {
                mute.entry(receiver.entity())
                    .or_default()
                    .insert(vpc.id.entity());
            }
        }
    }
    for (receiver, senders) in mute {
        let message = format!(
            "{} receives over {} from {} and sends nothing back to {}",
            facts.label(receiver),
            facts.label(hub.id),
            facts.labels(senders.iter().copied(), 3),
            if senders.len() == 1 { "it" } else { "them" }
        );
        out.report(receiver, "", message)
            .related([hub.id.entity()])
            .related(senders);
    }
}

/// VPCs that packets end in, by what they send to the hub themselves.
type Receivers<'s> = BTreeMap<&'s PrefixSet, BTreeSet<Id<Vpc>>>;

/// Where packets from a table end without passing a firewall, behind which the answer may go another way. A receiver on
/// another hub answers over that one, which is judged there.
fn receivers<'s>(
    facts: &Facts,
    hub: &TransitGateway,
    table: TgwTableKey,
    destinations: &PrefixSet,
    sent: &'s BTreeMap<EntityId, PrefixSet>,
) -> Receivers<'s> {
    let mut receivers = Receivers::new();
    for outcome in facts.ends_from_table(hub.id, table) {
        if let End::Vpc(vpc) = outcome.end
            && let Some(back) = sent.get(&vpc.entity())
            && outcome.filters.is_empty()
            && outcome.destinations.overlaps(destinations)
        {
            receivers.entry(back).or_default().insert(vpc);
        }
    }
    receivers
}

/// Whether some subnet of a VPC sends to these addresses at all, whichever way.
fn answers_elsewhere(facts: &Facts, vpc: Id<Vpc>, to: &PrefixSet) -> bool {
    let Some(routes) = facts.routes(vpc) else {
        return false;
    };
    let mut lines = routes.tables().flat_map(|table| &table.lines);
    lines.any(|line| {
        matches!(line.next, crate::analysis::Next::Via(_))
            && PrefixSet::from(line.destination).overlaps(to)
    })
}

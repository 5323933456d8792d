//! Check ISO102: route tables of a hub, made on purpose, join environments.

use std::collections::BTreeSet;

use super::crossing_text;
use super::default_tables_join_environments::caused_by_defaults;
use super::separate::separate;
use crate::analysis::{Crossing, Facts, Policy, Rule, TgwTableKey};
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{
    EntityId, Kind, Site, TgwAttachment, TgwPropagation, TgwRoute, TransitGateway, Vpc,
};

declare_check! {
    /// ## What it does
    /// Finds transit gateway route tables, drawn on purpose, that let one environment reach another that it must
    /// not reach: by a propagation, a static route or a hub that is peered. The finding shows a pair, the way of
    /// the packet and the rule that is broken. It is a warning where only routes of the VPCs are missing.
    ///
    /// ## Why it matters
    /// Association and propagation are separate: a table per environment isolates nothing as long as the blocks of
    /// the others are propagated into it. Isolation is judged one way, since one way is enough to send data out or
    /// to attack what answers on another path.
    ///
    /// ## In production
    /// A host in one environment connects to a private address of the other. Detect it with
    /// `aws ec2 get-transit-gateway-route-table-propagations --transit-gateway-route-table-id tgw-rtb-…`: it names
    /// attachments of another environment.
    ///
    /// ## Example
    /// ```notation
    /// env prod
    /// env dev
    /// vpc prod environment=prod cidrs=10.0.0.0/16
    ///   route-table prod main=true
    ///     route destination=10.0.0.0/8 target=hub
    ///   subnet prod-a az=a cidrs=10.0.1.0/24
    /// vpc dev environment=dev cidrs=10.1.0.0/16
    ///   route-table dev main=true
    ///     route destination=10.0.0.0/8 target=hub
    ///   subnet dev-a az=a cidrs=10.1.1.0/24
    /// tgw hub default_association=false default_propagation=false
    /// // ^ ISO102
    ///   tgw-route-table hub-prod
    ///     tgw-association attachment=prod-hub
    ///     tgw-propagation attachment=prod-hub
    ///   tgw-route-table hub-dev
    ///     tgw-association attachment=dev-hub
    ///     tgw-propagation attachment=dev-hub
    ///     tgw-propagation attachment=prod-hub
    ///   tgw-attachment prod-hub resource=prod subnets=prod-a
    ///   tgw-attachment dev-hub resource=dev subnets=dev-a
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// env prod
    /// env dev
    /// vpc prod environment=prod cidrs=10.0.0.0/16
    ///   route-table prod main=true
    ///     route destination=10.0.0.0/8 target=hub
    ///   subnet prod-a az=a cidrs=10.0.1.0/24
    /// vpc dev environment=dev cidrs=10.1.0.0/16
    ///   route-table dev main=true
    ///     route destination=10.0.0.0/8 target=hub
    ///   subnet dev-a az=a cidrs=10.1.1.0/24
    /// tgw hub default_association=false default_propagation=false
    ///   tgw-route-table hub-prod
    ///     tgw-association attachment=prod-hub
    ///     tgw-propagation attachment=prod-hub
    ///   tgw-route-table hub-dev
    ///     tgw-association attachment=dev-hub
    ///     tgw-propagation attachment=dev-hub
    ///   tgw-attachment prod-hub resource=prod subnets=prod-a
    ///   tgw-attachment dev-hub resource=dev subnets=dev-a
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: where both sides are looked up in one table, or with others that may reach what these may not, gives
    /// each environment a table of its own, with a short gap in traffic; elsewhere removes the propagations and static routes that lead from tables of the one
    /// environment straight to networks of the other, or to another hub for addresses of these alone. Both cut that
    /// traffic. No fix is offered where the way leads through a firewall, a default route or a static route for more
    /// than the other environment: there a person must choose.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-isolated.html>
    /// - <https://docs.aws.amazon.com/vpc/latest/tgw/tgw-route-tables.html>: association and propagation are separate
    TABLES_JOIN_ENVIRONMENTS = "ISO102" "tables-join-environments" {
        summary: "route tables of a transit gateway join environments that must be apart",
        severity: Error,
        since: "0.1.0",
        run: Hub(tables_join_environments),
    }
}

fn tables_join_environments(facts: &Facts, hub: &TransitGateway, out: &mut Findings) {
    let mut crossings = facts.crossings(hub).to_vec();
    // ISO101 says more of those.
    crossings.retain(|crossing| !caused_by_defaults(facts, hub, crossing));
    let policy = Policy::new(facts);
    for (crossing, back) in crossing_text::pairs(crossings) {
        let gone = cut(facts, &crossing);
        let gone_back = back
            .as_ref()
            .map_or(Some(Vec::new()), |back| cut(facts, back));
        let mut shared = shared_tables(facts, hub, &crossing);
        let ways = [(Some(&crossing), &gone), (back.as_ref(), &gone_back)];
        let direct = ways
            .iter()
            .filter_map(|(way, gone)| way.filter(|_| gone.is_some()));
        let direct: Vec<&Crossing> = direct.collect();
        if direct
            .iter()
            .any(|way| serves_others(facts, hub, &policy, way))
        {
            shared.extend(direct.iter().flat_map(|way| &way.tables));
        }
        let mut report = crossing_text::report(facts, hub, &crossing, back.as_ref(), out);
        if !shared.is_empty() && crossing.filters.is_empty() {
            let plan = separate(facts, hub, &shared);
            for text in plan.told() {
                report = report.detail(text);
            }
            report.fix(
                "Give each environment of the table one of its own",
                Applicability::Unsafe,
                plan.commands,
            );
        } else if let (Some(mut gone), Some(gone_back)) = (gone, gone_back) {
            let ends = (
                facts.label(crossing.to.environment),
                facts.label(crossing.from.environment),
            );
            let title = if back.is_some() {
                format!("Take {} and {} out of each other's tables", ends.1, ends.0)
            } else {
                format!("Take {} out of the tables of {}", ends.0, ends.1)
            };
            gone.extend(gone_back);
            gone.sort_unstable();
            gone.dedup();
            report.fix(title, Applicability::Unsafe, vec![Command::Delete(gone)]);
        }
    }
}

/// Tables in which both sides are looked up: taking blocks out of them would cut each side from itself.
fn shared_tables(
    facts: &Facts,
    hub: &TransitGateway,
    crossing: &Crossing,
) -> BTreeSet<TgwTableKey> {
    let Some(routes) = facts.hub_routes(hub.id) else {
        return BTreeSet::new();
    };
    let of_far_side = routes.associations().filter(|(attachment, ..)| {
        facts
            .get(*attachment)
            .is_some_and(|attachment| is_behind(facts, attachment, &crossing.to.members))
    });
    let tables = of_far_side.map(|(_, table, _)| table);
    tables
        .filter(|table| crossing.tables.contains(table))
        .collect()
}

/// Whether one of the tables is also that of a sender who may reach the far side: taking it out would cut that one.
fn serves_others(
    facts: &Facts,
    hub: &TransitGateway,
    policy: &Policy,
    crossing: &Crossing,
) -> bool {
    let Some(routes) = facts.hub_routes(hub.id) else {
        return false;
    };
    let far = crossing.to.environment;
    let may = |attachment: &TgwAttachment| {
        let senders = facts.behind_attachment(attachment).into_iter();
        let senders = senders.filter_map(|id| Some((facts.environment_of(id)?.id, id)));
        senders.into_iter().any(|sender| {
            let mut receivers = crossing.to.members.iter();
            receivers.any(|receiver| policy.rule_between(sender, (far, *receiver)) == Rule::May)
        })
    };
    routes
        .associations()
        .filter(|(_, table, _)| crossing.tables.contains(table))
        .filter_map(|(attachment, ..)| facts.get(attachment))
        .any(may)
}

fn is_behind(facts: &Facts, attachment: &TgwAttachment, members: &BTreeSet<EntityId>) -> bool {
    let mut sites = facts
        .sites_of_attachment(attachment)
        .into_iter()
        .map(|site| site.id.entity());
    members.contains(&attachment.resource) || sites.any(|site| members.contains(&site))
}

/// Whether a static route leads to another hub, for addresses of the far side alone.
fn leads_over_peer(facts: &Facts, route: &TgwRoute, crossing: &Crossing) -> bool {
    let attachment = route.attachment.and_then(|id| facts.get(id));
    let over_peer = attachment.is_some_and(|it| it.resource.kind == Kind::TransitGateway);
    let (true, Some(destination)) = (over_peer, route.destination) else {
        return false;
    };
    let mut far = crossing.to.members.iter().flat_map(|id| {
        let vpc = facts.as_kind::<Vpc>(*id).map(|vpc| &vpc.cidrs);
        let site = facts.as_kind::<Site>(*id).map(|site| &site.cidrs);
        vpc.or(site).into_iter().flatten()
    });
    far.any(|block| block.contains(&destination))
}

/// Removes what leads straight to members of the far side; nothing where that is not how they are reached.
fn cut(facts: &Facts, crossing: &Crossing) -> Option<Vec<EntityId>> {
    let mut gone: Vec<EntityId> = Vec::new();
    let leads = |attachment| {
        let attachment = facts.get(attachment);
        attachment.is_some_and(|attachment| is_behind(facts, attachment, &crossing.to.members))
    };
    for table in &crossing.tables {
        let TgwTableKey::Drawn(table) = table else {
            return None;
        };
        let propagations = facts.children::<TgwPropagation>(*table);
        gone.extend(
            propagations
                .filter(|line| leads(line.attachment))
                .map(|line| line.id.entity()),
        );
        let routes = facts.children::<TgwRoute>(*table);
        gone.extend(
            routes
                .filter(|line| {
                    line.attachment.is_some_and(leads) || leads_over_peer(facts, line, crossing)
                })
                .map(|line| line.id.entity()),
        );
    }
    let direct = crossing.filters.is_empty() && !gone.is_empty();
    direct.then_some(gone)
}

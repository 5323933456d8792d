//! Check ISO101: the default route table of a hub joins environments.

use std::collections::{BTreeMap, BTreeSet};

use super::crossing_text;
use crate::analysis::{Facts, Policy, TgwTableKey};
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::{Command, Mint};
use crate::model::{
    EntityId, Environment, Id, Record, RecordKind, TgwAssociation, TgwAttachment, TgwPropagation,
    TgwRoute, TgwRouteTable, TransitGateway,
};

declare_check! {
    /// ## What it does
    /// Finds transit gateways whose default route table lets one environment reach another that it must not reach:
    /// default association and default propagation are on, so every attachment is looked up in one table that
    /// knows the blocks of all. Shows a pair that really reaches each other, the way of the packet and the rule
    /// that is broken. Where the hub allows it and only routes of the VPCs are missing, it is a warning: one more
    /// route opens it. Where the way leads through a firewall whose rules are not analysed, isolation is unproven,
    /// which counts as an error.
    ///
    /// ## Why it matters
    /// Both defaults are on unless someone turns them off. Attaching a VPC is then enough to join it to all others,
    /// and a host in dev opens connections to private addresses of prod. Security groups that allow 10.0.0.0/8 do
    /// not stop it.
    ///
    /// ## In production
    /// A host in dev connects to a private address of prod; flow logs of prod show ACCEPT with source addresses of
    /// dev. Detect it with `aws ec2 describe-transit-gateways --query
    /// 'TransitGateways[].Options.[DefaultRouteTableAssociation,DefaultRouteTablePropagation]'` and
    /// `aws ec2 search-transit-gateway-routes --transit-gateway-route-table-id tgw-rtb-… --filters
    /// Name=state,Values=active`: blocks of both environments stand in one table.
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
    /// tgw hub default_association=true default_propagation=true
    /// // ^ ISO101
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
    /// Unsafe, and meant to be: turns both defaults off and, since these act on new attachments only, removes the
    /// associations and propagations that exist; makes one route table per environment with one association for
    /// each attachment; propagates only within the environment, to and from shared ones, and where a *must* intent
    /// allows it. Static routes of the old table are carried over where they stay inside these limits. An
    /// attachment has no table between the two steps: the plan leaves a short gap in traffic, so run it in a
    /// maintenance window.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/tgw/tgw-route-tables.html>: default association and propagation
    /// - <https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-isolated.html>: isolated VPCs use tables of their own
    /// - botocore 1.44.5, TransitGatewayRequestOptions: both options are enabled by default
    DEFAULT_TABLES_JOIN_ENVIRONMENTS = "ISO101" "default-tables-join-environments" {
        summary: "the default route table of a transit gateway joins environments that must be apart",
        severity: Error,
        since: "0.1.0",
        run: Hub(default_tables_join_environments),
    }
}

fn default_tables_join_environments(facts: &Facts, hub: &TransitGateway, out: &mut Findings) {
    if !caused_by_defaults(hub) {
        return;
    }
    let mut crossings = facts.crossings(hub).to_vec();
    crossings.retain(|crossing| crossing.by_default);
    if crossings.is_empty() {
        return;
    }
    let plan = separate(facts, hub);
    for (crossing, back) in crossing_text::pairs(crossings) {
        let mut report = crossing_text::report(facts, hub, &crossing, back.as_ref(), out).detail(
            "Default association and propagation put every attachment in one table that knows all blocks",
        );
        report = report.detail(
            "The fix leaves a short gap in traffic: an attachment has no table between its old and its new association",
        );
        for cut in &plan.cuts {
            report = report.detail(cut.clone());
        }
        report.fix(
            "Turn both defaults off and give each environment a route table of its own",
            Applicability::Unsafe,
            plan.commands.clone(),
        );
    }
}

/// Whether crossings of this hub are those of its defaults, which this check explains and repairs.
pub(super) fn caused_by_defaults(hub: &TransitGateway) -> bool {
    hub.default_association && hub.default_propagation
}

/// The commands of the fix, and what they cut.
struct Plan {
    commands: Vec<Command>,
    cuts: Vec<String>,
}

/// What an attachment of a default table is, for the tables to come.
struct Member<'f> {
    attachment: &'f TgwAttachment,
    environment: Option<Id<Environment>>,
}

fn separate(facts: &Facts, hub: &TransitGateway) -> Plan {
    let policy = Policy::new(facts);
    let mut plan = Plan {
        commands: Vec::new(),
        cuts: Vec::new(),
    };
    let Some(routes) = facts.hub_routes(hub.id) else {
        return plan;
    };
    plan.commands
        .push(Command::set(hub.id, "default_association", false));
    plan.commands
        .push(Command::set(hub.id, "default_propagation", false));
    let by_default: BTreeMap<Id<TgwAttachment>, TgwTableKey> = routes
        .associations()
        .filter(|(_, _, why)| why.by_default())
        .map(|(attachment, table, _)| (attachment, table))
        .collect();
    let members: Vec<Member> = facts
        .attachments_of_hub(hub.id)
        .into_iter()
        .filter(|attachment| by_default.contains_key(&attachment.id))
        .map(|attachment| Member {
            attachment,
            environment: facts.environment_of_attachment(attachment),
        })
        .collect();
    let old_tables: BTreeSet<TgwTableKey> = by_default.values().copied().collect();
    plan.commands
        .extend(removals(facts, hub, &by_default, &old_tables));
    let mut mint = Mint::after(facts.design());
    let environments: BTreeSet<Option<Id<Environment>>> =
        members.iter().map(|member| member.environment).collect();
    for environment in environments {
        let table = table_of(facts, hub, environment, &mut mint);
        plan.commands.push(Command::insert(table.clone()));
        for member in &members {
            if member.environment == environment {
                let mut association = TgwAssociation::new(mint.id());
                association.attachment = member.attachment.id;
                association.route_table = table.id;
                plan.commands.push(Command::insert(association));
            }
            // A peering propagates nothing.
            let propagates = facts
                .propagated_blocks(member.attachment)
                .is_none_or(|blocks| !blocks.is_empty());
            if propagates && may_know(facts, &policy, &members, environment, member) {
                let mut propagation = TgwPropagation::new(mint.id());
                propagation.attachment = member.attachment.id;
                propagation.route_table = table.id;
                plan.commands.push(Command::insert(propagation));
            }
        }
        for old in &old_tables {
            let TgwTableKey::Drawn(old) = old else {
                continue;
            };
            for route in facts.children::<TgwRoute>(*old) {
                let to = route
                    .attachment
                    .and_then(|id| members.iter().find(|member| member.attachment.id == id));
                let stays = route.attachment.is_none()
                    || to.is_some_and(|to| may_know(facts, &policy, &members, environment, to));
                if stays {
                    let mut copy = route.clone();
                    copy.set_id(mint.id::<TgwRoute>().number());
                    copy.route_table = table.id;
                    plan.commands.push(Command::insert(copy));
                } else {
                    let name =
                        environment.map_or_else(|| "unassigned".to_owned(), |env| facts.label(env));
                    plan.cuts.push(format!(
                        "The fix cuts the static route {} of {} for {name}",
                        route
                            .destination
                            .map_or_else(|| facts.label(route.id), |block| block.to_string()),
                        facts.label(*old),
                    ));
                }
            }
        }
    }
    for old in &old_tables {
        let TgwTableKey::Drawn(old) = old else {
            continue;
        };
        let routes: Vec<EntityId> = facts
            .children::<TgwRoute>(*old)
            .map(|route| route.id.entity())
            .collect();
        if !routes.is_empty() {
            plan.commands.push(Command::Delete(routes));
        }
    }
    plan
}

/// Associations that defaults made, and everything that fills the tables that they lead to.
fn removals(
    facts: &Facts,
    hub: &TransitGateway,
    by_default: &BTreeMap<Id<TgwAttachment>, TgwTableKey>,
    old_tables: &BTreeSet<TgwTableKey>,
) -> Option<Command> {
    let mut gone: Vec<EntityId> = Vec::new();
    for attachment in facts.attachments_of_hub(hub.id) {
        let ours = |table: Id<TgwRouteTable>| {
            facts
                .get(table)
                .is_some_and(|table| table.transit_gateway == hub.id)
        };
        for association in facts.referrers::<TgwAssociation>(attachment.id) {
            if ours(association.route_table) && by_default.contains_key(&attachment.id) {
                gone.push(association.id.entity());
            }
        }
        for propagation in facts.referrers::<TgwPropagation>(attachment.id) {
            let table = TgwTableKey::Drawn(propagation.route_table);
            if ours(propagation.route_table) && old_tables.contains(&table) {
                gone.push(propagation.id.entity());
            }
        }
    }
    (!gone.is_empty()).then_some(Command::Delete(gone))
}

fn table_of(
    facts: &Facts,
    hub: &TransitGateway,
    environment: Option<Id<Environment>>,
    mint: &mut Mint,
) -> TgwRouteTable {
    let mut table = TgwRouteTable::new(mint.id());
    let of = environment.map_or_else(
        || "unassigned".to_owned(),
        |environment| facts.label(environment),
    );
    table.name = format!("{}-{of}", facts.label(hub.id));
    table.transit_gateway = hub.id;
    table
}

/// Whether the table of an environment may hold routes to a member: its own, to or from a shared one, or as a
/// *must* intent asks, answers included.
fn may_know(
    facts: &Facts,
    policy: &Policy,
    members: &[Member],
    environment: Option<Id<Environment>>,
    to: &Member,
) -> bool {
    let (Some(from), Some(other)) = (environment, to.environment) else {
        // What is in no environment stays with shared ones until someone says where it belongs.
        let shared = environment.or(to.environment);
        return shared.is_some_and(|environment| policy.is_shared(environment));
    };
    let senders = || {
        members
            .iter()
            .filter(|member| member.environment == Some(from))
    };
    from == other
        || policy.is_shared(from)
        || policy.is_shared(other)
        || senders().any(|sender| {
            policy.must_between(facts, sender.attachment.resource, to.attachment.resource)
        })
}

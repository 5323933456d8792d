//! The cure of tables that join environments: one for each, which knows only what it may.

use std::collections::BTreeSet;

use crate::analysis::{Facts, Policy, TgwTableKey};
use crate::edit::{Command, Mint};
use crate::model::{
    EntityId, Environment, Id, Record, RecordKind, TgwAssociation, TgwAttachment, TgwPropagation,
    TgwRoute, TgwRouteTable, TransitGateway,
};

/// The commands of the fix, and what they cut.
pub(super) struct Plan {
    pub commands: Vec<Command>,
    cuts: Vec<String>,
}

impl Plan {
    /// What a reader must know before applying it.
    pub(super) fn told(&self) -> Vec<String> {
        let gap = "The fix leaves a short gap in traffic: an attachment has no table between its old and its new association";
        let gap = std::iter::once(gap.to_owned());
        gap.chain(self.cuts.iter().cloned()).collect()
    }
}

/// What an attachment of a default table is, for the tables to come.
struct Member<'f> {
    attachment: &'f TgwAttachment,
    environment: Option<Id<Environment>>,
}

/// Gives each environment among the attachments that are looked up in `old_tables` a table of its own, which knows
/// only what the policy lets it.
pub(super) fn separate(
    facts: &Facts,
    hub: &TransitGateway,
    old_tables: &BTreeSet<TgwTableKey>,
) -> Plan {
    let policy = Policy::new(facts);
    let mut plan = Plan {
        commands: Vec::new(),
        cuts: Vec::new(),
    };
    let Some(routes) = facts.hub_routes(hub.id) else {
        return plan;
    };
    for (field, on) in [
        ("default_association", hub.default_association),
        ("default_propagation", hub.default_propagation),
    ] {
        if on {
            plan.commands.push(Command::set(hub.id, field, false));
        }
    }
    let moved: BTreeSet<Id<TgwAttachment>> = routes
        .associations()
        .filter(|(_, table, _)| old_tables.contains(table))
        .map(|(attachment, ..)| attachment)
        .collect();
    // What has a table of its own may still be known to the old ones: shared services, an inspection.
    let known: BTreeSet<Id<TgwAttachment>> = routes
        .propagations()
        .filter(|(table, ..)| old_tables.contains(table))
        .map(|(_, attachment, _)| attachment)
        .collect();
    let member = |attachment| Member {
        attachment,
        environment: facts.environment_of_attachment(attachment),
    };
    let all: Vec<Member> = facts
        .attachments_of_hub(hub.id)
        .into_iter()
        .filter(|attachment| moved.contains(&attachment.id) || known.contains(&attachment.id))
        .map(member)
        .collect();
    let members: Vec<&Member> = all
        .iter()
        .filter(|member| moved.contains(&member.attachment.id))
        .collect();
    plan.commands
        .extend(removals(facts, hub, &moved, old_tables));
    let mut mint = Mint::after(facts.design());
    let environments: BTreeSet<Option<Id<Environment>>> =
        members.iter().map(|member| member.environment).collect();
    for environment in environments {
        let table = table_of(facts, hub, environment, &mut mint);
        plan.commands.push(Command::insert(table.clone()));
        for member in &all {
            if member.environment == environment && moved.contains(&member.attachment.id) {
                let mut association = TgwAssociation::new(mint.id());
                association.attachment = member.attachment.id;
                association.route_table = table.id;
                plan.commands.push(Command::insert(association));
            }
            // A peering propagates nothing.
            let propagates = facts
                .propagated_blocks(member.attachment)
                .is_none_or(|blocks| !blocks.is_empty());
            if propagates && may_know(facts, &policy, &all, environment, member) {
                let mut propagation = TgwPropagation::new(mint.id());
                propagation.attachment = member.attachment.id;
                propagation.route_table = table.id;
                plan.commands.push(Command::insert(propagation));
            }
        }
        for old in old_tables {
            let TgwTableKey::Drawn(old) = old else {
                continue;
            };
            for route in facts.children::<TgwRoute>(*old) {
                let to = route
                    .attachment
                    .and_then(|id| all.iter().find(|member| member.attachment.id == id));
                let stays = route.attachment.is_none()
                    || to.is_some_and(|to| may_know(facts, &policy, &all, environment, to));
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
    for old in old_tables {
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

/// Associations with the old tables, and everything that fills these.
fn removals(
    facts: &Facts,
    hub: &TransitGateway,
    moved: &BTreeSet<Id<TgwAttachment>>,
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
            if ours(association.route_table) && moved.contains(&attachment.id) {
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

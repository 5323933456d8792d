//! The cure of tables that join environments: one for each, which knows only what it may.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{Facts, Policy, Rule, TgwTableKey};
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
    /// The VPC, or the sites.
    behind: Vec<EntityId>,
}

/// Whom a table is for: an environment, and attachments of others that an intent lets just these members know.
type Group = (Option<Id<Environment>>, BTreeSet<Id<TgwAttachment>>);

/// Gives each environment among the attachments that are looked up in `old_tables` a table of its own, which knows
/// only what the policy lets it. Members that an intent joins to single networks of other environments get one more:
/// their neighbours have no part in it.
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
        behind: facts.behind_attachment(attachment),
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
    let mut groups: BTreeMap<Group, Vec<&Member>> = BTreeMap::new();
    for member in &members {
        let group = (member.environment, asked_for(&policy, &all, member));
        groups.entry(group).or_default().push(member);
    }
    for (group, members) in &groups {
        let table = table_of(facts, hub, group, &mut mint);
        plan.commands.push(Command::insert(table.clone()));
        let mut looked_up_in = BTreeSet::new();
        for member in members {
            let mut association = TgwAssociation::new(mint.id());
            association.attachment = member.attachment.id;
            association.route_table = table.id;
            plan.commands.push(Command::insert(association));
            looked_up_in.extend(
                routes
                    .association(member.attachment.id)
                    .map(|(table, _)| table),
            );
        }
        for member in &all {
            // A peering propagates nothing.
            let propagates = facts
                .propagated_blocks(member.attachment)
                .is_none_or(|blocks| !blocks.is_empty());
            if propagates && may_know(&policy, group, member) {
                let mut propagation = TgwPropagation::new(mint.id());
                propagation.attachment = member.attachment.id;
                propagation.route_table = table.id;
                plan.commands.push(Command::insert(propagation));
            }
        }
        // Routes of the tables that its members come from: those of others were not theirs.
        for old in &looked_up_in {
            let TgwTableKey::Drawn(old) = old else {
                continue;
            };
            for route in facts.children::<TgwRoute>(*old) {
                let to = route
                    .attachment
                    .and_then(|id| all.iter().find(|member| member.attachment.id == id));
                let stays =
                    route.attachment.is_none() || to.is_some_and(|to| may_know(&policy, group, to));
                if stays {
                    let mut copy = route.clone();
                    copy.set_id(mint.id::<TgwRoute>().number());
                    copy.route_table = table.id;
                    plan.commands.push(Command::insert(copy));
                } else {
                    plan.cuts.push(format!(
                        "The fix cuts the static route {} of {} for {}",
                        route
                            .destination
                            .map_or_else(|| facts.label(route.id), |block| block.to_string()),
                        facts.label(*old),
                        group_text(facts, group),
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

fn table_of(facts: &Facts, hub: &TransitGateway, group: &Group, mint: &mut Mint) -> TgwRouteTable {
    let mut table = TgwRouteTable::new(mint.id());
    table.name = format!("{}-{}", facts.label(hub.id), group_text(facts, group));
    table.transit_gateway = hub.id;
    table
}

/// `prod`, or `prod-and-billing` where an intent joins some of prod to the VPC billing.
fn group_text(facts: &Facts, (environment, asked_for): &Group) -> String {
    let of = environment.map_or_else(
        || "unassigned".to_owned(),
        |environment| facts.label(environment),
    );
    let others = asked_for
        .iter()
        .filter_map(|attachment| facts.get(*attachment));
    let others = others.map(|attachment| format!("-and-{}", facts.label(attachment.resource)));
    std::iter::once(of).chain(others).collect()
}

/// Attachments of other environments that an intent lets this member know, and not all of its environment.
fn asked_for(policy: &Policy, all: &[Member], from: &Member) -> BTreeSet<Id<TgwAttachment>> {
    let asked = |to: &&Member| {
        let (Some(near), Some(far)) = (from.environment, to.environment) else {
            return false;
        };
        let between = |sender: EntityId| {
            to.behind
                .iter()
                .any(|receiver| policy.rule_between((near, sender), (far, *receiver)) == Rule::May)
        };
        policy.rule(near, far) != Rule::May && from.behind.iter().any(|sender| between(*sender))
    };
    all.iter()
        .filter(asked)
        .map(|to| to.attachment.id)
        .collect()
}

/// Whether the table of a group may hold routes to a member: its own, to or from a shared one, or as a *must*
/// intent asks, answers included.
fn may_know(policy: &Policy, (environment, asked_for): &Group, to: &Member) -> bool {
    let (Some(from), Some(other)) = (*environment, to.environment) else {
        // What is in no environment stays with shared ones until someone says where it belongs.
        let shared = environment.or(to.environment);
        return shared.is_some_and(|environment| policy.is_shared(environment));
    };
    policy.rule(from, other) == Rule::May || asked_for.contains(&to.attachment.id)
}

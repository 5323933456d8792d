//! Crossings: environments that reach each other through a hub although they must not.
//!
//! Sources that a hub treats alike are one class: the same table, and the same destinations sent to the hub. A table
//! is walked once and a class judged once, so that a hub of 500 VPCs costs a few walks and not 250,000 pairs.

use std::collections::{BTreeMap, BTreeSet};

use super::reach::{End, Outcome};
use super::transit::in_force;
use super::{Facts, Hop, Policy, Rule, TgwTableKey};
use crate::model::{
    DirectConnectGateway, EntityId, Environment, Id, Kind, Subnet, TgwAttachment, TransitGateway,
    Vpc,
};
use crate::net::PrefixSet;

/// One side of a crossing: the VPCs and sites of an environment that take part, the first of them the witness.
#[derive(Debug, Clone, PartialEq)]
pub struct CrossingEnd {
    pub environment: Id<Environment>,
    /// The subnet, VPC or site of the witness.
    pub witness: EntityId,
    /// VPCs and sites that take part.
    pub members: BTreeSet<EntityId>,
}

/// An environment that reaches another one through a hub although it must not.
#[derive(Debug, Clone, PartialEq)]
pub struct Crossing {
    pub from: CrossingEnd,
    pub to: CrossingEnd,
    pub rule: Rule,
    /// The way of the witness.
    pub path: Vec<Hop>,
    /// Firewalls on it, whose rules are not analysed.
    pub filters: Vec<EntityId>,
    /// The hub allows it, but routes of the VPCs are missing: one more route opens it.
    pub latent: bool,
    /// The tables that the sources are looked up in.
    pub tables: BTreeSet<TgwTableKey>,
    /// Every source is in its table by a default of the hub.
    pub by_default: bool,
}

/// Packets that a hub can't tell apart.
type Class = (TgwTableKey, PrefixSet);

/// Where hosts of one environment can stand: hosts of a subnet, VPC or site.
#[derive(Debug, Clone)]
struct Stand {
    environment: Id<Environment>,
    at: EntityId,
    member: EntityId,
    hosts: PrefixSet,
}

/// One sender, as the hub sees it.
struct Source {
    stand: Stand,
    class: Class,
    by_default: bool,
    /// What the hub never gets, since the sender's own VPC has it.
    own: PrefixSet,
}

/// The stands that a class reaches, by environment.
type Reached = BTreeMap<Id<Environment>, Vec<Stand>>;

/// Crossings through a hub, full ones and latent ones, by the environments that take part.
pub(super) fn crossings(facts: &Facts, hub: &TransitGateway) -> Vec<Crossing> {
    let policy = Policy::new(facts);
    let mut found: BTreeMap<(Id<Environment>, Id<Environment>), Crossing> = BTreeMap::new();
    for latent in [false, true] {
        let mut walked: BTreeMap<Class, Reached> = BTreeMap::new();
        let mut counted = BTreeSet::new();
        let sources = sources(facts, hub, latent);
        let mut senders: BTreeMap<TgwTableKey, BTreeSet<Id<Environment>>> = BTreeMap::new();
        for source in &sources {
            let environments = senders.entry(source.class.0).or_default();
            environments.insert(source.stand.environment);
        }
        let mut behind: BTreeMap<TgwTableKey, Vec<Stand>> = BTreeMap::new();
        for source in &sources {
            let reached = walked.entry(source.class.clone()).or_insert_with(|| {
                let (table, sent) = &source.class;
                let behind = behind.entry(*table).or_insert_with(|| {
                    let forbidden = Forbidden::new(&policy, senders.get(table));
                    stands_behind(facts, hub, *table, latent, forbidden)
                });
                reached(behind, sent)
            });
            for (environment, stands) in reached {
                let from = source.stand.environment;
                let rule = policy.rule(from, *environment);
                let full = found
                    .get(&(from, *environment))
                    .is_some_and(|crossing| !crossing.latent);
                if rule == Rule::May || latent && full {
                    continue;
                }
                let sender = (from, source.stand.member);
                let other = |stand: &&Stand| {
                    stand.member != source.stand.member
                        && !source.own.contains_set(&stand.hosts)
                        && policy.rule_between(sender, (*environment, stand.member)) != Rule::May
                };
                let Some(witness) = stands.iter().find(other) else {
                    continue;
                };
                let crossing = found
                    .entry((from, *environment))
                    .or_insert_with(|| start(facts, hub, source, witness, rule, latent));
                crossing.from.members.insert(source.stand.member);
                crossing.tables.insert(source.class.0);
                crossing.by_default &= source.by_default;
                // Whom an intent names reaches others than its neighbours in the class do.
                let named = policy.names(sender).then_some(source.stand.member);
                if counted.insert((from, *environment, source.class.clone(), named)) {
                    let members = stands.iter().filter(other).map(|stand| stand.member);
                    crossing.to.members.extend(members);
                }
            }
        }
    }
    found.into_values().collect()
}

fn start(
    facts: &Facts,
    hub: &TransitGateway,
    source: &Source,
    to: &Stand,
    rule: Rule,
    latent: bool,
) -> Crossing {
    let destinations = to.hosts.difference(&source.own);
    let end = |outcome: &&Outcome| match outcome.end {
        End::Vpc(vpc) => vpc.entity() == to.member,
        End::Site(site) => site.entity() == to.member,
        _ => false,
    };
    // The path of one pair, told from the sender on; what a class knows begins at the hub.
    let walked = match facts.as_kind::<Subnet>(source.stand.at) {
        Some(subnet) if !latent => facts.walk_from_subnet(subnet, &destinations),
        _ => facts.walk_from_table(hub.id, source.class.0, &destinations),
    };
    let outcome = walked.iter().find(end);
    let side = |stand: &Stand| CrossingEnd {
        environment: stand.environment,
        witness: stand.at,
        members: BTreeSet::new(),
    };
    Crossing {
        from: side(&source.stand),
        to: side(to),
        rule,
        path: outcome.map_or_else(Vec::new, |outcome| outcome.hops.clone()),
        filters: outcome.map_or_else(Vec::new, |outcome| outcome.filters.clone()),
        latent,
        tables: BTreeSet::new(),
        by_default: source.by_default,
    }
}

/// Everyone who can send through the hub; with `latent`, whatever their own routes say.
fn sources(facts: &Facts, hub: &TransitGateway, latent: bool) -> Vec<Source> {
    let Some(routes) = facts.hub_routes(hub.id) else {
        return Vec::new();
    };
    let mut sources = Vec::new();
    for attachment in facts
        .children::<TgwAttachment>(hub.id)
        .filter(|attachment| in_force(attachment))
    {
        let Some((table, membership)) = routes.association(attachment.id) else {
            continue;
        };
        let by_default = membership.by_default();
        let mut push = |stand: Stand, sent: PrefixSet, own: &PrefixSet| {
            if !sent.is_empty() {
                sources.push(Source {
                    stand,
                    class: (table, sent),
                    by_default,
                    own: own.clone(),
                });
            }
        };
        if let Some(vpc) = facts.as_kind::<Vpc>(attachment.resource) {
            let own: PrefixSet = vpc.cidrs.iter().collect();
            if latent {
                for stand in vpc_stands(facts, vpc, true) {
                    push(stand, PrefixSet::full(), &own);
                }
                continue;
            }
            let zones: BTreeSet<&str> = attachment
                .subnets
                .iter()
                .filter_map(|id| facts.get(*id).map(|subnet| subnet.az.as_str()))
                .collect();
            let near = facts
                .children::<Subnet>(vpc.id)
                .filter(|subnet| zones.contains(subnet.az.as_str()));
            for subnet in near {
                if let Some(sent) = sent_to_hub(facts, subnet, hub.id)
                    && let Some(stand) = subnet_stand(facts, subnet)
                {
                    push(stand, sent.clone(), &own);
                }
            }
        } else {
            let sent = match facts.as_kind::<DirectConnectGateway>(attachment.resource) {
                Some(gateway) => gateway.allowed_prefixes.iter().collect(),
                None => PrefixSet::full(),
            };
            for site in facts.sites_of_attachment(attachment) {
                let hosts: PrefixSet = site.cidrs.iter().collect();
                if let Some(environment) = site.environment {
                    let at = site.id.entity();
                    let stand = Stand {
                        environment,
                        at,
                        member: at,
                        hosts: hosts.clone(),
                    };
                    push(stand, sent.clone(), &hosts);
                }
            }
        }
    }
    sources
}

/// Destinations that a subnet's table hands to the hub, local ones included: those are taken out per sender.
fn sent_to_hub<'f>(
    facts: &'f Facts,
    subnet: &Subnet,
    hub: Id<TransitGateway>,
) -> Option<&'f PrefixSet> {
    let table = facts.routes(subnet.vpc)?.of_subnet(subnet)?;
    table.sent_to_hub(hub)
}

/// Environments that some sender of a table must not reach. In a sound estate no way leads to any of them, so what
/// stands in the others is not even looked at.
struct Forbidden<'p> {
    policy: &'p Policy,
    senders: Option<&'p BTreeSet<Id<Environment>>>,
    known: BTreeMap<Id<Environment>, bool>,
}

impl<'p> Forbidden<'p> {
    fn new(policy: &'p Policy, senders: Option<&'p BTreeSet<Id<Environment>>>) -> Self {
        Self {
            policy,
            senders,
            known: BTreeMap::new(),
        }
    }

    fn is(&mut self, environment: Id<Environment>) -> bool {
        let (policy, mut senders) = (self.policy, self.senders.into_iter().flatten());
        *self
            .known
            .entry(environment)
            .or_insert_with(|| senders.any(|sender| policy.rule(*sender, environment) != Rule::May))
    }
}

/// What stands where packets of a class end.
fn reached(behind: &[Stand], sent: &PrefixSet) -> Reached {
    let mut reached = Reached::new();
    for stand in behind {
        let hosts = stand.hosts.intersection(sent);
        if !hosts.is_empty() {
            let stands = reached.entry(stand.environment).or_default();
            stands.push(Stand {
                hosts,
                ..stand.clone()
            });
        }
    }
    reached
}

/// What stands where packets end that a table decides on, as far as it is forbidden.
fn stands_behind(
    facts: &Facts,
    hub: &TransitGateway,
    table: TgwTableKey,
    latent: bool,
    mut forbidden: Forbidden<'_>,
) -> Vec<Stand> {
    let mut behind = Vec::new();
    for outcome in facts.ends_from_table(hub.id, table) {
        let stands = match outcome.end {
            End::Vpc(vpc) => facts.get(vpc).map_or_else(Vec::new, |vpc| {
                let mut matters = |environment: Option<Id<Environment>>| {
                    environment.is_some_and(|environment| forbidden.is(environment))
                };
                let holds_any = matters(vpc.environment)
                    || !latent
                        && facts
                            .children::<Subnet>(vpc.id)
                            .any(|subnet| matters(subnet.environment));
                if holds_any {
                    vpc_stands(facts, vpc, latent)
                } else {
                    Vec::new()
                }
            }),
            End::Site(site) => {
                let site = facts.get(site);
                let environment = site.and_then(|site| Some((site, site.environment?)));
                let stand = environment.map(|(site, environment)| Stand {
                    environment,
                    at: site.id.entity(),
                    member: site.id.entity(),
                    hosts: site.cidrs.iter().collect(),
                });
                stand.into_iter().collect()
            }
            _ => Vec::new(),
        };
        for mut stand in stands {
            if !forbidden.is(stand.environment) {
                continue;
            }
            stand.hosts = stand.hosts.intersection(&outcome.destinations);
            if !stand.hosts.is_empty() {
                behind.push(stand);
            }
        }
    }
    behind
}

/// Subnets with their environments; with `latent`, the VPC's blocks too, where subnets may come to stand.
fn vpc_stands(facts: &Facts, vpc: &Vpc, latent: bool) -> Vec<Stand> {
    if latent {
        let stand = vpc.environment.map(|environment| Stand {
            environment,
            at: vpc.id.entity(),
            member: vpc.id.entity(),
            hosts: vpc.cidrs.iter().collect(),
        });
        return stand.into_iter().collect();
    }
    facts
        .children::<Subnet>(vpc.id)
        .filter_map(|subnet| subnet_stand(facts, subnet))
        .collect()
}

fn subnet_stand(facts: &Facts, subnet: &Subnet) -> Option<Stand> {
    Some(Stand {
        environment: facts.environment_of(subnet.id)?.id,
        at: subnet.id.entity(),
        member: subnet.vpc.entity(),
        hosts: subnet.cidrs.iter().collect(),
    })
}

impl Facts {
    /// Destinations that the subnets of an attached VPC hand to the hub, from zones that the attachment serves.
    pub fn sent_to_hub_by_vpc(
        &self,
        attachment: &TgwAttachment,
        hub: Id<TransitGateway>,
    ) -> PrefixSet {
        let zones: BTreeSet<&str> = attachment
            .subnets
            .iter()
            .filter_map(|id| self.get(*id).map(|subnet| subnet.az.as_str()))
            .collect();
        let near = self
            .children::<Subnet>(attachment.resource)
            .filter(|subnet| zones.contains(subnet.az.as_str()));
        PrefixSet::union_of(near.filter_map(|subnet| sent_to_hub(self, subnet, hub)))
    }

    /// What an attachment joins to its hub: a VPC, or sites.
    pub fn behind_attachment(&self, attachment: &TgwAttachment) -> Vec<EntityId> {
        if attachment.resource.kind == Kind::Vpc {
            return vec![attachment.resource];
        }
        let sites = self.sites_of_attachment(attachment).into_iter();
        sites.map(|site| site.id.entity()).collect()
    }

    /// The environment of what an attachment joins, where all behind it is of one.
    pub fn environment_of_attachment(&self, attachment: &TgwAttachment) -> Option<Id<Environment>> {
        if attachment.resource.kind == Kind::Vpc {
            return self.environment_of(attachment.resource).map(|env| env.id);
        }
        let sites = self.sites_of_attachment(attachment);
        let environments: BTreeSet<_> = sites.iter().map(|site| site.environment).collect();
        let mut environments = environments.into_iter();
        match (environments.next(), environments.next()) {
            (Some(only), None) => only,
            _ => None,
        }
    }
}

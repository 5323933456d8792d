//! Policy: which environments must, may or must not reach which.
//!
//! Without an intent, two environments must not reach each other unless one of them is shared. A *must* intent between
//! two whole environments speaks for all they hold; one between ends inside them speaks for the VPCs and sites of
//! these ends alone, whole, since a VPC's blocks are propagated and peered whole. Either speaks in both directions:
//! answers need a way back. An unassigned end has no policy; it is reported elsewhere and never counted as isolated.

use std::collections::{BTreeMap, BTreeSet};

use super::Facts;
use crate::model::{EntityId, Environment, Id, Intent, IntentEnd, IntentKind, IntentLevel};

/// What holds for one environment reaching another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    May,
    /// No intent speaks of the pair and none of the two is shared.
    MustNotByDefault,
    MustNot(Id<Intent>),
}

/// An environment as a whole, or what of it stands in one VPC or site.
type Party = (Id<Environment>, Option<EntityId>);

/// The rules of a design.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Policy {
    shared: BTreeSet<Id<Environment>>,
    must: Vec<(Id<Intent>, IntentEnd, IntentEnd)>,
    must_pairs: BTreeSet<(Party, Party)>,
    named: BTreeSet<Party>,
    must_not: BTreeMap<(Id<Environment>, Id<Environment>), Id<Intent>>,
}

impl Policy {
    pub fn new(facts: &Facts) -> Self {
        let mut policy = Self {
            shared: facts
                .all::<Environment>()
                .filter(|env| env.shared)
                .map(|env| env.id)
                .collect(),
            ..Self::default()
        };
        for intent in facts.all::<Intent>() {
            match intent.kind {
                IntentKind::Must => {
                    policy
                        .must
                        .push((intent.id, intent.from.clone(), intent.to.clone()));
                    let senders = parties_of_end(facts, &intent.from);
                    let receivers = parties_of_end(facts, &intent.to);
                    for from in &senders {
                        let pairs = receivers.iter().map(|to| (*from, *to));
                        policy.must_pairs.extend(pairs);
                    }
                    policy.named.extend(senders.union(&receivers));
                }
                // Only an intent about whole environments, at this level, decides for all their VPCs.
                IntentKind::MustNot if intent.level == IntentLevel::Routed => {
                    let whole = |end: &IntentEnd| match end {
                        IntentEnd::Entity(id) => id.typed::<Environment>(),
                        _ => None,
                    };
                    if let (Some(from), Some(to)) = (whole(&intent.from), whole(&intent.to)) {
                        policy.must_not.insert((from, to), intent.id);
                    }
                }
                IntentKind::MustNot => {}
            }
        }
        policy
    }

    /// What holds for packets from all of one environment to all of another, at level `routed`.
    pub fn rule(&self, from: Id<Environment>, to: Id<Environment>) -> Rule {
        if let Some(intent) = self.must_not.get(&(from, to)) {
            return Rule::MustNot(*intent);
        }
        let spoken = self.is_asked((from, None), (to, None));
        if from == to || spoken || self.shared.contains(&from) || self.shared.contains(&to) {
            Rule::May
        } else {
            Rule::MustNotByDefault
        }
    }

    /// What holds for packets from what of an environment stands in one VPC or site to what of another stands in
    /// one, at level `routed`: as [`Policy::rule`], unless an intent asks for a way between just these.
    pub fn rule_between(
        &self,
        (from, sender): (Id<Environment>, EntityId),
        (to, receiver): (Id<Environment>, EntityId),
    ) -> Rule {
        let rule = self.rule(from, to);
        let asked = || {
            let senders = [(from, None), (from, Some(sender))];
            let receivers = [(to, None), (to, Some(receiver))];
            senders
                .iter()
                .any(|from| receivers.iter().any(|to| self.is_asked(*from, *to)))
        };
        if rule == Rule::MustNotByDefault && asked() {
            Rule::May
        } else {
            rule
        }
    }

    /// Whether a *must* intent speaks for what of an environment stands in this VPC or site, and not for all of it.
    pub fn names(&self, (environment, member): (Id<Environment>, EntityId)) -> bool {
        self.named.contains(&(environment, Some(member)))
    }

    fn is_asked(&self, from: Party, to: Party) -> bool {
        self.must_pairs.contains(&(from, to)) || self.must_pairs.contains(&(to, from))
    }

    /// Whether something in `from` must reach something in `to`, or answer it: the ends of an intent name the
    /// environments themselves or records that hold, or are held by, the given ones.
    pub fn must_between(&self, facts: &Facts, from: EntityId, to: EntityId) -> bool {
        let covers = |end: &IntentEnd, id: EntityId| match end {
            IntentEnd::Entity(end) => {
                facts.ancestors(id).any(|holder| holder == *end)
                    || facts.ancestors(*end).any(|holder| holder == id)
                    || facts
                        .environment_of(id)
                        .is_some_and(|env| env.id.entity() == *end)
            }
            IntentEnd::Cidr(_) | IntentEnd::Internet => false,
        };
        self.must
            .iter()
            .any(|(_, a, b)| covers(a, from) && covers(b, to) || covers(a, to) && covers(b, from))
    }

    pub fn is_shared(&self, environment: Id<Environment>) -> bool {
        self.shared.contains(&environment)
    }
}

/// Whom an end of a *must* intent speaks for.
fn parties_of_end(facts: &Facts, end: &IntentEnd) -> BTreeSet<Party> {
    let IntentEnd::Entity(id) = end else {
        return BTreeSet::new();
    };
    if let Some(environment) = id.typed::<Environment>() {
        return BTreeSet::from([(environment, None)]);
    }
    let ends = facts.ends(end);
    let subnets = ends.subnets.iter().filter_map(|(subnet, _)| {
        let vpc = facts.vpc_of(*subnet)?.id.entity();
        Some((facts.environment_of(*subnet)?.id, Some(vpc)))
    });
    let sites = ends.sites.iter().filter_map(|(site, _)| {
        let environment = facts.environment_of(*site)?.id;
        Some((environment, Some(site.entity())))
    });
    let mut parties: BTreeSet<Party> = subnets.chain(sites).collect();
    // A VPC whose subnets are still to come, or a record that is in a VPC and in no subnet.
    if let Some(vpc) = facts.vpc_of(*id)
        && (parties.is_empty() || *id == vpc.id.entity())
        && let Some(environment) = facts.environment_of(vpc.id)
    {
        parties.insert((environment.id, Some(vpc.id.entity())));
    }
    parties
}

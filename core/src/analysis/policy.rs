//! Policy: which environments must, may or must not reach which.
//!
//! Without an intent, two environments must not reach each other unless one of them is shared. An intent between
//! two environments, or ends inside them, speaks for the pair in both directions: answers need a way back. An
//! unassigned end has no policy; it is reported elsewhere and never counted as isolated.

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

/// The rules of a design.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Policy {
    shared: BTreeSet<Id<Environment>>,
    must: Vec<(Id<Intent>, IntentEnd, IntentEnd)>,
    must_pairs: BTreeSet<(Id<Environment>, Id<Environment>)>,
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
            let ends = (
                environment_of_end(facts, &intent.from),
                environment_of_end(facts, &intent.to),
            );
            match intent.kind {
                IntentKind::Must => {
                    policy
                        .must
                        .push((intent.id, intent.from.clone(), intent.to.clone()));
                    if let (Some(from), Some(to)) = ends {
                        policy.must_pairs.insert((from, to));
                    }
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

    /// What holds for packets from one environment to another, at level `routed`.
    pub fn rule(&self, from: Id<Environment>, to: Id<Environment>) -> Rule {
        if let Some(intent) = self.must_not.get(&(from, to)) {
            return Rule::MustNot(*intent);
        }
        let spoken = self.must_pairs.contains(&(from, to)) || self.must_pairs.contains(&(to, from));
        if from == to || spoken || self.shared.contains(&from) || self.shared.contains(&to) {
            Rule::May
        } else {
            Rule::MustNotByDefault
        }
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

fn environment_of_end(facts: &Facts, end: &IntentEnd) -> Option<Id<Environment>> {
    match end {
        IntentEnd::Entity(id) => facts.environment_of(*id).map(|env| env.id),
        IntentEnd::Cidr(_) | IntentEnd::Internet => None,
    }
}

//! Check ISO103: a peering connection joins environments.

use std::collections::{BTreeMap, BTreeSet};

use super::crossing_text::rule_text;
use crate::analysis::{Facts, Hop, Next, Policy, Rule};
use crate::checks::{Applicability, Findings, Severity, declare_check};
use crate::edit::Command;
use crate::model::{Acceptance, EntityId, Environment, Id, Subnet, Vpc, VpcPeering};
use crate::net::PrefixSet;

declare_check! {
    /// ## What it does
    /// Finds peering connections over which a VPC of one environment reaches one of another that it must not reach.
    /// Subnets that have an environment of their own count as that. Without routes to the peering it is a warning:
    /// the link is there and one route opens it.
    ///
    /// ## Why it matters
    /// A peering goes past every hub and every firewall, and its routes are often as wide as the whole VPC.
    ///
    /// ## In production
    /// Flow logs of the one VPC show addresses of the other. Detect it with
    /// `aws ec2 describe-vpc-peering-connections --filters Name=status-code,Values=active --query
    /// 'VpcPeeringConnections[].[RequesterVpcInfo.VpcId,AccepterVpcInfo.VpcId]'` and compare the Environment tags.
    ///
    /// ## Example
    /// ```notation
    /// env prod
    /// env dev
    /// vpc prod environment=prod cidrs=10.0.0.0/16
    ///   route-table prod main=true
    ///     route destination=10.1.0.0/16 target=prod-dev
    ///   subnet prod-a cidrs=10.0.1.0/24
    /// vpc dev environment=dev cidrs=10.1.0.0/16
    ///   route-table dev main=true
    ///     route destination=10.0.0.0/16 target=prod-dev
    ///   subnet dev-a cidrs=10.1.1.0/24
    /// vpc-peering prod-dev requester=prod accepter=dev
    /// // ^ ISO103
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// env prod
    /// env tools shared=true
    /// vpc prod environment=prod cidrs=10.0.0.0/16
    ///   route-table prod main=true
    ///     route destination=10.1.0.0/16 target=prod-tools
    ///   subnet prod-a cidrs=10.0.1.0/24
    /// vpc tools environment=tools cidrs=10.1.0.0/16
    ///   route-table tools main=true
    ///     route destination=10.0.0.0/16 target=prod-tools
    ///   subnet tools-a cidrs=10.1.1.0/24
    /// vpc-peering prod-tools requester=prod accepter=tools
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: removes the peering connection and the routes that lead to it; all traffic over it stops.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html>
    /// - <https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html>: both sides need a route
    ENVIRONMENT_PEERING = "ISO103" "environment-peering" {
        summary: "a peering connection joins environments that must be apart",
        severity: Error,
        since: "0.1.0",
        run: Vpc(environment_peering),
    }
}

fn environment_peering(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    let peerings: Vec<&VpcPeering> = facts.referrers(vpc.id).collect();
    if peerings.is_empty() {
        return;
    }
    let policy = Policy::new(facts);
    // One finding for both directions, told from the side that asked for the connection.
    let ours = |peering: &&&VpcPeering| {
        peering.requester == vpc.id && peering.state == Acceptance::Accepted
    };
    for peering in peerings.iter().filter(ours) {
        let mut pairs: BTreeMap<_, Vec<Joined>> = BTreeMap::new();
        for (from, to) in [
            (peering.requester, peering.accepter),
            (peering.accepter, peering.requester),
        ] {
            for joined in joined(facts, &policy, peering.id.entity(), (from, to)) {
                let ends = (joined.from.0, joined.to.0);
                let pair = (ends.0.min(ends.1), ends.0.max(ends.1));
                pairs.entry(pair).or_default().push(joined);
            }
        }
        for joined in pairs.into_values() {
            tell(facts, peering, joined, out);
        }
    }
}

/// An environment, where it stands.
type Stand = (Id<Environment>, Id<Vpc>);

/// One environment that reaches another over the peering, or would by one more route.
struct Joined {
    from: Stand,
    to: Stand,
    rule: Rule,
    way: Option<Vec<Hop>>,
}

/// What the hosts of one VPC reach of the other although they must not.
fn joined(
    facts: &Facts,
    policy: &Policy,
    peering: EntityId,
    (from, to): (Id<Vpc>, Id<Vpc>),
) -> Vec<Joined> {
    let mut list = Vec::new();
    for near in environments(facts, from) {
        for far in environments(facts, to) {
            let rule = policy.rule_between((near, from.entity()), (far, to.entity()));
            if rule != Rule::May {
                list.push(Joined {
                    from: (near, from),
                    to: (far, to),
                    rule,
                    way: way_over(facts, (near, from), peering, (far, to)),
                });
            }
        }
    }
    list
}

/// That of a VPC, and those that its subnets have instead.
fn environments(facts: &Facts, vpc: Id<Vpc>) -> BTreeSet<Id<Environment>> {
    let subnets = facts.children::<Subnet>(vpc);
    let subnets = subnets.filter_map(|subnet| facts.environment_of(subnet.id));
    let own = facts.environment_of(vpc).into_iter();
    own.chain(subnets).map(|env| env.id).collect()
}

fn tell(facts: &Facts, peering: &VpcPeering, mut joined: Vec<Joined>, out: &mut Findings) {
    // A way that is open is graver than one that a route would open.
    joined.sort_by_key(|joined| joined.way.is_none());
    let back = joined.iter().any(|back| {
        let first = joined.first();
        back.way.is_some() && first.is_some_and(|first| back.from.0 == first.to.0)
    });
    let Some(Joined {
        from,
        to,
        rule,
        way,
    }) = joined.into_iter().next()
    else {
        return;
    };
    let id = peering.id.entity();
    let names = (facts.label(from.0), facts.label(to.0));
    let label = facts.label(id);
    let message = match (&way, back) {
        (Some(_), true) => format!(
            "Peering {label} lets {} and {} reach each other",
            names.0, names.1
        ),
        (Some(_), false) => format!("Peering {label} lets {} reach {}", names.0, names.1),
        (None, _) => format!(
            "Peering {label} would let {} reach {}: only a route is missing",
            names.0, names.1
        ),
    };
    let message = format!(
        "{message} ({} to {})",
        facts.label(from.1),
        facts.label(to.1)
    );
    let mut gone = vec![id];
    gone.extend(
        facts
            .referrers::<crate::model::Route>(id)
            .map(|route| route.id.entity()),
    );
    out.report(id, "", message)
        .severity(if way.is_some() {
            Severity::Error
        } else {
            Severity::Warning
        })
        .related([from.1, to.1])
        .detail(rule_text(facts, rule, &names.0, &names.1))
        .path(way.unwrap_or_default())
        .fix(
            "Remove the peering connection and its routes",
            Applicability::Unsafe,
            vec![Command::Delete(gone)],
        );
}

/// The way of a packet from a subnet of one environment over the peering to a host of the other.
fn way_over(
    facts: &Facts,
    (near, vpc): Stand,
    peering: EntityId,
    (far, far_vpc): Stand,
) -> Option<Vec<Hop>> {
    let is_of = |subnet: &&Subnet, environment| {
        let own = facts.environment_of(subnet.id);
        own.is_some_and(|own| own.id == environment)
    };
    let receivers = facts.children::<Subnet>(far_vpc);
    let hosts: PrefixSet = receivers
        .filter(|subnet| is_of(subnet, far))
        .flat_map(|subnet| &subnet.cidrs)
        .collect();
    let routes = facts.routes(vpc)?;
    let mut senders = facts
        .children::<Subnet>(vpc)
        .filter(|subnet| is_of(subnet, near));
    senders.find_map(|subnet| {
        let parts = routes.of_subnet(subnet)?.split(&hosts);
        let over = parts
            .into_iter()
            .find_map(|(_, line)| line.filter(|line| line.next == Next::Via(peering)))?;
        let text = format!(
            "{} sends {} to {}",
            facts.label(subnet.id),
            over.destination,
            facts.label(peering)
        );
        Some(vec![
            Hop {
                id: subnet.id.entity(),
                text,
            },
            Hop {
                id: peering,
                text: format!("passes {}", facts.label(peering)),
            },
            Hop {
                id: far_vpc.entity(),
                text: format!("delivered in {}", facts.label(far_vpc)),
            },
        ])
    })
}

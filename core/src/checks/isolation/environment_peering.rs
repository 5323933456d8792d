//! Check ISO103: a peering connection joins environments.

use super::crossing_text::rule_text;
use crate::analysis::{Facts, Hop, Next, Policy, Rule};
use crate::checks::{Applicability, Findings, Severity, declare_check};
use crate::edit::Command;
use crate::model::{Acceptance, EntityId, Id, Subnet, Vpc, VpcPeering};

declare_check! {
    /// ## What it does
    /// Finds peering connections over which a VPC of one environment reaches one of another that it must not reach.
    /// Without routes to the peering it is a warning: the link is there and one route opens it.
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
        let ends = (
            facts.environment_of(peering.requester),
            facts.environment_of(peering.accepter),
        );
        let (Some(near), Some(far)) = ends else {
            continue;
        };
        let id = peering.id.entity();
        let mut crossings = Vec::new();
        for (from, to) in [
            (peering.requester, peering.accepter),
            (peering.accepter, peering.requester),
        ] {
            let environments = if from == peering.requester {
                (near, far)
            } else {
                (far, near)
            };
            let rule = policy.rule(environments.0.id, environments.1.id);
            if rule != Rule::May {
                crossings.push((way_over(facts, from, id, to), environments, rule, from, to));
            }
        }
        // A way that is open is graver than one that a route would open.
        crossings.sort_by_key(|(way, ..)| way.is_none());
        let mutual = crossings.len() == 2 && crossings.iter().all(|(way, ..)| way.is_some());
        let Some((way, environments, rule, from, to)) = crossings.into_iter().next() else {
            continue;
        };
        let names = (
            facts.label(environments.0.id),
            facts.label(environments.1.id),
        );
        let label = facts.label(id);
        let message = match (&way, mutual) {
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
        let message = format!("{message} ({} to {})", facts.label(from), facts.label(to));
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
            .related([from, to])
            .detail(rule_text(facts, rule, &names.0, &names.1))
            .path(way.unwrap_or_default())
            .fix(
                "Remove the peering connection and its routes",
                Applicability::Unsafe,
                vec![Command::Delete(gone)],
            );
    }
}

/// The way of a packet from a subnet of `vpc` over the peering to a host of `far`.
fn way_over(facts: &Facts, vpc: Id<Vpc>, peering: EntityId, far: Id<Vpc>) -> Option<Vec<Hop>> {
    let hosts = facts.hosts_of_vpc(far);
    let routes = facts.routes(vpc)?;
    facts.children::<Subnet>(vpc).find_map(|subnet| {
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
                id: far.entity(),
                text: format!("delivered in {}", facts.label(far)),
            },
        ])
    })
}

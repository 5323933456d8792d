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
    /// // ^ ISO103 ISO103
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
    for peering in peerings
        .into_iter()
        .filter(|peering| peering.state == Acceptance::Accepted)
    {
        let far = if peering.requester == vpc.id {
            peering.accepter
        } else {
            peering.requester
        };
        let environments = (facts.environment_of(vpc.id), facts.environment_of(far));
        let (Some(from), Some(to)) = environments else {
            continue;
        };
        let rule = policy.rule(from.id, to.id);
        if rule == Rule::May {
            continue;
        }
        let (from, to) = (facts.label(from.id), facts.label(to.id));
        let way = way_over(facts, vpc, peering.id.entity(), far);
        let message = if way.is_some() {
            format!(
                "Peering {} lets {from} reach {to} ({} to {})",
                facts.label(peering.id),
                facts.label(vpc.id),
                facts.label(far)
            )
        } else {
            format!(
                "Peering {} would let {from} reach {to}: only a route in {} is missing",
                facts.label(peering.id),
                facts.label(vpc.id)
            )
        };
        let mut gone = vec![peering.id.entity()];
        gone.extend(
            facts
                .referrers::<crate::model::Route>(peering.id)
                .map(|route| route.id.entity()),
        );
        out.report(peering.id, "", message)
            .severity(if way.is_some() {
                Severity::Error
            } else {
                Severity::Warning
            })
            .related([vpc.id.entity(), far.entity()])
            .detail(rule_text(facts, rule, &from, &to))
            .path(way.unwrap_or_default())
            .fix(
                "Remove the peering connection and its routes",
                Applicability::Unsafe,
                vec![Command::Delete(gone)],
            );
    }
}

/// The way of a packet from a subnet of `vpc` over the peering to a host of `far`.
fn way_over(facts: &Facts, vpc: &Vpc, peering: EntityId, far: Id<Vpc>) -> Option<Vec<Hop>> {
    let hosts = facts.hosts_of_vpc(far);
    let routes = facts.routes(vpc.id)?;
    facts.children::<Subnet>(vpc.id).find_map(|subnet| {
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

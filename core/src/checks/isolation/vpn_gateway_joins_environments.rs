//! Check ISO104: a virtual private gateway joins a site and a VPC of different environments.

use std::collections::BTreeMap;

use super::crossing_text::rule_text;
use crate::analysis::{Facts, Hop, Next, Policy, Rule};
use crate::checks::{Findings, declare_check};
use crate::model::{EntityId, Environment, Id, Site, Subnet, Vpc, VpnConnection, VpnGateway};
use crate::net::PrefixSet;

declare_check! {
    /// ## What it does
    /// Finds VPCs whose virtual private gateway lets in a site of an environment that must not reach them, or some
    /// of their subnets; and where an intent forbids the way out alone, those that send to the site.
    ///
    /// ## Why it matters
    /// The site learns the blocks of the VPC by BGP as soon as the connection is up: nothing else is needed for
    /// packets to arrive.
    ///
    /// ## In production
    /// Flow logs of the VPC show addresses of the site. Detect it with `aws ec2 describe-vpn-connections --query
    /// 'VpnConnections[].[VpnConnectionId,VpnGatewayId,CustomerGatewayId]'` and `aws directconnect
    /// describe-direct-connect-gateway-associations --direct-connect-gateway-id …`.
    ///
    /// ## Example
    /// ```notation
    /// env prod
    /// env lab
    /// site lab environment=lab cidrs=192.168.0.0/16
    /// customer-gateway lab-router site=lab ip_address=203.0.113.10
    /// vpc prod environment=prod cidrs=10.0.0.0/16
    ///   subnet prod-a cidrs=10.0.1.0/24
    ///   vpn-gateway prod-gateway
    ///   // ^ ISO104
    /// vpn-connection lab-vpn customer_gateway=lab-router vpn_gateway=prod-gateway
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// env prod
    /// env lab
    /// site office environment=prod cidrs=192.168.0.0/16
    /// customer-gateway office-router site=office ip_address=203.0.113.10
    /// vpc prod environment=prod cidrs=10.0.0.0/16
    ///   subnet prod-a cidrs=10.0.1.0/24
    ///   vpn-gateway prod-gateway
    /// vpn-connection office-vpn customer_gateway=office-router vpn_gateway=prod-gateway
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: whether the connection, the environment or the rule is wrong is for a person to say.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNRoutingTypes.html>
    /// - <https://docs.aws.amazon.com/directconnect/latest/UserGuide/direct-connect-gateways.html>
    VPN_GATEWAY_JOINS_ENVIRONMENTS = "ISO104" "vpn-gateway-joins-environments" {
        summary: "a virtual private gateway lets a site into a VPC that it must not reach",
        severity: Error,
        since: "0.1.0",
        run: Vpc(vpn_gateway_joins_environments),
    }
}

fn vpn_gateway_joins_environments(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    let mut gateways = facts.children::<VpnGateway>(vpc.id).peekable();
    if gateways.peek().is_none() {
        return;
    }
    let policy = Policy::new(facts);
    // The VPC itself, and subnets that are of another environment than it.
    let mut stands: BTreeMap<Id<Environment>, EntityId> = BTreeMap::new();
    let own = facts.environment_of(vpc.id);
    stands.extend(own.map(|own| (own.id, vpc.id.entity())));
    for subnet in facts.children::<Subnet>(vpc.id) {
        if let Some(environment) = facts.environment_of(subnet.id) {
            stands
                .entry(environment.id)
                .or_insert_with(|| subnet.id.entity());
        }
    }
    for gateway in gateways {
        for (over, site) in sites(facts, gateway) {
            let Some(from) = facts.environment_of(site.id) else {
                continue;
            };
            for (to, at) in &stands {
                let sides = ((from.id, site.id.entity()), (*to, vpc.id.entity()));
                let rule = policy.rule_between(sides.0, sides.1);
                if rule != Rule::May {
                    let (from, to) = (facts.label(from.id), facts.label(*to));
                    let message = format!(
                        "{} lets {from} reach {to}: site {} comes in over {} to {}",
                        facts.label(gateway.id),
                        facts.label(site.id),
                        facts.label(over),
                        facts.label(*at)
                    );
                    out.report(gateway.id, "", message)
                        .related([site.id.entity(), over, *at])
                        .detail(rule_text(facts, rule, &from, &to));
                    continue;
                }
                // An intent may forbid the way out alone.
                let rule = policy.rule_between(sides.1, sides.0);
                if rule != Rule::May
                    && let Some(way) = way_out(facts, gateway, *to, site)
                {
                    let (from, to) = (facts.label(*to), facts.label(from.id));
                    let message = format!(
                        "{} lets {from} reach {to}: {} sends over {} to site {}",
                        facts.label(gateway.id),
                        facts.label(vpc.id),
                        facts.label(over),
                        facts.label(site.id)
                    );
                    out.report(gateway.id, "", message)
                        .related([site.id.entity(), over, *at])
                        .detail(rule_text(facts, rule, &from, &to))
                        .path(way);
                }
            }
        }
    }
}

/// The way of a packet from a subnet of the environment over the gateway to the site.
fn way_out(
    facts: &Facts,
    gateway: &VpnGateway,
    of: Id<Environment>,
    site: &Site,
) -> Option<Vec<Hop>> {
    let hosts: PrefixSet = site.cidrs.iter().collect();
    let routes = facts.routes(gateway.vpc?)?;
    let mut senders = facts.children::<Subnet>(gateway.vpc?).filter(|subnet| {
        let own = facts.environment_of(subnet.id);
        own.is_some_and(|own| own.id == of)
    });
    senders.find_map(|subnet| {
        let parts = routes.of_subnet(subnet)?.split(&hosts).into_iter();
        let mut lines = parts.filter_map(|(_, line)| line);
        let over = lines.find(|line| line.next == Next::Via(gateway.id.entity()))?;
        let (name, gateway_name) = (facts.label(subnet.id), facts.label(gateway.id));
        Some(vec![
            Hop {
                id: subnet.id.entity(),
                text: format!("{name} sends {} to {gateway_name}", over.destination),
            },
            Hop {
                id: gateway.id.entity(),
                text: format!("passes {gateway_name}"),
            },
            Hop {
                id: site.id.entity(),
                text: format!("delivered in {}", facts.label(site.id)),
            },
        ])
    })
}

fn sites<'f>(facts: &'f Facts, gateway: &VpnGateway) -> Vec<(EntityId, &'f Site)> {
    let vpns = facts.referrers::<VpnConnection>(gateway.id);
    let mut sites: Vec<_> = vpns
        .filter_map(|vpn| Some((vpn.id.entity(), facts.site_of_vpn(vpn)?)))
        .collect();
    sites.extend(facts.direct_connect_sites_of_vpn_gateway(gateway.id));
    sites
}

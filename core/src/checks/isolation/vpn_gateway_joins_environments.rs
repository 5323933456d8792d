//! Check ISO104: a virtual private gateway joins a site and a VPC of different environments.

use super::crossing_text::rule_text;
use crate::analysis::{Facts, Policy, Rule};
use crate::checks::{Findings, declare_check};
use crate::model::{EntityId, Site, Vpc, VpnConnection, VpnGateway};

declare_check! {
    /// ## What it does
    /// Finds VPCs whose virtual private gateway lets in a site of an environment that must not reach them.
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
    let Some(to) = facts.environment_of(vpc.id) else {
        return;
    };
    for gateway in facts.children::<VpnGateway>(vpc.id) {
        let policy = Policy::new(facts);
        for (over, site) in sites(facts, gateway) {
            let Some(from) = facts.environment_of(site.id) else {
                continue;
            };
            let rule = policy.rule(from.id, to.id);
            if rule == Rule::May {
                continue;
            }
            let (from, to) = (facts.label(from.id), facts.label(to.id));
            let message = format!(
                "{} lets {from} reach {to}: site {} comes in over {} to {}",
                facts.label(gateway.id),
                facts.label(site.id),
                facts.label(over),
                facts.label(vpc.id)
            );
            out.report(gateway.id, "", message)
                .related([site.id.entity(), over, vpc.id.entity()])
                .detail(rule_text(facts, rule, &from, &to));
        }
    }
}

fn sites<'f>(facts: &'f Facts, gateway: &VpnGateway) -> Vec<(EntityId, &'f Site)> {
    let vpns = facts.referrers::<VpnConnection>(gateway.id);
    let mut sites: Vec<_> = vpns
        .filter_map(|vpn| Some((vpn.id.entity(), facts.site_of_vpn(vpn)?)))
        .collect();
    sites.extend(facts.direct_connect_sites_of_vpn_gateway(gateway.id));
    sites
}

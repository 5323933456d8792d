//! Check ADR112: networks joined by a virtual private gateway or a Direct Connect gateway overlap.

use ipnet::IpNet;

use crate::analysis::Facts;
use crate::checks::{Findings, declare_check};
use crate::model::{DirectConnectGateway, VpnConnection, VpnGateway};
use crate::net::PrefixSet;

declare_check! {
    /// ## What it does
    /// Finds sites with a block inside a block of the VPC whose virtual private gateway they use, and VPCs with
    /// overlapping blocks behind one Direct Connect gateway.
    ///
    /// ## Why it matters
    /// The local route always wins over a learnt one of the same or wider destination, so hosts of the VPC never
    /// send to that part of the site. A Direct Connect gateway refuses the second VPC.
    ///
    /// ## In production
    /// Connections to the site time out from this VPC only. `aws ec2 describe-route-tables` shows the local route
    /// for the address; `aws directconnect describe-direct-connect-gateway-associations` shows the association
    /// state.
    ///
    /// ## Example
    /// ```notation
    /// site office cidrs=10.0.64.0/20
    /// customer-gateway router site=office ip_address=203.0.113.10
    /// vpc app cidrs=10.0.0.0/16
    ///   route-table app main=true propagating_gateways=app-gateway
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///   vpn-gateway app-gateway
    ///   // ^ ADR112
    /// vpn-connection office-vpn customer_gateway=router vpn_gateway=app-gateway
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// site office cidrs=192.168.64.0/20
    /// customer-gateway router site=office ip_address=203.0.113.10
    /// vpc app cidrs=10.0.0.0/16
    ///   route-table app main=true propagating_gateways=app-gateway
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///   vpn-gateway app-gateway
    /// vpn-connection office-vpn customer_gateway=router vpn_gateway=app-gateway
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: one side must be renumbered, or translated by a private NAT gateway.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html>: the local route wins
    /// - <https://docs.aws.amazon.com/directconnect/latest/UserGuide/direct-connect-gateways.html>: blocks of VPCs behind one
    ///   gateway must not overlap
    VPN_GATEWAY_OVERLAP = "ADR112" "vpn-gateway-overlap" {
        summary: "networks joined by a virtual private gateway or a Direct Connect gateway overlap",
        severity: Error,
        since: "0.1.0",
        run: Row(VpnGateway, vpn_gateway_overlap),
    }
}

fn vpn_gateway_overlap(facts: &Facts, gateway: &VpnGateway, out: &mut Findings) {
    let Some(vpc) = gateway.vpc.and_then(|vpc| facts.get(vpc)) else {
        return;
    };
    let own: PrefixSet = vpc.cidrs.iter().collect();
    let vpns = facts.referrers::<VpnConnection>(gateway.id);
    let mut sites: Vec<_> = vpns.filter_map(|vpn| facts.site_of_vpn(vpn)).collect();
    sites.extend(
        facts
            .direct_connect_sites_of_vpn_gateway(gateway.id)
            .into_iter()
            .map(|(_, site)| site),
    );
    sites.sort_by_key(|site| site.id);
    sites.dedup_by_key(|site| site.id);
    for site in sites {
        // A wider block of the site is a summary: the longer local prefix is right to win inside it.
        let lost: Vec<&IpNet> = site
            .cidrs
            .iter()
            .filter(|block| own.contains(block))
            .collect();
        if let Some(block) = lost.first() {
            let message = format!(
                "Site {} has {block} inside {} ({own}), whose hosts never send there: the local route wins",
                facts.label(site.id),
                facts.label(vpc.id)
            );
            out.report(gateway.id, "", message)
                .related([site.id.entity(), vpc.id.entity()]);
        }
    }
    for shared in facts.referrers::<DirectConnectGateway>(gateway.id) {
        let others = shared
            .vpn_gateways
            .iter()
            .filter(|other| **other < gateway.id);
        let others = others.filter_map(|other| facts.get(facts.get(*other)?.vpc?));
        for other in others.filter(|other| other.id != vpc.id) {
            let both = own.intersection(&other.cidrs.iter().collect());
            if !both.is_empty() {
                let message = format!(
                    "{} and {} share {both} behind Direct Connect gateway {}, which refuses the second",
                    facts.label(other.id),
                    facts.label(vpc.id),
                    facts.label(shared.id)
                );
                out.report(gateway.id, "", message).related([
                    shared.id.entity(),
                    other.id.entity(),
                    vpc.id.entity(),
                ]);
            }
        }
    }
}

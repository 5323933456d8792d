//! Check HYB101: a site hangs on one connection.

use std::collections::BTreeSet;

use crate::analysis::Facts;
use crate::checks::{Findings, declare_check};
use crate::model::{CustomerGateway, Site, VirtualInterface, VpnConnection};

declare_check! {
    /// ## What it does
    /// Finds sites that are joined by one VPN connection to one device, or by one Direct Connect connection without a
    /// VPN beside it.
    ///
    /// ## Why it matters
    /// A VPN connection has two tunnels, and AWS replaces one at a time for maintenance; but both end at one device of
    /// yours. A Direct Connect connection is one fibre into one device. The site is cut off when it fails.
    ///
    /// ## In production
    /// It shows on the day the router is updated. Watch CloudWatch `TunnelState` below 2 per connection and
    /// `ConnectionState` of Direct Connect; list with `aws ec2 describe-vpn-connections --query
    /// 'VpnConnections[].[CustomerGatewayId,VgwTelemetry[].Status]'`.
    ///
    /// ## Example
    /// ```notation
    /// site office cidrs=192.168.0.0/16
    /// // ^ HYB101
    /// customer-gateway router site=office ip_address=203.0.113.10
    /// vpn-connection office-vpn customer_gateway=router
    /// tgw hub
    ///   tgw-attachment office-hub resource=office-vpn
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// site office cidrs=192.168.0.0/16
    /// customer-gateway router-1 site=office ip_address=203.0.113.10
    /// customer-gateway router-2 site=office ip_address=203.0.113.11
    /// vpn-connection office-vpn-1 customer_gateway=router-1
    /// vpn-connection office-vpn-2 customer_gateway=router-2
    /// tgw hub
    ///   tgw-attachment office-1 resource=office-vpn-1
    ///   tgw-attachment office-2 resource=office-vpn-2
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: a second connection needs a second device.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-redundant-connection.html>
    /// - <https://docs.aws.amazon.com/directconnect/latest/UserGuide/getstarted.html>: resiliency
    SINGLE_CONNECTION = "HYB101" "single-connection" {
        summary: "a site hangs on one connection",
        severity: Warning,
        since: "0.1.0",
        run: Design([CustomerGateway, Site, VirtualInterface, VpnConnection], single_connection),
    }
}

fn single_connection(facts: &Facts, out: &mut Findings) {
    for site in facts.all::<Site>() {
        let gateways = facts.referrers::<CustomerGateway>(site.id);
        let with_vpn = |gateway: &&CustomerGateway| {
            facts
                .referrers::<VpnConnection>(gateway.id)
                .next()
                .is_some()
        };
        let devices = gateways.filter(with_vpn).count();
        let fibres: BTreeSet<&str> = facts
            .referrers::<VirtualInterface>(site.id)
            .map(|interface| interface.connection_id.as_str())
            .collect();
        let what = match (devices, fibres.len()) {
            (1, 0) => "one VPN device",
            (0, 1) => "one Direct Connect connection",
            _ => continue,
        };
        let message = format!("Site {} hangs on {what}", facts.label(site.id));
        out.report(site.id, "", message);
    }
}

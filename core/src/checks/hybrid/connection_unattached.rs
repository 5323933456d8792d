//! Check HYB103: a VPN connection ends at no gateway, or at two.

use crate::analysis::Facts;
use crate::checks::{Findings, declare_check};
use crate::model::{TgwAttachment, VpnConnection};

declare_check! {
    /// ## What it does
    /// Finds VPN connections with no gateway on the AWS side, or with a virtual private gateway and a transit gateway, and
    /// accelerated ones that do not end at a transit gateway.
    ///
    /// ## Why it matters
    /// A connection is made for exactly one gateway. Acceleration exists for transit gateways alone.
    ///
    /// ## In production
    /// `create-vpn-connection` answers `MissingParameter` or `InvalidParameterCombination`.
    ///
    /// ## Example
    /// ```notation
    /// customer-gateway router ip_address=203.0.113.10
    /// vpn-connection office customer_gateway=router
    /// // ^ HYB103
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// customer-gateway router ip_address=203.0.113.10
    /// vpn-connection office customer_gateway=router
    /// tgw hub
    ///   tgw-attachment office-hub resource=office
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: which gateway is meant is for a person to say.
    ///
    /// ## Evidence
    /// - botocore 1.44.5, CreateVpnConnection: a transit gateway or a virtual private gateway
    /// - <https://docs.aws.amazon.com/vpn/latest/s2svpn/accelerated-vpn.html>
    CONNECTION_UNATTACHED = "HYB103" "connection-unattached" {
        summary: "a VPN connection ends at no gateway, or at two",
        severity: Error,
        since: "0.1.0",
        run: Row(VpnConnection, connection_unattached),
    }
}

fn connection_unattached(facts: &Facts, vpn: &VpnConnection, out: &mut Findings) {
    let hub = facts.referrers::<TgwAttachment>(vpn.id).next();
    let (field, why) = match (vpn.vpn_gateway, hub) {
        (None, None) => ("vpn_gateway", "ends at no gateway".to_owned()),
        (Some(gateway), Some(hub)) => (
            "vpn_gateway",
            format!(
                "ends at {} and at {}",
                facts.label(gateway),
                facts.label(hub.transit_gateway)
            ),
        ),
        (Some(_), None) if vpn.acceleration => (
            "acceleration",
            "is accelerated, which only a transit gateway takes".to_owned(),
        ),
        _ => return,
    };
    let message = format!("VPN connection {} {why}", facts.label(vpn.id));
    out.report(vpn.id, field, message)
        .related(vpn.vpn_gateway)
        .related(hub.map(|hub| hub.id));
}

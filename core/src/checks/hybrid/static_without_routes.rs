//! Check HYB105: a static VPN connection knows no network.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::VpnConnection;

declare_check! {
    /// ## What it does
    /// Finds VPN connections with static routing and no static route.
    ///
    /// ## Why it matters
    /// Both tunnels come up and nothing is ever sent into them: without BGP the gateway knows only what is written.
    ///
    /// ## In production
    /// `TunnelState` is 1 and `TunnelDataOut` stays 0. Detect it with `aws ec2 describe-vpn-connections --query
    /// 'VpnConnections[?Options.StaticRoutesOnly].[VpnConnectionId,Routes]'`.
    ///
    /// ## Example
    /// ```notation
    /// site office cidrs=192.168.0.0/16
    /// customer-gateway router site=office ip_address=203.0.113.10
    /// vpc app cidrs=10.0.0.0/16
    ///   route-table app main=true propagating_gateways=gateway
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///   vpn-gateway gateway
    /// vpn-connection office-vpn customer_gateway=router vpn_gateway=gateway static_routes_only=true
    /// // ^ HYB105
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// site office cidrs=192.168.0.0/16
    /// customer-gateway router site=office ip_address=203.0.113.10
    /// vpc app cidrs=10.0.0.0/16
    ///   route-table app main=true propagating_gateways=gateway
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///   vpn-gateway gateway
    /// vpn-connection office-vpn customer_gateway=router vpn_gateway=gateway static_routes_only=true static_routes=192.168.0.0/16
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: writes the networks of the site as static routes, so that traffic to them enters the tunnels.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNRoutingTypes.html>
    STATIC_WITHOUT_ROUTES = "HYB105" "static-without-routes" {
        summary: "a VPN connection with static routing knows no network",
        severity: Error,
        since: "0.1.0",
        run: Row(VpnConnection, static_without_routes),
    }
}

fn static_without_routes(facts: &Facts, vpn: &VpnConnection, out: &mut Findings) {
    // On a transit gateway the static routes stand in its route tables.
    if !vpn.static_routes_only || !vpn.static_routes.is_empty() || vpn.vpn_gateway.is_none() {
        return;
    }
    let message = format!(
        "VPN connection {} has static routing and no static route",
        facts.label(vpn.id)
    );
    let report = out.report(vpn.id, "static_routes", message);
    if let Some(site) = facts.site_of_vpn(vpn).filter(|site| !site.cidrs.is_empty()) {
        let blocks: Vec<String> = site
            .cidrs
            .iter()
            .map(|block| block.trunc().to_string())
            .collect();
        report.fix(
            format!("Route the networks of {}", facts.label(site.id)),
            Applicability::Unsafe,
            vec![Command::set(vpn.id, "static_routes", blocks)],
        );
    }
}

//! Check HYB104: a customer gateway can't be made.

use crate::analysis::Facts;
use crate::checks::{Findings, Severity, declare_check};
use crate::model::{CustomerGateway, VpnConnection};

declare_check! {
    /// ## What it does
    /// Finds customer gateways without a public address, with an address that is not public, and (as a warning) those of
    /// VPN connections without a site, whose networks are then unknown.
    ///
    /// ## Why it matters
    /// AWS builds the tunnels to this address. Without a site nothing can be said about what is behind it, and every
    /// answer about it is `unknown`.
    ///
    /// ## In production
    /// `create-customer-gateway` answers `MissingParameter`; tunnels to a private address stay DOWN: `aws ec2
    /// describe-vpn-connections --query 'VpnConnections[].VgwTelemetry[].[OutsideIpAddress,Status]'`.
    ///
    /// ## Example
    /// ```notation
    /// site office cidrs=192.168.0.0/16
    /// customer-gateway router site=office
    /// // ^ HYB104
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// site office cidrs=192.168.0.0/16
    /// customer-gateway router site=office ip_address=203.0.113.10
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: only you know the address.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpn/latest/s2svpn/cgw-options.html>
    CUSTOMER_GATEWAY_INCOMPLETE = "HYB104" "customer-gateway-incomplete" {
        summary: "a customer gateway has no usable address, or no site behind it",
        severity: Error,
        since: "0.1.0",
        run: Row(CustomerGateway, customer_gateway_incomplete),
    }
}

fn customer_gateway_incomplete(facts: &Facts, gateway: &CustomerGateway, out: &mut Findings) {
    let label = facts.label(gateway.id);
    match gateway.ip_address {
        None => {
            out.report(
                gateway.id,
                "ip_address",
                format!("Customer gateway {label} has no public address"),
            );
        }
        Some(std::net::IpAddr::V4(address))
            if address.is_private() || address.is_link_local() || address.is_loopback() =>
        {
            let message = format!(
                "Customer gateway {label} has {address}, which the internet does not route"
            );
            out.report(gateway.id, "ip_address", message)
                .detail("A private address works only for a VPN over a transit virtual interface");
        }
        Some(_) => {}
    }
    if gateway.site.is_none()
        && facts
            .referrers::<VpnConnection>(gateway.id)
            .next()
            .is_some()
    {
        let message =
            format!("Customer gateway {label} names no site, so what is behind it is unknown");
        out.report(gateway.id, "site", message)
            .severity(Severity::Warning);
    }
}

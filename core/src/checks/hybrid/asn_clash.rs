//! Check HYB106: two ends of a BGP session have one ASN.

use crate::analysis::Facts;
use crate::checks::{Findings, declare_check};
use crate::model::{
    CustomerGateway, DirectConnectGateway, EntityId, TgwAttachment, TransitGateway,
    VirtualInterface, VpnConnection, VpnGateway,
};

declare_check! {
    /// ## What it does
    /// Finds VPN connections and virtual interfaces whose two ends have the same ASN, and Direct Connect gateways with the
    /// ASN of the transit gateway that is attached.
    ///
    /// ## Why it matters
    /// A router drops routes whose path holds its own ASN, so nothing is learnt. AWS refuses to associate a Direct Connect
    /// gateway with a transit gateway of the same ASN, and an ASN can't be changed later without building anew.
    ///
    /// ## In production
    /// The session is up and the table is empty: `VgwTelemetry[].AcceptedRouteCount` is 0. The association answers
    /// `DirectConnectClientException`.
    ///
    /// ## Example
    /// ```notation
    /// site office cidrs=192.168.0.0/16
    /// customer-gateway router site=office ip_address=203.0.113.10 asn=64512
    /// vpn-connection office-vpn customer_gateway=router
    /// // ^ HYB106
    /// tgw hub asn=64512
    ///   tgw-attachment office-hub resource=office-vpn
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// site office cidrs=192.168.0.0/16
    /// customer-gateway router site=office ip_address=203.0.113.10 asn=65010
    /// vpn-connection office-vpn customer_gateway=router
    /// tgw hub asn=64512
    ///   tgw-attachment office-hub resource=office-vpn
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: the ASN is configured in routers of yours too.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/directconnect/latest/UserGuide/direct-connect-transit-gateways.html>: the ASNs must differ
    /// - RFC 4271, 9.1.2: <https://www.rfc-editor.org/rfc/rfc4271>
    ASN_CLASH = "HYB106" "asn-clash" {
        summary: "two ends of a BGP session have one ASN",
        severity: Error,
        since: "0.1.0",
        run: Design([
            CustomerGateway, DirectConnectGateway, TgwAttachment, TransitGateway, VirtualInterface, VpnConnection, VpnGateway,
        ], asn_clash),
    }
}

fn asn_clash(facts: &Facts, out: &mut Findings) {
    let mut judge = |id: EntityId, ends: [(EntityId, i64); 2]| {
        if ends[0].1 == ends[1].1 {
            let message = format!(
                "{} and {} both have ASN {}, so {} learns no routes",
                facts.label(ends[0].0),
                facts.label(ends[1].0),
                ends[0].1,
                facts.label(id)
            );
            out.report(id, "", message).related([ends[0].0, ends[1].0]);
        }
    };
    for vpn in facts
        .all::<VpnConnection>()
        .filter(|vpn| !vpn.static_routes_only)
    {
        let Some(far) = facts.get::<CustomerGateway>(vpn.customer_gateway) else {
            continue;
        };
        let gateway = vpn
            .vpn_gateway
            .and_then(|gateway| facts.get::<VpnGateway>(gateway));
        let hub = facts.referrers::<TgwAttachment>(vpn.id).next();
        let hub = hub.and_then(|hub| facts.get::<TransitGateway>(hub.transit_gateway));
        let near = gateway.map(|gateway| (gateway.id.entity(), gateway.asn));
        let near = near.or(hub.map(|hub| (hub.id.entity(), hub.asn)));
        if let Some(near) = near {
            judge(vpn.id.entity(), [near, (far.id.entity(), far.asn)]);
        }
    }
    for interface in facts.all::<VirtualInterface>() {
        let gateway = interface
            .direct_connect_gateway
            .and_then(|gateway| facts.get::<DirectConnectGateway>(gateway));
        if let (Some(gateway), Some(site)) = (gateway, interface.site) {
            judge(
                interface.id.entity(),
                [
                    (gateway.id.entity(), gateway.asn),
                    (site.entity(), interface.asn),
                ],
            );
        }
    }
    for attachment in facts.all::<TgwAttachment>() {
        let gateway = facts.as_kind::<DirectConnectGateway>(attachment.resource);
        if let (Some(gateway), Some(hub)) = (gateway, facts.get(attachment.transit_gateway)) {
            judge(
                attachment.id.entity(),
                [
                    (gateway.id.entity(), gateway.asn),
                    (hub.id.entity(), hub.asn),
                ],
            );
        }
    }
}

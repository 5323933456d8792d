//! Check HYB109: a Direct Connect gateway serves both kinds of gateway.

use crate::analysis::Facts;
use crate::aws::quotas::TGW_PER_DIRECT_CONNECT_GATEWAY;
use crate::checks::quota::judge;
use crate::checks::{Findings, declare_check};
use crate::model::{DirectConnectGateway, TgwAttachment};

declare_check! {
    /// ## What it does
    /// Finds Direct Connect gateways with virtual private gateways and transit gateways together, and those with more
    /// transit gateways than the quota.
    ///
    /// ## Why it matters
    /// A Direct Connect gateway is associated with the one kind or the other. Moving from VPC gateways to a hub needs a
    /// second one, with interfaces of its own.
    ///
    /// ## In production
    /// `create-direct-connect-gateway-association` answers `DirectConnectClientException`.
    ///
    /// ## Example
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   route-table app main=true propagating_gateways=gateway
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///   vpn-gateway gateway
    /// direct-connect-gateway dx asn=64513 vpn_gateways=gateway allowed_prefixes=10.0.0.0/16
    /// // ^ HYB109
    /// tgw hub
    ///   tgw-attachment dx-hub resource=dx
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// direct-connect-gateway dx asn=64513 allowed_prefixes=10.0.0.0/16
    /// tgw hub
    ///   tgw-attachment dx-hub resource=dx
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: which side stays is for a person to say.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/directconnect/latest/UserGuide/direct-connect-gateways.html>
    /// - <https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html>
    GATEWAY_MIX = "HYB109" "gateway-mix" {
        summary: "a Direct Connect gateway serves virtual private gateways and transit gateways together",
        severity: Error,
        since: "0.1.0",
        run: Row(DirectConnectGateway, gateway_mix),
    }
}

fn gateway_mix(facts: &Facts, gateway: &DirectConnectGateway, out: &mut Findings) {
    let hubs: Vec<&TgwAttachment> = facts.referrers(gateway.id).collect();
    if let (Some(hub), Some(own)) = (hubs.first(), gateway.vpn_gateways.first()) {
        let message = format!(
            "Direct Connect gateway {} serves {} and {}: it takes one kind or the other",
            facts.label(gateway.id),
            facts.label(*own),
            facts.label(hub.transit_gateway)
        );
        out.report(gateway.id, "vpn_gateways", message)
            .related([own.entity(), hub.transit_gateway.entity()]);
    }
    judge(
        facts,
        gateway.id.entity(),
        "",
        hubs.len(),
        &TGW_PER_DIRECT_CONNECT_GATEWAY,
        out,
    );
}

//! Check TGW116: a hub, or a VPC on hubs, is over a quota.

use std::collections::BTreeMap;

use crate::analysis::Facts;
use crate::aws::quotas::{
    TGW_ATTACHMENTS, TGW_CIDR_BLOCKS, TGW_DIRECT_CONNECT_GATEWAYS, TGW_PEERINGS, TGW_PER_REGION,
    TGW_PER_VPC, TGW_ROUTE_TABLES, TGW_ROUTES,
};
use crate::checks::quota::{judge, judge_places};
use crate::checks::{Findings, declare_check};
use crate::model::{EntityId, Kind, TgwAttachment, TgwRouteTable, TransitGateway};

declare_check! {
    /// ## What it does
    /// Counts what transit gateways hold against their quotas: attachments, route tables, routes over all tables,
    /// peerings, Direct Connect gateways and blocks of their own; the gateways that one VPC is attached to; and, as a note,
    /// the gateways of an account in a Region.
    ///
    /// ## Why it matters
    /// Past a quota the next attachment fails, or routes are not installed. Five gateways per VPC is a hard limit.
    ///
    /// ## In production
    /// The calls answer `TransitGatewayAttachmentLimitExceeded` and the like. Watch with `aws service-quotas
    /// list-service-quotas --service-code ec2 --query 'Quotas[?contains(QuotaName,`ransit`)].[QuotaName,Value]'`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    /// // ^ TGW116
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// tgw hub-1
    ///   tgw-attachment one resource=prod subnets=app-a
    /// tgw hub-2
    ///   tgw-attachment two resource=prod subnets=app-a
    /// tgw hub-3
    ///   tgw-attachment three resource=prod subnets=app-a
    /// tgw hub-4
    ///   tgw-attachment four resource=prod subnets=app-a
    /// tgw hub-5
    ///   tgw-attachment five resource=prod subnets=app-a
    /// tgw hub-6
    /// // ^ TGW116
    ///   tgw-attachment six resource=prod subnets=app-a
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// tgw hub-1
    ///   tgw-attachment one resource=prod subnets=app-a
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: ask for the quota, or divide the network.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html>
    HUB_QUOTAS = "TGW116" "hub-over-quota" {
        summary: "a transit gateway, or a VPC on several, is over a quota",
        severity: Warning,
        since: "0.1.0",
        run: Design([
            Account, CustomerGateway, DirectConnectGateway, Site, TgwAssociation, TgwAttachment, TgwPropagation, TgwRoute,
            TgwRouteTable, TransitGateway, VirtualInterface, Vpc, VpnConnection,
        ], hub_quotas),
    }
}

fn hub_quotas(facts: &Facts, out: &mut Findings) {
    let mut hubs_of_vpc: BTreeMap<EntityId, usize> = BTreeMap::new();
    for attachment in facts
        .all::<TgwAttachment>()
        .filter(|attachment| attachment.resource.kind == Kind::Vpc)
    {
        *hubs_of_vpc.entry(attachment.resource).or_default() += 1;
    }
    for (vpc, count) in hubs_of_vpc {
        judge(facts, vpc, "", count, &TGW_PER_VPC, out);
    }
    let hubs = facts
        .all::<TransitGateway>()
        .map(|hub| ((hub.account, hub.region.clone()), hub.id.entity()));
    judge_places(facts, hubs, &TGW_PER_REGION, out);
    for hub in facts.all::<TransitGateway>() {
        let id = hub.id.entity();
        let attachments = facts.attachments_of_hub(hub.id);
        let of = |kind: Kind| {
            attachments
                .iter()
                .filter(|attachment| facts.far_end(attachment, hub.id).kind == kind)
                .count()
        };
        let routes = facts.hub_routes(hub.id);
        let routes = routes.map_or(0, |routes| {
            routes.tables().map(|table| table.lines.len()).sum()
        });
        judge(facts, id, "", attachments.len(), &TGW_ATTACHMENTS, out);
        judge(
            facts,
            id,
            "",
            facts.children::<TgwRouteTable>(hub.id).count(),
            &TGW_ROUTE_TABLES,
            out,
        );
        judge(facts, id, "", routes, &TGW_ROUTES, out);
        judge(facts, id, "", of(Kind::TransitGateway), &TGW_PEERINGS, out);
        judge(
            facts,
            id,
            "",
            of(Kind::DirectConnectGateway),
            &TGW_DIRECT_CONNECT_GATEWAYS,
            out,
        );
        judge(facts, id, "cidrs", hub.cidrs.len(), &TGW_CIDR_BLOCKS, out);
    }
}

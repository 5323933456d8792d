//! Check HYB102: a site is not told of networks behind Direct Connect.

use crate::analysis::{End, Facts};
use crate::checks::{Applicability, Findings, Severity, declare_check};
use crate::edit::Command;
use crate::model::{DirectConnectGateway, TgwAttachment};
use crate::net::PrefixSet;

declare_check! {
    /// ## What it does
    /// Finds Direct Connect gateways with a transit gateway whose allowed prefixes are empty, or leave out VPCs that the
    /// hub would deliver to.
    ///
    /// ## Why it matters
    /// Over a transit virtual interface the site is told the allowed prefixes and nothing else: they are announced
    /// literally. A VPC that is left out sends to the site and never gets an answer.
    ///
    /// ## In production
    /// The router at the site has no route to the VPC. Detect it with `aws directconnect
    /// describe-direct-connect-gateway-associations --direct-connect-gateway-id … --query
    /// 'directConnectGatewayAssociations[].allowedPrefixesToDirectConnectGateway[].cidr'`.
    ///
    /// ## Example
    /// ```notation
    /// site office cidrs=192.168.0.0/16
    /// direct-connect-gateway dx asn=64513
    /// // ^ HYB102
    /// virtual-interface vif-1 interface_type=transit site=office direct_connect_gateway=dx connection_id=dxcon-1
    /// virtual-interface vif-2 interface_type=transit site=office direct_connect_gateway=dx connection_id=dxcon-2
    /// vpc app cidrs=10.0.0.0/16
    ///   route-table app main=true
    ///     route destination=192.168.0.0/16 target=hub
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// tgw hub
    ///   tgw-attachment app-hub resource=app subnets=app-a
    ///   tgw-attachment dx-hub resource=dx
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// site office cidrs=192.168.0.0/16
    /// direct-connect-gateway dx asn=64513 allowed_prefixes=10.0.0.0/16
    /// virtual-interface vif-1 interface_type=transit site=office direct_connect_gateway=dx connection_id=dxcon-1
    /// virtual-interface vif-2 interface_type=transit site=office direct_connect_gateway=dx connection_id=dxcon-2
    /// vpc app cidrs=10.0.0.0/16
    ///   route-table app main=true
    ///     route destination=192.168.0.0/16 target=hub
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// tgw hub
    ///   tgw-attachment app-hub resource=app subnets=app-a
    ///   tgw-attachment dx-hub resource=dx
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: announces the blocks that are missing, which lets the site reach them.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/directconnect/latest/UserGuide/allowed-to-prefixes.html>
    ALLOWED_PREFIXES = "HYB102" "prefix-not-announced" {
        summary: "a site is not told of networks behind a Direct Connect gateway",
        severity: Warning,
        since: "0.1.0",
        run: Hub(allowed_prefixes),
    }
}

fn allowed_prefixes(facts: &Facts, hub: &crate::model::TransitGateway, out: &mut Findings) {
    let Some(routes) = facts.hub_routes(hub.id) else {
        return;
    };
    for attachment in facts.children::<TgwAttachment>(hub.id) {
        let Some(gateway) = facts.as_kind::<DirectConnectGateway>(attachment.resource) else {
            continue;
        };
        let Some((table, _)) = routes.association(attachment.id) else {
            continue;
        };
        let allowed: PrefixSet = gateway.allowed_prefixes.iter().collect();
        let unannounced = PrefixSet::all_v4().difference(&allowed);
        let mut missing = PrefixSet::empty();
        let mut vpcs = std::collections::BTreeSet::new();
        for outcome in facts.ends_from_table(hub.id, table) {
            if let End::Vpc(vpc) = outcome.end {
                let here = outcome.destinations.intersection(&unannounced);
                if !here.is_empty() {
                    missing = missing.union(&here);
                    vpcs.insert(vpc.entity());
                }
            }
        }
        if gateway.allowed_prefixes.is_empty() {
            let message = format!(
                "Direct Connect gateway {} announces nothing to its sites",
                facts.label(gateway.id)
            );
            let report = out
                .report(gateway.id, "allowed_prefixes", message)
                .severity(Severity::Error)
                .related([hub.id]);
            offer(gateway, &missing, report);
        } else if !missing.is_empty() {
            let message = format!(
                "Sites behind {} are not told of {} ({missing}), which {} would deliver to",
                facts.label(gateway.id),
                facts.labels(vpcs.iter().copied(), 3),
                facts.label(hub.id)
            );
            let report = out
                .report(gateway.id, "allowed_prefixes", message)
                .related([hub.id.entity()])
                .related(vpcs);
            offer(gateway, &missing, report);
        }
    }
}

fn offer(gateway: &DirectConnectGateway, missing: &PrefixSet, report: crate::checks::Report) {
    if !missing.is_empty() {
        let all: Vec<String> = gateway
            .allowed_prefixes
            .iter()
            .copied()
            .chain(missing.iter())
            .map(|block| block.to_string())
            .collect();
        report.fix(
            format!("Announce {missing} too"),
            Applicability::Unsafe,
            vec![Command::set(gateway.id, "allowed_prefixes", all)],
        );
    }
}

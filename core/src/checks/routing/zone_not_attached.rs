//! Check RTE106: a subnet sends to a hub whose attachment does not serve its zone.

use std::collections::BTreeSet;

use crate::analysis::{Facts, Next};
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{Kind, Subnet, TgwAttachment, Vpc};

declare_check! {
    /// ## What it does
    /// Finds subnets whose route table sends to a transit gateway while the attachment of the VPC has no subnet in
    /// their availability zone.
    ///
    /// ## Why it matters
    /// An attachment serves only the zones that it has a subnet in. Hosts of the other zones send into nothing,
    /// although they use the same route table as hosts that work.
    ///
    /// ## In production
    /// Connections from one zone time out. Reachability Analyzer says `TGW_ROUTE_AZ_RESTRICTION`. Compare `aws ec2
    /// describe-transit-gateway-vpc-attachments --query 'TransitGatewayVpcAttachments[].SubnetIds'` with the zones in
    /// use.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   route-table app main=true
    ///     route destination=10.0.0.0/8 target=hub
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///   subnet app-b az=b cidrs=10.0.2.0/24
    ///   // ^ RTE106
    /// tgw hub
    ///   tgw-attachment prod-hub resource=prod subnets=app-a
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   route-table app main=true
    ///     route destination=10.0.0.0/8 target=hub
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///   subnet app-b az=b cidrs=10.0.2.0/24
    /// tgw hub
    ///   tgw-attachment prod-hub resource=prod subnets=app-a,app-b
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: adds the subnet to the attachment, which lets its zone send where the table says.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html>: one subnet for each zone to be served
    /// - <https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html>: TGW_ROUTE_AZ_RESTRICTION
    ZONE_NOT_ATTACHED = "RTE106" "zone-not-attached" {
        summary: "a subnet sends to a transit gateway whose attachment does not serve its zone",
        severity: Error,
        since: "0.1.0",
        run: Vpc(zone_not_attached),
    }
}

fn zone_not_attached(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    let Some(routes) = facts.routes(vpc.id) else {
        return;
    };
    for attachment in facts.referrers::<TgwAttachment>(vpc.id) {
        let subnets = attachment.subnets.iter().filter_map(|id| facts.get(*id));
        let served: BTreeSet<&str> = subnets.map(|subnet| subnet.az.as_str()).collect();
        if served.is_empty() {
            continue; // TGW105 says so.
        }
        let mut told = BTreeSet::new();
        for subnet in facts
            .children::<Subnet>(vpc.id)
            .filter(|subnet| !served.contains(subnet.az.as_str()))
        {
            let hub = attachment.transit_gateway.entity();
            let sends = |subnet: &Subnet| {
                let lines = routes
                    .of_subnet(subnet)
                    .map_or(&[][..], |table| &table.lines);
                lines.iter().any(|line| line.next == Next::Via(hub))
            };
            if !sends(subnet) || hub.kind != Kind::TransitGateway {
                continue;
            }
            let message = format!(
                "Subnet {} sends to {}, but attachment {} serves no subnet in zone {}: packets are dropped",
                facts.label(subnet.id),
                facts.label(hub),
                facts.label(attachment.id),
                subnet.az
            );
            let mut all = attachment.subnets.clone();
            all.push(subnet.id);
            let all: Vec<String> = all.iter().map(ToString::to_string).collect();
            let report = out
                .report(subnet.id, "az", message)
                .related([attachment.id.entity(), hub]);
            if told.insert(subnet.az.as_str()) {
                report.fix(
                    format!("Serve zone {} with {}", subnet.az, facts.label(subnet.id)),
                    Applicability::Unsafe,
                    vec![Command::set(attachment.id, "subnets", all)],
                );
            }
        }
    }
}

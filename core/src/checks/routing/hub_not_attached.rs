//! Check RTE105: a route leads to a hub that the VPC is not attached to.

use std::collections::BTreeSet;

use crate::analysis::{Facts, Next};
use crate::checks::transit::one_subnet_per_zone;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::{Command, Mint};
use crate::model::{EntityId, Id, Kind, RecordKind, TgwAttachment, TransitGateway, Vpc};

declare_check! {
    /// ## What it does
    /// Finds routes to a transit gateway in a VPC that has no attachment to it.
    ///
    /// ## Why it matters
    /// AWS refuses the route: the attachment comes first. In a drawing it often means that the attachment was
    /// forgotten.
    ///
    /// ## In production
    /// `create-route` answers `InvalidTransitGatewayID.NotFound`. List attachments with `aws ec2
    /// describe-transit-gateway-vpc-attachments --filters Name=vpc-id,Values=vpc-…`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   route-table app main=true
    ///     route destination=10.0.0.0/8 target=hub
    ///     // ^ RTE105
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// tgw hub
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   route-table app main=true
    ///     route destination=10.0.0.0/8 target=hub
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// tgw hub
    ///   tgw-attachment prod-hub resource=prod subnets=app-a
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: attaches the VPC with one subnet in each zone. With default association and propagation on, that joins
    /// it to every other VPC of the hub.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html>
    HUB_NOT_ATTACHED = "RTE105" "hub-not-attached" {
        summary: "a route leads to a transit gateway that the VPC is not attached to",
        severity: Error,
        since: "0.1.0",
        run: Vpc(hub_not_attached),
    }
}

fn hub_not_attached(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    let Some(routes) = facts.routes(vpc.id) else {
        return;
    };
    let attachments = facts.referrers::<TgwAttachment>(vpc.id);
    let attached: BTreeSet<EntityId> = attachments
        .map(|attachment| attachment.transit_gateway.entity())
        .collect();
    let mut told = BTreeSet::new();
    for table in routes.tables() {
        for line in table.lines.iter().chain(&table.shadowed) {
            let Next::Via(target) = line.next else {
                continue;
            };
            let (Some(route), true) = (line.record, target.kind == Kind::TransitGateway) else {
                continue;
            };
            if attached.contains(&target) || !told.insert((target, route)) {
                continue;
            }
            let message = format!(
                "Route {} of {} leads to {}, which {} is not attached to",
                line.destination,
                table
                    .id
                    .map_or_else(|| "the main table".to_owned(), |table| facts.label(table)),
                facts.label(target),
                facts.label(vpc.id)
            );
            let report = out
                .report(route, "target", message)
                .related([target, vpc.id.entity()]);
            if let Some(hub) = target.typed() {
                report.fix(
                    format!("Attach {} to {}", facts.label(vpc.id), facts.label(target)),
                    Applicability::Unsafe,
                    vec![Command::insert(attachment(facts, vpc, hub))],
                );
            }
        }
    }
}

fn attachment(facts: &Facts, vpc: &Vpc, hub: Id<TransitGateway>) -> TgwAttachment {
    let mut attachment = TgwAttachment::new(Mint::after(facts.design()).id());
    attachment.name = format!("{}-{}", facts.label(vpc.id), facts.label(hub));
    attachment.transit_gateway = hub;
    attachment.resource = vpc.id.entity();
    attachment.subnets = one_subnet_per_zone(facts, vpc);
    attachment
}

//! Check TGW106: a hub is told to use what is not its own.

use super::attachment_without_subnets::one_subnet_per_zone;
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{
    EntityId, Id, TgwAssociation, TgwAttachment, TgwPropagation, TgwRoute, TgwRouteTable,
    TransitGateway, Vpc,
};

declare_check! {
    /// ## What it does
    /// Finds attachments with a subnet of another VPC, and associations, propagations and routes that name an
    /// attachment of another transit gateway.
    ///
    /// ## Why it matters
    /// AWS refuses each of them. Between hubs, the peering attachment is what a route names.
    ///
    /// ## In production
    /// The calls answer `InvalidSubnetID.NotFound` or `InvalidTransitGatewayAttachmentID.NotFound`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// vpc dev cidrs=10.1.0.0/16
    ///   subnet dev-a az=a cidrs=10.1.1.0/24
    /// tgw hub
    ///   tgw-attachment prod-hub resource=prod subnets=dev-a
    ///   // ^ TGW106
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// tgw hub
    ///   tgw-attachment prod-hub resource=prod subnets=app-a
    /// ```
    ///
    /// ## Fix safety
    /// Safe: removes what AWS would refuse. An attachment that would be left without subnets gets one in each zone of
    /// its own VPC.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html>
    /// - <https://docs.aws.amazon.com/vpc/latest/tgw/tgw-route-tables.html>
    ELSEWHERE = "TGW106" "part-of-another" {
        summary: "a transit gateway is told to use what belongs to another VPC or hub",
        severity: Error,
        since: "0.1.0",
        run: Hub(elsewhere),
    }
}

fn elsewhere(facts: &Facts, hub: &TransitGateway, out: &mut Findings) {
    for attachment in facts.children::<TgwAttachment>(hub.id) {
        let Some(vpc) = facts.as_kind::<Vpc>(attachment.resource) else {
            continue;
        };
        let inside = |id: &&Id<crate::model::Subnet>| {
            facts.get(**id).is_some_and(|subnet| subnet.vpc == vpc.id)
        };
        if let Some(foreign) = attachment.subnets.iter().find(|id| !inside(id)) {
            let mut kept: Vec<_> = attachment.subnets.iter().filter(inside).copied().collect();
            if kept.is_empty() {
                kept = one_subnet_per_zone(facts, vpc);
            }
            let kept: Vec<String> = kept.iter().map(ToString::to_string).collect();
            let message = format!(
                "Attachment {} of {} names subnet {} of another VPC",
                facts.label(attachment.id),
                facts.label(vpc.id),
                facts.label(*foreign)
            );
            out.report(attachment.id, "subnets", message)
                .related([foreign.entity()])
                .fix(
                    "Take a subnet of its own VPC",
                    Applicability::Safe,
                    vec![Command::set(attachment.id, "subnets", kept)],
                );
        }
    }
    let mut judge = |id: EntityId, attachment: Id<TgwAttachment>, what: &str| {
        let Some(named) = facts.get(attachment) else {
            return;
        };
        if named.transit_gateway != hub.id && named.resource != hub.id.entity() {
            let message = format!(
                "{what} of {} names attachment {} of {}",
                facts.label(hub.id),
                facts.label(attachment),
                facts.label(named.transit_gateway)
            );
            out.report(id, "attachment", message)
                .related([attachment.entity()])
                .fix(
                    "Remove it",
                    Applicability::Safe,
                    vec![Command::Delete(vec![id])],
                );
        }
    };
    for table in facts.children::<TgwRouteTable>(hub.id) {
        for line in facts.children::<TgwAssociation>(table.id) {
            judge(line.id.entity(), line.attachment, "An association");
        }
        for line in facts.children::<TgwPropagation>(table.id) {
            judge(line.id.entity(), line.attachment, "A propagation");
        }
        for line in facts.children::<TgwRoute>(table.id) {
            if let Some(attachment) = line.attachment {
                judge(line.id.entity(), attachment, "A route");
            }
        }
    }
}

//! Check TGW103: one network is attached twice to one hub, or Connect attachments carry each other.

use std::collections::BTreeMap;

use crate::analysis::Facts;
use crate::checks::circles::circles;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{EntityId, Id, TgwAttachment, TransitGateway};

declare_check! {
    /// ## What it does
    /// Finds a VPC, VPN connection, Direct Connect gateway or transit gateway that is attached twice to one transit
    /// gateway; and Connect attachments that are carried by each other.
    ///
    /// ## Why it matters
    /// AWS takes one attachment for each pair. Further zones are further subnets of the one attachment. A Connect
    /// attachment lies on one of a VPC or of Direct Connect, which must be there first.
    ///
    /// ## In production
    /// `create-transit-gateway-vpc-attachment` answers `DuplicateTransitGatewayAttachment`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///   subnet app-b az=b cidrs=10.0.2.0/24
    /// tgw hub
    ///   tgw-attachment first resource=prod subnets=app-a
    ///   tgw-attachment second resource=prod subnets=app-b
    ///   // ^ TGW103
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///   subnet app-b az=b cidrs=10.0.2.0/24
    /// tgw hub
    ///   tgw-attachment first resource=prod subnets=app-a,app-b
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: gives the subnets of the later attachment to the earlier one, where their zones are new to it, and
    /// removes the later one with its associations, propagations and routes.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html>: one attachment per VPC and gateway
    DUPLICATE_ATTACHMENT = "TGW103" "duplicate-attachment" {
        summary: "one network is attached twice to one transit gateway",
        severity: Error,
        since: "0.1.0",
        run: Hub(duplicate_attachment),
    }
}

fn duplicate_attachment(facts: &Facts, hub: &TransitGateway, out: &mut Findings) {
    let attachments = facts.children::<TgwAttachment>(hub.id).map(|at| at.id);
    let carrier = |id| {
        let attachment = facts.get::<TgwAttachment>(id);
        let carrier = attachment.and_then(|at| at.resource.typed::<TgwAttachment>());
        carrier.into_iter().collect()
    };
    for members in circles(attachments, carrier) {
        let Some(at) = members.first() else { continue };
        let names = facts.labels(members.iter().map(|id| id.entity()), 4);
        let message = match members.len() {
            1 => format!("Connect attachment {names} is carried by itself"),
            _ => format!("Connect attachments carry each other in a circle: {names}"),
        };
        out.report(*at, "resource", message)
            .related(members.iter().skip(1).copied());
    }
    let mut first: BTreeMap<EntityId, &TgwAttachment> = BTreeMap::new();
    for attachment in facts.children::<TgwAttachment>(hub.id) {
        let Some(earlier) = first.get(&attachment.resource).copied() else {
            first.insert(attachment.resource, attachment);
            continue;
        };
        let message = format!(
            "{} is attached twice to {}: by {} and {}",
            facts.label(attachment.resource),
            facts.label(hub.id),
            facts.label(earlier.id),
            facts.label(attachment.id)
        );
        let mut subnets = earlier.subnets.clone();
        let zone = |id: &Id<crate::model::Subnet>| facts.get(*id).map(|subnet| subnet.az.clone());
        for subnet in &attachment.subnets {
            if subnets.iter().all(|held| zone(held) != zone(subnet)) {
                subnets.push(*subnet);
            }
        }
        let subnets: Vec<String> = subnets.iter().map(ToString::to_string).collect();
        out.report(attachment.id, "resource", message)
            .related([earlier.id])
            .fix(
                "Merge it into the earlier attachment",
                Applicability::Unsafe,
                vec![
                    Command::set(earlier.id, "subnets", subnets),
                    Command::Delete(vec![attachment.id.entity()]),
                ],
            );
    }
}

//! References between security groups: whose address is it, as the rules of an interface's groups see it?
//!
//! A rule that names a group means the private addresses of its members: in the VPC itself, over a peering within the
//! Region, and over a transit gateway where it and both attachments support it
//! (<https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html#security-group-referencing>).

use super::nics::{self, Nic, Owner};
use super::packet::Address;
use crate::analysis::Facts;
use crate::model::{Acceptance, EntityId, Id, TgwAttachment, Vpc, VpcPeering};

/// Who has an address, where the groups of `nic` can know it.
pub(super) fn seen_from<'f>(facts: &'f Facts, nic: &Nic<'_>, address: &Address) -> Option<Nic<'f>> {
    let own = nic.subnet.vpc;
    let mut vpcs = vec![own];
    let peerings = facts.referrers::<VpcPeering>(own);
    for peering in peerings.filter(|peering| peering.state == Acceptance::Accepted) {
        let far = if peering.requester == own {
            peering.accepter
        } else {
            peering.requester
        };
        if is_within_region(facts, own, far) {
            vpcs.push(far);
        }
    }
    for attachment in attached(facts, own) {
        for other in facts.attachments_of_hub(attachment.transit_gateway) {
            if supports_references(facts, other) {
                vpcs.extend(other.resource.typed::<Vpc>());
            }
        }
    }
    let holds = |vpc: &Id<Vpc>| {
        let blocks = facts.get(*vpc).map(|vpc| &vpc.cidrs[..]);
        let mut blocks = blocks.unwrap_or_default().iter();
        blocks.any(|block| block.contains(&address.ip))
    };
    vpcs.into_iter()
        .filter(holds)
        .find_map(|vpc| match nics::owner(facts, vpc, address) {
            Owner::Nic(nic) => Some(*nic),
            _ => None,
        })
}

pub(super) fn is_within_region(facts: &Facts, one: Id<Vpc>, other: Id<Vpc>) -> bool {
    let region = |vpc| facts.get(vpc).map(|vpc: &Vpc| &vpc.region);
    region(one) == region(other)
}

/// Whether an attachment and its hub let rules name groups of the far side.
pub(super) fn supports_references(facts: &Facts, attachment: &TgwAttachment) -> bool {
    let hub = facts.get(attachment.transit_gateway);
    attachment.state == Acceptance::Accepted
        && attachment.security_group_referencing
        && hub.is_some_and(|hub| hub.security_group_referencing)
}

fn attached(facts: &Facts, vpc: Id<Vpc>) -> impl Iterator<Item = &TgwAttachment> {
    let own: EntityId = vpc.entity();
    let attachments = facts.referrers::<TgwAttachment>(vpc);
    attachments.filter(move |attachment| {
        attachment.resource == own && supports_references(facts, attachment)
    })
}

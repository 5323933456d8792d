//! RAM shares: what one account lets others use.

use crate::model::{Acceptance, EntityId, Kind, ResourceShare};
use crate::plan::draft::{Draft, key, title};
use crate::plan::names;
use crate::plan::operation::{Call, Operation};
use crate::plan::tree::{Key, Tree, params};

pub(super) fn plan(draft: &mut Draft<'_>) {
    for share in draft.design.all::<ResourceShare>() {
        let own = key(share.id);
        let scope = Draft::scope(&share.region, share.account);
        let name = draft.service_name(names::COMMON, share);
        let mut arns: Vec<Tree> = Vec::new();
        for resource in &share.resources {
            match arn(draft, share, *resource) {
                Some(key) => arns.push(key.into()),
                None => draft.leave_out(
                    share,
                    format!("{resource}: these exports do not share this kind"),
                ),
            }
        }
        let numbers: Vec<Tree> = share
            .principals
            .iter()
            .map(|account| draft.account_number(Some(*account)))
            .collect();
        let tags: Vec<Tree> = draft
            .tags(share)
            .iter()
            .map(|(key, value)| params! { "key" => key.as_str(), "value" => value.as_str() })
            .collect();
        let make = params! {
            "name" => name.as_str(),
            "resourceArns" => Tree::list_or_absent(arns),
            "principals" => Tree::list_or_absent(numbers),
            "allowExternalPrincipals" => true,
            "tags" => tags,
        };
        let mine = params! { "resourceOwner" => "SELF", "name" => name.as_str() };
        let found = "resourceShares[?status=='ACTIVE' || status=='PENDING'] | [0].resourceShareArn";
        draft.push(
            Operation::new(own.clone(), title(share), &scope)
                .find(Call::new("ram", "GetResourceShares", mine).query(found))
                .make(
                    Call::new("ram", "CreateResourceShare", make)
                        .query("resourceShare.resourceShareArn"),
                )
                .remove(Call::new(
                    "ram",
                    "DeleteResourceShare",
                    params! { "resourceShareArn" => &own },
                )),
        );
        if share.state == Acceptance::Accepted {
            let reason = "its acceptance: accounts of one organization with sharing on need none; others accept the \
                          invitation (ram accept-resource-share-invitation) while the run waits for what is shared";
            draft.leave_out(share, reason);
        }
    }
}

/// The ARN of something shared, looked up.
fn arn(draft: &mut Draft<'_>, share: &ResourceShare, resource: EntityId) -> Option<Key> {
    let (operation, ids, query) = match resource.kind {
        Kind::TransitGateway => (
            "DescribeTransitGateways",
            "TransitGatewayIds",
            "TransitGateways[0].TransitGatewayArn",
        ),
        Kind::Subnet => ("DescribeSubnets", "SubnetIds", "Subnets[0].SubnetArn"),
        Kind::PrefixList => (
            "DescribeManagedPrefixLists",
            "PrefixListIds",
            "PrefixLists[0].PrefixListArn",
        ),
        _ => return None,
    };
    let own = Key::part(resource, "arn");
    let find = Call::new("ec2", operation, params! { ids => vec![key(resource)] }).query(query);
    let scope = Draft::scope(&share.region, share.account);
    draft.push_once(Operation::new(own.clone(), format!("ARN of {resource}"), &scope).find(find));
    Some(own)
}

//! VPC Block Public Access: a mode of an account in a region, and VPCs that are excluded from it.

use serde_json::Value;

use super::collect::Collected;
use super::draft::{Draft, short};
use super::state::holds;
use crate::model::{BlockPublicAccess, EntityId, Vpc};

pub(super) fn read<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    for item in all.list("VpcBlockPublicAccessOptions") {
        let Some(options) = item.child("VpcBlockPublicAccessOptions") else {
            continue;
        };
        let mode = options.text("InternetGatewayBlockMode");
        if matches!(mode, "" | "off") {
            continue;
        }
        let region = match options.text("AwsRegion") {
            "" => draft.region(item),
            region => region.to_owned(),
        };
        let account = match options.text("AwsAccountId") {
            "" => draft.account_number(item),
            account => account.to_owned(),
        };
        let account = draft.find(&account);
        let is_meant = |vpc: &&Vpc| {
            vpc.region == region && vpc.account.map(crate::model::Id::entity) == account
        };
        let vpcs: Vec<EntityId> = draft
            .design
            .all::<Vpc>()
            .filter(is_meant)
            .map(|vpc| vpc.id.entity())
            .collect();
        for vpc in vpcs {
            draft.change(vpc, &options, "block_public_access", Value::from(mode));
        }
    }
    for item in all.list("VpcBlockPublicAccessExclusions") {
        if !holds(item.text("State")) {
            continue;
        }
        let resource = item
            .text("ResourceArn")
            .rsplit('/')
            .next()
            .unwrap_or_default();
        let Some(vpc) = draft.find_kind::<Vpc>(resource) else {
            let text = format!(
                "the exclusion of {} from Block Public Access is not analysed",
                short(resource)
            );
            draft.note(item, &text);
            continue;
        };
        // An exclusion only ever opens: where the mode of the account is off there is nothing to be excluded from.
        let current = draft.design.get(vpc).map(|vpc| vpc.block_public_access);
        let mode = match (current, item.text("InternetGatewayExclusionMode")) {
            (None | Some(BlockPublicAccess::Off), _) => continue,
            (_, "allow-egress") => "block-ingress",
            _ => "off",
        };
        draft.change(vpc.entity(), item, "block_public_access", Value::from(mode));
    }
}

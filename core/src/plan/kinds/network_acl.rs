//! Network ACLs: a VPC's default one is the one that AWS made, others are made.

use crate::model::{Direction, NetworkAcl, NetworkAclRule};
use crate::plan::draft::{Draft, key, title};
use crate::plan::operation::{Call, Operation};
use crate::plan::tags;
use crate::plan::tree::{Key, params};

/// The number of the rule that lets everything through a VPC's default network ACL.
pub(super) const DEFAULT_RULE: u32 = 100;

pub(super) fn plan(draft: &mut Draft<'_>) {
    for acl in draft.design.all::<NetworkAcl>() {
        let own = key(acl.id);
        let scope = draft.vpc_scope(acl.vpc);
        if !acl.default {
            let make = params! {
                "VpcId" => &key(acl.vpc),
                "TagSpecifications" => draft.tag_specification(acl, "network-acl"),
            };
            draft.push(
                Operation::new(own.clone(), title(acl), &scope)
                    .find(draft.find_tagged(
                        acl,
                        "DescribeNetworkAcls",
                        "NetworkAcls[0].NetworkAclId",
                    ))
                    .make(
                        Call::new("ec2", "CreateNetworkAcl", make).query("NetworkAcl.NetworkAclId"),
                    )
                    .remove(Call::new(
                        "ec2",
                        "DeleteNetworkAcl",
                        params! { "NetworkAclId" => &own },
                    )),
            );
            continue;
        }
        let filters = vec![
            tags::filter("vpc-id", key(acl.vpc)),
            tags::filter("default", "true"),
        ];
        let find = Call::new(
            "ec2",
            "DescribeNetworkAcls",
            params! { "Filters" => filters },
        );
        draft.adopt(acl, &scope, find.query("NetworkAcls[0].NetworkAclId"));
        for direction in [Direction::Ingress, Direction::Egress] {
            let mut rules = draft.referrers::<NetworkAclRule>(acl.id);
            let taken = rules.any(|rule| {
                rule.network_acl == acl.id
                    && rule.number == DEFAULT_RULE
                    && rule.direction == direction
            });
            if taken {
                continue;
            }
            let egress = direction == Direction::Egress;
            let described = Call::new(
                "ec2",
                "DescribeNetworkAcls",
                params! { "NetworkAclIds" => vec![&own] },
            );
            let way = if egress { "Egress" } else { "!Egress" };
            let query = format!(
                "!(NetworkAcls[0].Entries[?to_string(RuleNumber)=='{DEFAULT_RULE}' && {way}])"
            );
            let make = params! { "NetworkAclId" => &own, "RuleNumber" => DEFAULT_RULE, "Egress" => egress };
            draft.push(
                Operation::new(
                    Key::part(acl.id, format!("no-default-{direction}")),
                    format!("no rule {DEFAULT_RULE} ({direction}) in {}", title(acl)),
                    &scope,
                )
                .find(described.query(query))
                .make(Call::new("ec2", "DeleteNetworkAclEntry", make)),
            );
        }
    }
}

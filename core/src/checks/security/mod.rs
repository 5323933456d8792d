//! Security: security groups and network ACLs.

mod acl_denies_all;
mod acl_number_twice;
mod acl_rule_shadowed;
mod acl_without_return;
mod filter_quota;
mod flow_log_nowhere;
mod group_elsewhere;
mod group_rule_shadowed;
mod open_to_world;
mod reference_unreachable;
mod rule_incomplete;
mod unused_group;

use super::Family;

pub(super) const FAMILY: Family = Family {
    prefix: "SEC",
    title: "Security groups and network ACLs",
    folder: "security",
    checks: &[
        &open_to_world::OPEN_TO_WORLD,
        &rule_incomplete::RULE_INCOMPLETE,
        &group_rule_shadowed::GROUP_RULE_SHADOWED,
        &acl_rule_shadowed::ACL_RULE_SHADOWED,
        &acl_without_return::ACL_WITHOUT_RETURN,
        &acl_number_twice::ACL_NUMBER_TWICE,
        &acl_denies_all::ACL_DENIES_ALL,
        &reference_unreachable::REFERENCE_UNREACHABLE,
        &group_elsewhere::GROUP_ELSEWHERE,
        &filter_quota::FILTER_QUOTA,
        &unused_group::UNUSED_GROUP,
        &flow_log_nowhere::FLOW_LOG_NOWHERE,
    ],
};

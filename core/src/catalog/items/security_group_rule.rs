//! Palette item: a security group rule.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "security-group-rule",
    title: "Security group rule",
    short: "Rule",
    kind: Kind::SecurityGroupRule,
    group: Group::Security,
    rank: None,
    keywords: &["ingress", "egress", "port"],
    ..Item::BASE
};

//! Palette item: a network ACL rule.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "network-acl-rule",
    title: "Network ACL rule",
    short: "NACL rule",
    kind: Kind::NetworkAclRule,
    group: Group::Security,
    rank: None,
    keywords: &["deny", "stateless"],
    ..Item::BASE
};

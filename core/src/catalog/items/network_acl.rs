//! Palette item: a network ACL.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "network-acl",
    title: "Network ACL",
    short: "NACL",
    kind: Kind::NetworkAcl,
    group: Group::Security,
    rank: None,
    keywords: &["stateless", "filter"],
    ..Item::BASE
};

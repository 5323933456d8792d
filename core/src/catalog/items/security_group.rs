//! Palette item: a security group.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "security-group",
    title: "Security group",
    short: "Security group",
    kind: Kind::SecurityGroup,
    group: Group::Security,
    rank: None,
    keywords: &["firewall", "stateful"],
    ..Item::BASE
};

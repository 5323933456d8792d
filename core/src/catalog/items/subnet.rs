//! Palette item: a subnet.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "subnet",
    title: "Subnet",
    short: "Subnet",
    kind: Kind::Subnet,
    group: Group::Network,
    rank: Some(1),
    keywords: &["zone", "cidr"],
    ..Item::BASE
};

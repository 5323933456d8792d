//! Palette item: a virtual interface.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "virtual-interface",
    title: "Virtual interface",
    short: "VIF",
    kind: Kind::VirtualInterface,
    group: Group::Hybrid,
    rank: None,
    keywords: &["direct connect", "vlan"],
    ..Item::BASE
};

//! Palette item: a network interface.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "network-interface",
    title: "Network interface",
    short: "ENI",
    kind: Kind::NetworkInterface,
    group: Group::Workloads,
    rank: None,
    keywords: &["eni", "address"],
    ..Item::BASE
};

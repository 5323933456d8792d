//! Palette item: a network Firewall.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "network-firewall",
    title: "Network Firewall",
    short: "Firewall",
    kind: Kind::NetworkFirewall,
    group: Group::Security,
    rank: None,
    keywords: &["inspection"],
    ..Item::BASE
};

//! Palette item: a DHCP option set.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "dhcp-options",
    title: "DHCP option set",
    short: "DHCP",
    kind: Kind::DhcpOptions,
    group: Group::Dns,
    rank: None,
    keywords: &["resolver", "domain name"],
    ..Item::BASE
};

//! Palette item: a VPN connection.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "vpn-connection",
    title: "VPN connection",
    short: "VPN",
    kind: Kind::VpnConnection,
    group: Group::Hybrid,
    rank: None,
    keywords: &["ipsec", "tunnel", "site to site"],
    ..Item::BASE
};

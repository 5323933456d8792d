//! Palette item: a virtual private gateway.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "vpn-gateway",
    title: "Virtual private gateway",
    short: "VPN gateway",
    kind: Kind::VpnGateway,
    group: Group::Hybrid,
    rank: None,
    keywords: &["vgw", "vpn"],
    ..Item::BASE
};

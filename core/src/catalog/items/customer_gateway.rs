//! Palette item: a customer gateway.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "customer-gateway",
    title: "Customer gateway",
    short: "Customer gateway",
    kind: Kind::CustomerGateway,
    group: Group::Hybrid,
    rank: None,
    keywords: &["vpn", "router", "bgp"],
    ..Item::BASE
};

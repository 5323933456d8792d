//! Palette item: a NAT gateway.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "nat-gateway",
    title: "NAT gateway",
    short: "NAT",
    kind: Kind::NatGateway,
    group: Group::Network,
    rank: Some(7),
    keywords: &["egress", "internet", "private"],
    ..Item::BASE
};

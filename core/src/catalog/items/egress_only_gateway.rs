//! Palette item: an egress-only internet gateway.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "egress-only-gateway",
    title: "Egress-only internet gateway",
    short: "Egress only",
    kind: Kind::EgressOnlyGateway,
    group: Group::Network,
    rank: None,
    keywords: &["ipv6", "internet"],
    ..Item::BASE
};

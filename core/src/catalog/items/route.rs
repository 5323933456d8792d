//! Palette item: a route.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "route",
    title: "Route",
    short: "Route",
    kind: Kind::Route,
    group: Group::Network,
    rank: None,
    keywords: &["destination", "next hop", "blackhole"],
    ..Item::BASE
};

//! Palette item: a route table.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "route-table",
    title: "Route table",
    short: "Route table",
    kind: Kind::RouteTable,
    group: Group::Network,
    rank: None,
    keywords: &["routing", "main"],
    ..Item::BASE
};

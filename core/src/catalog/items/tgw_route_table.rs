//! Palette item: a transit gateway route table.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "tgw-route-table",
    title: "Transit gateway route table",
    short: "TGW table",
    kind: Kind::TgwRouteTable,
    group: Group::Transit,
    rank: None,
    keywords: &["routing domain", "isolation"],
    ..Item::BASE
};

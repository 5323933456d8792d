//! Palette item: a transit gateway route.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "tgw-route",
    title: "Transit gateway route",
    short: "TGW route",
    kind: Kind::TgwRoute,
    group: Group::Transit,
    rank: None,
    keywords: &["static", "blackhole"],
    ..Item::BASE
};

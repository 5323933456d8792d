//! Palette item: an IP set.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "ip-set",
    title: "IP set",
    short: "IP set",
    kind: Kind::IpSet,
    group: Group::Edge,
    rank: None,
    keywords: &["waf", "addresses"],
    ..Item::BASE
};

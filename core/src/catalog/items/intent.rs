//! Palette item: an intent.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "intent",
    title: "Intent",
    short: "Intent",
    kind: Kind::Intent,
    group: Group::Context,
    rank: None,
    keywords: &["must", "must not", "isolation", "reachability"],
    ..Item::BASE
};

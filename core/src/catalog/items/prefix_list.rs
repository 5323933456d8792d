//! Palette item: a prefix list.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "prefix-list",
    title: "Prefix list",
    short: "Prefix list",
    kind: Kind::PrefixList,
    group: Group::Security,
    rank: None,
    keywords: &["addresses", "managed"],
    ..Item::BASE
};

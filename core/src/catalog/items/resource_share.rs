//! Palette item: a resource share.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "resource-share",
    title: "Resource share",
    short: "Share",
    kind: Kind::ResourceShare,
    group: Group::Context,
    rank: None,
    keywords: &["ram", "account"],
    ..Item::BASE
};

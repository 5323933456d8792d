//! Palette item: a transit gateway propagation.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "tgw-propagation",
    title: "Transit gateway propagation",
    short: "Propagation",
    kind: Kind::TgwPropagation,
    group: Group::Transit,
    rank: None,
    keywords: &["route table", "tgw"],
    ..Item::BASE
};

//! Palette item: a transit gateway association.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "tgw-association",
    title: "Transit gateway association",
    short: "Association",
    kind: Kind::TgwAssociation,
    group: Group::Transit,
    rank: None,
    keywords: &["route table", "tgw"],
    ..Item::BASE
};

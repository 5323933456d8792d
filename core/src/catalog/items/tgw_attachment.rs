//! Palette item: a transit gateway attachment.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "tgw-attachment",
    title: "Transit gateway attachment",
    short: "Attachment",
    kind: Kind::TgwAttachment,
    group: Group::Transit,
    rank: Some(3),
    keywords: &["tgw", "hub", "join"],
    ..Item::BASE
};

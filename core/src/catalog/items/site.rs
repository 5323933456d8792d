//! Palette item: an on-premises site.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "site",
    title: "On-premises site",
    short: "Site",
    kind: Kind::Site,
    group: Group::Hybrid,
    rank: Some(10),
    keywords: &["data centre", "office", "on premises"],
    ..Item::BASE
};

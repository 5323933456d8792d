//! Palette item: a CloudFront distribution.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "distribution",
    title: "CloudFront distribution",
    short: "CloudFront",
    kind: Kind::Distribution,
    group: Group::Edge,
    rank: None,
    keywords: &["cdn", "waf"],
    ..Item::BASE
};

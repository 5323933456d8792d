//! Palette item: an internet gateway.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "internet-gateway",
    title: "Internet gateway",
    short: "IGW",
    kind: Kind::InternetGateway,
    group: Group::Network,
    rank: Some(6),
    keywords: &["public", "internet"],
    ..Item::BASE
};

//! Palette item: a transit gateway.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "transit-gateway",
    title: "Transit gateway",
    short: "TGW",
    kind: Kind::TransitGateway,
    group: Group::Transit,
    rank: Some(2),
    keywords: &["hub", "tgw", "spoke"],
    ..Item::BASE
};

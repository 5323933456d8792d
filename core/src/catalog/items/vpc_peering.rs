//! Palette item: a VPC peering connection.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "vpc-peering",
    title: "VPC peering connection",
    short: "Peering",
    kind: Kind::VpcPeering,
    group: Group::Transit,
    rank: Some(4),
    keywords: &["peer", "join"],
    ..Item::BASE
};

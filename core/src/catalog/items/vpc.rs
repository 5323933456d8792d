//! Palette item: a VPC.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "vpc",
    title: "VPC",
    short: "VPC",
    kind: Kind::Vpc,
    group: Group::Network,
    rank: Some(0),
    keywords: &["network", "cidr"],
    ..Item::BASE
};

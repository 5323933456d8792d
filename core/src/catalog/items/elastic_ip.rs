//! Palette item: an Elastic IP address.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "elastic-ip",
    title: "Elastic IP address",
    short: "EIP",
    kind: Kind::ElasticIp,
    group: Group::Network,
    rank: None,
    keywords: &["public address"],
    ..Item::BASE
};

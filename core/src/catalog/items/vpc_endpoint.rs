//! Palette item: a VPC endpoint.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "vpc-endpoint",
    title: "VPC endpoint",
    short: "Endpoint",
    kind: Kind::VpcEndpoint,
    group: Group::Endpoints,
    rank: Some(5),
    keywords: &["privatelink", "gateway endpoint", "interface endpoint"],
    ..Item::BASE
};

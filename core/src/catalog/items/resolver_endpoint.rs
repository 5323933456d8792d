//! Palette item: a resolver endpoint.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "resolver-endpoint",
    title: "Resolver endpoint",
    short: "Resolver",
    kind: Kind::ResolverEndpoint,
    group: Group::Dns,
    rank: None,
    keywords: &["inbound", "outbound", "on premises"],
    ..Item::BASE
};

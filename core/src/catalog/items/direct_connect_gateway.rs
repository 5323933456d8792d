//! Palette item: a Direct Connect gateway.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "direct-connect-gateway",
    title: "Direct Connect gateway",
    short: "Direct Connect",
    kind: Kind::DirectConnectGateway,
    group: Group::Hybrid,
    rank: None,
    keywords: &["dx", "on premises"],
    ..Item::BASE
};

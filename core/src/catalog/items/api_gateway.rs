//! Palette item: an API Gateway stage.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "api-gateway",
    title: "API Gateway stage",
    short: "API",
    kind: Kind::ApiGateway,
    group: Group::Edge,
    rank: None,
    keywords: &["rest", "http", "waf"],
    ..Item::BASE
};

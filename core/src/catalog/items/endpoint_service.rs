//! Palette item: an endpoint service.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "endpoint-service",
    title: "Endpoint service",
    short: "Endpoint service",
    kind: Kind::EndpointService,
    group: Group::Endpoints,
    rank: None,
    keywords: &["privatelink", "provider"],
    ..Item::BASE
};

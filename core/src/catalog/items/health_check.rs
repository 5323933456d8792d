//! Palette item: a health check.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "health-check",
    title: "Health check",
    short: "Health check",
    kind: Kind::HealthCheck,
    group: Group::Dns,
    rank: None,
    keywords: &["route 53", "failover"],
    ..Item::BASE
};

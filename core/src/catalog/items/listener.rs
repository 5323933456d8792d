//! Palette item: a listener.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "listener",
    title: "Listener",
    short: "Listener",
    kind: Kind::Listener,
    group: Group::Workloads,
    rank: None,
    keywords: &["load balancer", "https", "port"],
    ..Item::BASE
};

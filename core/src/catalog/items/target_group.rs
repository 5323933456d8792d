//! Palette item: a target group.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "target-group",
    title: "Target group",
    short: "Target group",
    kind: Kind::TargetGroup,
    group: Group::Workloads,
    rank: None,
    keywords: &["load balancer", "health check"],
    ..Item::BASE
};

//! Palette item: a placement group.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "placement-group",
    title: "Placement group",
    short: "Placement",
    kind: Kind::PlacementGroup,
    group: Group::Workloads,
    rank: None,
    keywords: &["cluster", "spread", "partition", "hpc"],
    ..Item::BASE
};

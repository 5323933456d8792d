//! Palette item: a workload.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "instance",
    title: "Workload",
    short: "Workload",
    kind: Kind::Instance,
    group: Group::Workloads,
    rank: Some(8),
    keywords: &["instance", "ec2", "server", "host"],
    ..Item::BASE
};

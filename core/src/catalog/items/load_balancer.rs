//! Palette item: a load balancer.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "load-balancer",
    title: "Load balancer",
    short: "Load balancer",
    kind: Kind::LoadBalancer,
    group: Group::Workloads,
    rank: None,
    keywords: &["alb", "nlb", "gwlb", "elb"],
    ..Item::BASE
};

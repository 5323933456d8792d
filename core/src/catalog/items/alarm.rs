//! Palette item: a CloudWatch alarm.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "alarm",
    title: "CloudWatch alarm",
    short: "Alarm",
    kind: Kind::Alarm,
    group: Group::Edge,
    rank: None,
    keywords: &["metric", "health check"],
    ..Item::BASE
};

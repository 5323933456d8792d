//! Palette item: a flow log.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "flow-log",
    title: "Flow log",
    short: "Flow log",
    kind: Kind::FlowLog,
    group: Group::Security,
    rank: None,
    keywords: &["logging", "traffic"],
    ..Item::BASE
};

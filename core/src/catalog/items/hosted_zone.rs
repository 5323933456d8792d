//! Palette item: a hosted zone.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "hosted-zone",
    title: "Hosted zone",
    short: "Zone",
    kind: Kind::HostedZone,
    group: Group::Dns,
    rank: None,
    keywords: &["route 53", "private zone", "domain"],
    ..Item::BASE
};

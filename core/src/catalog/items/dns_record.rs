//! Palette item: a DNS record.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "dns-record",
    title: "DNS record",
    short: "Record",
    kind: Kind::DnsRecord,
    group: Group::Dns,
    rank: None,
    keywords: &["route 53", "alias", "failover", "latency", "weighted"],
    ..Item::BASE
};

//! Palette item: a web ACL.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "web-acl",
    title: "Web ACL",
    short: "Web ACL",
    kind: Kind::WebAcl,
    group: Group::Edge,
    rank: None,
    keywords: &["waf", "firewall", "rate limit"],
    ..Item::BASE
};

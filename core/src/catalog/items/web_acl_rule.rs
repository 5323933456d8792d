//! Palette item: a web ACL rule.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "web-acl-rule",
    title: "Web ACL rule",
    short: "WAF rule",
    kind: Kind::WebAclRule,
    group: Group::Edge,
    rank: None,
    keywords: &["waf", "managed", "count", "block"],
    ..Item::BASE
};

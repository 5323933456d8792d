//! Palette item: a web ACL association.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "web-acl-association",
    title: "Web ACL association",
    short: "WAF link",
    kind: Kind::WebAclAssociation,
    group: Group::Edge,
    rank: None,
    keywords: &["waf", "protect"],
    ..Item::BASE
};

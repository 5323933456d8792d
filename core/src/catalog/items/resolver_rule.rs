//! Palette item: a resolver rule.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "resolver-rule",
    title: "Resolver rule",
    short: "Resolver rule",
    kind: Kind::ResolverRule,
    group: Group::Dns,
    rank: None,
    keywords: &["forward", "domain"],
    ..Item::BASE
};

//! Palette item: an application.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "application",
    title: "Application",
    short: "App",
    kind: Kind::Application,
    group: Group::Edge,
    rank: None,
    keywords: &["body size", "markup", "waf"],
    ..Item::BASE
};

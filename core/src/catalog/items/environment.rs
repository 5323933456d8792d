//! Palette item: an environment.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "environment",
    title: "Environment",
    short: "Env",
    kind: Kind::Environment,
    group: Group::Context,
    rank: Some(9),
    keywords: &["prod", "staging", "dev"],
    ..Item::BASE
};

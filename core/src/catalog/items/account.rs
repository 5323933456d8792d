//! Palette item: an AWS account.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "account",
    title: "AWS account",
    short: "Account",
    kind: Kind::Account,
    group: Group::Context,
    rank: None,
    keywords: &["profile", "owner"],
    ..Item::BASE
};

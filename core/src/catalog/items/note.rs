//! Palette item: a note.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "note",
    title: "Note",
    short: "Note",
    kind: Kind::Note,
    group: Group::Context,
    rank: None,
    keywords: &["text", "comment", "sticky"],
    ..Item::BASE
};

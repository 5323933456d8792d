//! Palette item: a certificate.

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "certificate",
    title: "Certificate",
    short: "Certificate",
    kind: Kind::Certificate,
    group: Group::Edge,
    rank: None,
    keywords: &["tls", "acm", "https"],
    ..Item::BASE
};

//! Palette item: plain text on the drawing, without paper.

use serde_json::json;

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "text-box",
    title: "Text",
    short: "Text",
    kind: Kind::Note,
    group: Group::ReadyMade,
    keywords: &["label", "caption", "write"],
    make: |kit| Ok(kit.main(&[("style", json!("text"))])),
    ..Item::BASE
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::items::tests::drop_on;

    #[test]
    fn its_style_is_text() {
        let (design, note) = drop_on("design d\n", &ITEM, None);
        let style = design.record(note).unwrap().field("style").unwrap();
        assert_eq!(style, "text");
    }
}

//! Palette item: a heading over a part of the drawing.

use serde_json::json;

use super::{Group, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "heading",
    title: "Heading",
    short: "Heading",
    kind: Kind::Note,
    group: Group::ReadyMade,
    keywords: &["title", "text", "label"],
    make: |kit| Ok(kit.main(&[("style", json!("heading"))])),
    ..Item::BASE
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::items::tests::drop_on;

    #[test]
    fn its_style_is_heading() {
        let (design, note) = drop_on("design d\n", &ITEM, None);
        let style = design.record(note).unwrap().field("style").unwrap();
        assert_eq!(style, "heading");
    }
}

//! Placing boxes: the commands that put them somewhere without moving anything else.

use std::collections::BTreeSet;

use netwright_core::diagram::{Diagram, Form, Rect};
use netwright_core::edit::Command;
use netwright_core::model::{BoxKey, Design};

/// Rows for the boxes that would be placed anew when something changes in one of `holders`: what stands in them, and
/// beside and round them, stays where it is now. What lies deeper stays as it was composed, and needs no row.
pub fn pins(
    design: &Design,
    diagram: &Diagram,
    holders: impl IntoIterator<Item = Option<usize>>,
) -> Vec<Command> {
    let mut open: BTreeSet<Option<usize>> = BTreeSet::new();
    for holder in holders {
        let mut at = Some(holder);
        while let Some(holder) = at.filter(|holder| open.insert(*holder)) {
            at = holder.map(|holder| diagram.boxes.get(holder).and_then(|shown| shown.parent));
        }
    }
    let mut commands = Vec::new();
    for index in open.into_iter().flat_map(|holder| diagram.children(holder)) {
        let Some(shown) = diagram.boxes.get(index) else {
            continue;
        };
        if shown.shape.form == Form::Gate {
            continue;
        }
        let rect = relative(diagram, index);
        match design.layout.get(&shown.key) {
            // It keeps the size that it was given, and the place where it has made room for another.
            Some(row) if (row.x, row.y) != (rect.x, rect.y) => {
                let (x, y) = (rect.x, rect.y);
                commands.push(place(&shown.key, Rect { x, y, ..*row }));
            }
            Some(_) => {}
            None => commands.push(place(&shown.key, rect)),
        }
    }
    commands
}

/// Where a box is, relative to the corner of the one that holds it.
pub fn relative(diagram: &Diagram, index: usize) -> Rect {
    let Some(shown) = diagram.boxes.get(index) else {
        return Rect::default();
    };
    inside(diagram, shown.parent, shown.rect)
}

/// `rect` of the world as seen from the corner of `holder`, moved so far in that it clears its padding.
pub fn inside(diagram: &Diagram, holder: Option<usize>, rect: Rect) -> Rect {
    let Some(holder) = holder.and_then(|holder| diagram.boxes.get(holder)) else {
        return rect;
    };
    let (top, side) = holder.shape.form.padding();
    let local = rect.moved(-holder.rect.x, -holder.rect.y);
    Rect {
        x: local.x.max(side),
        y: local.y.max(top),
        ..local
    }
}

pub fn place(key: &BoxKey, rect: Rect) -> Command {
    Command::Place {
        key: key.clone(),
        rect: Some(rect),
    }
}

#[cfg(test)]
mod tests {
    use netwright_core::diagram::diagram;
    use netwright_core::edit::apply;
    use netwright_core::notation::parse;

    use super::*;

    #[test]
    fn what_is_not_touched_stays_where_it_is_and_gets_no_row_inside() {
        let design = parse("vpc a region=r\n  subnet s az=a\n  subnet t az=b\nvpc b region=r\n  subnet u az=a\n    instance i\nvpc c region=q\n").unwrap();
        let before = diagram(&design);
        let region = before.position(&BoxKey::Region("r".to_owned()));
        let rows = pins(&design, &before, [region]);
        // Two regions, and the two VPCs in the one that is touched.
        assert_eq!(rows.len(), 4);
        let pinned = apply(&design, &rows).unwrap().design;
        assert_eq!(diagram(&pinned).boxes, before.boxes);
        let moved = place(&"vpc-1".parse().unwrap(), Rect::new(700, 600, 472, 200));
        let moved = diagram(&apply(&pinned, &[moved]).unwrap().design);
        for key in ["vpc-2", "vpc-3", "subnet-3", "instance-1"] {
            let at =
                |shown: &Diagram| shown.boxes[shown.position(&key.parse().unwrap()).unwrap()].rect;
            assert_eq!(at(&moved), at(&before), "{key}");
        }
    }
}

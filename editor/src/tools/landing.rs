//! Where a box comes to rest that is let go: clear of its new neighbours, in a holder that grows to it.

use netwright_core::diagram::{Diagram, Form, Point, Rect};
use netwright_core::edit::Command;
use netwright_core::model::BoxKey;

use super::place::{inside, place, relative};
use super::zones::Zone;
use crate::geometry::room::{least_corner, nearest_above_or_below, nearest_place};

/// Space between boxes where one had to give way, in world units; a little less between cards.
const GAP: i32 = 16;
const CARD_GAP: i32 = 8;

/// What a box that comes to stand in `holder` must not cover, in the world. `skip` says what is moved along; `is_region`
/// whether the box is a region: the cards that lie over one are not in its way.
pub fn taken(
    diagram: &Diagram,
    holder: Option<usize>,
    skip: &dyn Fn(usize) -> bool,
    is_region: bool,
) -> Vec<Rect> {
    let solid = |index: &usize| {
        let form = diagram.boxes[*index].shape.form;
        !matches!(form, Form::Gate | Form::Note) && !skip(*index)
    };
    let rect = |index: usize| diagram.boxes[index].rect;
    let inner = |holder: Option<usize>| diagram.children(holder).filter(solid);
    let lies_over = |index: &usize| diagram.boxes[*index].shape.form != Form::Region;
    match holder.map(|holder| &diagram.boxes[holder]) {
        Some(shown) if shown.shape.form == Form::Region => {
            let over = inner(None).filter(lies_over).map(rect);
            let over = over.filter(|rect| rect.overlaps(&shown.rect));
            inner(holder).map(rect).chain(over).collect()
        }
        Some(_) => inner(holder).map(rect).collect(),
        None if is_region => {
            let moved = diagram.children(None).filter(|index| skip(*index));
            let moved: Vec<Rect> = moved.map(rect).collect();
            let lay_over = |rect: &Rect| moved.iter().any(|moved| moved.overlaps(rect));
            let others = inner(None).filter(|index| !lies_over(index) || !lay_over(&rect(*index)));
            others.map(rect).collect()
        }
        None => {
            let lands = diagram.children(None).filter(|index| !lies_over(index));
            let within = lands.flat_map(|land| inner(Some(land)).collect::<Vec<_>>());
            inner(None)
                .filter(lies_over)
                .chain(within)
                .map(rect)
                .collect()
        }
    }
}

/// Where `wanted` comes to rest in `holder`, all in the world.
pub fn land(
    diagram: &Diagram,
    holder: Option<usize>,
    wanted: Rect,
    taken: &[Rect],
    zone: Option<&Zone>,
) -> Rect {
    let least = least_place(diagram, holder, &wanted);
    let gap = match holder.map(|holder| diagram.boxes[holder].shape.form) {
        Some(Form::Subnet | Form::Group) => CARD_GAP,
        _ => GAP,
    };
    match zone {
        Some(zone) if zone.is_aligned => {
            let wanted = Rect {
                x: zone.column.map_or(wanted.x, |column| column.x),
                ..wanted
            };
            nearest_above_or_below(wanted, taken, least, gap)
        }
        Some(zone) => {
            let all: Vec<Rect> = taken.iter().chain(&zone.others).copied().collect();
            nearest_place(wanted, &all, least, gap)
        }
        None => nearest_place(wanted, taken, least, gap),
    }
}

/// The commands that put boxes at places in the world, in one holder. A region grows to what lies left of it or above.
pub fn put(diagram: &Diagram, holder: Option<usize>, places: &[(BoxKey, Rect)]) -> Vec<Command> {
    let mut commands = Vec::new();
    let mut by = (0, 0);
    if let Some(index) = holder.filter(|index| is_region(diagram, *index)) {
        let shown = &diagram.boxes[index];
        let (top, side) = shown.shape.form.padding();
        let corner =
            |length: &dyn Fn(&Rect) -> i32| places.iter().map(|(_, rect)| length(rect)).min();
        let left = corner(&|rect| rect.x - side).unwrap_or(shown.rect.x);
        let high = corner(&|rect| rect.y - top).unwrap_or(shown.rect.y);
        by = ((shown.rect.x - left).max(0), (shown.rect.y - high).max(0));
        if by != (0, 0) {
            let grown = Rect::between(
                Point::new(shown.rect.x - by.0, shown.rect.y - by.1),
                Point::new(shown.rect.right(), shown.rect.bottom()),
            );
            commands.push(place(&shown.key, grown));
            let inner = diagram.children(Some(index));
            let inner = inner.filter(|child| diagram.boxes[*child].shape.form != Form::Gate);
            commands.extend(inner.map(|child| {
                place(
                    &diagram.boxes[child].key,
                    relative(diagram, child).moved(by.0, by.1),
                )
            }));
        }
    }
    let local = |rect: &Rect| match holder {
        Some(_) => inside(diagram, holder, rect.moved(by.0, by.1)),
        None => *rect,
    };
    commands.extend(places.iter().map(|(key, rect)| place(key, local(rect))));
    commands
}

/// How far left and up a box may stand in `holder`.
fn least_place(diagram: &Diagram, holder: Option<usize>, wanted: &Rect) -> Point {
    let Some(index) = holder else {
        return Point::new(i32::MIN / 4, i32::MIN / 4);
    };
    let shown = &diagram.boxes[index];
    let (top, side) = shown.shape.form.padding();
    let mut corner = shown.rect.corner();
    if is_region(diagram, index) {
        let grown = shown.rect.union(&Rect::new(
            wanted.x - side,
            wanted.y - top,
            wanted.width + 2 * side,
            wanted.height + top + side,
        ));
        let others = taken(diagram, None, &|other| other == index, true);
        let least = least_corner(&shown.rect, &grown, &others, GAP);
        // A region grows to what is let go outside it, not to what only has to give way there.
        let middle = wanted.center();
        if middle.x < shown.rect.x {
            corner.x = grown.x.max(least.x);
        }
        if middle.y < shown.rect.y {
            corner.y = grown.y.max(least.y);
        }
    }
    Point::new(corner.x + side, corner.y + top)
}

fn is_region(diagram: &Diagram, index: usize) -> bool {
    diagram.boxes[index].shape.form == Form::Region
}

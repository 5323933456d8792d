//! Snapping a moving box to its neighbours' edges and middles, else to the grid, and the guides that show why.

use netwright_core::diagram::Rect;

/// Boxes come to rest on multiples of this, in world units.
pub const GRID: i32 = 8;

/// A line that shows what a box snapped to, in world units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guide {
    /// Upright guides have one x and run along y.
    pub upright: bool,
    pub at: i32,
    pub from: i32,
    pub to: i32,
}

/// Where a moving box comes to rest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snapped {
    /// What to add to the movement.
    pub dx: i32,
    pub dy: i32,
    pub guides: Vec<Guide>,
}

/// Snaps `moving` to the edges and middles of `neighbours` within `reach` world units, else to the grid.
pub fn snap(moving: Rect, neighbours: &[Rect], reach: i32) -> Snapped {
    let lines = |rect: &Rect| (x_lines(rect), y_lines(rect));
    let (x_moving, y_moving) = lines(&moving);
    let dx = nearest(&x_moving, neighbours.iter().flat_map(x_lines), reach);
    let dy = nearest(&y_moving, neighbours.iter().flat_map(y_lines), reach);
    let rest = moving.moved(
        dx.unwrap_or_else(|| to_grid(moving.x) - moving.x),
        dy.unwrap_or_else(|| to_grid(moving.y) - moving.y),
    );
    let mut guides = Vec::new();
    if dx.is_some() {
        guides.extend(guides_along(&rest, neighbours, true));
    }
    if dy.is_some() {
        guides.extend(guides_along(&rest, neighbours, false));
    }
    Snapped {
        dx: rest.x - moving.x,
        dy: rest.y - moving.y,
        guides,
    }
}

/// The nearest multiple of the grid.
pub fn to_grid(coordinate: i32) -> i32 {
    (coordinate + GRID / 2).div_euclid(GRID) * GRID
}

fn x_lines(rect: &Rect) -> [i32; 3] {
    [rect.x, rect.center().x, rect.right()]
}

fn y_lines(rect: &Rect) -> [i32; 3] {
    [rect.y, rect.center().y, rect.bottom()]
}

/// The smallest shift within `reach` that puts one of `mine` on one of `theirs`; the first among equals.
fn nearest(mine: &[i32; 3], theirs: impl Iterator<Item = i32>, reach: i32) -> Option<i32> {
    let shifts = theirs.flat_map(|their| mine.map(|my| their - my));
    shifts
        .filter(|shift| shift.abs() <= reach)
        .min_by_key(|shift| (shift.abs(), *shift))
}

fn guides_along(rest: &Rect, neighbours: &[Rect], upright: bool) -> Vec<Guide> {
    let across = |rect: &Rect| {
        if upright {
            x_lines(rect)
        } else {
            y_lines(rect)
        }
    };
    let along = |rect: &Rect| {
        if upright {
            (rect.y, rect.bottom())
        } else {
            (rect.x, rect.right())
        }
    };
    let mut guides = Vec::new();
    for at in across(rest) {
        let on_line = neighbours
            .iter()
            .filter(|rect| across(rect).contains(&at))
            .map(along);
        let span = on_line.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        if let Some((from, to)) = span {
            let (low, high) = along(rest);
            let guide = Guide {
                upright,
                at,
                from: from.min(low),
                to: to.max(high),
            };
            if !guides.contains(&guide) {
                guides.push(guide);
            }
        }
    }
    guides
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_edge_snaps_to_an_edge_and_a_guide_spans_both() {
        let snapped = snap(Rect::new(103, 304, 50, 50), &[Rect::new(100, 0, 80, 60)], 6);
        assert_eq!(snapped.dx, -3);
        assert!(snapped.guides.contains(&Guide {
            upright: true,
            at: 100,
            from: 0,
            to: 354
        }));
    }

    #[test]
    fn the_grid_holds_where_no_neighbour_is_near() {
        let snapped = snap(Rect::new(13, 3, 50, 50), &[], 6);
        assert_eq!((snapped.dx, snapped.dy, snapped.guides.len()), (3, -3, 0));
    }

    proptest! {
        #[test]
        fn a_box_never_jumps_further_than_the_reach_or_half_the_grid(
            x in -500..500, y in -500..500,
            others in prop::collection::vec((-600..600, -600..600, 1..300, 1..300), 0..12),
            reach in 1..12,
        ) {
            let neighbours: Vec<Rect> = others.into_iter().map(|(x, y, w, h)| Rect::new(x, y, w, h)).collect();
            let snapped = snap(Rect::new(x, y, 77, 41), &neighbours, reach);
            let most = reach.max(GRID / 2);
            prop_assert!(snapped.dx.abs() <= most && snapped.dy.abs() <= most);
        }
    }
}

//! What wires go round: boxes in a uniform grid, so that a run of a wire looks only at what is near it.

use std::collections::{BTreeMap, BTreeSet};

use super::rect::Rect;

/// A cell is about the size of a VPC.
const CELL: i32 = 512;
/// A run longer than this many cells is judged by samples no longer: it is a trunk, and crosses what it must.
const MOST_CELLS: i32 = 400;

/// Where a box was and is; nowhere where it was not there or is no more.
pub type Change = [Rect; 2];

/// A box that is not there: it touches nothing.
pub const NOWHERE: Rect = Rect {
    x: i32::MIN / 4,
    y: i32::MIN / 4,
    width: 0,
    height: 0,
};

/// A run closer than this to a border looks like a part of it, in world units.
pub(super) const HUG: i32 = 6;
/// A run beside a border for no more than this does not look so, in world units.
pub(super) const MOST_BESIDE: i32 = 20;

/// What a run meets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Met {
    /// Boxes that it goes through.
    pub through: u32,
    /// Boxes whose border it follows so closely that it looks like a part of it.
    pub along: u32,
}

/// Boxes that a wire should not cross.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Obstacles {
    rects: Vec<Rect>,
    cells: BTreeMap<(i32, i32), Vec<u32>>,
    /// What may be gone through, but not be followed along its border, by number: regions. There are few.
    frames: BTreeMap<usize, Rect>,
}

impl Obstacles {
    pub fn new(rects: Vec<Rect>) -> Self {
        let mut cells: BTreeMap<(i32, i32), Vec<u32>> = BTreeMap::new();
        for (index, rect) in (0_u32..).zip(&rects).filter(|(_, rect)| **rect != NOWHERE) {
            for cell in cells_of(rect) {
                cells.entry(cell).or_default().push(index);
            }
        }
        Self {
            rects,
            cells,
            frames: BTreeMap::new(),
        }
    }

    /// Puts the box of this number somewhere, or takes it away; says where it was where that is another place.
    pub fn set(&mut self, index: usize, rect: Option<Rect>) -> Option<Change> {
        let after = rect.unwrap_or(NOWHERE);
        if self.rects.len() <= index {
            self.rects.resize(index + 1, NOWHERE);
        }
        let before = std::mem::replace(&mut self.rects[index], after);
        if before == after {
            return None;
        }
        let number = u32::try_from(index).unwrap_or(u32::MAX);
        if before != NOWHERE {
            for cell in cells_of(&before) {
                if let Some(inside) = self.cells.get_mut(&cell) {
                    inside.retain(|other| *other != number);
                }
            }
        }
        if after != NOWHERE {
            for cell in cells_of(&after) {
                self.cells.entry(cell).or_default().push(number);
            }
        }
        Some([before, after])
    }

    /// Puts the frame of this number somewhere, or takes it away; says where its borders were, where they are elsewhere.
    pub fn set_frame(&mut self, index: usize, rect: Option<Rect>) -> Vec<Change> {
        let before = match rect {
            Some(rect) => self.frames.insert(index, rect),
            None => self.frames.remove(&index),
        };
        if before == rect {
            return Vec::new();
        }
        let borders = |rect: Option<Rect>| rect.map_or([NOWHERE; 4], |rect| borders(&rect));
        let both = borders(before).into_iter().zip(borders(rect));
        both.map(|(before, after)| [before, after]).collect()
    }

    /// The boxes that touch an area, in the order of their numbers, without those in `skip`; nothing where there are
    /// more than `most`, or the area is too large to look at.
    pub fn within(&self, area: &Rect, skip: &[usize], most: usize) -> Option<Vec<Rect>> {
        let columns = area.right().div_euclid(CELL) - area.x.div_euclid(CELL) + 1;
        let rows = area.bottom().div_euclid(CELL) - area.y.div_euclid(CELL) + 1;
        if columns.saturating_mul(rows) > MOST_CELLS {
            return None;
        }
        let mut found = BTreeSet::new();
        for cell in cells_of(area) {
            for index in self.cells.get(&cell).into_iter().flatten() {
                let rect = self.rects.get(*index as usize);
                if rect.is_some_and(|rect| rect.touches(area)) && !skip.contains(&(*index as usize))
                {
                    found.insert(*index);
                }
            }
            if found.len() > most {
                return None;
            }
        }
        let rects = found
            .into_iter()
            .filter_map(|index| self.rects.get(index as usize));
        Some(rects.copied().collect())
    }

    /// What a straight run meets. Those in `skip` may be gone through, but are not to be followed along their border.
    pub fn met_by(&self, run: &Rect, skip: &[usize]) -> Met {
        let wide = run.inflated(HUG);
        let columns = wide.right().div_euclid(CELL) - wide.x.div_euclid(CELL) + 1;
        let rows = wide.bottom().div_euclid(CELL) - wide.y.div_euclid(CELL) + 1;
        let along = self.frames.values().filter(|frame| hugs(run, frame));
        let mut met = Met {
            through: 0,
            along: u32::try_from(along.count()).unwrap_or(u32::MAX),
        };
        if self.rects.is_empty() || columns.saturating_mul(rows) > MOST_CELLS {
            return met;
        }
        for cell in cells_of(&wide) {
            for index in self.cells.get(&cell).into_iter().flatten() {
                let Some(rect) = self.rects.get(*index as usize) else {
                    continue;
                };
                let is_through = crosses(run, rect) && !skip.contains(&(*index as usize));
                let is_along = !is_through && hugs(run, rect);
                if !is_through && !is_along {
                    continue;
                }
                // A box in several cells counts in the first cell that the two share.
                let first = (
                    wide.x.max(rect.x).div_euclid(CELL),
                    wide.y.max(rect.y).div_euclid(CELL),
                );
                if first == cell {
                    met.through += u32::from(is_through);
                    met.along += u32::from(is_along);
                }
            }
        }
        met
    }
}

/// Whether a straight run follows a border of a box, inside or outside, so closely that it looks like a part of it.
pub(super) fn hugs(run: &Rect, rect: &Rect) -> bool {
    let is_near = |at: i32, edges: [i32; 2]| edges.iter().any(|edge| (at - edge).abs() < HUG);
    let shared = |run: (i32, i32), rect: (i32, i32)| run.1.min(rect.1) - run.0.max(rect.0);
    if run.height == 0 {
        is_near(run.y, [rect.y, rect.bottom()])
            && shared((run.x, run.right()), (rect.x, rect.right())) > MOST_BESIDE
    } else {
        is_near(run.x, [rect.x, rect.right()])
            && shared((run.y, run.bottom()), (rect.y, rect.bottom())) > MOST_BESIDE
    }
}

/// The borders of a box, grown by as much as a run may be near them.
fn borders(rect: &Rect) -> [Rect; 4] {
    let (right, bottom) = (rect.right(), rect.bottom());
    let across = |y: i32| Rect::new(rect.x, y, rect.width, 0).inflated(HUG);
    let upright = |x: i32| Rect::new(x, rect.y, 0, rect.height).inflated(HUG);
    [
        across(rect.y),
        across(bottom),
        upright(rect.x),
        upright(right),
    ]
}

/// Strictly inside on both axes; the run has no width on one of them.
pub(super) fn crosses(run: &Rect, rect: &Rect) -> bool {
    run.x < rect.right() && run.right() > rect.x && run.y < rect.bottom() && run.bottom() > rect.y
}

fn cells_of(rect: &Rect) -> impl Iterator<Item = (i32, i32)> + use<> {
    let columns = rect.x.div_euclid(CELL)..=rect.right().div_euclid(CELL);
    let rows = rect.y.div_euclid(CELL)..=rect.bottom().div_euclid(CELL);
    columns.flat_map(move |column| rows.clone().map(move |row| (column, row)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_grid_counts_as_a_plain_scan_does(
            rects in prop::collection::vec((-3000..3000, -3000..3000, 1..900, 1..900), 0..20),
            run in (-3000..3000, -3000..3000, 0..3000_i32, any::<bool>()),
        ) {
            let rects: Vec<Rect> = rects.into_iter().map(|(x, y, w, h)| Rect::new(x, y, w, h)).collect();
            let (x, y, length, upright) = run;
            let run = if upright { Rect::new(x, y, 0, length) } else { Rect::new(x, y, length, 0) };
            let through = rects.iter().filter(|rect| crosses(&run, rect)).count();
            let along = rects.iter().filter(|rect| !crosses(&run, rect) && hugs(&run, rect)).count();
            let met = Obstacles::new(rects).met_by(&run, &[]);
            prop_assert_eq!((met.through as usize, met.along as usize), (through, along));
        }
    }
}

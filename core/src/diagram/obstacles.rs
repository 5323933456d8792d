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

/// Boxes that a wire should not cross.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Obstacles {
    rects: Vec<Rect>,
    cells: BTreeMap<(i32, i32), Vec<u32>>,
}

impl Obstacles {
    pub fn new(rects: Vec<Rect>) -> Self {
        let mut cells: BTreeMap<(i32, i32), Vec<u32>> = BTreeMap::new();
        for (index, rect) in (0_u32..).zip(&rects).filter(|(_, rect)| **rect != NOWHERE) {
            for cell in cells_of(rect) {
                cells.entry(cell).or_default().push(index);
            }
        }
        Self { rects, cells }
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

    /// How many boxes a straight run goes through, those in `skip` not counted. Runs along a border don't count.
    pub fn crossed_by(&self, run: &Rect, skip: &[usize]) -> u32 {
        let columns = run.right().div_euclid(CELL) - run.x.div_euclid(CELL) + 1;
        let rows = run.bottom().div_euclid(CELL) - run.y.div_euclid(CELL) + 1;
        if self.rects.is_empty() || columns.saturating_mul(rows) > MOST_CELLS {
            return 0;
        }
        let mut crossed = 0;
        for cell in cells_of(run) {
            for index in self.cells.get(&cell).into_iter().flatten() {
                let Some(rect) = self.rects.get(*index as usize) else {
                    continue;
                };
                if !crosses(run, rect) || skip.contains(&(*index as usize)) {
                    continue;
                }
                // A box in several cells counts in the first cell that the two share.
                let first = (
                    run.x.max(rect.x).div_euclid(CELL),
                    run.y.max(rect.y).div_euclid(CELL),
                );
                crossed += u32::from(first == cell);
            }
        }
        crossed
    }
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
            let scan = rects.iter().filter(|rect| crosses(&run, rect)).count();
            prop_assert_eq!(Obstacles::new(rects).crossed_by(&run, &[]) as usize, scan);
        }
    }
}

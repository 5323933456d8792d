//! Bands: where boxes of one holder cover each other, which a file may say, each is painted whole over the one before it.
//! Painted by layer of form alone, what the two hold would show through each other.

use std::collections::BTreeMap;

use netwright_core::diagram::{Diagram, Form};

/// Holders of more boxes than this are painted by layer alone: to compare all of them would take too long.
const MOST_COMPARED: usize = 400;
/// Bands above this are one.
const MOST_BANDS: u16 = 400;

/// The bands of the boxes that have been visited, in tree order.
#[derive(Debug, Default)]
pub(super) struct Bands {
    /// How many bands a box and all that it holds lie over those before it.
    raised: BTreeMap<usize, u16>,
    /// The boxes that are raised and hold the next one: where they end, and the band in them.
    open: Vec<(usize, u16)>,
    /// The band in each box that is raised.
    found: BTreeMap<usize, (usize, u16)>,
}

impl Bands {
    /// Compares what one box holds, or the outermost.
    pub(super) fn compare(&mut self, diagram: &Diagram, holder: Option<usize>) {
        let is_band = |index: &usize| {
            let shown = diagram.boxes.get(*index);
            shown.is_some_and(|shown| shown.shape.form.is_container())
        };
        let inner: Vec<usize> = diagram.children(holder).filter(is_band).collect();
        if inner.len() > MOST_COMPARED {
            return;
        }
        for (at, index) in inner.iter().enumerate() {
            let rect = &diagram.boxes[*index].rect;
            let is_region = |index: usize| diagram.boxes[index].shape.form == Form::Region;
            let covered = inner[..at].iter().filter(|other| {
                // A hub or a zone that lies over a region is painted over it anyway, and no region over those.
                is_region(**other) == is_region(*index)
                    && diagram.boxes[**other].rect.overlaps(rect)
            });
            let below = covered.map(|other| self.raised.get(other).copied().unwrap_or(0));
            if let Some(below) = below.max() {
                self.raised.insert(*index, below + 1);
            }
        }
    }

    /// The band of the next box in tree order.
    pub(super) fn enter(&mut self, index: usize, end: usize) -> u16 {
        while self.open.last().is_some_and(|(end, _)| *end <= index) {
            self.open.pop();
        }
        let outer = self.open.last().map_or(0, |(_, band)| *band);
        let Some(raised) = self.raised.get(&index) else {
            return outer;
        };
        let band = (outer + raised).min(MOST_BANDS);
        self.open.push((end, band));
        self.found.insert(index, (end, band));
        band
    }

    /// The band of a box that has been visited.
    pub(super) fn of(&self, index: usize) -> u16 {
        let before = self.found.range(..=index);
        let around = before.filter(|(_, (end, _))| index < *end);
        around.map(|(_, (_, band))| *band).max().unwrap_or(0)
    }
}

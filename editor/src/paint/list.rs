//! The numeric display list: what to draw, grouped by style and layer, in device pixels.
//!
//! Each group is a header of eight numbers and then its items; `app/src/canvas/paint.js` drains it. Strings and
//! colours are numbers too: they are told apart once and handed over when new.

use std::collections::BTreeMap;

/// What the items of a group are. The numbers are known to the draining side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Op {
    /// x, y, width, height each.
    Rects = 1,
    /// The number of points, then x, y of each.
    Lines = 2,
    /// string, x, y, width to fit in; `y` is the middle of the line. A stroke is a rim round the letters.
    Texts = 3,
    /// icon, x, y, size.
    Icons = 4,
    /// x, y, radius.
    Circles = 5,
    /// x, y, step, columns, rows, size of a dot.
    Grid = 6,
}

/// What the items of a group have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Style {
    /// Painted from low to high.
    pub layer: u16,
    pub op: Op,
    /// Colours by number; `NONE` paints nothing.
    pub fill: u16,
    pub stroke: u16,
    /// Line width or text size in quarters of a device pixel.
    pub size: u16,
    /// Corner radius in quarters of a device pixel; for text, the face.
    pub detail: u16,
    /// 0 full, 1 dashed, 2 dotted; for text, 0 from the left, 1 from the right, 2 centred.
    pub mode: u8,
}

/// No colour.
pub const NONE: u16 = u16::MAX;

/// Texts that have been given a number.
#[derive(Debug, Default)]
pub struct Interner {
    numbers: BTreeMap<String, u32>,
    /// Those not handed over yet, in the order of their numbers.
    fresh: Vec<String>,
}

impl Interner {
    pub fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        self.numbers.insert(text.to_owned(), number);
        self.fresh.push(text.to_owned());
        number
    }

    /// What must be told to the draining side before the next list.
    pub fn take_fresh(&mut self) -> Vec<String> {
        std::mem::take(&mut self.fresh)
    }

    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }
}

/// Collects groups while painting and writes them in order.
#[derive(Debug, Default)]
pub struct DisplayList {
    groups: BTreeMap<Style, Vec<f32>>,
    out: Vec<f32>,
}

impl DisplayList {
    /// Begins a picture; what memory the last one took is kept.
    pub fn clear(&mut self) {
        for items in self.groups.values_mut() {
            items.clear();
        }
        self.out.clear();
    }

    pub fn push(&mut self, style: Style, item: &[f32]) {
        self.groups
            .entry(style)
            .or_default()
            .extend_from_slice(item);
    }

    /// The list: for each group op, fill, stroke, size, detail, mode, count of numbers, layer; then its numbers.
    pub fn finish(&mut self) -> &[f32] {
        // Groups of styles no longer used would pile up while zooming.
        self.groups.retain(|_, items| !items.is_empty());
        for (style, items) in &self.groups {
            let colour = |colour: u16| {
                if colour == NONE {
                    -1.0
                } else {
                    f32::from(colour)
                }
            };
            self.out.extend([
                f32::from(style.op as u8),
                colour(style.fill),
                colour(style.stroke),
                f32::from(style.size) / 4.0,
                f32::from(style.detail) / 4.0,
                f32::from(style.mode),
                small(items.len()),
                f32::from(style.layer),
            ]);
            self.out.extend_from_slice(items);
        }
        &self.out
    }

    /// The list as it was finished last.
    pub fn numbers(&self) -> &[f32] {
        &self.out
    }

    /// How many numbers were collected for groups of this kind; for tests and figures.
    pub fn count(&self, op: Op) -> usize {
        self.groups
            .iter()
            .filter(|(style, _)| style.op == op)
            .map(|(_, items)| items.len())
            .sum()
    }
}

/// A count as a number of the list; exact below sixteen million.
#[expect(
    clippy::cast_precision_loss,
    reason = "lists are far shorter than 2^24 numbers"
)]
pub fn small(count: usize) -> f32 {
    count as f32
}

/// Quarters of a pixel, for a [`Style`].
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the range of u16 first"
)]
pub fn quarters(pixels: f64) -> u16 {
    (pixels * 4.0).round().clamp(0.0, 60_000.0) as u16
}

/// A coordinate in device pixels as a number of the list.
#[expect(
    clippy::cast_possible_truncation,
    reason = "device pixels of one screen are exact in f32"
)]
pub fn px(pixels: f64) -> f32 {
    pixels.clamp(-1e6, 1e6) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_come_out_by_layer_with_their_counts() {
        let style = |layer| Style {
            layer,
            op: Op::Rects,
            fill: 3,
            stroke: NONE,
            size: 4,
            detail: 0,
            mode: 0,
        };
        let mut list = DisplayList::default();
        list.push(style(2), &[9.0, 9.0, 9.0, 9.0]);
        list.push(style(1), &[1.0, 2.0, 3.0, 4.0]);
        list.push(style(2), &[8.0, 8.0, 8.0, 8.0]);
        let out = list.finish().to_vec();
        assert_eq!(
            &out[..12],
            &[1.0, 3.0, -1.0, 1.0, 0.0, 0.0, 4.0, 1.0, 1.0, 2.0, 3.0, 4.0]
        );
        assert_eq!((out[12 + 6], out.len()), (8.0, 12 + 8 + 8));
        list.clear();
        assert!(list.finish().is_empty());
    }

    #[test]
    fn a_text_keeps_its_number() {
        let mut strings = Interner::default();
        assert_eq!(
            (
                strings.number("a"),
                strings.number("b"),
                strings.number("a")
            ),
            (0, 1, 0)
        );
        assert_eq!(strings.take_fresh(), ["a", "b"]);
        assert!(strings.take_fresh().is_empty());
    }
}

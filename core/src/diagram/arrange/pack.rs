//! Packing rectangles in rows.

/// Where each rectangle's corner lies, and the room that all take.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Packed {
    pub corners: Vec<(i32, i32)>,
    pub width: i32,
    pub height: i32,
}

/// Rows of about `width`, in the given order, with `gap` between.
pub fn shelves(sizes: &[(i32, i32)], gap: i32, width: i32) -> Packed {
    let mut packed = Packed::default();
    let (mut x, mut y, mut row_height) = (0, 0, 0);
    for (item_width, item_height) in sizes {
        if x > 0 && x + item_width > width {
            (x, y, row_height) = (0, y + row_height + gap, 0);
        }
        packed.corners.push((x, y));
        packed.width = packed.width.max(x + item_width);
        packed.height = packed.height.max(y + item_height);
        row_height = row_height.max(*item_height);
        x += item_width + gap;
    }
    packed
}

/// The width at which rectangles of these sizes fill about 16 by 10.
pub(super) fn pleasant_width(sizes: &[(i32, i32)], gap: i32) -> i32 {
    let area: i64 = sizes
        .iter()
        .map(|(w, h)| i64::from(w + gap) * i64::from(h + gap))
        .sum();
    let width = i32::try_from((area * 16 / 10).isqrt()).unwrap_or(i32::MAX / 4);
    sizes
        .iter()
        .map(|(w, _)| *w)
        .max()
        .unwrap_or_default()
        .max(width)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagram::Rect;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn packed_rectangles_do_not_overlap(sizes in prop::collection::vec((1..300, 1..200), 0..40)) {
            let packed = shelves(&sizes, 10, pleasant_width(&sizes, 10));
            let rects: Vec<Rect> = packed.corners.iter().zip(&sizes)
                .map(|((x, y), (w, h))| Rect::new(*x, *y, *w, *h)).collect();
            for (index, rect) in rects.iter().enumerate() {
                prop_assert!(rect.right() <= packed.width && rect.bottom() <= packed.height);
                prop_assert!(rects[..index].iter().all(|other| !other.overlaps(rect)));
            }
        }
    }
}

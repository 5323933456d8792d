//! Integer geometry in world units: one unit is one CSS pixel at 100 %.

pub use crate::model::Rect;

/// A point in world units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Point {
    pub x: i32,
    pub y: i32,
}

impl Point {
    pub const fn new(x: i32, y: i32) -> Self {
        Self { x, y }
    }
}

/// What the canvas asks of rectangles. Edges are half open: `right` and `bottom` lie just outside.
impl Rect {
    /// The smallest rectangle with both points on its border, whichever way they lie.
    pub fn between(a: Point, b: Point) -> Self {
        let (x, y) = (a.x.min(b.x), a.y.min(b.y));
        Self {
            x,
            y,
            width: a.x.max(b.x) - x,
            height: a.y.max(b.y) - y,
        }
    }

    pub fn right(&self) -> i32 {
        self.x + self.width
    }

    pub fn bottom(&self) -> i32 {
        self.y + self.height
    }

    pub fn center(&self) -> Point {
        Point::new(self.x + self.width / 2, self.y + self.height / 2)
    }

    pub fn corner(&self) -> Point {
        Point::new(self.x, self.y)
    }

    pub fn has_point(&self, point: Point) -> bool {
        point.x >= self.x && point.x < self.right() && point.y >= self.y && point.y < self.bottom()
    }

    pub fn has_rect(&self, other: &Rect) -> bool {
        other.x >= self.x
            && other.y >= self.y
            && other.right() <= self.right()
            && other.bottom() <= self.bottom()
    }

    /// Whether the two share some area; rectangles that only touch do not.
    pub fn overlaps(&self, other: &Rect) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }

    /// Whether the two share a point, border included; right for wires, which may have no area.
    pub fn touches(&self, other: &Rect) -> bool {
        self.x <= other.right()
            && other.x <= self.right()
            && self.y <= other.bottom()
            && other.y <= self.bottom()
    }

    #[must_use]
    pub fn moved(&self, dx: i32, dy: i32) -> Self {
        Self {
            x: self.x + dx,
            y: self.y + dy,
            ..*self
        }
    }

    /// Grown by `by` on every side.
    #[must_use]
    pub fn inflated(&self, by: i32) -> Self {
        Self {
            x: self.x - by,
            y: self.y - by,
            width: self.width + 2 * by,
            height: self.height + 2 * by,
        }
    }

    /// The smallest rectangle that holds both.
    #[must_use]
    pub fn union(&self, other: &Rect) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        let (right, bottom) = (
            self.right().max(other.right()),
            self.bottom().max(other.bottom()),
        );
        Self {
            x,
            y,
            width: right - x,
            height: bottom - y,
        }
    }

    /// The smallest rectangle that holds all, or nothing for none.
    pub fn around(rects: impl IntoIterator<Item = Rect>) -> Option<Self> {
        rects.into_iter().reduce(|all, rect| all.union(&rect))
    }

    /// The smallest rectangle with all points in it or on its border.
    pub fn around_points(points: &[Point]) -> Self {
        let boxes = points.iter().map(|point| Rect {
            x: point.x,
            y: point.y,
            width: 0,
            height: 0,
        });
        Self::around(boxes).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_touch_but_do_not_overlap() {
        let left = Rect::new(0, 0, 10, 10);
        let right = Rect::new(10, 0, 10, 10);
        assert!(left.touches(&right) && !left.overlaps(&right));
        assert!(!left.has_point(Point::new(10, 5)) && right.has_point(Point::new(10, 5)));
    }

    #[test]
    fn a_union_holds_both() {
        let (a, b) = (Rect::new(-5, 3, 4, 4), Rect::new(10, -2, 1, 1));
        let union = a.union(&b);
        assert!(union.has_rect(&a) && union.has_rect(&b));
        assert_eq!(union, Rect::new(-5, -2, 16, 9));
    }
}

//! The view transform: from world units to CSS pixels of the canvas, and back.

use netwright_core::diagram::{Point, Rect};

/// The least zoom: an estate of 5,000 VPCs fits a small window.
pub const LEAST_SCALE: f64 = 0.005;
/// The greatest zoom.
pub const GREATEST_SCALE: f64 = 4.0;

/// A point on the canvas in CSS pixels from its top left corner.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ViewPoint {
    pub x: f64,
    pub y: f64,
}

impl ViewPoint {
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// Distance in CSS pixels.
    pub fn distance(self, other: Self) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}

/// What part of the world is seen: `view = world * scale + offset`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    pub scale: f64,
    pub x: f64,
    pub y: f64,
}

impl Default for View {
    fn default() -> Self {
        Self {
            scale: 1.0,
            x: 0.0,
            y: 0.0,
        }
    }
}

impl View {
    pub fn view_from_world(&self, point: Point) -> ViewPoint {
        ViewPoint {
            x: f64::from(point.x) * self.scale + self.x,
            y: f64::from(point.y) * self.scale + self.y,
        }
    }

    /// The nearest whole world point.
    pub fn world_from_view(&self, point: ViewPoint) -> Point {
        Point::new(
            whole((point.x - self.x) / self.scale),
            whole((point.y - self.y) / self.scale),
        )
    }

    /// A length in world units that is `pixels` CSS pixels on the screen, at least 1.
    pub fn world_length(&self, pixels: f64) -> i32 {
        whole(pixels / self.scale).max(1)
    }

    /// The part of the world that a canvas of `width` by `height` CSS pixels shows, grown to whole units.
    pub fn visible(&self, width: f64, height: f64) -> Rect {
        let from = |pixel: f64, offset: f64| ((pixel - offset) / self.scale).clamp(-2e9, 2e9);
        let (left, top) = (from(0.0, self.x).floor(), from(0.0, self.y).floor());
        let (right, bottom) = (from(width, self.x).ceil(), from(height, self.y).ceil());
        Rect::new(
            whole(left),
            whole(top),
            whole(right - left),
            whole(bottom - top),
        )
    }

    #[must_use]
    pub fn panned(&self, dx: f64, dy: f64) -> Self {
        Self {
            x: self.x + dx,
            y: self.y + dy,
            ..*self
        }
    }

    /// Zoomed by `factor` with the point under the pointer held still.
    #[must_use]
    pub fn zoomed(&self, factor: f64, around: ViewPoint) -> Self {
        let scale = (self.scale * factor).clamp(LEAST_SCALE, GREATEST_SCALE);
        let factor = scale / self.scale;
        Self {
            scale,
            x: around.x - (around.x - self.x) * factor,
            y: around.y - (around.y - self.y) * factor,
        }
    }

    /// The view that shows all of `bounds` with `margin` CSS pixels round it, at most at `most_scale`.
    pub fn fitting(bounds: Rect, width: f64, height: f64, margin: f64, most_scale: f64) -> Self {
        let room = |size: f64| (size - 2.0 * margin).max(32.0);
        let (world_width, world_height) = (
            f64::from(bounds.width.max(1)),
            f64::from(bounds.height.max(1)),
        );
        let scale = (room(width) / world_width).min(room(height) / world_height);
        let scale = scale.clamp(LEAST_SCALE, most_scale.min(GREATEST_SCALE));
        Self::centred(bounds, scale, width, height)
    }

    /// The view at `scale` with the middle of `bounds` in the middle of the canvas.
    pub fn centred(bounds: Rect, scale: f64, width: f64, height: f64) -> Self {
        let x = f64::from(bounds.x) + f64::from(bounds.width) / 2.0;
        let y = f64::from(bounds.y) + f64::from(bounds.height) / 2.0;
        Self {
            scale,
            x: width / 2.0 - x * scale,
            y: height / 2.0 - y * scale,
        }
    }
}

/// Rounded to a whole world unit, kept within what sums of nested offsets can hold.
#[expect(
    clippy::cast_possible_truncation,
    reason = "clamped to the range of i32 first"
)]
pub fn whole(number: f64) -> i32 {
    number.round().clamp(-2e9, 2e9) as i32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn view() -> impl Strategy<Value = View> {
        (0.01..4.0, -5000.0..5000.0, -5000.0..5000.0).prop_map(|(scale, x, y)| View { scale, x, y })
    }

    proptest! {
        #[test]
        fn world_to_view_and_back(view in view(), x in -100_000..100_000, y in -100_000..100_000) {
            let point = Point::new(x, y);
            prop_assert_eq!(view.world_from_view(view.view_from_world(point)), point);
        }

        #[test]
        fn zooming_holds_the_point_under_the_pointer(view in view(), factor in 0.5..2.0, x in 0.0..1400.0, y in 0.0..900.0) {
            let at = ViewPoint::new(x, y);
            let before = ((at.x - view.x) / view.scale, (at.y - view.y) / view.scale);
            let zoomed = view.zoomed(factor, at);
            let after = ((at.x - zoomed.x) / zoomed.scale, (at.y - zoomed.y) / zoomed.scale);
            prop_assert!((before.0 - after.0).abs() < 1e-6 * before.0.abs().max(1.0));
            prop_assert!((before.1 - after.1).abs() < 1e-6 * before.1.abs().max(1.0));
            prop_assert!((LEAST_SCALE..=GREATEST_SCALE).contains(&zoomed.scale));
        }

        #[test]
        fn fitting_shows_all(x in -9000..9000, y in -9000..9000, w in 1..90_000, h in 1..90_000) {
            let bounds = Rect::new(x, y, w, h);
            let view = View::fitting(bounds, 1280.0, 800.0, 40.0, 1.0);
            prop_assert!(view.visible(1280.0, 800.0).has_rect(&bounds));
            prop_assert!(view.scale <= 1.0);
        }
    }
}

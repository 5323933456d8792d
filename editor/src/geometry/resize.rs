//! Resizing by one of eight handles, from where the gesture began.

use netwright_core::diagram::{Point, Rect};

use super::view::{View, ViewPoint};

/// How near the pointer must be to a handle, in CSS pixels.
const REACH: f64 = 7.0;

/// One of the eight handles of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Handle {
    TopLeft,
    TopRight,
    BottomRight,
    BottomLeft,
    Top,
    Right,
    Bottom,
    Left,
}

impl Handle {
    /// Corners first: where two are in reach, the corner is meant.
    pub const ALL: [Handle; 8] = [
        Handle::TopLeft,
        Handle::TopRight,
        Handle::BottomRight,
        Handle::BottomLeft,
        Handle::Top,
        Handle::Right,
        Handle::Bottom,
        Handle::Left,
    ];

    /// Which edges it moves: -1 left or top, 0 none, 1 right or bottom.
    pub const fn edges(self) -> (i32, i32) {
        match self {
            Handle::TopLeft => (-1, -1),
            Handle::Top => (0, -1),
            Handle::TopRight => (1, -1),
            Handle::Right => (1, 0),
            Handle::BottomRight => (1, 1),
            Handle::Bottom => (0, 1),
            Handle::BottomLeft => (-1, 1),
            Handle::Left => (-1, 0),
        }
    }

    /// Where the handle lies on `rect`.
    pub fn point(self, rect: &Rect) -> Point {
        let (x, y) = self.edges();
        let center = rect.center();
        let along = |edge: i32, low: i32, middle: i32, high: i32| match edge {
            -1 => low,
            0 => middle,
            _ => high,
        };
        Point::new(
            along(x, rect.x, center.x, rect.right()),
            along(y, rect.y, center.y, rect.bottom()),
        )
    }

    /// The name of the pointer's shape in CSS.
    pub const fn cursor(self) -> &'static str {
        match self {
            Handle::TopLeft | Handle::BottomRight => "nwse-resize",
            Handle::TopRight | Handle::BottomLeft => "nesw-resize",
            Handle::Top | Handle::Bottom => "ns-resize",
            Handle::Left | Handle::Right => "ew-resize",
        }
    }
}

/// The handle of `rect` under the pointer. Edge handles are left out where the box is too small to show them.
pub fn handle_at(rect: &Rect, view: &View, at: ViewPoint) -> Option<Handle> {
    let (width, height) = (
        f64::from(rect.width) * view.scale,
        f64::from(rect.height) * view.scale,
    );
    Handle::ALL.into_iter().find(|handle| {
        let (x, y) = handle.edges();
        let shown = (x != 0 || width >= 40.0) && (y != 0 || height >= 40.0);
        let point = view.view_from_world(handle.point(rect));
        shown && (point.x - at.x).abs() <= REACH && (point.y - at.y).abs() <= REACH
    })
}

/// `rect` with the edges of `handle` moved by (dx, dy), not smaller than `least` and so that `content` stays inside.
pub fn resized(
    rect: Rect,
    handle: Handle,
    dx: i32,
    dy: i32,
    least: (i32, i32),
    content: Option<Rect>,
) -> Rect {
    let (x_edge, y_edge) = handle.edges();
    let content = content.unwrap_or(Rect {
        width: 0,
        height: 0,
        ..rect
    });
    let (x, right) = moved_edges(
        (rect.x, rect.right()),
        x_edge,
        dx,
        least.0,
        (content.x, content.right()),
    );
    let (y, bottom) = moved_edges(
        (rect.y, rect.bottom()),
        y_edge,
        dy,
        least.1,
        (content.y, content.bottom()),
    );
    Rect::new(x, y, right - x, bottom - y)
}

fn moved_edges(
    (low, high): (i32, i32),
    edge: i32,
    by: i32,
    least: i32,
    content: (i32, i32),
) -> (i32, i32) {
    match edge {
        -1 => ((low + by).min(high - least).min(content.0.max(low)), high),
        1 => (low, (high + by).max(low + least).max(content.1.min(high))),
        _ => (low, high),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_opposite_edge_stays_and_the_content_stays_inside(
            dx in -500..500, dy in -500..500, which in 0..8_usize,
            inner in (10..100, 10..100, 10..80, 10..80),
        ) {
            let handle = Handle::ALL[which];
            let rect = Rect::new(0, 0, 200, 200);
            let content = Rect::new(inner.0, inner.1, inner.2, inner.3);
            let after = resized(rect, handle, dx, dy, (40, 40), Some(content));
            prop_assert!(after.has_rect(&content), "{after:?}");
            prop_assert!(after.width >= 40 && after.height >= 40);
            let (x, y) = handle.edges();
            if x != -1 { prop_assert_eq!(after.x, 0); }
            if x != 1 { prop_assert_eq!(after.right(), 200); }
            if y != -1 { prop_assert_eq!(after.y, 0); }
            if y != 1 { prop_assert_eq!(after.bottom(), 200); }
        }
    }

    #[test]
    fn a_handle_is_found_under_the_pointer() {
        let rect = Rect::new(100, 100, 200, 100);
        let view = View {
            scale: 0.5,
            x: 10.0,
            y: 0.0,
        };
        assert_eq!(
            handle_at(&rect, &view, ViewPoint::new(61.0, 52.0)),
            Some(Handle::TopLeft)
        );
        assert_eq!(
            handle_at(&rect, &view, ViewPoint::new(160.0, 76.0)),
            Some(Handle::Right)
        );
        assert_eq!(handle_at(&rect, &view, ViewPoint::new(110.0, 76.0)), None);
    }
}

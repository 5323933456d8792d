//! Free room near a point: where a box comes to rest that would cover another one.

use netwright_core::diagram::room::free_place;
use netwright_core::diagram::{Point, Rect};

/// Boxes round the wanted place beside which room is looked for; further ones are only kept clear of.
const MOST_NEAR: usize = 24;

/// The place nearest to `wanted`, in any direction, where it covers none of `taken`; `gap` clear of them where it had to
/// give way, and not left of or above `least`.
pub fn nearest_place(wanted: Rect, taken: &[Rect], least: Point, gap: i32) -> Rect {
    let wanted = within(wanted, least);
    if !taken.iter().any(|other| other.overlaps(&wanted)) {
        return wanted;
    }
    let near = nearest(&wanted, taken);
    let beside = near
        .iter()
        .flat_map(|other| [other.right() + gap, other.x - gap - wanted.width]);
    let xs: Vec<i32> = beside.chain([wanted.x]).filter(|x| *x >= least.x).collect();
    let over = near
        .iter()
        .flat_map(|other| [other.bottom() + gap, other.y - gap - wanted.height]);
    let ys: Vec<i32> = over.chain([wanted.y]).filter(|y| *y >= least.y).collect();
    let places = xs.iter().flat_map(|x| {
        ys.iter().map(|y| Rect {
            x: *x,
            y: *y,
            ..wanted
        })
    });
    let mut places: Vec<Rect> = places.collect();
    places.sort_by_key(|place| (distance(place, &wanted), place.y, place.x));
    let is_free = |place: &Rect| {
        let around = place.inflated(gap);
        !taken.iter().any(|other| other.overlaps(&around))
    };
    let found = places.into_iter().find(is_free);
    found.unwrap_or_else(|| free_place(wanted, taken, gap))
}

/// The same straight above or below: `wanted` keeps its left edge.
pub fn nearest_above_or_below(wanted: Rect, taken: &[Rect], least: Point, gap: i32) -> Rect {
    let wanted = within(wanted, least);
    let column = Rect {
        y: i32::MIN / 4,
        height: i32::MAX / 2,
        ..wanted
    };
    let taken: Vec<&Rect> = taken
        .iter()
        .filter(|other| other.overlaps(&column))
        .collect();
    if !taken.iter().any(|other| other.overlaps(&wanted)) {
        return wanted;
    }
    let ys = taken
        .iter()
        .flat_map(|other| [other.bottom() + gap, other.y - gap - wanted.height]);
    let places = ys.filter(|y| *y >= least.y).map(|y| Rect { y, ..wanted });
    let is_free = |place: &Rect| !taken.iter().any(|other| other.overlaps(place));
    // Under the lowest there is always room.
    places
        .filter(is_free)
        .min_by_key(|place| ((place.y - wanted.y).abs(), place.y))
        .unwrap_or(wanted)
}

/// How far the left and the top edge of a box may go that becomes `to`: to `gap` from those which lie left of it and above
/// it now, and no further away from them than it is.
pub fn least_corner(from: &Rect, to: &Rect, others: &[Rect], gap: i32) -> Point {
    let mut least = Point::new(i32::MIN / 4, i32::MIN / 4);
    let above = |other: &&Rect| {
        other.bottom() <= from.y && other.x < from.right() && from.x < other.right()
    };
    for other in others.iter().filter(above) {
        least.y = least
            .y
            .max(other.bottom() + gap.min(from.y - other.bottom()));
    }
    let (top, bottom) = (
        to.y.max(least.y).min(from.y),
        to.bottom().max(from.bottom()),
    );
    let left = |other: &&Rect| other.right() <= from.x && other.y < bottom && top < other.bottom();
    for other in others.iter().filter(left) {
        least.x = least.x.max(other.right() + gap.min(from.x - other.right()));
    }
    least
}

fn within(rect: Rect, least: Point) -> Rect {
    Rect {
        x: rect.x.max(least.x),
        y: rect.y.max(least.y),
        ..rect
    }
}

fn nearest(wanted: &Rect, taken: &[Rect]) -> Vec<Rect> {
    let apart = |low: i32, high: i32, other_low: i32, other_high: i32| {
        i64::from((other_low - high).max(low - other_high).max(0))
    };
    let away = |other: &Rect| {
        apart(wanted.x, wanted.right(), other.x, other.right())
            + apart(wanted.y, wanted.bottom(), other.y, other.bottom())
    };
    let mut near: Vec<Rect> = taken.to_vec();
    near.sort_by_key(|other| (away(other), other.y, other.x));
    near.truncate(MOST_NEAR);
    near
}

fn distance(a: &Rect, b: &Rect) -> i64 {
    let (dx, dy) = (
        i64::from(a.x) - i64::from(b.x),
        i64::from(a.y) - i64::from(b.y),
    );
    dx * dx + dy * dy
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FREE: Point = Point { x: -9999, y: -9999 };

    fn rects(most: usize) -> impl Strategy<Value = Vec<Rect>> {
        let rect =
            (-400..400, -400..400, 10..200, 10..200).prop_map(|(x, y, w, h)| Rect::new(x, y, w, h));
        prop::collection::vec(rect, 0..most)
    }

    #[test]
    fn it_gives_way_by_the_shortest_way() {
        let other = [Rect::new(0, 0, 176, 48)];
        let by = |x, y| nearest_place(Rect::new(x, y, 176, 48), &other, FREE, 8);
        assert_eq!(
            by(300, 0),
            Rect::new(300, 0, 176, 48),
            "it is in nobody's way"
        );
        assert_eq!(by(10, 30), Rect::new(10, 56, 176, 48));
        assert_eq!(by(10, -30), Rect::new(10, -56, 176, 48));
        assert_eq!(by(-170, 0), Rect::new(-184, 0, 176, 48));
        let kept = nearest_place(Rect::new(10, -30, 176, 48), &other, Point::new(0, 0), 8);
        assert_eq!(kept, Rect::new(10, 56, 176, 48), "not out at the top");
    }

    proptest! {
        #[test]
        fn it_is_free_and_inside(taken in rects(60), x in -400..400, y in -400..400, w in 10..300, h in 10..300) {
            let least = Point::new(-300, -200);
            for place in [nearest_place, nearest_above_or_below].map(|find| find(Rect::new(x, y, w, h), &taken, least, 8)) {
                prop_assert!(place.x >= least.x && place.y >= least.y);
                prop_assert_eq!((place.width, place.height), (w, h));
                prop_assert!(taken.iter().all(|other| !other.overlaps(&place)), "{place:?}");
            }
        }

        #[test]
        fn a_corner_kept_there_covers_nobody(taken in rects(12), x in 0..300, y in 0..300) {
            let from = Rect::new(100, 100, 120, 90);
            let others: Vec<Rect> = taken.into_iter().filter(|other| !other.overlaps(&from)).collect();
            let to = Rect::between(Point::new(100 - x, 100 - y), Point::new(from.right(), from.bottom()));
            let least = least_corner(&from, &to, &others, 16);
            let kept = Rect::between(
                Point::new(to.x.max(least.x), to.y.max(least.y)),
                Point::new(to.right(), to.bottom()),
            );
            prop_assert!(kept.has_rect(&from));
            prop_assert!(others.iter().all(|other| !other.overlaps(&kept)), "{others:?} {kept:?}");
        }
    }
}

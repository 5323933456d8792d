//! Containers and their content: growing a box to hold what is put in it, and finding room in it.

use super::rect::Rect;

/// Space that a container keeps free inside its border, in world units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Padding {
    /// Under the title.
    pub top: i32,
    /// At the other three sides.
    pub sides: i32,
}

/// `container` grown so that all of `content` lies inside its padding; it never shrinks. All in one space.
pub fn grown(container: Rect, content: impl IntoIterator<Item = Rect>, padding: Padding) -> Rect {
    let needed = |rect: Rect| Rect {
        x: rect.x - padding.sides,
        y: rect.y - padding.top,
        width: rect.width + 2 * padding.sides,
        height: rect.height + padding.top + padding.sides,
    };
    content
        .into_iter()
        .map(needed)
        .fold(container, |all, rect| all.union(&rect))
}

/// The place nearest to `wanted`, searched row by row to the right and down, where it overlaps none of `taken`.
pub fn free_place(wanted: Rect, taken: &[Rect], gap: i32) -> Rect {
    let mut best: Option<Rect> = None;
    let cost = |rect: &Rect| {
        (i64::from(rect.x) - i64::from(wanted.x)) + (i64::from(rect.y) - i64::from(wanted.y))
    };
    // Rows worth trying begin at the wanted one and under each taken box.
    let mut rows: Vec<i32> = vec![wanted.y];
    rows.extend(
        taken
            .iter()
            .map(|rect| rect.bottom() + gap)
            .filter(|row| *row > wanted.y),
    );
    rows.sort_unstable();
    rows.dedup();
    for row in rows {
        let mut candidate = Rect { y: row, ..wanted };
        // Rows further down are further away, wherever there is room in them.
        if best.is_some_and(|best| cost(&candidate) >= cost(&best)) {
            break;
        }
        let beside = taken.iter().filter(|other| {
            candidate.y - gap < other.bottom()
                && other.y < candidate.bottom() + gap
                && other.right() + gap > wanted.x
        });
        let beside: Vec<&Rect> = beside.collect();
        let blocked = |rect: &Rect| {
            let rect = rect.inflated(gap);
            beside.iter().find(|other| rect.overlaps(other)).copied()
        };
        // Each step clears one more box, so there are at most as many steps as boxes.
        for _ in 0..=beside.len() {
            match blocked(&candidate) {
                Some(other) => candidate.x = other.right() + gap,
                None => break,
            }
        }
        if blocked(&candidate).is_none() && best.is_none_or(|best| cost(&candidate) < cost(&best)) {
            best = Some(candidate);
        }
    }
    best.unwrap_or(wanted)
}

/// The boxes of one container once that at `index` has become `grown`: those to the right of it and under it that it would
/// cover make room, and all that stand further that way move with them, so that rows and columns stay as they are. What
/// it covered before, it covers still. Boxes that were clear of each other stay so.
pub fn make_room(rects: &mut [Rect], index: usize, grown: Rect, gap: i32) {
    let Some(before) = rects.get(index).copied() else {
        return;
    };
    let is_right = |rect: &Rect| rect.x >= before.right();
    let is_under = |rect: &Rect| rect.y >= before.bottom();
    let (mut dx, mut dy) = (0, 0);
    for (_, rect) in rects.iter().enumerate().filter(|(at, _)| *at != index) {
        if !grown.overlaps(rect) {
            continue;
        }
        let right = grown.right() + gap.min(rect.x - before.right()) - rect.x;
        let down = grown.bottom() + gap.min(rect.y - before.bottom()) - rect.y;
        match (is_right(rect), is_under(rect)) {
            (true, true) if right <= down => dx = dx.max(right),
            (true, false) => dx = dx.max(right),
            (_, true) => dy = dy.max(down),
            (false, false) => {}
        }
    }
    for (at, rect) in rects.iter_mut().enumerate() {
        if at == index {
            *rect = grown;
            continue;
        }
        let by = (
            if is_right(rect) { dx } else { 0 },
            if is_under(rect) { dy } else { 0 },
        );
        *rect = rect.moved(by.0, by.1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rects(count: usize) -> impl Strategy<Value = Vec<Rect>> {
        let rect =
            (-400..400, -400..400, 10..200, 10..200).prop_map(|(x, y, w, h)| Rect::new(x, y, w, h));
        prop::collection::vec(rect, 0..count)
    }

    proptest! {
        #[test]
        fn a_grown_container_holds_its_content(content in rects(8)) {
            let container = Rect::new(0, 0, 100, 100);
            let after = grown(container, content.clone(), Padding { top: 40, sides: 16 });
            prop_assert!(after.has_rect(&container));
            for rect in content {
                prop_assert!(after.inflated(-16).has_rect(&rect) && rect.y >= after.y + 40);
            }
        }

        #[test]
        fn a_free_place_is_free(taken in rects(20), x in -400..400, y in -400..400) {
            let place = free_place(Rect::new(x, y, 96, 48), &taken, 8);
            prop_assert!(place.x >= x && place.y >= y);
            prop_assert!(taken.iter().all(|rect| !rect.overlaps(&place)), "{place:?}");
        }

        #[test]
        fn who_grows_covers_nobody_that_was_clear_of_it(
            all in rects(12), which in 0..12_usize, wider in 0..300, taller in 0..300,
        ) {
            let mut before: Vec<Rect> = Vec::new();
            for rect in all {
                if before.iter().all(|other| !other.overlaps(&rect)) {
                    before.push(rect);
                }
            }
            prop_assume!(which < before.len());
            let old = before[which];
            let grown = Rect::new(old.x, old.y, old.width + wider, old.height + taller);
            let mut after = before.clone();
            make_room(&mut after, which, grown, 16);
            prop_assert_eq!(after[which], grown);
            for (at, rect) in after.iter().enumerate() {
                prop_assert!(rect.x >= before[at].x && rect.y >= before[at].y);
                prop_assert!(after[..at].iter().all(|other| !other.overlaps(rect)), "{before:?} {after:?}");
            }
            // What has grown already needs no more room.
            let mut again = after.clone();
            make_room(&mut again, which, grown, 16);
            prop_assert_eq!(&again, &after);
            let mut smaller = after.clone();
            smaller[which] = old;
            make_room(&mut smaller, which, grown, 16);
            prop_assert_eq!(smaller, after);
        }
    }

    #[test]
    fn a_neighbour_makes_room_with_all_of_its_column() {
        let mut rects = [
            Rect::new(0, 0, 100, 60),
            Rect::new(132, 0, 100, 60),
            Rect::new(132, 76, 100, 60),
            Rect::new(0, 76, 100, 60),
        ];
        make_room(&mut rects, 0, Rect::new(0, 0, 150, 60), 16);
        assert_eq!(rects[1], Rect::new(166, 0, 100, 60));
        assert_eq!(
            rects[2],
            Rect::new(166, 76, 100, 60),
            "its column stays one"
        );
        assert_eq!(rects[3], Rect::new(0, 76, 100, 60), "below there is room");
    }
}

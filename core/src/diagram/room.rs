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
    }
}

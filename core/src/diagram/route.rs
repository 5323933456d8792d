//! Orthogonal wires: from one box to another by horizontal and vertical runs, round what stands between.
//!
//! A handful of candidate shapes is tried and the cheapest taken, so that routing a wire costs the same whatever
//! else there is, and a wire does not jump about while its box is dragged.

use super::detour::{Way, detour};
use super::obstacles::{Met, Obstacles, crosses, hugs};
use super::rect::{Point, Rect};

/// How far a wire runs straight out of a box before its first bend.
pub const STUB: i32 = 20;
/// How far apart wires run that come to rows of one group.
pub const LANE: i32 = 8;
/// What each crossed box costs, in world units of length.
const CROSSING_COST: i64 = 4000;
/// What each border costs that a run looks like a part of, in world units of length.
const ALONG_COST: i64 = 1000;
/// What each bend costs, in world units of length.
const BEND_COST: i64 = 30;
/// How far off its straight way a wire looks for a way round, in world units.
const DETOUR: i32 = 160;
/// How far beside a way round it is looked whether it could run there as well, in world units.
const BESIDE: i32 = 64;
/// Among more boxes than this no way round is looked for.
const MOST_ROUND: usize = 28;

/// The side of a box at which a wire ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    Left,
    Top,
    Right,
    Bottom,
}

impl Side {
    pub const ALL: [Side; 4] = [Side::Left, Side::Top, Side::Right, Side::Bottom];

    /// The point `slot` of `slots` on this side of `rect`, evenly spread; slot 0 of 1 is the middle.
    pub fn point(self, rect: &Rect, slot: u32, slots: u32) -> Point {
        let along = |start: i32, length: i32| {
            let share = i64::from(length) * (i64::from(slot) + 1) / (i64::from(slots) + 1);
            start + i32::try_from(share).unwrap_or(length / 2)
        };
        match self {
            Side::Left => Point::new(rect.x, along(rect.y, rect.height)),
            Side::Right => Point::new(rect.right(), along(rect.y, rect.height)),
            Side::Top => Point::new(along(rect.x, rect.width), rect.y),
            Side::Bottom => Point::new(along(rect.x, rect.width), rect.bottom()),
        }
    }

    /// Whether wires run across at this side.
    pub fn is_horizontal(self) -> bool {
        matches!(self, Side::Left | Side::Right)
    }

    /// Whether this side looks at that side of another box.
    pub fn faces(self, other: Side) -> bool {
        self != other && self.is_horizontal() == other.is_horizontal()
    }

    fn way(self) -> Way {
        if self.is_horizontal() {
            Way::Across
        } else {
            Way::UpOrDown
        }
    }

    fn step(self, from: Point, by: i32) -> Point {
        match self {
            Side::Left => Point::new(from.x - by, from.y),
            Side::Right => Point::new(from.x + by, from.y),
            Side::Top => Point::new(from.x, from.y - by),
            Side::Bottom => Point::new(from.x, from.y + by),
        }
    }
}

/// One end of a wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    pub point: Point,
    pub side: Side,
    /// How far the wire runs straight before its first bend.
    pub stub: i32,
}

impl End {
    /// The end of the straight run out of the box.
    pub(super) fn outside(&self) -> Point {
        self.side.step(self.point, self.stub)
    }
}

/// The sides by which a wire between two boxes leaves and arrives: those that face each other across the wider gap.
pub fn facing_sides(from: &Rect, to: &Rect) -> (Side, Side) {
    let gap_right = to.x - from.right();
    let gap_left = from.x - to.right();
    let gap_down = to.y - from.bottom();
    let gap_up = from.y - to.bottom();
    let across = gap_right.max(gap_left);
    let along = gap_down.max(gap_up);
    if along >= across {
        if gap_down >= gap_up {
            (Side::Bottom, Side::Top)
        } else {
            (Side::Top, Side::Bottom)
        }
    } else if gap_right >= gap_left {
        (Side::Right, Side::Left)
    } else {
        (Side::Left, Side::Right)
    }
}

/// What a wire goes round.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// What stands on the canvas and in regions.
    pub outer: &'a Obstacles,
    /// Those of them that hold an end of the wire.
    pub skip: &'a [usize],
    /// What stands beside an end, in the same container.
    pub near: &'a [Rect],
}

impl Around<'_> {
    /// What a run meets.
    fn met_by(&self, run: &Rect) -> Met {
        let mut met = self.outer.met_by(run, self.skip);
        for rect in self.near {
            if crosses(run, rect) {
                met.through += 1;
            } else if hugs(run, rect) {
                met.along += 1;
            }
        }
        met
    }

    /// What it costs that a course meets boxes, in world units of length.
    pub(super) fn cost(&self, points: &[Point]) -> i64 {
        let runs = points.windows(2);
        let met = runs.map(|run| self.met_by(&Rect::between(run[0], run[1])));
        met.map(|met| CROSSING_COST * i64::from(met.through) + ALONG_COST * i64::from(met.along))
            .sum()
    }
}

/// A way from one end of a wire to the other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Course {
    pub points: Vec<Point>,
    /// What was looked at to find it: what changes outside does not change the course.
    pub looked_at: Rect,
}

/// A wire from `start` to `end`: with one bend or two where nothing stands in their way, else round what does.
pub fn route(start: End, end: End, around: &Around) -> Course {
    let looked_at = reach(start, end);
    let mut shapes: Vec<(i64, Vec<Point>)> = candidates(start, end)
        .into_iter()
        .map(|shape| (length_cost(&shape), shape))
        .collect();
    // The shortest first: once nothing shorter can follow, the rest is not looked at.
    shapes.sort_by_key(|(cost, _)| *cost);
    let mut best: Option<(i64, bool, Vec<Point>)> = None;
    for (length, shape) in shapes {
        if best.as_ref().is_some_and(|(least, ..)| *least <= length) {
            break;
        }
        let crossing = around.cost(&shape);
        let doubles = length >= CROSSING_COST && doubles_back(&shape);
        if best
            .as_ref()
            .is_none_or(|(least, ..)| length + crossing < *least)
        {
            best = Some((length + crossing, crossing > 0 || doubles, shape));
        }
    }
    let Some((_, poor, points)) = best else {
        let points = vec![start.point, end.point];
        return Course { points, looked_at };
    };
    if !poor {
        return Course { points, looked_at };
    }
    let outer = around.outer.within(&looked_at, around.skip, MOST_ROUND);
    let Some(mut boxes) = outer.filter(|outer| outer.len() + around.near.len() <= 2 * MOST_ROUND)
    else {
        return Course { points, looked_at };
    };
    boxes.extend_from_slice(around.near);
    let (first, last) = (start.outside(), end.outside());
    let mut found = vec![start.point];
    found.extend(detour(
        (first, start.side.way()),
        (last, end.side.way()),
        &boxes,
    ));
    found.push(end.point);
    let found = unhooked(tidy(found));
    // Round a box that lies partly outside, a way may run into others there.
    let looked_at = looked_at.union(&Rect::around_points(&found).inflated(BESIDE));
    // What is all the same for the ways round counts for both.
    let cost = |shape: &[Point]| length_cost(shape) + around.cost(shape);
    let points = if cost(&found) < cost(&points) {
        found
    } else {
        points
    };
    Course { points, looked_at }
}

/// Where boxes are looked for that a wire between two ends goes round.
fn reach(start: End, end: End) -> Rect {
    let ends = [start.point, start.outside(), end.outside(), end.point];
    Rect::around_points(&ends).inflated(DETOUR)
}

fn candidates(start: End, end: End) -> Vec<Vec<Point>> {
    let first = start.side.step(start.point, start.stub);
    let last = end.side.step(end.point, end.stub);
    let (start, end, out) = (start.point, end.point, start.side);
    let mut shapes = Vec::with_capacity(6);
    let mut add = |middle: &[Point]| {
        let mut points = vec![start, first];
        points.extend_from_slice(middle);
        points.extend([last, end]);
        shapes.push(tidy(points));
    };
    // One bend, either way round.
    add(&[Point::new(last.x, first.y)]);
    add(&[Point::new(first.x, last.y)]);
    // Two bends, with the run between them half way, or close to either end.
    for x in [i32::midpoint(first.x, last.x), first.x, last.x] {
        if out.is_horizontal() {
            add(&[Point::new(x, first.y), Point::new(x, last.y)]);
        }
    }
    for y in [i32::midpoint(first.y, last.y), first.y, last.y] {
        if !out.is_horizontal() {
            add(&[Point::new(first.x, y), Point::new(last.x, y)]);
        }
    }
    shapes
}

/// Without repeated points and points in the middle of a straight run; a run that doubles back stays.
fn tidy(points: Vec<Point>) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::with_capacity(points.len());
    for point in points {
        if kept.last() == Some(&point) {
            continue;
        }
        while let [.., before, last] = kept[..] {
            let vertical =
                before.x == last.x && last.x == point.x && between(before.y, last.y, point.y);
            let horizontal =
                before.y == last.y && last.y == point.y && between(before.x, last.x, point.x);
            if !vertical && !horizontal {
                break;
            }
            kept.pop();
        }
        kept.push(point);
    }
    kept
}

/// Without the piece at either end that a wire goes too far and comes back.
fn unhooked(mut points: Vec<Point>) -> Vec<Point> {
    let is_hook = |port: Point, outside: Point, back: Point| {
        let upright = port.x == outside.x && outside.x == back.x;
        let level = port.y == outside.y && outside.y == back.y;
        back != port
            && (upright && between(port.y, back.y, outside.y)
                || level && between(port.x, back.x, outside.x))
    };
    if let [port, outside, back, ..] = points[..]
        && is_hook(port, outside, back)
    {
        points.remove(1);
    }
    if let [.., back, outside, port] = points[..]
        && is_hook(port, outside, back)
    {
        points.remove(points.len() - 2);
    }
    points
}

fn between(a: i32, middle: i32, b: i32) -> bool {
    middle >= a.min(b) && middle <= a.max(b)
}

fn length_cost(points: &[Point]) -> i64 {
    let mut cost = 0;
    for pair in points.windows(2) {
        let run = Rect::between(pair[0], pair[1]);
        cost += BEND_COST + i64::from(run.width) + i64::from(run.height);
    }
    if doubles_back(points) {
        cost += CROSSING_COST;
    }
    cost
}

/// Doubling back on itself looks like a mistake.
fn doubles_back(points: &[Point]) -> bool {
    points.windows(3).any(|corner| {
        let back_x = corner[0].y == corner[1].y && corner[1].y == corner[2].y;
        let back_y = corner[0].x == corner[1].x && corner[1].x == corner[2].x;
        back_x || back_y
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rect() -> impl Strategy<Value = Rect> {
        (-2000..2000, -2000..2000, 40..400, 40..400).prop_map(|(x, y, w, h)| Rect::new(x, y, w, h))
    }

    proptest! {
        #[test]
        fn wires_are_orthogonal_and_end_on_their_boxes(from in rect(), to in rect(), around in prop::collection::vec(rect(), 0..8)) {
            let (out, into) = facing_sides(&from, &to);
            let (start, end) = (out.point(&from, 0, 1), into.point(&to, 0, 1));
            let ends = [(start, out), (end, into)].map(|(point, side)| End { point, side, stub: STUB });
            let outer = Obstacles::new(around);
            let wire = route(ends[0], ends[1], &Around { outer: &outer, skip: &[], near: &[] }).points;
            prop_assert_eq!(wire.first(), Some(&start));
            prop_assert_eq!(wire.last(), Some(&end));
            for pair in wire.windows(2) {
                prop_assert!(pair[0].x == pair[1].x || pair[0].y == pair[1].y, "{wire:?}");
                prop_assert!(pair[0] != pair[1]);
            }
        }
    }

    #[test]
    fn a_wire_goes_round_what_stands_between() {
        let from = Rect::new(0, 0, 100, 100);
        let to = Rect::new(600, 400, 100, 100);
        let wall = Rect::new(250, -200, 150, 480);
        let (out, into) = (Side::Right, Side::Left);
        let ends = [(from, out), (to, into)].map(|(rect, side)| End {
            point: side.point(&rect, 0, 1),
            side,
            stub: STUB,
        });
        let none = Obstacles::default();
        let around = |outer| Around {
            outer,
            skip: &[],
            near: &[],
        };
        let free = route(ends[0], ends[1], &around(&none)).points;
        let walled = Obstacles::new(vec![wall]);
        let round = route(ends[0], ends[1], &around(&walled)).points;
        let crossings = |wire: &[Point]| {
            wire.windows(2)
                .map(|p| walled.met_by(&Rect::between(p[0], p[1]), &[]).through)
                .sum::<u32>()
        };
        assert!(crossings(&free) > 0);
        assert_eq!(crossings(&round), 0, "{round:?}");
    }

    #[test]
    fn facing_sides_look_at_each_other() {
        let middle = Rect::new(0, 0, 10, 10);
        assert_eq!(
            facing_sides(&middle, &Rect::new(100, 0, 10, 10)),
            (Side::Right, Side::Left)
        );
        assert_eq!(
            facing_sides(&middle, &Rect::new(0, -100, 10, 10)),
            (Side::Top, Side::Bottom)
        );
    }
}

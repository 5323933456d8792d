//! The way round: the cheapest orthogonal course between two points among a few boxes.
//!
//! Courses run on the lines beside the boxes and through the two points; a run inside a box is allowed but dear, so
//! that there is always a course.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use super::obstacles::HUG;
use super::rect::{Point, Rect};

/// How far from a box a course passes it, in world units.
const BESIDE: i32 = 10;
/// What a bend costs, in world units of length.
const BEND_COST: i64 = 40;
/// How many times dearer a run inside a box is.
const INSIDE_COST: i64 = 60;

/// Which way a run goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Way {
    Across,
    UpOrDown,
}

/// A place on the lines: column, row, and the way in which it was come to.
type Node = (usize, usize, Way);

/// Points from `start` to `end`, both included. `out` and `into` are the ways in which the wire leaves and arrives:
/// going on straight is no bend.
pub(super) fn detour(
    (start, out): (Point, Way),
    (end, into): (Point, Way),
    boxes: &[Rect],
) -> Vec<Point> {
    let lines = Lines::new(start, end, boxes);
    let at = |point: Point| {
        let column = lines.xs.binary_search(&point.x).unwrap_or(0);
        let row = lines.ys.binary_search(&point.y).unwrap_or(0);
        (column, row)
    };
    let (first, last) = (at(start), at(end));
    let origin: Node = (first.0, first.1, out);
    let mut known: BTreeMap<Node, (i64, Node)> = BTreeMap::from([(origin, (0, origin))]);
    let mut waiting = BinaryHeap::from([Reverse((0_i64, origin))]);
    while let Some(Reverse((cost, node))) = waiting.pop() {
        if known.get(&node).is_some_and(|(least, _)| *least < cost) {
            continue;
        }
        let (column, row, way) = node;
        if (column, row) == last && way == into {
            return lines.points(&known, origin, node);
        }
        let mut reach = |next: Node, step: i64| {
            let cost = cost + step;
            if known.get(&next).is_none_or(|(least, _)| cost < *least) {
                known.insert(next, (cost, node));
                waiting.push(Reverse((cost, next)));
            }
        };
        let other = match way {
            Way::Across => Way::UpOrDown,
            Way::UpOrDown => Way::Across,
        };
        reach((column, row, other), BEND_COST);
        match way {
            Way::Across => {
                if column > 0 {
                    reach((column - 1, row, way), lines.across(column - 1, row));
                }
                if column + 1 < lines.xs.len() {
                    reach((column + 1, row, way), lines.across(column, row));
                }
            }
            Way::UpOrDown => {
                if row > 0 {
                    reach((column, row - 1, way), lines.down(column, row - 1));
                }
                if row + 1 < lines.ys.len() {
                    reach((column, row + 1, way), lines.down(column, row));
                }
            }
        }
    }
    vec![start, end]
}

/// The lines that courses run on, and which pieces of them lie inside a box.
struct Lines {
    xs: Vec<i32>,
    ys: Vec<i32>,
    /// By row, then column: the piece from this column to the next.
    across: Vec<bool>,
    /// By column, then row: the piece from this row to the next.
    down: Vec<bool>,
}

impl Lines {
    fn new(start: Point, end: Point, boxes: &[Rect]) -> Self {
        let mut xs = vec![start.x, end.x, i32::midpoint(start.x, end.x)];
        let mut ys = vec![start.y, end.y, i32::midpoint(start.y, end.y)];
        for rect in boxes {
            xs.extend([rect.x - BESIDE, rect.right() + BESIDE]);
            ys.extend([rect.y - BESIDE, rect.bottom() + BESIDE]);
        }
        for line in [&mut xs, &mut ys] {
            line.sort_unstable();
            line.dedup();
        }
        let mut across = vec![false; xs.len() * ys.len()];
        let mut down = vec![false; xs.len() * ys.len()];
        for rect in boxes {
            // So close to a border a run looks like a part of it.
            let rect = rect.inflated(HUG - 1);
            for row in inside(&ys, rect.y, rect.bottom()) {
                for (column, pair) in xs.windows(2).enumerate() {
                    across[row * xs.len() + column] |= pair[0] < rect.right() && pair[1] > rect.x;
                }
            }
            for column in inside(&xs, rect.x, rect.right()) {
                for (row, pair) in ys.windows(2).enumerate() {
                    down[column * ys.len() + row] |= pair[0] < rect.bottom() && pair[1] > rect.y;
                }
            }
        }
        Self {
            xs,
            ys,
            across,
            down,
        }
    }

    fn across(&self, column: usize, row: usize) -> i64 {
        let inside = self.across[row * self.xs.len() + column];
        i64::from(self.xs[column + 1] - self.xs[column]) * if inside { INSIDE_COST } else { 1 }
    }

    fn down(&self, column: usize, row: usize) -> i64 {
        let inside = self.down[column * self.ys.len() + row];
        i64::from(self.ys[row + 1] - self.ys[row]) * if inside { INSIDE_COST } else { 1 }
    }

    fn points(&self, known: &BTreeMap<Node, (i64, Node)>, origin: Node, last: Node) -> Vec<Point> {
        let mut points = vec![Point::new(self.xs[last.0], self.ys[last.1])];
        let mut at = last;
        while at != origin {
            let Some((_, before)) = known.get(&at) else {
                break;
            };
            at = *before;
            points.push(Point::new(self.xs[at.0], self.ys[at.1]));
        }
        points.reverse();
        points
    }
}

/// The lines strictly between two coordinates.
fn inside(lines: &[i32], from: i32, to: i32) -> std::ops::Range<usize> {
    lines.partition_point(|line| *line <= from)..lines.partition_point(|line| *line < to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_course_goes_round_all_boxes_where_there_is_a_way() {
        let boxes = [
            Rect::new(100, -100, 60, 260),
            Rect::new(220, 20, 60, 400),
            Rect::new(100, 200, 60, 100),
        ];
        let points = detour(
            (Point::new(0, 50), Way::Across),
            (Point::new(400, 50), Way::Across),
            &boxes,
        );
        assert_eq!(
            (points[0], points[points.len() - 1]),
            (Point::new(0, 50), Point::new(400, 50))
        );
        for pair in points.windows(2) {
            let run = Rect::between(pair[0], pair[1]);
            assert!(run.width == 0 || run.height == 0);
            let inside = |rect: &&Rect| {
                run.x < rect.right()
                    && run.right() > rect.x
                    && run.y < rect.bottom()
                    && run.bottom() > rect.y
            };
            assert_eq!(boxes.iter().find(inside), None, "{points:?}");
        }
    }

    #[test]
    fn a_point_inside_a_box_is_left_by_the_shortest_way() {
        let points = detour(
            (Point::new(50, 50), Way::Across),
            (Point::new(300, 50), Way::Across),
            &[Rect::new(0, 0, 100, 100)],
        );
        assert_eq!(points.first(), Some(&Point::new(50, 50)));
        assert!(points.iter().all(|point| point.y == 50), "{points:?}");
    }
}

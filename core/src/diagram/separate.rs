//! The last pass over the courses of wires: runs of different wires that lie on one line are moved apart, so that one
//! sees which goes where.
//!
//! Each course is found for itself, so that it stays where it is whatever other wires do. What is on one line is told
//! from all courses together: same courses, same places, whichever edit came first.

use super::course::Ground;
use super::display::Wire;
use super::ends::open_part;
use super::rect::{Point, Rect};
use super::route::End;
use super::strands::{LOOKS_ONE, MOST_MEMBERS, Strand, Strands, line_of};

/// How far apart runs are wanted, in world units.
const APART: i32 = 8;
/// How far a run is moved at most, and in which steps, in world units.
const MOST_MOVED: i32 = 40;
const STEP: i32 = 4;
/// What a unit costs that is missing between two runs, and what it costs that they look like one.
const MISSING_COST: i64 = 20;
const MERGED_COST: i64 = 1500;
/// What it costs that two wires cross that lie on one line.
const CROSSED_COST: i64 = 120;
/// What is left at least of a run beside one that is moved, and of a side beside an end, in world units.
const LEAST_LEFT: i32 = 6;
/// Moving a run brings its neighbours elsewhere, which may lie on one line with others then.
const MOST_ROUNDS: usize = 3;

/// What it costs that a wire runs like each of some courses.
pub(super) type Costs<'a> = dyn Fn(usize, &[Vec<Point>]) -> Vec<i64> + 'a;

/// What runs are moved among.
pub(super) struct Room<'a> {
    pub ground: &'a Ground<'a>,
    /// The ends of a wire.
    pub ends: &'a dyn Fn(usize) -> [End; 2],
    /// What it costs that a wire runs like each of these.
    pub costs: &'a Costs<'a>,
}

/// Moves runs of different wires apart that look like one; tells of each wire before it is another.
pub(super) fn separate(wires: &mut [Wire], room: &Room, keep: &mut dyn FnMut(usize, &Wire)) {
    for _ in 0..MOST_ROUNDS {
        let mut strands = Strands::new(wires);
        let mut merged = strands.merged();
        // What moves most easily first: the others have room then.
        merged.sort_by_cached_key(|at| {
            let strand = &strands.all[*at];
            let is_end =
                |(wire, run): &(usize, usize)| *run == 0 || *run + 2 == wires[*wire].points.len();
            let ends = strand
                .members
                .iter()
                .filter(|member| is_end(member))
                .count();
            (
                ends,
                strand.members.len(),
                strand.span.1 - strand.span.0,
                *at,
            )
        });
        let mut is_moved = false;
        for at in merged {
            if !strands.is_merged(at) {
                continue;
            }
            let by = best(&strands, at, wires, room);
            if by == 0 {
                continue;
            }
            is_moved = true;
            for (wire, run) in &strands.all[at].members {
                keep(*wire, &wires[*wire]);
                let points = &mut wires[*wire].points;
                shift(points, *run, by);
                wires[*wire].bounds = Rect::around_points(&wires[*wire].points);
            }
            strands.shift(at, by);
        }
        if !is_moved {
            break;
        }
    }
}

/// How far a strand is best moved.
fn best(strands: &Strands, at: usize, wires: &[Wire], room: &Room) -> i32 {
    let strand = &strands.all[at];
    let line = strand.line.1;
    let beside: Vec<&Strand> = strands
        .near(at, MOST_MOVED + APART)
        .map(|other| &strands.all[other])
        .collect();
    let merged = strands.near(at, LOOKS_ONE).map(|other| &strands.all[other]);
    let partners: Vec<usize> = merged.flat_map(first_wires).collect();
    let steps = (1..=MOST_MOVED / STEP).flat_map(|step| [step * STEP, -step * STEP]);
    let fits = |by: &i32| {
        let mut members = strand.members.iter();
        members.all(|member| is_room(*member, *by, wires, room))
    };
    let steps: Vec<i32> = std::iter::once(0).chain(steps.filter(fits)).collect();
    let apart = |by: &i32| {
        let mut cost = i64::from(by.abs());
        for other in &beside {
            let apart = (other.line.1 - line - by).abs();
            cost += i64::from((APART - apart).max(0)) * MISSING_COST;
            cost += if apart <= LOOKS_ONE { MERGED_COST } else { 0 };
        }
        cost
    };
    let mut costs: Vec<i64> = steps.iter().map(apart).collect();
    for (wire, run) in strand.members.iter().take(MOST_MEMBERS) {
        let mut pieces = Vec::with_capacity(steps.len());
        for (cost, by) in costs.iter_mut().zip(&steps) {
            let mut points = wires[*wire].points.clone();
            shift(&mut points, *run, *by);
            let crossed = partners
                .iter()
                .map(|other| crossings(&points, &wires[*other].points));
            *cost += CROSSED_COST * crossed.sum::<i64>();
            pieces.push(points[run.saturating_sub(1)..(run + 3).min(points.len())].to_vec());
        }
        let met = (room.costs)(*wire, &pieces);
        for (cost, met) in costs.iter_mut().zip(met) {
            *cost += met;
        }
    }
    let best = costs.iter().zip(&steps).min_by_key(|(cost, _)| **cost);
    best.map_or(0, |(_, by)| *by)
}

fn first_wires(strand: &Strand) -> impl Iterator<Item = usize> {
    let members = strand.members.iter().take(MOST_MEMBERS);
    members.map(|(wire, _)| *wire)
}

/// Whether a run can be moved: its neighbours go on as they went, and an end stays on its side of its box.
fn is_room((wire, run): (usize, usize), by: i32, wires: &[Wire], room: &Room) -> bool {
    let points = &wires[wire].points;
    let (upright, _) = line_of(&points[run..run + 2]).0;
    let along = |point: Point| if upright { point.x } else { point.y };
    // A run before or after it, from its far end: which way and how far it goes.
    let goes_on = |far: usize, near: usize| {
        let (before, after) = (
            along(points[near]) - along(points[far]),
            along(points[near]) + by - along(points[far]),
        );
        before.signum() == after.signum() && after.abs() >= LEAST_LEFT.min(before.abs())
    };
    let stays = |end: usize, near: usize| {
        let place = [wires[wire].from, wires[wire].to][end];
        let side = (room.ends)(wire)[end].side;
        let rect = open_part(room.ground.boxes, place, side);
        let (start, length) = if upright {
            (rect.x, rect.width)
        } else {
            (rect.y, rect.height)
        };
        let at = along(points[near]) + by;
        side.is_horizontal() != upright
            && (start + LEAST_LEFT..=start + length - LEAST_LEFT).contains(&at)
    };
    let last = points.len() - 1;
    let before = if run == 0 {
        stays(0, 0)
    } else {
        goes_on(run - 1, run)
    };
    let after = if run + 1 == last {
        stays(1, last)
    } else {
        goes_on(run + 2, run + 1)
    };
    before && after
}

fn shift(points: &mut [Point], run: usize, by: i32) {
    let (upright, _) = line_of(&points[run..run + 2]).0;
    for point in &mut points[run..run + 2] {
        *if upright { &mut point.x } else { &mut point.y } += by;
    }
}

/// How often two courses cross.
fn crossings(one: &[Point], other: &[Point]) -> i64 {
    let mut count = 0;
    for a in one.windows(2) {
        let ((upright, at), span) = line_of(a);
        for b in other.windows(2) {
            let ((other_upright, other_at), other_span) = line_of(b);
            let is_inside = |at: i32, span: (i32, i32)| span.0 <= at && at <= span.1;
            let is_crossed =
                upright != other_upright && is_inside(other_at, span) && is_inside(at, other_span);
            count += i64::from(is_crossed);
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn courses_cross_where_they_meet() {
        let across = [Point::new(0, 10), Point::new(40, 10)];
        let down = [Point::new(20, 0), Point::new(20, 30), Point::new(60, 30)];
        assert_eq!(crossings(&across, &down), 1);
        assert_eq!(crossings(&across, &across), 0);
    }
}

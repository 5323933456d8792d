//! Runs of wires that lie on one line: found, and told apart from those that only end at the same place.
//!
//! Wires that end at one place of a box come to it as a trunk; the runs of a trunk on one line are one strand.

use std::collections::BTreeMap;

use super::display::Wire;
use super::rect::Point;

/// Runs of different wires this close to each other look like one, in world units.
pub(super) const LOOKS_ONE: i32 = 3;
/// Runs beside each other for no more than this don't, in world units.
const LEAST_SHARED: i32 = 6;
/// Of more wires than this in a strand the first are looked at.
pub(super) const MOST_MEMBERS: usize = 4;

/// A line on which runs lie: whether it is upright, and where.
pub(super) type Line = (bool, i32);

/// Runs of one wire, or of one trunk, on one line.
#[derive(Debug, Clone)]
pub(super) struct Strand {
    pub line: Line,
    /// From where to where on the line.
    pub span: (i32, i32),
    /// Wires and which of their runs.
    pub members: Vec<(usize, usize)>,
    trunk: usize,
}

/// The strands of a diagram by the lines that they lie on.
#[derive(Debug, Default)]
pub(super) struct Strands {
    pub all: Vec<Strand>,
    by_line: BTreeMap<Line, Vec<usize>>,
    /// By wire: the numbers of the places at which it ends.
    ports: Vec<[usize; 2]>,
}

/// A run of a wire before it is part of a strand.
type Run = (bool, i32, usize, i32, i32, usize, usize);

impl Strands {
    pub(super) fn new(wires: &[Wire]) -> Self {
        let (ports, trunks) = ports(wires);
        let mut runs: Vec<Run> = Vec::with_capacity(wires.len() * 4);
        for (wire, course) in wires.iter().enumerate() {
            for (run, pair) in course.points.windows(2).enumerate() {
                let ((upright, at), (from, to)) = line_of(pair);
                runs.push((upright, at, trunks[wire], from, to, wire, run));
            }
        }
        runs.sort_unstable();
        let mut strands = Self {
            ports,
            ..Self::default()
        };
        for (upright, at, trunk, from, to, wire, run) in runs {
            let line = (upright, at);
            match strands.all.last_mut() {
                Some(last) if last.line == line && last.trunk == trunk && from <= last.span.1 => {
                    last.span.1 = last.span.1.max(to);
                    last.members.push((wire, run));
                }
                _ => {
                    let at = strands.all.len();
                    strands.by_line.entry(line).or_default().push(at);
                    strands.all.push(Strand {
                        line,
                        span: (from, to),
                        members: vec![(wire, run)],
                        trunk,
                    });
                }
            }
        }
        strands
    }

    /// The strands that look like a part of another.
    pub(super) fn merged(&self) -> Vec<usize> {
        let all = 0..self.all.len();
        all.filter(|at| self.is_merged(*at)).collect()
    }

    /// Whether a strand looks like a part of another.
    pub(super) fn is_merged(&self, at: usize) -> bool {
        self.near(at, LOOKS_ONE).next().is_some()
    }

    /// Strands of other trunks beside a strand, no further away than `reach`.
    pub(super) fn near(&self, at: usize, reach: i32) -> impl Iterator<Item = usize> + '_ {
        let strand = &self.all[at];
        let (upright, line) = strand.line;
        let lines = self
            .by_line
            .range((upright, line - reach)..=(upright, line + reach));
        lines
            .flat_map(|(_, inside)| inside)
            .copied()
            .filter(move |other| {
                let other_strand = &self.all[*other];
                let shared =
                    strand.span.1.min(other_strand.span.1) - strand.span.0.max(other_strand.span.0);
                shared > LEAST_SHARED
                    && other_strand.trunk != strand.trunk
                    && !self.is_one(strand, other_strand)
            })
    }

    /// Puts a strand on another line.
    pub(super) fn shift(&mut self, at: usize, by: i32) {
        let before = self.all[at].line;
        let after = (before.0, before.1 + by);
        if let Some(inside) = self.by_line.get_mut(&before) {
            inside.retain(|other| *other != at);
        }
        self.by_line.entry(after).or_default().push(at);
        self.all[at].line = after;
    }

    /// Whether all wires of one end where all wires of the other do.
    fn is_one(&self, one: &Strand, other: &Strand) -> bool {
        if one.members.len().max(other.members.len()) > MOST_MEMBERS {
            return false;
        }
        one.members.iter().all(|(a, _)| {
            other.members.iter().all(|(b, _)| {
                let (a, b) = (self.ports[*a], self.ports[*b]);
                a.iter().any(|port| b.contains(port))
            })
        })
    }
}

/// The line of a run, and from where to where it goes.
pub(super) fn line_of(run: &[Point]) -> (Line, (i32, i32)) {
    let (a, b) = (run[0], run[1]);
    if a.x == b.x {
        ((true, a.x), (a.y.min(b.y), a.y.max(b.y)))
    } else {
        ((false, a.y), (a.x.min(b.x), a.x.max(b.x)))
    }
}

/// By wire: the numbers of the places at which it ends, and of the trunk that it belongs to, by itself where there is
/// no other wire at either place.
fn ports(wires: &[Wire]) -> (Vec<[usize; 2]>, Vec<usize>) {
    let mut ends = Vec::with_capacity(2 * wires.len());
    for (at, wire) in wires.iter().enumerate() {
        let places = [
            (wire.from, wire.points.first()),
            (wire.to, wire.points.last()),
        ];
        for (end, (place, point)) in places.into_iter().enumerate() {
            ends.push((place, point.copied().unwrap_or_default(), at, end));
        }
    }
    ends.sort_unstable();
    let mut ports = vec![[0; 2]; wires.len()];
    let mut counts = Vec::new();
    for port in ends.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        for (_, _, wire, end) in port {
            ports[*wire][*end] = counts.len();
        }
        counts.push(port.len());
    }
    let trunk = |(wire, [from, to]): (usize, &[usize; 2])| match (counts[*from], counts[*to]) {
        (1, 1) => counts.len() + wire,
        (out, into) if out > into => *from,
        _ => *to,
    };
    let trunks = ports.iter().enumerate().map(trunk).collect();
    (ports, trunks)
}

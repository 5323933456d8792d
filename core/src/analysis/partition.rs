//! A partition: which line of a route table decides for which addresses, worked out once for a table.
//!
//! Prefixes nest or are disjoint, so the addresses fall into runs that one line decides for. A set of destinations is
//! then divided by looking at the runs that it meets, and not at every line.

use ipnet::IpNet;

use crate::net::{IntervalSet, PrefixSet};

/// The runs of addresses, in order, with the index of the line that decides. What no line matches is in no run.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Partition {
    v4: Vec<(u32, u32, usize)>,
    v6: Vec<(u128, u128, usize)>,
}

impl Partition {
    /// The partition by `destinations`, of which no two are the same: the longest prefix decides.
    pub(super) fn new(destinations: impl IntoIterator<Item = IpNet>) -> Self {
        let (mut v4, mut v6) = (Vec::new(), Vec::new());
        for (line, destination) in destinations.into_iter().enumerate() {
            match destination {
                IpNet::V4(net) => {
                    v4.push((net.network().to_bits(), net.broadcast().to_bits(), line));
                }
                IpNet::V6(net) => {
                    v6.push((net.network().to_bits(), net.broadcast().to_bits(), line));
                }
            }
        }
        Self {
            v4: runs(
                v4,
                |bits| bits.checked_add(1),
                |bits| bits.saturating_sub(1),
            ),
            v6: runs(
                v6,
                |bits| bits.checked_add(1),
                |bits| bits.saturating_sub(1),
            ),
        }
    }

    /// Divides `destinations` by the line that decides, in the order of lines; `None`, the last, is what no line
    /// matches. Exact, and no part is empty.
    pub(super) fn split<'l, L>(
        &self,
        lines: &'l [L],
        destinations: &PrefixSet,
    ) -> Vec<(PrefixSet, Option<&'l L>)> {
        let parts = self.divide(destinations).into_iter();
        parts
            .map(|(part, line)| (part, line.and_then(|line| lines.get(line))))
            .collect()
    }

    fn divide(&self, destinations: &PrefixSet) -> Vec<(PrefixSet, Option<usize>)> {
        let (v4, v6) = destinations.by_family();
        let v4 = by_line(cut(
            v4.intervals(),
            &self.v4,
            |bits| bits.checked_add(1),
            |bits| bits.saturating_sub(1),
        ));
        let v6 = by_line(cut(
            v6.intervals(),
            &self.v6,
            |bits| bits.checked_add(1),
            |bits| bits.saturating_sub(1),
        ));
        let (mut v4, mut v6) = (v4.into_iter().peekable(), v6.into_iter().peekable());
        let mut parts = Vec::new();
        loop {
            let line = match (v4.peek(), v6.peek()) {
                (Some((a, _)), Some((b, _))) => *a.min(b),
                (Some((line, _)), None) | (None, Some((line, _))) => *line,
                (None, None) => return parts,
            };
            let v4 = v4
                .next_if(|part| part.0 == line)
                .map_or_else(Vec::new, |part| part.1);
            let v6 = v6
                .next_if(|part| part.0 == line)
                .map_or_else(Vec::new, |part| part.1);
            let set = PrefixSet::from_families(
                IntervalSet::from_intervals(v4),
                IntervalSet::from_intervals(v6),
            );
            parts.push((set, (line != NO_LINE).then_some(line)));
        }
    }
}

/// Stands for no line, and sorts after all.
const NO_LINE: usize = usize::MAX;

type Run<B> = (B, B, usize);

/// Flattens nested blocks to runs: the inner block decides where two overlap.
fn runs<B: Copy + Ord>(
    mut blocks: Vec<Run<B>>,
    next: impl Fn(B) -> Option<B>,
    previous: impl Fn(B) -> B,
) -> Vec<Run<B>> {
    // An outer block comes before what is inside it.
    blocks.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
    let mut runs: Vec<Run<B>> = Vec::with_capacity(blocks.len() * 2);
    // Blocks that are open, the innermost last, with the first address of each that has no run yet.
    let mut open: Vec<(Option<B>, B, usize)> = Vec::new();
    let close = |runs: &mut Vec<Run<B>>, open: &mut Vec<(Option<B>, B, usize)>| {
        if let Some((start, last, line)) = open.pop() {
            if let Some(start) = start.filter(|start| *start <= last) {
                runs.push((start, last, line));
            }
            if let Some(outer) = open.last_mut() {
                outer.0 = next(last);
            }
        }
    };
    for (first, last, line) in blocks {
        while open.last().is_some_and(|(_, end, _)| *end < first) {
            close(&mut runs, &mut open);
        }
        if let Some((start, _, outer)) = open.last()
            && let Some(start) = start.filter(|start| *start < first)
        {
            runs.push((start, previous(first), *outer));
        }
        open.push((Some(first), last, line));
    }
    while !open.is_empty() {
        close(&mut runs, &mut open);
    }
    runs
}

/// Pieces of `intervals` with the line of the run they are in.
fn cut<B: Copy + Ord>(
    intervals: &[(B, B)],
    runs: &[Run<B>],
    next: impl Fn(B) -> Option<B>,
    previous: impl Fn(B) -> B,
) -> Vec<Run<B>> {
    let mut pieces = Vec::new();
    for (first, last) in intervals {
        let mut at = Some(*first);
        let from = runs.partition_point(|run| run.1 < *first);
        for (start, end, line) in runs.iter().skip(from) {
            let Some(here) = at.filter(|here| here <= last) else {
                break;
            };
            if start > last {
                break;
            }
            if here < *start {
                pieces.push((here, previous(*start), NO_LINE));
            }
            pieces.push((here.max(*start), *last.min(end), *line));
            at = next(*end);
        }
        if let Some(here) = at.filter(|here| here <= last) {
            pieces.push((here, *last, NO_LINE));
        }
    }
    pieces
}

/// The pieces of each line together, lines in order, each with its intervals in ascending order.
fn by_line<B: Copy + Ord>(mut pieces: Vec<Run<B>>) -> Vec<(usize, Vec<(B, B)>)> {
    pieces.sort_by_key(|piece| piece.2);
    let mut lines: Vec<(usize, Vec<(B, B)>)> = Vec::new();
    for (first, last, line) in pieces {
        match lines.last_mut() {
            Some((same, intervals)) if *same == line => intervals.push((first, last)),
            _ => lines.push((line, vec![(first, last)])),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The obvious way: each line takes its block out of what is left, the longest prefix first.
    fn line_by_line(lines: &[IpNet], set: &PrefixSet) -> Vec<(PrefixSet, Option<usize>)> {
        let mut order: Vec<usize> = (0..lines.len()).collect();
        order.sort_by_key(|line| std::cmp::Reverse(lines[*line].prefix_len()));
        let mut rest = set.clone();
        let mut parts = Vec::new();
        for line in order {
            let block = PrefixSet::from(lines[line]);
            parts.push((rest.intersection(&block), Some(line)));
            rest = rest.difference(&block);
        }
        parts.sort_by_key(|part| part.1);
        parts.push((rest, None));
        parts.retain(|part| !part.0.is_empty());
        parts
    }

    /// Blocks that nest often, at both ends of the address space and in both families.
    fn block() -> impl Strategy<Value = IpNet> {
        let v4 = (
            prop_oneof![Just(0_u32), Just(0x0a00_0000), Just(0xffff_ff00)],
            0_u32..256,
            0_u8..=32,
        )
            .prop_map(|(base, host, length)| {
                ipnet::Ipv4Net::new((base | host).into(), length).map(IpNet::V4)
            });
        let v6 = (
            prop_oneof![Just(0_u128), Just(u128::MAX << 8)],
            0_u128..256,
            0_u8..=128,
        )
            .prop_map(|(base, host, length)| {
                ipnet::Ipv6Net::new((base | host).into(), length).map(IpNet::V6)
            });
        prop_oneof![3 => v4, 1 => v6].prop_map(|block| block.expect("a length that fits").trunc())
    }

    proptest! {
        #[test]
        fn a_partition_divides_as_line_by_line_does(
            lines in prop::collection::btree_set(block(), 0..20),
            set in prop::collection::vec(block(), 0..6),
            everything: bool,
        ) {
            let lines: Vec<IpNet> = lines.into_iter().collect();
            let set = if everything { PrefixSet::full() } else { set.into_iter().collect() };
            let partition = Partition::new(lines.iter().copied());
            prop_assert_eq!(partition.divide(&set), line_by_line(&lines, &set));
        }
    }
}

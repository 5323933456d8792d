//! Inside a region: each hub in a corridor with its VPCs in rows above and below, and a lane for the wires.

use std::collections::BTreeMap;

use super::pack::pleasant_width;
use super::{Arranger, shelves};
use crate::diagram::route::{LANE, STUB};
use crate::diagram::shape::{CARD_WIDTH, Form};

/// Space between VPCs: wires run here.
const VPC_GAP: i32 = 80;
/// Space between groups of VPCs.
const CLUSTER_GAP: i32 = 128;

/// VPCs round a hub, before they have their place in the region.
struct Cluster {
    corners: Vec<(usize, (i32, i32))>,
    size: (i32, i32),
}

impl Arranger<'_> {
    pub(super) fn compose_region(&mut self, inner: &[usize], (left, top): (i32, i32)) {
        let vpcs = inner
            .iter()
            .copied()
            .filter(|child| self.form(*child) == Form::Vpc);
        let hubs: Vec<usize> = inner
            .iter()
            .copied()
            .filter(|child| self.form(*child) == Form::Group)
            .collect();
        // In the order in which the hubs stand, those without one last: a VPC comes without one, and moves nobody then.
        let order = crate::order::map(hubs.iter().copied().zip(0..));
        let mut of_hub: BTreeMap<usize, Vec<usize>> =
            crate::order::map(order.values().map(|hub: &usize| (*hub, Vec::new())));
        for vpc in vpcs {
            let hub = self.hub_of.get(&vpc).and_then(|hub| order.get(hub));
            let hub = hub.copied().unwrap_or(hubs.len());
            of_hub.entry(hub).or_default().push(vpc);
        }
        let clusters: Vec<Cluster> = of_hub
            .into_iter()
            .map(|(hub, vpcs)| self.cluster(hubs.get(hub).copied(), &vpcs))
            .collect();
        let sizes: Vec<(i32, i32)> = clusters.iter().map(|cluster| cluster.size).collect();
        let packed = shelves(&sizes, CLUSTER_GAP, pleasant_width(&sizes, CLUSTER_GAP));
        for (cluster, (x, y)) in clusters.iter().zip(&packed.corners) {
            for (child, (dx, dy)) in &cluster.corners {
                self.move_to(*child, left + x + dx, top + y + dy);
            }
        }
        let rest: Vec<usize> = inner
            .iter()
            .copied()
            .filter(|child| !matches!(self.form(*child), Form::Vpc | Form::Group))
            .collect();
        let rest_top = if packed.height > 0 {
            top + packed.height + VPC_GAP
        } else {
            top
        };
        // Cards stand under the VPCs, in a row no longer than these where there are any.
        let rest_width = if packed.width > 0 {
            packed.width.max(2 * CARD_WIDTH + 2 * STUB)
        } else {
            800
        };
        self.compose_rows(&rest, (left, rest_top), 2 * STUB, rest_width);
    }

    fn cluster(&self, hub: Option<usize>, vpcs: &[usize]) -> Cluster {
        let sizes: Vec<(i32, i32)> = vpcs.iter().map(|vpc| self.size(*vpc)).collect();
        let width = pleasant_width(&sizes, VPC_GAP);
        let Some(hub) = hub else {
            let packed = shelves(&sizes, VPC_GAP, width);
            let corners = vpcs.iter().copied().zip(packed.corners).collect();
            return Cluster {
                corners,
                size: (packed.width, packed.height),
            };
        };
        let rows = rows_of(vpcs, &sizes, width);
        if rows.len() > 2 {
            self.with_trunk(hub, vpcs, width)
        } else {
            self.round_hub(hub, &rows)
        }
    }

    /// One row above the hub, or one above and one below, all centred.
    fn round_hub(&self, hub: usize, rows: &[Vec<usize>]) -> Cluster {
        let (hub_width, hub_height) = self.size(hub);
        let row_width = |row: &Vec<usize>| {
            row.iter()
                .map(|vpc| self.size(*vpc).0 + VPC_GAP)
                .sum::<i32>()
                - VPC_GAP
        };
        let width = rows
            .iter()
            .map(row_width)
            .max()
            .unwrap_or_default()
            .max(hub_width);
        let mut corners = Vec::new();
        let mut y = 0;
        for (index, row) in rows.iter().enumerate() {
            if index == 1 {
                corners.push((hub, ((width - hub_width) / 2, y)));
                y += hub_height + VPC_GAP;
            }
            let height = row
                .iter()
                .map(|vpc| self.size(*vpc).1)
                .max()
                .unwrap_or_default();
            let mut x = (width - row_width(row)) / 2;
            for vpc in row {
                // The side that faces the hub lines up.
                let slack = if index == 0 {
                    height - self.size(*vpc).1
                } else {
                    0
                };
                corners.push((*vpc, (x, y + slack)));
                x += self.size(*vpc).0 + VPC_GAP;
            }
            y += height + VPC_GAP;
        }
        if rows.len() < 2 {
            corners.push((hub, ((width - hub_width) / 2, y)));
            y += hub_height + VPC_GAP;
        }
        Cluster {
            corners,
            size: (width, y - VPC_GAP),
        }
    }

    /// Many rows, split by a lane in the middle through which all wires come to the hub.
    fn with_trunk(&self, hub: usize, vpcs: &[usize], width: i32) -> Cluster {
        let (hub_width, hub_height) = self.size(hub);
        let tables = self
            .items
            .all
            .get(hub)
            .map_or(0, |item| item.children.len());
        let lanes = i32::try_from(tables).unwrap_or(0).min(24);
        let trunk = hub_width + 2 * (STUB + LANE * lanes + STUB);
        let half = width / 2;
        let rows = half_rows(vpcs, &|vpc| self.size(vpc).0, half);
        let half = rows.iter().flat_map(|row| {
            row.iter()
                .map(|side| row_width(side, &|vpc| self.size(vpc).0))
        });
        let half = half.max().unwrap_or_default();
        let hub_row = rows.len().div_ceil(2);
        let mut corners = Vec::new();
        let mut y = 0;
        for (index, [to_left, to_right]) in rows.iter().enumerate() {
            if index == hub_row {
                corners.push((hub, (half + (trunk - hub_width) / 2, y)));
                y += hub_height + VPC_GAP;
            }
            let mut x = half - row_width(to_left, &|vpc| self.size(vpc).0);
            for vpc in to_left {
                corners.push((*vpc, (x, y)));
                x += self.size(*vpc).0 + VPC_GAP;
            }
            let mut x = half + trunk;
            for vpc in to_right {
                corners.push((*vpc, (x, y)));
                x += self.size(*vpc).0 + VPC_GAP;
            }
            let heights = to_left.iter().chain(to_right).map(|vpc| self.size(*vpc).1);
            y += heights.max().unwrap_or_default() + VPC_GAP;
        }
        Cluster {
            corners,
            size: (2 * half + trunk, y - VPC_GAP),
        }
    }
}

fn rows_of(vpcs: &[usize], sizes: &[(i32, i32)], width: i32) -> Vec<Vec<usize>> {
    // Up to four read best side by side, and up to ten as one row above the hub and one below.
    let per_row = match vpcs.len() {
        0..=3 => 3,
        count @ 4..=10 => count.div_ceil(2),
        _ => 0,
    };
    if per_row > 0 {
        return vpcs.chunks(per_row).map(<[usize]>::to_vec).collect();
    }
    let packed = shelves(sizes, VPC_GAP, width);
    let mut rows: BTreeMap<i32, Vec<usize>> = BTreeMap::new();
    for (vpc, (_, y)) in vpcs.iter().zip(packed.corners) {
        rows.entry(y).or_default().push(*vpc);
    }
    rows.into_values().collect()
}

/// Rows with a left and a right part, each at most `half` wide unless one VPC is wider.
fn half_rows(vpcs: &[usize], width: &dyn Fn(usize) -> i32, half: i32) -> Vec<[Vec<usize>; 2]> {
    let mut rows: Vec<[Vec<usize>; 2]> = Vec::new();
    let (mut side, mut used) = (2, 0);
    for vpc in vpcs {
        if side == 2 || used > 0 && used + width(*vpc) > half {
            side += 1;
            used = 0;
        }
        if side >= 2 {
            rows.push([Vec::new(), Vec::new()]);
            side = 0;
        }
        if let Some(part) = rows.last_mut().and_then(|row| row.get_mut(side)) {
            part.push(*vpc);
        }
        used += width(*vpc) + VPC_GAP;
    }
    rows
}

fn row_width(row: &[usize], width: &dyn Fn(usize) -> i32) -> i32 {
    if row.is_empty() {
        0
    } else {
        row.iter().map(|vpc| width(*vpc) + VPC_GAP).sum::<i32>() - VPC_GAP
    }
}

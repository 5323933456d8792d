//! Inside a VPC: services, to which wires come from outside, over subnets in a column per availability zone, rows
//! aligned across zones.

use std::collections::BTreeMap;

use super::{Arranger, GAP};
use crate::diagram::rect::Rect;
use crate::diagram::shape::{CARD_WIDTH, Form};

/// Space between zone columns: each has a border of its own.
const ZONE_GAP: i32 = 32;
/// Space between services and subnets: the wires between them, and the names of the zones.
const STRIP_GAP: i32 = 64;

impl Arranger<'_> {
    pub(super) fn compose_vpc(&mut self, inner: &[usize], (left, top): (i32, i32)) {
        let (subnets, services): (Vec<usize>, Vec<usize>) = inner
            .iter()
            .partition(|child| self.form(**child) == Form::Subnet);
        let mut zones: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for subnet in subnets {
            let zone = self
                .items
                .all
                .get(subnet)
                .map_or("", |item| item.zone.as_str());
            zones.entry(zone).or_default().push(subnet);
        }
        let columns: Vec<Vec<usize>> = zones.into_values().collect();
        let row_heights = self.row_heights(&columns);
        let widths = columns.iter().map(|column| self.widest(column) + ZONE_GAP);
        let width = (widths.sum::<i32>() - ZONE_GAP).max(2 * CARD_WIDTH + GAP);
        let (_, strip) = self.compose_rows(&services, (left, top), GAP, width);
        let top = if strip > 0 && !columns.is_empty() {
            top + strip + STRIP_GAP
        } else {
            top
        };
        let mut x = left;
        for column in &columns {
            let width = self.widest(column);
            let mut y = top;
            for (subnet, height) in column.iter().zip(&row_heights) {
                let rect = &mut self.rects[*subnet];
                (rect.x, rect.y, rect.width, rect.height) = (x, y, width, *height);
                y += height + GAP;
            }
            x += width + ZONE_GAP;
        }
    }

    /// Where to look for room for a subnet beside those that have a place: in the column of its zone, or in a new one at
    /// the right. Nothing for other boxes, and where no subnet has a place.
    pub(super) fn zone_corner(&self, child: usize, there: &[usize]) -> Option<(i32, i32)> {
        if self.form(child) != Form::Subnet {
            return None;
        }
        let zone = |index: usize| self.items.all.get(index).map(|item| item.zone.as_str());
        let subnets = there.iter().filter(|it| self.form(**it) == Form::Subnet);
        let rects = |same: bool| {
            let some = subnets
                .clone()
                .filter(move |it| !same || zone(**it) == zone(child));
            Rect::around(some.map(|it| self.rects[*it]))
        };
        let column = rects(true).map(|column| (column.x, column.y));
        column.or_else(|| rects(false).map(|all| (all.right() + ZONE_GAP, all.y)))
    }

    fn widest(&self, column: &[usize]) -> i32 {
        let widths = column.iter().map(|subnet| self.rects[*subnet].width);
        widths.max().unwrap_or_default()
    }

    /// The height of each row of subnets: that of the tallest in it, so that tiers line up across zones.
    fn row_heights(&self, columns: &[Vec<usize>]) -> Vec<i32> {
        let rows = columns.iter().map(Vec::len).max().unwrap_or_default();
        let tallest = |row: usize| {
            let subnets = columns.iter().filter_map(|column| column.get(row));
            subnets
                .map(|subnet| self.rects[*subnet].height)
                .max()
                .unwrap_or_default()
        };
        (0..rows).map(tallest).collect()
    }
}

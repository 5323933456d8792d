//! The outermost boxes: global services above, sites at the left, regions in the middle, notes below.

use super::pack::pleasant_width;
use super::{Arranger, shelves};
use crate::diagram::shape::{Family, Form};

/// Space between the outermost boxes.
const WORLD_GAP: i32 = 96;

impl Arranger<'_> {
    pub(super) fn compose_world(&mut self, roots: &[usize]) {
        let family = |index: usize| self.items.all.get(index).map(|item| item.shape.family);
        let is_note = |index: &usize| self.form(*index) == Form::Note;
        let is_land = |index: &usize| matches!(self.form(*index), Form::Region | Form::Vpc);
        let is_site = |index: &usize| family(*index) == Some(Family::OnPremises);
        let pick = |wanted: &dyn Fn(&usize) -> bool| -> Vec<usize> {
            roots
                .iter()
                .copied()
                .filter(|index| wanted(index))
                .collect()
        };
        let lands = pick(&is_land);
        let sites = pick(&|index| is_site(index) && !is_land(index));
        let notes = pick(&is_note);
        let services = pick(&|index| !is_land(index) && !is_site(index) && !is_note(index));

        let land_sizes: Vec<(i32, i32)> = lands.iter().map(|land| self.size(*land)).collect();
        // A few regions read best side by side.
        let width = if lands.len() <= 3 {
            i32::MAX
        } else {
            pleasant_width(&land_sizes, WORLD_GAP)
        };
        let packed = shelves(&land_sizes, WORLD_GAP, width);
        let site_width = sites
            .iter()
            .map(|site| self.size(*site).0 + WORLD_GAP)
            .max()
            .unwrap_or_default();
        let row_width = packed.width.max(900);
        let (_, services_height) = self.compose_rows(&services, (site_width, 0), 40, row_width);
        let top = if services.is_empty() {
            0
        } else {
            services_height + WORLD_GAP
        };
        for (land, (x, y)) in lands.iter().zip(&packed.corners) {
            self.move_to(*land, site_width + x, top + y);
        }
        let mut y = top;
        for site in &sites {
            self.move_to(*site, 0, y);
            y += self.size(*site).1 + 40;
        }
        let bottom = y.max(top + packed.height) + WORLD_GAP;
        self.compose_rows(&notes, (site_width, bottom), 40, row_width);
    }
}

//! How many findings a box carries, told on its corner.

use netwright_core::diagram::{DiagramBox, Rect};
use netwright_core::model::BoxKey;

use super::boxes::{Align, SEMIBOLD, number};
use super::list::{Op, Style, px, quarters};
use super::{Brush, NONE, layer};
use crate::geometry::Detail;
use crate::geometry::view::whole;

/// The radius of a badge, in CSS pixels, and how many of it one is from the next.
const BADGE_PX: f64 = 8.0;
const BADGE_STEP: f64 = 1.9;
/// A badge at least this large, its radius in CSS pixels, tells the number.
const LEAST_NUMBER_PX: f64 = 6.0;

impl Brush<'_> {
    /// How much of the first line of a container its counts of findings take, in device pixels.
    pub(super) fn badges_px(&self, shown: &DiagramBox) -> f64 {
        let BoxKey::Entity(id) = shown.key else {
            return 0.0;
        };
        let Some(badge) = self.picture.badges.get(&id) else {
            return 0.0;
        };
        if !shown.shape.form.is_container() {
            return 0.0;
        }
        let is_noted = self.detail >= Detail::Boxes;
        let infos = if is_noted { badge.infos } else { 0 };
        let counts = [badge.errors, badge.warnings, infos];
        let discs = counts.into_iter().filter(|count| *count > 0).count();
        let discs = u32::try_from(discs).unwrap_or(0);
        f64::from(discs) * BADGE_STEP * BADGE_PX * self.ratio
    }

    /// The same in world units.
    pub(super) fn badge_room(&self, shown: &DiagramBox) -> i32 {
        whole(self.badges_px(shown) / self.view.scale)
    }

    /// The numbers of findings by severity, on the corner of what they are about: the worst outermost. Notes are a quiet
    /// ring, and from afar they are not told.
    pub(super) fn badge(&mut self, shown: &DiagramBox, rect: &Rect) {
        let BoxKey::Entity(id) = shown.key else {
            return;
        };
        let Some(badge) = self.picture.badges.get(&id).copied() else {
            return;
        };
        let [x, y, width, height] = self.device_rect(rect);
        let radius = (BADGE_PX * self.ratio)
            .min(height / 2.0)
            .max(2.0 * self.ratio);
        // Gateways sit in the corner of a VPC; its badge keeps clear of them.
        let inset = if shown.shape.form.is_container() {
            radius * 1.6
        } else {
            0.0
        };
        let mut cx = x + width - inset;
        // Where there is no room for a number, the worst alone is told.
        let is_room = radius >= LEAST_NUMBER_PX * self.ratio;
        for (count, token) in [(badge.errors, "error"), (badge.warnings, "warning")] {
            if count > 0 && (is_room || token == "error" || badge.errors == 0) {
                let (fill, ink) = (self.colour(token), self.colour("canvas-node-fill"));
                self.disc([cx, y + inset, radius], count, fill, ink);
                cx -= radius * BADGE_STEP;
            }
        }
        if badge.infos > 0 && is_room && self.detail >= Detail::Boxes {
            let (fill, ink) = (self.colour("info-surface"), self.colour("info"));
            self.disc([cx, y + inset, radius], badge.infos, fill, ink);
        }
    }

    /// A disc with a number, where that can be read: its middle and radius in device pixels.
    fn disc(&mut self, place: [f64; 3], count: u32, fill: u16, ink: u16) {
        self.disc_at(place, count, (fill, ink), self.layer(layer::BADGE));
    }

    /// The same in a layer, and its number in the one above.
    pub(super) fn disc_at(
        &mut self,
        [cx, cy, radius]: [f64; 3],
        count: u32,
        (fill, ink): (u16, u16),
        layer: u16,
    ) {
        let style = Style {
            layer,
            op: Op::Circles,
            fill,
            stroke: ink,
            size: quarters(self.ratio),
            detail: 0,
            mode: 0,
        };
        self.push(style, &[cx, cy, radius].map(px));
        if radius < LEAST_NUMBER_PX * self.ratio {
            return;
        }
        let text = if count > 99 {
            "99+".to_owned()
        } else {
            count.to_string()
        };
        let string = self.painter.strings.number(&text);
        let style = Style {
            // Over its disc: within a layer discs come after texts.
            layer: layer + 1,
            op: Op::Texts,
            fill: ink,
            stroke: NONE,
            size: quarters(10.0 * self.ratio),
            detail: SEMIBOLD,
            mode: Align::Centre as u8,
        };
        self.push(style, &[number(string), px(cx), px(cy), px(radius * 4.0)]);
    }
}

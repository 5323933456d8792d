//! Wires: those in view, dimmed beside a selection, and those that follow what is being dragged.

use netwright_core::diagram::{Point, Rect, Wire, WireKind, theme};
use netwright_core::model::BoxKey;

use super::list::{Op, Style, px, quarters, small};
use super::{Brush, NONE, layer};
use crate::geometry::Detail;

impl Brush<'_> {
    pub(super) fn wires(&mut self, area: &Rect) {
        let picture = self.picture;
        let margin = area.inflated(16);
        for (index, wire) in picture.diagram.wires.iter().enumerate() {
            // What such a wire joins is not drawn from this far.
            let is_inner = matches!(wire.kind, WireKind::Placement | WireKind::Target);
            if is_inner && self.detail < Detail::Boxes {
                continue;
            }
            let moved = picture
                .surface
                .lift
                .as_ref()
                .and_then(|lift| lift.wires.get(&index));
            match moved {
                Some(points) => self.wire(wire, points),
                None if wire.bounds.touches(&margin) => self.wire(wire, &wire.points),
                None => {}
            }
        }
    }

    fn wire(&mut self, wire: &Wire, points: &[Point]) {
        let is_selected = self
            .picture
            .selection
            .contains(&BoxKey::Entity(wire.entity));
        let is_hovered = self.picture.surface.hover.as_ref() == Some(&BoxKey::Entity(wire.entity));
        let is_out_of_the_light = !self.picture.spotlight.is_empty()
            && ![wire.from, wire.to].iter().any(|end| self.is_lit(*end));
        let stroke = if is_selected {
            self.colour("canvas-selection")
        } else if is_out_of_the_light {
            self.colour("canvas-zone-line")
        } else {
            self.colour(theme::wire_token(wire.kind))
        };
        let line_px = match (is_selected || is_hovered, self.detail) {
            (true, _) => 2.5,
            (false, Detail::Blocks | Detail::Containers) => 1.0,
            (false, _) => 1.5,
        };
        let mode = match (
            wire.pending,
            wire.kind.is_dashed() && self.detail >= Detail::Boxes,
        ) {
            (true, _) => 2,
            (false, dashed) => u8::from(dashed),
        };
        // It runs over all that lies under one of its ends.
        self.band = self.bands.of(wire.from).max(self.bands.of(wire.to));
        let layer = self.layer(if is_selected || is_hovered {
            layer::CARD
        } else {
            layer::WIRE
        });
        let seen = self.seen(points);
        self.line(
            seen,
            Style {
                layer,
                op: Op::Lines,
                fill: NONE,
                stroke,
                mode,
                ..self.line_style(line_px)
            },
        );
    }

    /// The part of a course that is in view, with one run more at either end: a trunk of a large estate is long.
    pub(super) fn seen<'p>(&self, points: &'p [Point]) -> &'p [Point] {
        let surface = self.picture.surface;
        let area = surface
            .view
            .visible(surface.width, surface.height)
            .inflated(16);
        let touches = |run: &[Point]| Rect::between(run[0], run[1]).touches(&area);
        let first = points.windows(2).position(touches);
        let last = points.windows(2).rposition(touches);
        match (first, last) {
            (Some(first), Some(last)) => points.get(first..last + 2).unwrap_or(points),
            _ => &[],
        }
    }

    fn is_lit(&self, index: usize) -> bool {
        let shown = self.picture.diagram.boxes.get(index);
        shown.is_some_and(|shown| self.picture.spotlight.contains(&shown.key))
    }

    pub(super) fn line_style(&self, line_px: f64) -> Style {
        Style {
            layer: layer::WIRE,
            op: Op::Lines,
            fill: NONE,
            stroke: NONE,
            size: quarters((line_px * self.ratio).max(1.0)),
            detail: quarters(8.0 * self.view.scale),
            mode: 0,
        }
    }

    pub(super) fn line(&mut self, points: &[Point], style: Style) {
        if points.len() < 2 {
            return;
        }
        let mut item = Vec::with_capacity(1 + 2 * points.len());
        item.push(small(points.len()));
        for point in points {
            let at = self.view.view_from_world(*point);
            // The middle of a device pixel, so that a run is one pixel wide and not two pale ones.
            item.extend([px(at.x.floor() + 0.5), px(at.y.floor() + 0.5)]);
        }
        self.push(style, &item);
    }
}

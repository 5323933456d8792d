//! What the tools show over the diagram: the grid behind it, selection, handles, guides, the marquee, a new wire.

use netwright_core::diagram::{Descend, Form, Point, Rect};

use super::list::{Op, Style, px, quarters};
use super::{Brush, Look, NONE, layer};
use crate::geometry::resize::Handle;
use crate::tools::accept::is_sizable;
use crate::tools::hit::ports;

/// The grid's step in world units.
const GRID_STEP: f64 = 24.0;

impl Brush<'_> {
    pub(super) fn grid(&mut self) {
        let surface = self.picture.surface;
        let mut step = GRID_STEP * self.view.scale;
        // Dots keep a readable distance at every zoom.
        while step < 16.0 * self.ratio {
            step *= 2.0;
        }
        let (width, height) = (surface.width * self.ratio, surface.height * self.ratio);
        let start = |offset: f64| offset.rem_euclid(step);
        let count = |size: f64, start: f64| ((size - start) / step).ceil().max(0.0);
        let (x, y) = (start(self.view.x), start(self.view.y));
        let style = Style {
            layer: layer::GRID,
            op: Op::Grid,
            fill: self.colour("canvas-grid"),
            stroke: NONE,
            size: 0,
            detail: 0,
            mode: 0,
        };
        let dot = (1.5 * self.ratio).round();
        self.push(
            style,
            &[x, y, step, count(width, x), count(height, y), dot].map(px),
        );
    }

    /// Puts a veil over what is not in the light, so that the rest stands out.
    pub(super) fn veil(&mut self, area: &Rect) {
        let picture = self.picture;
        if picture.spotlight.is_empty() {
            return;
        }
        let lit: Vec<bool> = picture
            .diagram
            .boxes
            .iter()
            .map(|shown| picture.spotlight.contains(&shown.key))
            .collect();
        let mut veiled = Vec::new();
        picture.diagram.visible(area, |index, shown| {
            if lit[index..shown.end].contains(&true) {
                return Descend::Inside;
            }
            veiled.push(picture.surface.shown_rect(shown));
            Descend::Past
        });
        let fill = self.colour("canvas-veil");
        let look = Look {
            layer: layer::OVERLAY,
            fill,
            stroke: NONE,
            line_px: 0.0,
            corner: 0,
            mode: 0,
        };
        for rect in veiled {
            self.rect(&rect.inflated(2), &look);
        }
    }

    pub(super) fn overlay(&mut self) {
        let picture = self.picture;
        let diagram = picture.diagram;
        let surface = picture.surface;
        let offset = surface
            .lift
            .as_ref()
            .map_or((0, 0), |lift| (lift.dx, lift.dy));
        if let Some(target) = &surface.drop_target {
            let token = if target.refused.is_none() {
                "canvas-selection"
            } else {
                "canvas-refused"
            };
            if let Some(shown) = target.index.and_then(|index| diagram.boxes.get(index)) {
                self.frame(&shown.rect, token, 2.0, 0);
            }
        }
        let hovered = surface
            .hover
            .as_ref()
            .filter(|key| !picture.selection.contains(key));
        if let Some(shown) = hovered
            .and_then(|key| diagram.position(key))
            .and_then(|index| diagram.boxes.get(index))
        {
            self.frame(&surface.shown_rect(shown), "canvas-selection", 1.0, 0);
            self.ports(&surface.shown_rect(shown), shown.shape.form);
        }
        let mut only = None;
        for key in picture.selection {
            let Some(index) = diagram.position(key) else {
                continue;
            };
            let Some(shown) = diagram.boxes.get(index) else {
                continue;
            };
            let mut rect = surface.shown_rect(shown);
            if surface.is_inside_lift(diagram, index) {
                rect = rect.moved(offset.0, offset.1);
            }
            self.frame(&rect, "canvas-selection", 1.5, 0);
            only = (picture.selection.len() == 1).then_some((rect, shown));
        }
        if let Some((rect, shown)) = only {
            if is_sizable(shown) {
                self.handles(&rect);
            }
            self.ports(&rect, shown.shape.form);
        }
        if let Some((zone, label)) = &surface.zone {
            let (fill, stroke) = (
                self.colour("canvas-selection-fill"),
                self.colour("canvas-selection"),
            );
            self.rect(
                zone,
                &Look {
                    layer: layer::OVERLAY,
                    fill,
                    stroke,
                    line_px: 1.0,
                    corner: 8,
                    mode: 2,
                },
            );
            if let Some(label) = label {
                self.zone_name(label, zone);
            }
        }
        if let Some(ghost) = &surface.ghost {
            self.frame(ghost, "canvas-selection", 1.5, 1);
        }
        for guide in &surface.guides {
            let points = if guide.upright {
                [
                    Point::new(guide.at, guide.from),
                    Point::new(guide.at, guide.to),
                ]
            } else {
                [
                    Point::new(guide.from, guide.at),
                    Point::new(guide.to, guide.at),
                ]
            };
            let stroke = self.colour("canvas-guide");
            let style = self.line_style(1.0);
            self.line(
                &points,
                Style {
                    layer: layer::OVERLAY,
                    stroke,
                    ..style
                },
            );
        }
        if let Some(points) = &surface.new_wire {
            let stroke = self.colour("canvas-selection");
            let style = self.line_style(2.0);
            self.line(
                points,
                Style {
                    layer: layer::OVERLAY,
                    stroke,
                    mode: 1,
                    ..style
                },
            );
        }
        if let Some(marquee) = &surface.marquee {
            let (fill, stroke) = (
                self.colour("canvas-selection-fill"),
                self.colour("canvas-selection"),
            );
            self.rect(
                marquee,
                &Look {
                    layer: layer::OVERLAY,
                    fill,
                    stroke,
                    line_px: 1.0,
                    corner: 0,
                    mode: 0,
                },
            );
        }
    }

    /// An outline round a box, outside its border.
    pub(super) fn frame(&mut self, rect: &Rect, token: &str, line_px: f64, mode: u8) {
        let stroke = self.colour(token);
        let [x, y, width, height] = self.device_rect(rect);
        let line = (line_px * self.ratio).max(1.0);
        let style = Style {
            layer: layer::OVERLAY,
            op: Op::Rects,
            fill: NONE,
            stroke,
            size: quarters(line),
            detail: quarters((8.0 * self.view.scale).min(width.min(height) / 2.0)),
            mode,
        };
        let out = line / 2.0 + self.ratio;
        self.push(
            style,
            &[x - out, y - out, width + 2.0 * out, height + 2.0 * out].map(px),
        );
    }

    fn handles(&mut self, rect: &Rect) {
        let scale = self.view.scale / self.ratio;
        let (wide, high) = (
            f64::from(rect.width) * scale >= 40.0,
            f64::from(rect.height) * scale >= 40.0,
        );
        let style = Style {
            layer: layer::OVERLAY + 1,
            op: Op::Rects,
            fill: self.colour("canvas-node-fill"),
            stroke: self.colour("canvas-selection"),
            size: quarters(self.ratio),
            detail: quarters(1.5 * self.ratio),
            mode: 0,
        };
        let half = 3.5 * self.ratio;
        for handle in Handle::ALL {
            let (x, y) = handle.edges();
            if x != 0 && y != 0 && wide | high || (x != 0 && high) || (y != 0 && wide) {
                if (x == 0 && !wide) || (y == 0 && !high) {
                    continue;
                }
                let at = self.view.view_from_world(handle.point(rect));
                let corner = [
                    at.x.round() - half,
                    at.y.round() - half,
                    2.0 * half,
                    2.0 * half,
                ];
                self.push(style, &corner.map(px));
            }
        }
    }

    /// The dots from which a wire is drawn.
    fn ports(&mut self, rect: &Rect, form: Form) {
        let css_view = self.picture.surface.view;
        let style = Style {
            layer: layer::OVERLAY + 1,
            op: Op::Circles,
            fill: self.colour("canvas-selection"),
            stroke: self.colour("canvas-node-fill"),
            size: quarters(1.5 * self.ratio),
            detail: 0,
            mode: 0,
        };
        for (_, at) in ports(rect, &css_view, form) {
            let radius = 4.0;
            self.push(
                style,
                &[at.x * self.ratio, at.y * self.ratio, radius * self.ratio].map(px),
            );
        }
    }
}

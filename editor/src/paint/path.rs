//! The way of a packet, traced or told by a finding: its boxes framed and numbered, its wires thick, in one colour.

use netwright_core::diagram::{DiagramBox, Wire};
use netwright_core::model::{BoxKey, EntityId};

use super::list::{Op, Style};
use super::{Brush, NONE, layer};

/// How thick what is on the way is drawn, in CSS pixels.
const WIRE_PX: f64 = 4.0;
const BOX_PX: f64 = 2.5;
const STOP_PX: f64 = 4.0;

impl Brush<'_> {
    /// Over the rest of the drawing, so that the way is seen whatever else is.
    pub(super) fn path(&mut self) {
        let picture = self.picture;
        let Some(path) = picture.path else { return };
        let token = path.tone.token();
        let stroke = self.colour(token);
        for wire in &picture.diagram.wires {
            if path.has(wire.entity) {
                self.path_wire(wire, stroke);
            }
        }
        for id in path.beside.iter().filter(|id| !path.steps.contains(id)) {
            // Rows that decided are told in the panel: of what is beside the way only containers and nodes of the answer
            // are framed.
            self.framed(*id, token, 1.5, 1);
        }
        for (at, id) in path.steps.iter().enumerate() {
            let is_stop = path.stops.contains(id);
            self.framed(*id, token, if is_stop { STOP_PX } else { BOX_PX }, 0);
            self.numbered(*id, at + 1, token);
        }
        for id in path.stops.iter().filter(|id| !path.steps.contains(id)) {
            self.framed(*id, token, STOP_PX, 0);
        }
    }

    fn path_wire(&mut self, wire: &Wire, stroke: u16) {
        let seen = self.seen(&wire.points);
        let style = self.line_style(WIRE_PX);
        let style = Style {
            layer: layer::OVERLAY,
            op: Op::Lines,
            fill: NONE,
            stroke,
            ..style
        };
        self.line(seen, style);
    }

    fn framed(&mut self, id: EntityId, token: &str, line_px: f64, mode: u8) {
        if let Some(shown) = self.box_of(id) {
            let rect = self.picture.surface.shown_rect(shown);
            self.frame(&rect, token, line_px, mode);
        }
    }

    /// The number of a step on the corner of its box, the same as in the list of hops.
    fn numbered(&mut self, id: EntityId, number: usize, token: &str) {
        let Some(shown) = self.box_of(id) else { return };
        let rect = self.picture.surface.shown_rect(shown);
        let [x, y, _, height] = self.device_rect(&rect);
        // Off the corner, where a container has its name; beside the middle of what holds nothing.
        let is_container = shown.shape.form.is_container();
        let down = if is_container { 0.0 } else { height / 2.0 };
        let (fill, ink) = (self.colour(token), self.colour("canvas-node-fill"));
        let count = u32::try_from(number).unwrap_or(u32::MAX);
        let radius = 8.0 * self.ratio;
        let place = [x - radius / 2.0, y + down, radius];
        self.disc_at(place, count, (fill, ink), layer::OVERLAY + 2);
    }

    fn box_of(&self, id: EntityId) -> Option<&DiagramBox> {
        let diagram = self.picture.diagram;
        let index = diagram.position(&BoxKey::Entity(id))?;
        diagram.boxes.get(index)
    }
}

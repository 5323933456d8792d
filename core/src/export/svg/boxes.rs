//! How each form of box looks.

use super::{CORNER, Painter};
use crate::diagram::text::{
    fitted, fitted_in_the_middle, name, note_size, width_hundredths, wrapped,
};
use crate::diagram::theme::note_tokens;
use crate::diagram::{Diagram, DiagramBox, Form, Point};
use crate::model::{NoteColour, NoteStyle};

/// The title of a box as it fits: siblings are told apart.
fn named(diagram: &Diagram, shown: &DiagramBox, size: i32, room: i32) -> String {
    let boxes = &diagram.boxes;
    let holders = std::iter::successors(shown.parent, |at| boxes.get(*at)?.parent);
    let holders = holders.filter_map(|at| Some(boxes.get(at)?.title.as_str()));
    fitted_in_the_middle(&name(&shown.title, holders, size, room), size, room)
}

impl Painter {
    pub(super) fn region(&mut self, shown: &DiagramBox) {
        let (fill, line) = (
            self.theme.get("canvas-region-fill"),
            self.theme.get("canvas-region-line"),
        );
        self.rect(&shown.rect, 14, fill, line, 1, Some("6 5"));
        let rect = shown.rect;
        self.icon(
            shown.shape.icon,
            Point::new(rect.x + 16, rect.y + 14),
            20,
            self.theme.family(shown.shape.family),
        );
    }

    pub(super) fn vpc(&mut self, shown: &DiagramBox, tint: Option<&str>) {
        let line = tint.unwrap_or(self.theme.get("canvas-vpc-line")).to_owned();
        let rect = shown.rect;
        self.rect(&rect, 10, self.theme.get("canvas-vpc-fill"), &line, 2, None);
        self.icon(
            shown.shape.icon,
            Point::new(rect.x + 14, rect.y + 14),
            20,
            &line,
        );
    }

    /// The words of regions and VPCs, over the wires: a rim keeps these off the letters.
    pub(super) fn titles(&mut self, diagram: &Diagram) {
        for shown in &diagram.boxes {
            let rect = shown.rect;
            match shown.shape.form {
                Form::Region => {
                    let title = fitted(&shown.title, 16, rect.width - 60);
                    let at = Point::new(rect.x + 44, rect.y + 30);
                    self.rimmed(at, &title, 16, "canvas-text", "canvas-region-fill");
                }
                Form::Vpc => {
                    let room = rect.width - 56;
                    let (title, subtitle) = (
                        named(diagram, shown, 15, room),
                        fitted(&shown.subtitle, 12, room),
                    );
                    let at = Point::new(rect.x + 42, rect.y + 26);
                    self.rimmed(at, &title, 15, "canvas-text", "canvas-vpc-fill");
                    let at = Point::new(rect.x + 42, rect.y + 44);
                    self.rimmed(
                        at,
                        &subtitle,
                        12,
                        "canvas-text-secondary",
                        "canvas-vpc-fill",
                    );
                }
                _ => {}
            }
        }
    }

    pub(super) fn zones(&mut self, diagram: &Diagram) {
        for zone in &diagram.zones {
            self.rect(
                &zone.rect,
                8,
                "none",
                self.theme.get("canvas-zone-line"),
                1,
                Some("4 4"),
            );
            let at = Point::new(zone.rect.x + 8, zone.rect.y + 16);
            self.text(
                at,
                &fitted(&zone.label, 11, zone.rect.width - 16),
                11,
                500,
                "canvas-text-secondary",
            );
        }
    }

    pub(super) fn subnet(&mut self, diagram: &Diagram, shown: &DiagramBox, tint: Option<&str>) {
        let rect = shown.rect;
        let line = tint
            .unwrap_or(self.theme.get("canvas-subnet-line"))
            .to_owned();
        self.rect(
            &rect,
            6,
            self.theme.get("canvas-subnet-fill"),
            &line,
            1,
            None,
        );
        let room = rect.width - 20;
        self.text(
            Point::new(rect.x + 10, rect.y + 18),
            &named(diagram, shown, 12, room),
            12,
            600,
            "canvas-text",
        );
        self.text(
            Point::new(rect.x + 10, rect.y + 32),
            &fitted(&shown.subtitle, 11, room),
            11,
            400,
            "canvas-text-secondary",
        );
    }

    pub(super) fn group(&mut self, diagram: &Diagram, shown: &DiagramBox, tint: Option<&str>) {
        let rect = shown.rect;
        let colour = tint.unwrap_or(self.theme.family(shown.shape.family));
        self.rect(
            &rect,
            10,
            self.theme.get("canvas-node-fill"),
            colour,
            2,
            None,
        );
        self.head(diagram, shown, 44);
    }

    pub(super) fn card(&mut self, diagram: &Diagram, shown: &DiagramBox, tint: Option<&str>) {
        let line = tint
            .unwrap_or(self.theme.get("canvas-node-line"))
            .to_owned();
        let corner = if shown.shape.form == Form::Gate {
            shown.rect.height / 2
        } else {
            CORNER
        };
        self.rect(
            &shown.rect,
            corner,
            self.theme.get("canvas-node-fill"),
            &line,
            1,
            None,
        );
        self.head(diagram, shown, shown.rect.height);
    }

    /// An icon, a title, and a subtitle where there is room for two lines.
    fn head(&mut self, diagram: &Diagram, shown: &DiagramBox, height: i32) {
        let rect = shown.rect;
        let icon = if height >= 40 { 24 } else { 18 };
        let colour = self.theme.family(shown.shape.family);
        self.icon(
            shown.shape.icon,
            Point::new(rect.x + 10, rect.y + (height - icon) / 2),
            icon,
            colour,
        );
        let x = rect.x + 18 + icon;
        let room = rect.right() - 10 - x;
        let two_lines = height >= 40 && !shown.subtitle.is_empty();
        let y = if two_lines {
            rect.y + height / 2 - 3
        } else {
            rect.y + height / 2 + 4
        };
        let title_room = if two_lines {
            room
        } else {
            room - width_hundredths(&shown.subtitle) * 10 / 100 - 6
        };
        if !two_lines && title_room >= 50 && !shown.subtitle.is_empty() {
            self.text_from_right(Point::new(rect.right() - 10, y), &shown.subtitle, 10);
            self.text(
                Point::new(x, y),
                &named(diagram, shown, 12, title_room),
                12,
                600,
                "canvas-text",
            );
            return;
        }
        self.text(
            Point::new(x, y),
            &named(diagram, shown, 12, room),
            12,
            600,
            "canvas-text",
        );
        if two_lines {
            let subtitle = fitted(&shown.subtitle, 10, room);
            self.text(
                Point::new(x, y + 15),
                &subtitle,
                10,
                400,
                "canvas-text-secondary",
            );
        }
    }

    pub(super) fn note(&mut self, shown: &DiagramBox) {
        let rect = shown.rect;
        let style = shown.note.map_or(NoteStyle::Note, |look| look.style);
        if style == NoteStyle::Note {
            let colour = shown.note.map_or(NoteColour::Yellow, |look| look.colour);
            let (fill, line) = note_tokens(colour);
            self.rect(
                &rect,
                4,
                self.theme.get(fill),
                self.theme.get(line),
                1,
                None,
            );
        }
        let size = note_size(style);
        let weight = if style == NoteStyle::Heading {
            700
        } else {
            400
        };
        let leading = size * 14 / 10;
        let most = usize::try_from((rect.height - 16) / leading)
            .unwrap_or(0)
            .max(1);
        for (line, y) in wrapped(&shown.title, size, rect.width - 24, most)
            .iter()
            .zip((0..).map(|line| line * leading))
        {
            self.text(
                Point::new(rect.x + 12, rect.y + 10 + size + y),
                line,
                size,
                weight,
                "canvas-text",
            );
        }
    }
}

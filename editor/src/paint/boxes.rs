//! How each form of box looks, by level of detail.

use std::borrow::Cow;

use netwright_core::diagram::{DiagramBox, Form, Rect, text, theme};
use netwright_core::model::{NoteColour, NoteStyle};

use super::list::{Op, Style, px, quarters, small};
use super::{Brush, Look, NONE, layer};
use crate::geometry::Detail;
use crate::geometry::detail::LEAST_TEXT_PX;
use crate::geometry::view::whole;

/// Faces of text, known to the draining side.
pub(super) const REGULAR: u16 = 0;
pub(super) const SEMIBOLD: u16 = 4;

/// Text that is drawn at all is at least this large, in CSS pixels.
const READABLE_PX: f64 = 9.0;

/// The type of a zone's name, in world units.
const ZONE_SIZE: i32 = 11;
/// A zone is named while its name would be at least this large at its natural size, in CSS pixels.
const LEAST_ZONE_PX: f64 = 5.5;

/// Which end of a line of text is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left = 0,
    Right = 1,
    Centre = 2,
}

/// A line of text in world units.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words<'t> {
    pub text: &'t str,
    pub x: i32,
    /// The middle of the line.
    pub y: i32,
    pub room: i32,
    pub size: i32,
    pub face: u16,
    pub token: &'t str,
    pub align: Align,
    /// What stands behind it, kept clear round the letters where wires may run; nothing where none do.
    pub halo: Option<&'t str>,
}

impl Brush<'_> {
    pub(super) fn shape(&mut self, shown: &DiagramBox, rect: &Rect) {
        let tint = shown
            .tint
            .and_then(|tint| self.picture.diagram.tints.get(tint));
        let tint = tint.map(|tint| self.painter.theme.ink(&tint.ink).to_owned());
        let line = |brush: &mut Self, token: &str| match &tint {
            Some(colour) => brush.css_colour(colour),
            None => brush.colour(token),
        };
        match shown.shape.form {
            Form::Region => {
                let (fill, stroke) = (
                    self.colour("canvas-region-fill"),
                    self.colour("canvas-region-line"),
                );
                self.rect(
                    rect,
                    &Look {
                        layer: layer::REGION,
                        fill,
                        stroke,
                        line_px: 1.0,
                        corner: 14,
                        mode: 1,
                    },
                );
                self.container_title(shown, rect, "canvas-region-line");
            }
            Form::Vpc => {
                let (fill, stroke) = (
                    self.colour("canvas-vpc-fill"),
                    line(self, "canvas-vpc-line"),
                );
                let line_px = if tint.is_some() && self.detail >= Detail::Boxes {
                    2.0
                } else {
                    1.0
                };
                self.rect(
                    rect,
                    &Look {
                        layer: layer::VPC,
                        fill,
                        stroke,
                        line_px,
                        corner: 10,
                        mode: 0,
                    },
                );
                self.container_title(shown, rect, "canvas-vpc-line");
            }
            Form::Subnet => {
                let (fill, stroke) = (
                    self.colour("canvas-subnet-fill"),
                    line(self, "canvas-subnet-line"),
                );
                self.rect(
                    rect,
                    &Look {
                        layer: layer::SUBNET,
                        fill,
                        stroke,
                        line_px: 1.0,
                        corner: 6,
                        mode: 0,
                    },
                );
                self.subnet_words(shown, rect);
            }
            Form::Group => {
                let token = theme::family_token(shown.shape.family);
                let (fill, stroke) = (self.colour("canvas-node-fill"), line(self, token));
                self.rect(
                    rect,
                    &Look {
                        layer: layer::CARD,
                        fill,
                        stroke,
                        line_px: 1.5,
                        corner: 10,
                        mode: 0,
                    },
                );
                if self.detail >= Detail::Boxes {
                    self.head(shown, rect, 48.min(rect.height));
                } else {
                    self.container_title(shown, rect, token);
                }
            }
            Form::Card | Form::Row | Form::Gate => {
                let (fill, stroke) = (
                    self.colour("canvas-node-fill"),
                    line(self, "canvas-node-line"),
                );
                let corner = if shown.shape.form == Form::Gate {
                    rect.height / 2
                } else {
                    8
                };
                let layer = if shown.shape.form == Form::Card {
                    layer::CARD
                } else {
                    layer::ROW
                };
                self.rect(
                    rect,
                    &Look {
                        layer,
                        fill,
                        stroke,
                        line_px: 1.0,
                        corner,
                        mode: 0,
                    },
                );
                self.head(shown, rect, rect.height);
            }
            Form::Note => self.note(shown, rect),
        }
        self.badge(shown, rect);
    }

    pub(super) fn zones(&mut self, area: &Rect) {
        if self.detail < Detail::Boxes {
            return;
        }
        let diagram = self.picture.diagram;
        let lift = self.picture.surface.lift.as_ref();
        for zone in &diagram.zones {
            let moved = lift.filter(|_| self.picture.surface.is_inside_lift(diagram, zone.vpc));
            let rect = moved.map_or(zone.rect, |lift| zone.rect.moved(lift.dx, lift.dy));
            if !rect.overlaps(area) {
                continue;
            }
            self.lifted = moved.is_some();
            self.band = self.bands.of(zone.vpc);
            let stroke = self.colour("canvas-zone-line");
            self.rect(
                &rect,
                &Look {
                    layer: layer::ZONE,
                    fill: NONE,
                    stroke,
                    line_px: 1.0,
                    corner: 8,
                    mode: 2,
                },
            );
            // From further off there is no room for its name between the border and the first subnet.
            if f64::from(ZONE_SIZE) * self.view.scale < LEAST_ZONE_PX * self.ratio {
                continue;
            }
            self.zone_name(&zone.label, &rect);
        }
        self.lifted = false;
    }

    pub(super) fn zone_name(&mut self, label: &str, rect: &Rect) {
        self.words(&Words {
            text: label,
            x: rect.x + 8,
            y: rect.y + 13,
            room: rect.width - 16,
            size: ZONE_SIZE,
            face: REGULAR,
            token: "canvas-text-secondary",
            align: Align::Left,
            halo: Some("canvas-vpc-fill"),
        });
    }

    /// Titles of regions, VPCs and hubs stay readable when zoomed out, as names on a map do.
    fn container_title(&mut self, shown: &DiagramBox, rect: &Rect, icon_token: &str) {
        let css_scale = self.view.scale / self.ratio;
        let (width, height) = (
            f64::from(rect.width) * css_scale,
            f64::from(rect.height) * css_scale,
        );
        let ground = match shown.shape.form {
            Form::Region => "canvas-region-fill",
            Form::Vpc => "canvas-vpc-fill",
            _ => "canvas-node-fill",
        };
        if self.detail >= Detail::Boxes {
            let corner = (rect.x + 14, rect.y + 13);
            self.icon(shown, corner, 20, icon_token);
            let room = rect.width - 56 - self.badge_room(shown);
            let one_line = shown.subtitle.is_empty();
            let first = self.at_least(20, 9.0);
            let y = if one_line {
                rect.y + 23
            } else {
                rect.y + first
            };
            let title = self.name(shown, 15, room);
            self.words(&Words {
                size: 15,
                halo: Some(ground),
                ..words(&title, rect.x + 42, y, room)
            });
            let pitch = self.at_least(19, 11.0);
            self.words(&Words {
                halo: Some(ground),
                ..secondary(&shown.subtitle, rect.x + 42, y + pitch, room, 12)
            });
        } else if width >= 44.0 && height >= 16.0 {
            let [x, y, device_width, _] = self.device_rect(rect);
            let inset = 5.0 * self.ratio;
            // Over what a VPC holds there is less room from further off.
            let strip = f64::from(shown.shape.form.padding().0) * self.view.scale;
            let is_tight = shown.shape.form == Form::Vpc;
            let size = if is_tight {
                (strip - 2.0 * self.ratio).clamp(READABLE_PX * self.ratio, 11.0 * self.ratio)
            } else {
                11.0 * self.ratio
            };
            let above = if is_tight {
                ((strip - size) / 2.0).clamp(0.0, inset)
            } else {
                inset
            };
            // A region's name stands over its border: there is no room between that and its first VPCs.
            let middle = if shown.shape.form == Form::Region {
                y - size / 2.0 - 2.0 * self.ratio
            } else {
                y + above + size / 2.0
            };
            let ground = if shown.shape.form == Form::Region {
                "canvas-background"
            } else {
                ground
            };
            self.device_words(
                &shown.title,
                [
                    x + inset,
                    middle,
                    device_width - 2.0 * inset - self.badges_px(shown),
                ],
                size,
                ground,
            );
        }
    }

    fn subnet_words(&mut self, shown: &DiagramBox, rect: &Rect) {
        let room = rect.width - 20;
        let title = self.name(shown, 12, room);
        // Two lines of the least type need this much, over what the subnet holds.
        let pitch = self.at_least(15, 10.5);
        let first = self.at_least(13, 7.5);
        let open = if self.holds_any(shown) {
            Form::Subnet.padding().0
        } else {
            rect.height
        };
        let has_room = first + pitch + self.at_least(8, 5.0) <= open;
        if self.detail < Detail::Boxes || !has_room {
            self.words(&Words {
                size: 13,
                ..words(&title, rect.x + 10, rect.y + 20, room)
            });
            return;
        }
        // Names of subnets and their blocks are both long: a line for each, so that neither is cut short.
        self.words(&words(&title, rect.x + 10, rect.y + first, room));
        self.words(&secondary(
            &shown.subtitle,
            rect.x + 10,
            rect.y + first + pitch,
            room,
            11,
        ));
    }

    /// A length in world units that is at least so many CSS pixels.
    fn at_least(&self, world: i32, css_px: f64) -> i32 {
        world.max(whole((css_px * self.ratio / self.view.scale).ceil()))
    }

    fn holds_any(&self, shown: &DiagramBox) -> bool {
        let last = shown.end.checked_sub(1);
        let last = last.and_then(|last| self.picture.diagram.boxes.get(last));
        last.is_some_and(|last| last.key != shown.key)
    }

    /// The title of a box for a line of this size and room: without what its VPC's name says already, where all of it
    /// does not fit.
    fn name<'d>(&self, shown: &'d DiagramBox, size: i32, room: i32) -> Cow<'d, str> {
        let holders = std::iter::successors(shown.parent, |at| self.boxes().get(*at)?.parent);
        let holders = holders.filter_map(|at| Some(self.boxes().get(at)?.title.as_str()));
        let size = self.at_least(size, READABLE_PX);
        text::name(&shown.title, holders, size, room)
    }

    fn boxes(&self) -> &[DiagramBox] {
        &self.picture.diagram.boxes
    }

    /// An icon, a title, and a subtitle where there is room for two lines.
    fn head(&mut self, shown: &DiagramBox, rect: &Rect, height: i32) {
        if self.detail < Detail::Boxes {
            return;
        }
        let icon = if height >= 40 { 24 } else { 18 };
        let token = theme::family_token(shown.shape.family);
        self.icon(
            shown,
            (rect.x + 10, rect.y + (height - icon) / 2),
            icon,
            token,
        );
        let x = rect.x + 18 + icon;
        let room = rect.right() - 8 - x - self.badge_room(shown);
        let middle = rect.y + height / 2;
        let title = self.name(shown, 12, room);
        if self.detail >= Detail::Full && height >= 40 && !shown.subtitle.is_empty() {
            self.words(&words(&title, x, middle - 8, room));
            self.words(&secondary(&shown.subtitle, x, middle + 8, room, 10));
            return;
        }
        // Type does not get smaller than can be read: from further off it takes more of the row.
        let size = self.at_least(10, READABLE_PX);
        let subtitle = text::width(&shown.subtitle, size);
        if self.detail >= Detail::Full && subtitle > 0 && room - subtitle >= 64 {
            let title = self.name(shown, 12, room - subtitle - 8);
            self.words(&words(&title, x, middle, room - subtitle - 8));
            let subtitle = secondary(&shown.subtitle, rect.right() - 10, middle, subtitle, 10);
            self.words(&Words {
                align: Align::Right,
                ..subtitle
            });
            return;
        }
        self.words(&words(&title, x, middle, room));
    }

    fn note(&mut self, shown: &DiagramBox, rect: &Rect) {
        let style = shown.note.map_or(NoteStyle::Note, |look| look.style);
        if style == NoteStyle::Note {
            let colour = shown.note.map_or(NoteColour::Yellow, |look| look.colour);
            let (fill, line) = theme::note_tokens(colour);
            let (fill, stroke) = (self.colour(fill), self.colour(line));
            self.rect(
                rect,
                &Look {
                    layer: layer::CARD,
                    fill,
                    stroke,
                    line_px: 1.0,
                    corner: 4,
                    mode: 0,
                },
            );
        }
        if self.picture.surface.editing.as_ref() == Some(&shown.key) {
            return;
        }
        let size = text::note_size(style);
        let face = if style == NoteStyle::Heading {
            SEMIBOLD
        } else {
            REGULAR
        };
        // From afar there are fewer words on it, as large as can be read.
        let readable = (READABLE_PX * self.ratio / self.view.scale).ceil();
        let natural = f64::from(size) * self.view.scale >= LEAST_TEXT_PX * self.ratio;
        let size = if natural {
            size.max(whole(readable))
        } else {
            size
        };
        let leading = size * 14 / 10;
        let most = usize::try_from((rect.height - 12) / leading)
            .unwrap_or(0)
            .max(1);
        let lines = text::wrapped(&shown.title, size, rect.width - 24, most);
        for (line, y) in lines.iter().zip((0..).map(|line| line * leading)) {
            // What was broken into lines is not cut again: the room of a line is an estimate.
            let at = words(
                line,
                rect.x + 12,
                rect.y + 8 + leading / 2 + y,
                2 * rect.width,
            );
            self.words(&Words { size, face, ..at });
        }
    }

    fn icon(&mut self, shown: &DiagramBox, (x, y): (i32, i32), size: i32, token: &str) {
        let at = self
            .view
            .view_from_world(netwright_core::diagram::Point::new(x, y));
        let size = f64::from(size) * self.view.scale;
        if size < 8.0 * self.ratio {
            return;
        }
        let style = Style {
            layer: self.layer(layer::WORDS),
            op: Op::Icons,
            fill: NONE,
            stroke: self.colour(token),
            size: quarters(1.6),
            detail: 0,
            mode: 0,
        };
        self.push(
            style,
            &[
                small(shown.shape.icon as usize),
                px(at.x.round()),
                px(at.y.round()),
                px(size),
            ],
        );
    }

    pub(super) fn words(&mut self, words: &Words) {
        let size = f64::from(words.size) * self.view.scale;
        if words.text.is_empty() || size < LEAST_TEXT_PX * self.ratio {
            return;
        }
        // Small text stays readable for longer than boxes stay roomy.
        let size = size.max(READABLE_PX * self.ratio);
        let string = self.painter.strings.number(words.text);
        let style = Style {
            layer: self.layer(layer::WORDS),
            op: Op::Texts,
            fill: self.colour(words.token),
            stroke: words.halo.map_or(NONE, |token| self.colour(token)),
            size: quarters((size * 2.0).round() / 2.0),
            detail: words.face,
            mode: words.align as u8,
        };
        let x = f64::from(words.x) * self.view.scale + self.view.x;
        let y = f64::from(words.y) * self.view.scale + self.view.y;
        self.push(
            style,
            &[
                number(string),
                px(x.round()),
                px(y.round()),
                px(f64::from(words.room) * self.view.scale),
            ],
        );
    }

    /// A title of a fixed size on the screen: x, middle of the line, room, all in device pixels.
    fn device_words(&mut self, text: &str, [x, y, room]: [f64; 3], size: f64, ground: &str) {
        let string = self.painter.strings.number(text);
        let style = Style {
            layer: self.layer(layer::WORDS),
            op: Op::Texts,
            fill: self.colour("canvas-text"),
            stroke: self.colour(ground),
            size: quarters(size),
            detail: REGULAR,
            mode: 0,
        };
        self.push(
            style,
            &[number(string), px(x.round()), px(y.round()), px(room)],
        );
    }
}

fn words(text: &str, x: i32, y: i32, room: i32) -> Words<'_> {
    Words {
        text,
        x,
        y,
        room,
        size: 12,
        face: SEMIBOLD,
        token: "canvas-text",
        align: Align::Left,
        halo: None,
    }
}

fn secondary(text: &str, x: i32, y: i32, room: i32, size: i32) -> Words<'_> {
    Words {
        size,
        face: REGULAR,
        token: "canvas-text-secondary",
        ..words(text, x, y, room)
    }
}

/// The number of a string as a number of the list; exact below sixteen million.
#[expect(
    clippy::cast_precision_loss,
    reason = "there are far fewer strings than 2^24"
)]
pub(super) fn number(string: u32) -> f32 {
    string as f32
}

//! Painting: a diagram, a view and the state of the tools become a display list. No browser is needed to look at it.

mod badges;
mod bands;
mod boxes;
pub mod list;
mod overlay;
mod path;
mod wires;

use std::collections::{BTreeMap, BTreeSet};

use netwright_core::diagram::{Descend, Diagram, DiagramBox, Form, Rect, Theme};
use netwright_core::model::{BoxKey, EntityId};

pub use list::{DisplayList, Interner, NONE, Op, Style};

use self::bands::Bands;
use self::list::{px, quarters};
use crate::geometry::detail::LEAST_BOX_PX;
use crate::geometry::{Detail, View};
use crate::tools::Surface;
use crate::view_models::trace::Path;

/// Layers, from the back to the front.
pub(crate) mod layer {
    pub(crate) const GRID: u16 = 0;
    pub(crate) const REGION: u16 = 1;
    pub(crate) const VPC: u16 = 2;
    pub(crate) const ZONE: u16 = 3;
    pub(crate) const SUBNET: u16 = 4;
    pub(crate) const WIRE: u16 = 5;
    pub(crate) const CARD: u16 = 6;
    pub(crate) const ROW: u16 = 7;
    pub(crate) const WORDS: u16 = 8;
    pub(crate) const BADGE: u16 = 9;
    /// The layers of one band; the number on a badge lies one over it.
    pub(crate) const BAND: u16 = 12;
    /// What is being dragged floats over the rest: this much higher.
    pub(crate) const LIFT: u16 = 10_000;
    pub(crate) const OVERLAY: u16 = 20_000;
}

/// How many findings a box carries itself, by severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Badge {
    pub errors: u32,
    pub warnings: u32,
    pub infos: u32,
}

/// What is painted besides the diagram.
#[derive(Debug, Clone, Copy)]
pub struct Picture<'a> {
    pub diagram: &'a Diagram,
    pub surface: &'a Surface,
    pub selection: &'a BTreeSet<BoxKey>,
    pub badges: &'a BTreeMap<EntityId, Badge>,
    /// Boxes in the light: the others step back where there are any.
    pub spotlight: &'a BTreeSet<BoxKey>,
    /// The way of a packet that is traced.
    pub path: Option<&'a Path>,
    /// Device pixels per CSS pixel.
    pub pixel_ratio: f64,
}

/// Keeps colours, strings and memory from one picture to the next.
#[derive(Debug)]
pub struct Painter {
    pub theme: Theme,
    pub strings: Interner,
    pub colours: Interner,
    pub list: DisplayList,
}

impl Painter {
    pub fn new(theme: Theme) -> Self {
        Self {
            theme,
            strings: Interner::default(),
            colours: Interner::default(),
            list: DisplayList::default(),
        }
    }

    /// Writes the display list of a picture.
    pub fn paint(&mut self, picture: &Picture) -> &[f32] {
        self.list.clear();
        let surface = picture.surface;
        let view = device_view(&surface.view, picture.pixel_ratio);
        let area = surface.view.visible(surface.width, surface.height);
        let mut brush = Brush {
            detail: Detail::at_scale(surface.view.scale),
            ratio: picture.pixel_ratio,
            painter: self,
            view,
            picture,
            lifted: false,
            bands: Bands::default(),
            band: 0,
        };
        brush.grid();
        brush.bands.compare(picture.diagram, None);
        picture.diagram.visible(&area, |index, shown| {
            brush.visit(index, shown, Place::Still)
        });
        brush.zones(&area);
        brush.wires(&area);
        brush.band = 0;
        brush.lifted_boxes();
        brush.veil(&area);
        brush.path();
        brush.overlay();
        self.list.finish()
    }
}

/// The view in device pixels.
fn device_view(view: &View, ratio: f64) -> View {
    View {
        scale: view.scale * ratio,
        x: view.x * ratio,
        y: view.y * ratio,
    }
}

/// Whether a box is painted where it stands, or by the pointer that drags it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Still,
    Lifted(i32, i32),
}

struct Brush<'a> {
    painter: &'a mut Painter,
    picture: &'a Picture<'a>,
    /// In device pixels.
    view: View,
    detail: Detail,
    ratio: f64,
    lifted: bool,
    bands: Bands,
    /// The band of what is painted now.
    band: u16,
}

impl Brush<'_> {
    fn visit(&mut self, index: usize, shown: &DiagramBox, place: Place) -> Descend {
        if place == Place::Still && self.picture.surface.is_lifted(index) {
            return Descend::Past;
        }
        let (dx, dy) = if let Place::Lifted(dx, dy) = place {
            (dx, dy)
        } else {
            (0, 0)
        };
        let rect = self.picture.surface.shown_rect(shown).moved(dx, dy);
        let least = LEAST_BOX_PX * self.ratio;
        let (width, height) = (
            f64::from(rect.width) * self.view.scale,
            f64::from(rect.height) * self.view.scale,
        );
        if width < least && height < least {
            return Descend::Past;
        }
        self.lifted = place != Place::Still;
        self.band = 0;
        if place == Place::Still {
            self.band = self.bands.enter(index, shown.end);
            if shown.shape.form.is_container() {
                self.bands.compare(self.picture.diagram, Some(index));
            }
        }
        self.shape(shown, &rect);
        let deeper = match self.detail {
            Detail::Blocks => shown.shape.form == Form::Region,
            Detail::Containers => !matches!(shown.shape.form, Form::Subnet | Form::Group),
            Detail::Boxes | Detail::Full => true,
        };
        if deeper {
            Descend::Inside
        } else {
            Descend::Past
        }
    }

    fn lifted_boxes(&mut self) {
        let Some(lift) = &self.picture.surface.lift else {
            return;
        };
        let diagram = self.picture.diagram;
        let mut index = 0;
        for root in &lift.roots {
            index = index.max(*root);
            let end = diagram.boxes.get(*root).map_or(0, |shown| shown.end);
            while index < end {
                let Some(shown) = diagram.boxes.get(index) else {
                    break;
                };
                index = match self.visit(index, shown, Place::Lifted(lift.dx, lift.dy)) {
                    Descend::Inside => index + 1,
                    Descend::Past => shown.end,
                };
            }
        }
        self.lifted = false;
    }

    fn colour(&mut self, token: &str) -> u16 {
        let value = self.painter.theme.get(token);
        self.css_colour(value)
    }

    fn css_colour(&mut self, css: &str) -> u16 {
        u16::try_from(self.painter.colours.number(css)).unwrap_or(0)
    }

    fn layer(&self, layer: u16) -> u16 {
        if self.lifted {
            layer + layer::LIFT
        } else {
            layer + self.band * layer::BAND
        }
    }

    fn push(&mut self, style: Style, item: &[f32]) {
        self.painter.list.push(style, item);
    }

    /// A rectangle of the world on whole device pixels, so that thin lines are crisp.
    fn device_rect(&self, rect: &Rect) -> [f64; 4] {
        let edge = |world: i32, offset: f64| (f64::from(world) * self.view.scale + offset).round();
        let (x, y) = (edge(rect.x, self.view.x), edge(rect.y, self.view.y));
        [
            x,
            y,
            (edge(rect.right(), self.view.x) - x).max(1.0),
            (edge(rect.bottom(), self.view.y) - y).max(1.0),
        ]
    }

    /// Fills and outlines a rectangle; the line lies inside the border.
    fn rect(&mut self, rect: &Rect, look: &Look) {
        let [x, y, width, height] = self.device_rect(rect);
        let line = (look.line_px * self.ratio).round().max(1.0);
        let style = Style {
            layer: self.layer(look.layer),
            op: Op::Rects,
            fill: look.fill,
            stroke: look.stroke,
            size: quarters(line),
            detail: quarters(
                (f64::from(look.corner) * self.view.scale).min(width.min(height) / 2.0),
            ),
            mode: look.mode,
        };
        let inset = if look.stroke == NONE { 0.0 } else { line / 2.0 };
        let item = [
            x + inset,
            y + inset,
            (width - 2.0 * inset).max(0.5),
            (height - 2.0 * inset).max(0.5),
        ];
        self.push(style, &item.map(px));
    }
}

/// How a rectangle looks.
#[derive(Debug, Clone, Copy)]
struct Look {
    layer: u16,
    fill: u16,
    stroke: u16,
    /// In CSS pixels.
    line_px: f64,
    /// In world units.
    corner: i32,
    mode: u8,
}

#[cfg(test)]
mod tests;

//! The diagram: a design and its layout as boxes, wires and labels in whole world units.
//!
//! One diagram, many painters: the canvas and the SVG export draw the same value. Nothing here knows pixels or a DOM.

pub mod arrange;
pub mod build;
pub mod collect;
pub mod colour;
pub mod course;
mod detour;
pub mod display;
mod draft;
pub mod drawing;
mod ends;
pub mod icon;
pub mod keyed;
pub mod obstacles;
mod patch;
pub mod rect;
pub mod room;
pub mod route;
mod separate;
pub mod shape;
mod strands;
pub mod text;
pub mod theme;
pub mod wires;
pub mod words;
mod zones;

pub use build::{automatic_layout, diagram, diagram_by, settled};
pub use colour::{ColourBy, Ink, Tint};
pub use display::{Descend, Diagram, DiagramBox, NoteLook, Wire, WireKind, ZoneColumn};
pub use draft::Draft;
pub use drawing::Drawing;
pub use icon::Icon;
pub use rect::{Point, Rect};
pub use shape::{Family, Form, Shape, shape, shape_of};
pub use theme::{Scheme, Theme};

#[cfg(test)]
mod legible;
#[cfg(test)]
pub(crate) mod tests;

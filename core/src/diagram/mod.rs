//! The diagram: a design and its layout as boxes, wires and labels in whole world units.
//!
//! One diagram, many painters: the canvas and the SVG export draw the same value. Nothing here knows pixels or a DOM.

pub mod obstacles;
pub mod rect;
pub mod route;

pub use rect::{Point, Rect};

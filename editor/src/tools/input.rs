//! What a person does, without a browser in it.

use crate::geometry::ViewPoint;

/// A button of the pointer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Button {
    Primary,
    Middle,
    Secondary,
}

/// Keys held while something else happens.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Modifiers {
    pub shift: bool,
    pub alt: bool,
    /// Control, or Command on a Mac.
    pub command: bool,
}

/// A pointer at a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pointer {
    pub at: ViewPoint,
    pub button: Button,
    pub modifiers: Modifiers,
}

/// One thing that a person did.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Input {
    Down(Pointer),
    Move(Pointer),
    Up(Pointer),
    Double(Pointer),
    /// The pointer left the canvas without a button held.
    Leave,
    /// Scrolled by CSS pixels.
    Scroll {
        dx: f64,
        dy: f64,
    },
    /// Zoomed by a factor about a point.
    Zoom {
        factor: f64,
        at: ViewPoint,
    },
    /// The space bar went down or up: pans while held.
    Space(bool),
    /// Escape, or the system took the pointer away.
    Cancel,
}

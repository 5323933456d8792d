//! What the tools ask of their host: values, not calls, so that a gesture is tested without a browser.

use std::collections::BTreeSet;

use netwright_core::catalog::Item;
use netwright_core::diagram::Rect;
use netwright_core::edit::Command;
use netwright_core::model::{BoxKey, EntityId};
use serde_json::Value;

/// Why something can't be done, in words for the status bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhyNot(pub String);

impl WhyNot {
    pub fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Changes the design as one step.
    Commit {
        label: String,
        commands: Vec<Command>,
    },
    Select(BTreeSet<EntityId>),
    /// Makes an item of the palette and its box.
    Create(Creation),
    /// Makes what stands for a line from one box to another.
    Connect {
        from: BoxKey,
        to: BoxKey,
    },
    /// Says why nothing happened.
    Refuse(WhyNot),
    /// Opens the editor of a box's words.
    EditWords(BoxKey),
    /// Opens the menu of what is under the pointer, or of the empty canvas.
    Menu {
        x: f64,
        y: f64,
        key: Option<BoxKey>,
    },
}

/// An item to be made where something was dropped.
#[derive(Debug, Clone, PartialEq)]
pub struct Creation {
    pub item: &'static Item,
    /// The box that it was dropped on and that takes it.
    pub holder: Option<BoxKey>,
    /// In the world.
    pub rect: Rect,
    /// What the place says of it: fields, in the form of a file.
    pub fields: Vec<(&'static str, Value)>,
}

//! The page's side of the engine: what it is told, what it is asked, and the findings that come back.
//!
//! The engine is another program, in a worker. It gets the design once, in slices, and then what
//! [`difference`](netwright_core::edit::difference) says of each change, undo and redo included; it answers with what
//! changed in the list of findings. Messages are JSON texts. The page never has two changes under way: what is drawn
//! while the engine is busy becomes one change after it.

mod ask;
mod findings;
mod lab;
mod link;
mod matrix;
mod trace;
mod wire;

pub use ask::{
    Answer, Ask, Explained, Exported, ExportedFile, Format, Gathered, Imported, Offered, Opened,
    TemplateCard,
};
pub use findings::{Delta, Findings};
pub use lab::{LabTask, LabView};
pub use link::{Heard, Link};
pub use matrix::{AskedRow, CellState, MatrixCell, MatrixGroup, MatrixGroups, MatrixPlaces};
pub use trace::{
    AskedFlow, AskedPart, Followed, Traced, TracedHop, TracedReason, TracedRecord, TracedWay,
};
pub(crate) use wire::entry_to_json;

/// The first word of the engine: from now on it hears what it is told.
pub const READY: &str = "ready";

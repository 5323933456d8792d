//! Edits: every change of a design is a list of commands, applied whole or not at all.
//!
//! Commands refuse only what would leave a reference dangling. Whether the design is a good one is never asked here.

mod apply;
mod clipboard;
mod command;
mod delete;
mod difference;
mod history;
mod mint;

pub(crate) use apply::check_references;
pub use apply::{Applied, EditError, apply};
pub use clipboard::{copy, paste, paste_into};
pub use command::{Command, CommandError};
pub use difference::difference;
pub use history::{History, MAX_UNDO_STEPS};
pub use mint::Mint;

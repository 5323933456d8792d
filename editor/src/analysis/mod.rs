//! Findings for the page: made beside it for a small design, in a worker with a replica for a large one.
//!
//! The worker gets the design once, in slices, and then what [`difference`](netwright_core::edit::difference) says of
//! each change, undo and redo included; it answers with what changed in the list of findings. Messages are JSON texts.
//! The page never has two changes under way: what is drawn while the worker is busy becomes one change after it.

mod findings;
mod inline;
mod link;
mod service;
mod wire;

pub use findings::{Delta, Findings};
pub use inline::Inline;
pub use link::{Heard, Link};
pub use service::{Reply, Service};

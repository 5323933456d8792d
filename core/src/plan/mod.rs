//! From a design to an ordered graph of API operations with symbolic outputs: one plan, printed by many exporters.
//!
//! A printer knows no resource kind; all that is particular to one is in its file under `kinds`. An operation
//! says how to find what an earlier run made, how to make it, what to wait for and how to remove it, so that every
//! printed program can be run again, continued after a failure, and undone.

mod draft;
pub mod fixed;
mod graph;
mod jmespath;
mod kinds;
pub mod names;
pub mod operation;
mod order;
pub mod tags;
pub mod tree;

pub use graph::{Account, LeftOut, Plan};
pub use kinds::makes;
pub use operation::{Call, Operation, Removal, Scope, Wait};
pub use tree::{Key, Piece, Text, Tree};

use crate::model::Design;

/// The plan that makes all of a design from nothing.
pub fn plan(design: &Design) -> Plan {
    let mut draft = draft::Draft::new(design);
    kinds::plan_all(&mut draft);
    draft.finish()
}

//! Does this packet get there, and its answer back? Hop by hop, with the table row that decided and, where it stops,
//! the record and the word of Reachability Analyzer.
//!
//! One packet at a time, straight from the records: routes, filters and hubs are read here a second time, apart from
//! the engine of sets in [`crate::analysis`], so that each can be held against the other. Only the index of who is
//! inside what is shared.

mod ask;
mod back;
mod balancer;
mod ends;
mod filtered;
mod filters;
mod hub;
mod hybrid;
mod links;
mod measure;
mod middlebox;
mod names;
mod nat;
mod nics;
#[allow(
    clippy::module_inception,
    reason = "a packet is what the folder is about"
)]
mod packet;
mod receivers;
mod references;
mod report;
mod routes;
mod shapes;
mod state;
#[cfg(test)]
mod tests;
mod walk;
pub mod words;

pub use ask::{Question, forwarded, trace};
pub use ends::{EndName, NoSuchEnd};
pub use packet::{Address, Certainty, Known, Packet, SOURCE_PORT};
pub use report::{Carrier, Hop, Outcome, Reason, Trace, Way, outside_name};
pub use words::protocol_asked;

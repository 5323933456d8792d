//! The pure core of Netwright: what a design is, how it is edited, what is true of it and what it becomes.
//!
//! No IO, clock, randomness, threads or panics: the same design gives the same bytes on every machine.
//! `ARCHITECTURE.md` says what each module owns and must not touch, in reading order.

pub mod analysis;
pub mod aws;
pub mod catalog;
pub mod checks;
pub mod diagram;
pub mod edit;
pub mod export;
pub mod format;
pub mod generate;
pub mod import;
pub mod model;
pub mod net;
pub mod notation;
pub mod order;
pub mod plan;
pub mod simulate;
#[cfg(test)]
mod test_folder;

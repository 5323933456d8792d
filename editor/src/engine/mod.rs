//! What runs in the worker: a replica of the design with its findings, and answers to what the page asks.
//!
//! Only this module of the editor (and [`measure`](crate::measure), which times it) may use the checks, the analysis,
//! the plan, the exporters and the catalogue: the page's program holds none of them, so that it is small.

mod answers;
mod inline;
mod labs;
mod matrix;
mod service;
mod traces;

pub use inline::Inline;
pub use service::{Reply, Service};

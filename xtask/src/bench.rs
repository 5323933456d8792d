//! `cargo xtask bench`: figures of the engine.

use crate::run::Outcome;

/// Prints them.
pub(crate) fn bench(_arguments: &[String]) -> Outcome {
    Err("there is nothing to measure yet".to_owned())
}

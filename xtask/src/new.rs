//! `cargo xtask new`: the skeleton of one file to add.

use crate::run::Outcome;

/// Writes the file and its line in the list.
pub(crate) fn new(_arguments: &[String]) -> Outcome {
    Err("nothing can be added yet".to_owned())
}

//! What the engine costs on an estate of a given size, natively and in a browser.
//!
//! The work measured is the app's: [`netwright_editor::measure`]. Here are the estate, the two clocks, and what the app
//! does only when asked: planning the export. Linked into nothing that people use; `cargo xtask bench` runs both forms
//! and compares them.

#[cfg(target_arch = "wasm32")]
mod web;

use netwright_core::format;
use netwright_core::generate::generate;
use netwright_core::plan::plan;
use netwright_editor::measure::{Clock, measure};
use serde_json::Value;

/// The same estate for everybody.
const SEED: u64 = 7;

/// The file of an estate.
pub fn estate(vpcs: usize) -> String {
    format::save(&generate(vpcs, SEED).design)
}

/// The figures of one estate as JSON, `edits` of each kind.
///
/// # Errors
/// Where the estate can't be read back, or an edit is refused.
pub fn run(vpcs: usize, edits: usize, clock: Clock) -> Result<Value, String> {
    let design = generate(vpcs, SEED).design;
    let mut figures = measure(&estate(vpcs), edits, clock)?;
    let start = clock();
    figures["operations"] = Value::from(plan(&design).operations.len());
    figures["plan_ms"] = Value::from(clock() - start);
    Ok(figures)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn a_small_estate_has_every_figure() {
        let ticks = Cell::new(0.0);
        let clock = || {
            ticks.set(ticks.get() + 1.0);
            ticks.get()
        };
        let figures = run(20, 2, &clock).expect("a good estate");
        assert_eq!(figures["vpcs"], 20);
        assert_eq!(figures["plan_ms"], 1.0);
        assert!(figures["operations"].as_u64() > Some(20));
    }
}

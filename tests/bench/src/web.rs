//! The entry of the browser: a function for the page that `cargo xtask bench` opens.

use wasm_bindgen::prelude::wasm_bindgen;

/// The figures of [`crate::run`] as JSON.
///
/// # Errors
/// As there.
#[wasm_bindgen]
pub fn bench(vpcs: usize, edits: usize) -> Result<String, String> {
    let performance = web_sys::window().and_then(|window| window.performance());
    let clock = || performance.as_ref().map_or(0.0, web_sys::Performance::now);
    crate::run(vpcs, edits, &clock).map(|figures| figures.to_string())
}

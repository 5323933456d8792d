//! The identity of a design that is begun here: sixty-four bits that the browser draws.

use netwright_core::model::{Design, Identity};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn fill(places: &js_sys::Uint32Array) -> js_sys::Uint32Array;
}

/// A design as one that nobody else has: a new one, a template, what a lab starts from, an import.
pub(crate) fn begun(mut design: Design) -> Design {
    let drawn = fill(&js_sys::Uint32Array::new_with_length(2));
    let bits = (u64::from(drawn.get_index(0)) << 32) | u64::from(drawn.get_index(1));
    design.identity = Some(Identity::drawn(bits));
    design
}

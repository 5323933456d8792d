//! The later part of this program: what the first screen can do without. `cargo xtask dist` splits it off, by names of
//! functions (`app/later.txt`), and any function of it can be called as if it were there: see `later.js`.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/later.js")]
extern "C" {
    fn hold(exports: &JsValue);
    /// The splitter has this called, with `true`, where something of the later part is called before it is there.
    #[wasm_bindgen(js_name = fetchLater)]
    fn fetch_later(now: bool);
    #[wasm_bindgen(js_name = laterPart)]
    async fn later_part();
}

/// Makes the first part known to the later one. Comes before anything else.
pub(crate) fn prepare() {
    hold(&wasm_bindgen::exports());
}

/// Fetches the later part, unless it is there or on its way.
pub(crate) fn fetch() {
    fetch_later(false);
}

/// Waits until the later part is there, without holding up the page.
pub(crate) async fn arrived() {
    later_part().await;
}

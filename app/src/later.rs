//! The later part of this program: what the first screen can do without. `cargo xtask dist` splits it off, by names of
//! functions (`app/later.txt`), and any function of it can be called as if it were there: see `later.js`.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

#[wasm_bindgen(module = "/src/later.js")]
extern "C" {
    fn hold(exports: &JsValue);
    /// The splitter has this called, with `true`, where something of the later part is called before it is there.
    #[wasm_bindgen(js_name = fetchLater)]
    fn fetch_later(now: bool);
    #[wasm_bindgen(js_name = laterPart)]
    async fn later_part();
    #[wasm_bindgen(js_name = isKept)]
    fn is_kept() -> bool;
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

/// Starts the program: with both parts where the bundle is kept for offline use, and with the first one alone on a first
/// visit.
pub(crate) fn begin(start: fn()) {
    if is_kept() {
        spawn_local(async move {
            arrived().await;
            start();
        });
    } else {
        start();
    }
}

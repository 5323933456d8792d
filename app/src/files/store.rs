//! The browser's side of storage: `public/store.js` and `public/share.js`, which the recovery page shares.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Writes the whole file; all entries before it go.
    #[wasm_bindgen(js_namespace = netwrightStore, catch)]
    pub(super) async fn checkpoint(
        key: &str,
        name: &str,
        text: &JsValue,
        lists: &str,
    ) -> Result<JsValue, JsValue>;

    /// Writes the commands since the last entry.
    #[wasm_bindgen(js_namespace = netwrightStore, catch)]
    pub(super) async fn append(
        key: &str,
        name: &str,
        number: u32,
        text: &str,
    ) -> Result<JsValue, JsValue>;

    /// JSON list of `{key, name, changed}`, the last changed first.
    #[wasm_bindgen(js_namespace = netwrightStore, catch)]
    pub(super) async fn list() -> Result<JsValue, JsValue>;

    /// The checkpoint, a text or a file where it is large, then the entries after it; or undefined.
    #[wasm_bindgen(js_namespace = netwrightStore, catch)]
    pub(super) async fn parts(key: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = netwrightStore, catch)]
    pub(super) async fn remove(key: &str) -> Result<JsValue, JsValue>;

    /// Whether this tab now has the design to itself.
    #[wasm_bindgen(js_namespace = netwrightStore, catch)]
    pub(super) async fn lock(key: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = netwrightStore)]
    pub(super) fn release(key: &str);

    #[wasm_bindgen(js_namespace = netwrightShare, catch)]
    pub(super) async fn pack(text: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = netwrightShare, catch)]
    pub(super) async fn unpack(packed: &str) -> Result<JsValue, JsValue>;
}

/// What a failed promise says.
pub(super) fn reason(error: &JsValue) -> String {
    let message = js_sys::Reflect::get(error, &JsValue::from_str("message"));
    message
        .ok()
        .and_then(|message| message.as_string())
        .unwrap_or_else(|| "the browser gave no reason".to_owned())
}

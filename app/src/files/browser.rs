//! The browser's side of files: `public/files.js`.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Name and text, or the file itself where that is large, or a list of names and files in turn where it is several or
    /// an archive; undefined where nobody picked any.
    #[wasm_bindgen(js_namespace = netwrightFiles, catch)]
    pub(super) async fn open(accept: &str) -> Result<JsValue, JsValue>;

    /// The same of files that were chosen already.
    #[wasm_bindgen(js_namespace = netwrightFiles)]
    pub(super) fn chosen(files: &web_sys::FileList) -> js_sys::Promise;

    /// The same of what was dropped; asked for while the event lasts.
    #[wasm_bindgen(js_namespace = netwrightFiles)]
    pub(super) fn dropped(transfer: &web_sys::DataTransfer) -> js_sys::Promise;

    /// The design in hand is the one that was picked.
    #[wasm_bindgen(js_namespace = netwrightFiles)]
    pub(super) fn take();

    /// The design in hand has no file.
    #[wasm_bindgen(js_namespace = netwrightFiles)]
    pub(super) fn forget();

    /// The name of the file it was saved to, or undefined where nobody picked one.
    #[wasm_bindgen(js_namespace = netwrightFiles, catch)]
    pub(super) async fn save(name: &str, text: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = netwrightFiles)]
    pub(super) fn download(name: &str, text: &JsValue, media_type: &str);

    #[wasm_bindgen(js_namespace = netwrightFiles, catch)]
    pub(super) async fn copy(text: &JsValue) -> Result<JsValue, JsValue>;

    /// The text on the clipboard; the browser may ask the person, or refuse.
    #[wasm_bindgen(js_namespace = netwrightFiles, catch)]
    pub(super) async fn pasted() -> Result<JsValue, JsValue>;

    /// Says over everything else that the app has stopped, and where the work is.
    #[wasm_bindgen(js_namespace = netwrightFiles)]
    pub(super) fn crashed(message: &str);

    /// An address under which an image can show a picture.
    #[wasm_bindgen(js_namespace = netwrightFiles)]
    pub(crate) fn address(svg: &JsValue) -> String;

    /// Prints a picture, alone on the page.
    #[wasm_bindgen(js_namespace = netwrightFiles)]
    pub(super) fn print(svg: &JsValue);

    #[wasm_bindgen(js_namespace = netwrightFiles, js_name = copyPicture, catch)]
    pub(super) async fn copy_picture(
        svg: &JsValue,
        width: f64,
        height: f64,
    ) -> Result<JsValue, JsValue>;
}

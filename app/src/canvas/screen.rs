//! The screen: the one JavaScript object that drains display lists.

use netwright_core::diagram::Icon;
use netwright_editor::paint::Painter;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

#[wasm_bindgen(module = "/src/canvas/paint.js")]
extern "C" {
    /// See `paint.js`.
    #[wasm_bindgen(js_name = Screen)]
    type JsScreen;

    #[wasm_bindgen(constructor, js_class = "Screen")]
    fn new(canvas: &HtmlCanvasElement) -> JsScreen;
    #[wasm_bindgen(method, js_name = addStrings)]
    fn add_strings(this: &JsScreen, strings: Vec<String>);
    #[wasm_bindgen(method, js_name = addColours)]
    fn add_colours(this: &JsScreen, colours: Vec<String>);
    #[wasm_bindgen(method, js_name = setIcons)]
    fn set_icons(this: &JsScreen, paths: Vec<String>);
    #[wasm_bindgen(method)]
    fn resize(this: &JsScreen, width: u32, height: u32);
    #[wasm_bindgen(method)]
    fn drain(
        this: &JsScreen,
        list: &js_sys::Float32Array,
        length: u32,
        background: &str,
        ratio: f64,
    );
}

/// A canvas, and the memory that lists are handed over in.
pub(super) struct Screen {
    js: JsScreen,
    canvas: HtmlCanvasElement,
    shared: js_sys::Float32Array,
}

impl Screen {
    pub(super) fn new(canvas: &HtmlCanvasElement) -> Self {
        let js = JsScreen::new(canvas);
        js.set_icons(
            Icon::ALL
                .iter()
                .map(|icon| icon.path().to_owned())
                .collect(),
        );
        Self {
            js,
            canvas: canvas.clone(),
            shared: js_sys::Float32Array::new_with_length(1 << 16),
        }
    }

    /// The canvas's corner in the window, in CSS pixels.
    pub(super) fn corner(&self) -> (f64, f64) {
        let rect = self.canvas.get_bounding_client_rect();
        (rect.x(), rect.y())
    }

    /// The size of the picture in device pixels.
    pub(super) fn resize(&self, width: u32, height: u32) {
        self.js.resize(width, height);
    }

    /// Shows what `painter` has just painted.
    pub(super) fn show(&mut self, painter: &mut Painter, ratio: f64) {
        let strings = painter.strings.take_fresh();
        if !strings.is_empty() {
            self.js.add_strings(strings);
        }
        let colours = painter.colours.take_fresh();
        if !colours.is_empty() {
            self.js.add_colours(colours);
        }
        let list = painter.list.numbers();
        let length = u32::try_from(list.len()).unwrap_or(u32::MAX);
        if self.shared.length() < length {
            self.shared = js_sys::Float32Array::new_with_length(length.next_power_of_two());
        }
        self.shared.subarray(0, length).copy_from(list);
        let background = painter.theme.get("canvas-background");
        self.js.drain(&self.shared, length, background, ratio);
    }
}

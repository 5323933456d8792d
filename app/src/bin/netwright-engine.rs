//! The engine: the second program of the app, which runs in a Web Worker. `public/worker.js` starts it.
//!
//! It holds what the first screen can do without: the checks, the analysis, the plan, the exporters, the catalogue.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use js_sys::Array;
use netwright_editor::analysis::READY;
use netwright_editor::engine::{Reply, Service};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageEvent};

/// Texts of files beyond this are handed over as files: what `LARGE_BYTES` in `public/store.js` is for storage.
const LARGE_BYTES: usize = 256 * 1024;

/// Answers the page for as long as the worker lives.
fn main() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let service = Rc::new(RefCell::new(Service::default()));
    let to_page = scope.clone();
    let is_due = Rc::new(Cell::new(false));
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let data = event.data();
        let (service, page, is_due) = (service.clone(), to_page.clone(), is_due.clone());
        if let Some(message) = data.as_string() {
            post(&page, service.borrow_mut().hear(&message));
            work_soon(&service, &page, &is_due);
        } else if let Ok(parts) = data.dyn_into::<Array>() {
            // A message with a file beside it, which no page has to read.
            wasm_bindgen_futures::spawn_local(async move {
                let text = text_of(parts.get(1)).await;
                let message = parts.get(0).as_string().unwrap_or_default();
                let replies = service.borrow_mut().hear_with(&message, &text);
                post(&page, replies);
                work_soon(&service, &page, &is_due);
            });
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    // A page that went away hears nothing; there is nobody to tell.
    let _ = scope.post_message(&JsValue::from_str(READY));
}

/// Works a step, after what the page has said meanwhile is heard; and again, until nothing is left to do.
fn work_soon(
    service: &Rc<RefCell<Service>>,
    page: &DedicatedWorkerGlobalScope,
    is_due: &Rc<Cell<bool>>,
) {
    if !service.borrow().is_behind() || is_due.replace(true) {
        return;
    }
    let (service, page, is_due) = (service.clone(), page.clone(), is_due.clone());
    Timeout::new(0, move || {
        is_due.set(false);
        post(&page, service.borrow_mut().work());
        work_soon(&service, &page, &is_due);
    })
    .forget();
}

/// The text of a file; a file that the browser can't read any more has none, and is no design.
async fn text_of(file: JsValue) -> String {
    let text = match file.dyn_ref::<Blob>() {
        Some(blob) => JsFuture::from(blob.text()).await,
        None => Ok(file),
    };
    let text = text.ok().and_then(|text| text.as_string());
    text.unwrap_or_default()
}

/// A text as the page gets it: itself, or a file that it hands on without reading it.
fn handed_over(text: String, is_file: bool) -> JsValue {
    if is_file && text.len() > LARGE_BYTES {
        let parts = Array::of1(&text.as_str().into());
        if let Ok(file) = Blob::new_with_str_sequence(&parts) {
            return file.into();
        }
    }
    JsValue::from(text)
}

fn post(page: &DedicatedWorkerGlobalScope, replies: Vec<Reply>) {
    for reply in replies {
        let message = match reply {
            Reply::Message(text) => JsValue::from(text),
            #[expect(clippy::cast_precision_loss, reason = "tickets count from 0")]
            Reply::Answer { ticket, answer } => {
                let parts = Array::of2(
                    &JsValue::from(ticket as f64),
                    &JsValue::from(answer.head.to_string()),
                );
                for text in answer.texts {
                    parts.push(&handed_over(text, answer.is_file));
                }
                parts.into()
            }
        };
        let _ = page.post_message(&message);
    }
}

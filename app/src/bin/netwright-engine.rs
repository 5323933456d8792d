//! The engine: the second program of the app, which runs in a Web Worker. `public/worker.js` starts it.
//!
//! It holds what the first screen can do without: the checks, the analysis, the plan, the exporters, the catalogue.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Array;
use netwright_editor::analysis::READY;
use netwright_editor::engine::{Reply, Service};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageChannel, MessageEvent, MessagePort};

/// Texts of files beyond this are handed over as files: what `LARGE_BYTES` in `public/store.js` is for storage.
const LARGE_BYTES: usize = 256 * 1024;

/// Answers the page for as long as the worker lives.
fn main() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let service = Rc::new(RefCell::new(Service::default()));
    let Ok(turns) = Turns::new(&service, &scope) else {
        // The page starts another, or says that there is no engine.
        wasm_bindgen::throw_str("this browser has no channel of messages");
    };
    let to_page = scope.clone();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let data = event.data();
        let (service, page, turns) = (service.clone(), to_page.clone(), turns.clone());
        if let Some(message) = data.as_string() {
            post(&page, service.borrow_mut().hear(&message));
            turns.take_if_behind(&service);
        } else if let Ok(parts) = data.dyn_into::<Array>() {
            // A message with a file beside it, which no page has to read.
            wasm_bindgen_futures::spawn_local(async move {
                let text = text_of(parts.get(1)).await;
                let message = parts.get(0).as_string().unwrap_or_default();
                let replies = service.borrow_mut().hear_with(&message, &text);
                post(&page, replies);
                turns.take_if_behind(&service);
            });
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    // A page that went away hears nothing; there is nobody to tell.
    let _ = scope.post_message(&JsValue::from_str(READY));
}

/// The turns of the work: a step each, after what the page has said meanwhile is heard.
///
/// They are messages to oneself. A browser makes timers that follow each other wait 4 ms each, which was most of the time
/// that the findings of a small design took.
#[derive(Clone)]
struct Turns {
    to_self: MessagePort,
    is_due: Rc<Cell<bool>>,
}

impl Turns {
    fn new(
        service: &Rc<RefCell<Service>>,
        page: &DedicatedWorkerGlobalScope,
    ) -> Result<Self, JsValue> {
        let channel = MessageChannel::new()?;
        let turns = Self {
            to_self: channel.port1(),
            is_due: Rc::default(),
        };
        let (service, page, again) = (service.clone(), page.clone(), turns.clone());
        let on_turn = Closure::<dyn FnMut()>::new(move || {
            again.is_due.set(false);
            post(&page, service.borrow_mut().work());
            again.take_if_behind(&service);
        });
        channel
            .port2()
            .set_onmessage(Some(on_turn.as_ref().unchecked_ref()));
        on_turn.forget();
        Ok(turns)
    }

    /// Takes a turn soon where there is work left, one at a time.
    fn take_if_behind(&self, service: &Rc<RefCell<Service>>) {
        if service.borrow().is_behind() && !self.is_due.replace(true) {
            // Both ends are here for as long as the worker lives.
            let _ = self.to_self.post_message(&JsValue::NULL);
        }
    }
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

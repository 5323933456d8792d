//! The engine: the second program of the app, which runs in a Web Worker. `public/worker.js` starts it.
//!
//! It holds what the first screen can do without: the checks, the analysis, the plan, the exporters, the catalogue.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use js_sys::{Array, Promise, Uint8Array};
use netwright_core::import::MOST_BYTES;
use netwright_editor::analysis::READY;
use netwright_editor::engine::{Reply, Service};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageChannel, MessageEvent, MessagePort};

/// Texts of files beyond this are handed over as files: what `LARGE_BYTES` in `public/store.js` is for storage.
const LARGE_BYTES: usize = 256 * 1024;
/// How long it works on files before it hears what the page says, in milliseconds.
const MOMENT_MS: f64 = 40.0;

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
            // A message with a file beside it, or with many, which no page has to read.
            wasm_bindgen_futures::spawn_local(async move {
                let message = parts.get(0).as_string().unwrap_or_default();
                if let Ok(files) = parts.get(1).dyn_into::<Array>() {
                    gather(&service, &page, &message, &files).await;
                    turns.take_if_behind(&service);
                    return;
                }
                let text = text_of(parts.get(1)).await;
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

/// Takes in files, names and contents in turn, and answers what is made of them. In between the page is told how far it
/// is, and may say that nobody waits any more.
async fn gather(
    service: &Rc<RefCell<Service>>,
    page: &DedicatedWorkerGlobalScope,
    message: &str,
    files: &Array,
) {
    let Some(ticket) = service.borrow_mut().begin_gathering(message) else {
        return;
    };
    let count = files.length() / 2;
    let mut last = js_sys::Date::now();
    for index in 0..count {
        let name = files.get(2 * index).as_string().unwrap_or_default();
        let bytes = bytes_of(files.get(2 * index + 1)).await;
        if !service.borrow_mut().gather(ticket, &name, bytes) {
            return;
        }
        loop {
            let step = service.borrow_mut().gather_more(ticket);
            let part = step.map_or(1.0, |(done, of)| ratio(done, of));
            if js_sys::Date::now() - last > MOMENT_MS {
                tell(page, ticket, (f64::from(index) + part) / f64::from(count));
                let_go().await;
                last = js_sys::Date::now();
            }
            if step.is_none() {
                break;
            }
        }
    }
    // What is made of them is one piece of work: the last moment to give up.
    tell(page, ticket, 1.0);
    let_go().await;
    let replies = service.borrow_mut().end_gathering(ticket);
    post(page, replies);
}

#[expect(clippy::cast_precision_loss, reason = "files of one archive")]
fn ratio(done: usize, of: usize) -> f64 {
    done as f64 / of as f64
}

/// Tells the page how far the answer to a question is, from 0 to 1.
#[expect(clippy::cast_precision_loss, reason = "tickets count from 0")]
fn tell(page: &DedicatedWorkerGlobalScope, ticket: u64, part: f64) {
    let parts = Array::of2(&JsValue::from(ticket as f64), &JsValue::from(part));
    // A page that went away hears nothing; there is nobody to tell.
    let _ = page.post_message(&parts);
}

/// Lets the page be heard.
async fn let_go() {
    let later = Promise::new(&mut |resolve, _| {
        let timer = Timeout::new(1, move || {
            // A resolver takes any value.
            let _ = resolve.call0(&JsValue::UNDEFINED);
        });
        timer.forget();
    });
    let _ = JsFuture::from(later).await;
}

/// The bytes of a file, at most twice what an importer takes of one, since archives are no files of it; nothing where the
/// browser can't read it any more.
async fn bytes_of(file: JsValue) -> Option<Vec<u8>> {
    let Some(blob) = file.dyn_ref::<Blob>() else {
        return file.as_string().map(String::into_bytes);
    };
    let most = u32::try_from(2 * MOST_BYTES).unwrap_or(u32::MAX);
    let part = blob.slice_with_i32_and_f64(0, f64::from(most)).ok()?;
    let buffer = JsFuture::from(part.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
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

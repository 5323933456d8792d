//! The engine: the second program of the app, which runs in a Web Worker. `public/worker.js` starts it.
//!
//! It holds what the first screen can do without: the checks, the analysis, the plan, the exporters, the catalogue.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use netwright_editor::analysis::READY;
use netwright_editor::engine::{Reply, Service};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Answers the page for as long as the worker lives.
fn main() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let service = Rc::new(RefCell::new(Service::default()));
    let to_page = scope.clone();
    let is_due = Rc::new(Cell::new(false));
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let Some(message) = event.data().as_string() else {
            return;
        };
        post(&to_page, service.borrow_mut().hear(&message));
        work_soon(&service, &to_page, &is_due);
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

fn post(page: &DedicatedWorkerGlobalScope, replies: Vec<Reply>) {
    for reply in replies {
        let message = match reply {
            Reply::Message(text) => JsValue::from(text),
            #[expect(clippy::cast_precision_loss, reason = "tickets count from 0")]
            Reply::Answer { ticket, answer } => {
                let parts = js_sys::Array::of2(
                    &JsValue::from(ticket as f64),
                    &JsValue::from(answer.head.to_string()),
                );
                for text in answer.texts {
                    parts.push(&JsValue::from(text));
                }
                parts.into()
            }
        };
        let _ = page.post_message(&message);
    }
}

//! The hooks of the canvas harness, `window.bench`: only where the address ends in `#bench`.
//!
//! They load a neutral design of plain rectangles through the same model, diagram and painter as everything else.

use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::*;
use netwright_core::edit::Command;
use netwright_core::model::{
    BoxKey, Design, EntityId, Id, Instance, RecordKind, Rect, Subnet, TgwAttachment,
    TransitGateway, Vpc,
};
use netwright_editor::geometry::View;
use serde_json::Value;
use wasm_bindgen::prelude::*;

use super::state::Canvas;
use crate::platform;
use crate::state::App;

/// Puts `window.bench` there where the address asks for it.
pub(super) fn offer(app: App, canvas: Canvas) {
    let fragment = platform::fragment();
    let Some(window) = platform::window().filter(|_| fragment == "bench") else {
        return;
    };
    let bench = Object::new();
    let middle = StoredValue::new(0_u32);
    set(
        &bench,
        "load",
        Closure::<dyn Fn(JsValue) -> Promise>::new(move |design: JsValue| {
            let text = js_sys::JSON::stringify(&design)
                .map(String::from)
                .unwrap_or_default();
            let json: Value = serde_json::from_str(&text).unwrap_or_default();
            middle.set_value(number(&json["mid"]).unsigned_abs() + 1);
            wasm_bindgen_futures::future_to_promise(async move {
                let design = neutral(&json);
                let known = app.learn(&design).await;
                let drawing = canvas.draw(&design).await;
                canvas.show(drawing);
                app.open_known(design, known);
                while !canvas.is_laid() {
                    platform::let_go().await;
                }
                wasm_bindgen_futures::JsFuture::from(next_frame(canvas)).await
            })
        })
        .into_js_value(),
    );
    set(
        &bench,
        "fit",
        Closure::<dyn Fn() -> Promise>::new(move || {
            canvas.fit();
            next_frame(canvas)
        })
        .into_js_value(),
    );
    set(
        &bench,
        "zoomTo100",
        Closure::<dyn Fn(u32) -> Promise>::new(move |index: u32| {
            if let Some(rect) = canvas.rect_of(&vpc(index + 1)) {
                let (width, height) = canvas.size();
                canvas.set_view(View::centred(rect, 1.0, width, height));
            }
            next_frame(canvas)
        })
        .into_js_value(),
    );
    set(
        &bench,
        "vpcScreenRect",
        Closure::<dyn Fn(u32) -> JsValue>::new(move |index: u32| {
            screen_rect(canvas, &vpc(index + 1))
        })
        .into_js_value(),
    );
    set(
        &bench,
        "addNode",
        Closure::<dyn Fn() -> Promise>::new(move || {
            let subnet = Id::<Subnet>::new(2 * middle.get_value() - 1);
            let id: Id<Instance> = app.mint(netwright_core::edit::Mint::id);
            let mut instance = Instance::new(id);
            instance.subnet = subnet;
            instance.name = format!("new-{}", id.number());
            app.commit(
                "Add workload",
                &[
                    Command::insert(instance),
                    Command::Place {
                        key: BoxKey::Entity(id.entity()),
                        rect: Some(Rect::new(12, 40, 96, 40)),
                    },
                ],
            );
            next_frame(canvas)
        })
        .into_js_value(),
    );
    let input = js_sys::JSON::parse(
        r#"{"pan":{"kind":"wheel"},"zoom":{"modifiers":2,"deltaY":33},"drag":{"dy":8}}"#,
    );
    set(&bench, "input", input.unwrap_or_default());
    set(&window, "bench", bench.into());
}

fn set(object: &JsValue, name: &str, value: JsValue) {
    // The objects are our own and take properties.
    let _ = Reflect::set(object, &name.into(), &value);
}

/// Resolves when the canvas has been painted.
fn next_frame(canvas: Canvas) -> Promise {
    canvas.repaint();
    Promise::new(&mut |resolve: Function, _| {
        platform::before_frame(move || {
            // A resolver takes any value.
            let _ = resolve.call0(&JsValue::NULL);
        });
    })
}

fn screen_rect(canvas: Canvas, key: &BoxKey) -> JsValue {
    let Some(rect) = canvas.rect_of(key) else {
        return JsValue::NULL;
    };
    let view = canvas.view();
    let at = view.view_from_world(rect.corner());
    let (left, top) = canvas.corner();
    let shown = Object::new();
    set(&shown, "x", (at.x + left).into());
    set(&shown, "y", (at.y + top).into());
    set(&shown, "width", (f64::from(rect.width) * view.scale).into());
    set(
        &shown,
        "height",
        (f64::from(rect.height) * view.scale).into(),
    );
    shown.into()
}

/// The harness's rectangles as VPCs, subnets, workloads and hubs, where it has them.
fn neutral(json: &Value) -> Design {
    let mut commands = Vec::new();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let label = |value: &Value| value["label"].as_str().unwrap_or_default().to_owned();
    let (mut subnets, mut nodes) = (0, 0);
    for (number, vpc) in (1..).zip(list(&json["vpcs"])) {
        let mut record = Vpc::new(Id::new(number));
        record.name = label(&vpc);
        record.region.clear();
        put(&mut commands, record, &vpc, (0, 0));
        for subnet in list(&vpc["subnets"]) {
            subnets += 1;
            let mut record = Subnet::new(Id::new(subnets));
            record.name = label(&subnet);
            record.vpc = Id::new(number);
            // Columns of zones are not in the other editors' pictures.
            record.az.clear();
            put(&mut commands, record, &subnet, corner(&vpc));
            for node in list(&subnet["nodes"]) {
                nodes += 1;
                let mut record = Instance::new(Id::new(nodes));
                record.name = label(&node);
                record.subnet = Id::new(subnets);
                put(&mut commands, record, &node, corner(&subnet));
            }
        }
    }
    for (number, hub) in (1..).zip(list(&json["hubs"])) {
        let mut record = TransitGateway::new(Id::new(number));
        record.name = label(&hub);
        record.region.clear();
        put(&mut commands, record, &hub, (0, 0));
    }
    for (edge, wire) in (1..).zip(list(&json["edges"])) {
        let mut record = TgwAttachment::new(Id::new(edge));
        record.resource =
            index_of(&wire["source"]).map_or(record.resource, |vpc| Id::<Vpc>::new(vpc).entity());
        record.transit_gateway = index_of(&wire["target"]).map_or(record.transit_gateway, Id::new);
        commands.push(Command::insert(record));
    }
    let empty = Design::new("Canvas harness");
    netwright_core::edit::apply(&empty, &commands).map_or(empty, |applied| applied.design)
}

fn put<T: RecordKind>(commands: &mut Vec<Command>, record: T, json: &Value, origin: (i32, i32)) {
    let id: EntityId = record.id();
    let (x, y) = corner(json);
    let rect = Rect::new(
        x - origin.0,
        y - origin.1,
        number(&json["w"]),
        number(&json["h"]),
    );
    commands.push(Command::insert(record));
    commands.push(Command::Place {
        key: BoxKey::Entity(id),
        rect: Some(rect),
    });
}

fn corner(json: &Value) -> (i32, i32) {
    (number(&json["x"]), number(&json["y"]))
}

fn number(json: &Value) -> i32 {
    netwright_editor::geometry::view::whole(json.as_f64().unwrap_or_default())
}

/// `v12` and `h12` are the thirteenth.
fn index_of(json: &Value) -> Option<u32> {
    json.as_str()?
        .get(1..)?
        .parse::<u32>()
        .ok()
        .map(|index| index + 1)
}

fn vpc(number: u32) -> BoxKey {
    BoxKey::Entity(Id::<Vpc>::new(number).entity())
}

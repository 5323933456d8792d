//! The palette: what is drawn most, to drag onto the drawing or to add at once.

use leptos::prelude::*;
use netwright_core::model::{EntityId, Kind};
use netwright_core::catalog::draft::kinds_inside;

use super::add::{add_record, lower_label};
use super::icon::{Glyph, glyph, kind_icon};
use super::menu::open_menu_under;
use super::ui::{MenuItem, Ui, use_ui};
use crate::state::{App, use_app};

/// What is in the palette itself; the rest is in the menu behind "All".
const ITEMS: [(Kind, &str); 11] = [
    (Kind::Vpc, "VPC"),
    (Kind::Subnet, "Subnet"),
    (Kind::TransitGateway, "TGW"),
    (Kind::TgwAttachment, "Attachment"),
    (Kind::VpcPeering, "Peering"),
    (Kind::VpcEndpoint, "Endpoint"),
    (Kind::InternetGateway, "IGW"),
    (Kind::NatGateway, "NAT"),
    (Kind::Instance, "Workload"),
    (Kind::Environment, "Env"),
    (Kind::Site, "Site"),
];

/// The kind that is dragged, as the type of what the drag carries.
pub(crate) const DRAG_TYPE: &str = "application/x-netwright-kind";

#[component]
pub(crate) fn Palette() -> impl IntoView {
    let (app, ui) = (use_app(), use_ui());
    let canvas = crate::canvas::use_canvas();
    let item = move |(kind, short): (Kind, &'static str)| {
        let label = format!("Add {short}");
        view! {
            <button
                type="button"
                class="palette-item"
                draggable="true"
                title=format!("Add {}: click, or drag onto the drawing", lower_label(kind))
                aria-label=label
                on:click=move |_| add_beside_selection(app, ui, kind)
                on:dragstart=move |event| {
                    if let Some(data) = event.data_transfer() {
                        let _ = data.set_data(DRAG_TYPE, kind.spec().prefix);
                        data.set_effect_allowed("copy");
                    }
                    canvas.begin_placing(kind);
                }
                on:dragend=move |_| canvas.end_placing()
            >
                {kind_icon(kind)}
                <span>{short}</span>
            </button>
        }
    };
    let all = move |event: leptos::ev::MouseEvent| {
        let items = Kind::ALL.iter().map(|kind| {
            let kind = *kind;
            MenuItem::new(kind.spec().label, move || {
                add_beside_selection(app, ui, kind);
            })
            .kind(kind)
        });
        let mut items: Vec<MenuItem> = items.collect();
        items.sort_by_key(|item| item.label.to_lowercase());
        open_menu_under(&event, "Add", items);
    };
    view! {
        <section class="palette" aria-labelledby="palette-title">
            <div class="section-title"><h2 id="palette-title">"Add"</h2></div>
            <div class="palette-grid">
                {ITEMS.into_iter().map(item).collect_view()}
                <button type="button" class="palette-item" aria-haspopup="menu" aria-label="All kinds of records" on:click=all>
                    {glyph(Glyph::Add)}
                    <span>"All"</span>
                </button>
            </div>
        </section>
    }
    .into_any()
}

/// Adds a record inside the selected one, or inside the nearest of what holds that which takes it.
pub(crate) fn add_beside_selection(app: App, ui: Ui, kind: Kind) {
    let selected = app
        .selection
        .with_untracked(|selection| selection.first().copied());
    let holder = app.design.with_untracked(|design| {
        let chain = std::iter::successors(selected, |id: &EntityId| design.parent(*id));
        chain
            .take(32)
            .find(|id| kinds_inside(id.kind).contains(&kind))
    });
    add_record(app, ui, kind, holder, &[]);
}

//! Where a design starts: templates, what was drawn before in this browser, a file.

use leptos::prelude::*;
use leptos::task::spawn_local;
use netwright_editor::analysis::{Ask, TemplateCard};
use netwright_editor::view_models::search::fit;

use super::dialog::DialogBox;
use super::icon::{Glyph, glyph};
use super::ui::{Dialog, use_ui};
use crate::analysis::use_analysis;
use crate::files::address;
use crate::files::autosave::{Autosave, Stored};
use crate::files::exchange::use_exchange;
use crate::state::use_app;

#[component]
pub(crate) fn Gallery() -> impl IntoView {
    let (ui, exchange, analysis) = (use_ui(), use_exchange(), use_analysis());
    let typed = RwSignal::new(String::new());
    // Nothing until the engine has said what there is.
    let templates = RwSignal::new(None::<Vec<(TemplateCard, String)>>);
    let is_dark = ui.dark.get_untracked();
    spawn_local(async move {
        let answer = analysis.ask(Ask::Templates { is_dark }).await;
        let cards = answer.and_then(|answer| {
            let cards = TemplateCard::list_from_json(&answer.head)?;
            let pictures = answer.texts.into_iter().map(|svg| address(&svg));
            Some(cards.into_iter().zip(pictures).collect())
        });
        // The dialog may be closed by now.
        let _ = templates.try_set(Some(cards.unwrap_or_default()));
    });
    let none = move || {
        templates
            .with(|templates| templates.as_ref().is_some_and(Vec::is_empty))
            .then(|| view! { <p class="empty">"Templates come from the analysis, which is not running here."</p> })
    };
    let shown = move || {
        let typed = typed.get();
        let mut templates = templates.get().unwrap_or_default();
        templates.retain(|(template, _)| {
            fit(
                &typed,
                &format!(
                    "{} {} {}",
                    template.title,
                    template.tags.join(" "),
                    template.description
                ),
            )
            .is_some()
        });
        templates
    };
    let card = move |(template, picture): (TemplateCard, String)| {
        let name = template.name;
        view! {
            <li>
                <button type="button" class="template" on:click=move |_| { ui.dialog.set(None); exchange.open_template(name.clone()); }>
                    <img class="template-picture" src=picture alt="" />
                    <strong>{template.title}</strong>
                    <span>{template.description}</span>
                </button>
            </li>
        }
    };
    view! {
        <DialogBox title="Start a design" wide=true>
            <div class="gallery-top">
                <button type="button" class="button" on:click=move |_| { ui.dialog.set(None); exchange.new_design(); }>{glyph(Glyph::Add)} "New design"</button>
                <button type="button" class="button" on:click=move |_| { ui.dialog.set(None); exchange.open_file(); }>{glyph(Glyph::Download)} "Open a file…"</button>
                <input class="input" type="search" placeholder="Search templates" aria-label="Search templates" on:input=move |event| typed.set(event_target_value(&event)) />
            </div>
            <Recent />
            <h3 class="field-label">"Templates"</h3>
            <ul class="gallery">{move || shown().into_iter().map(card).collect_view()}</ul>
            {none}
        </DialogBox>
    }
    .into_any()
}

/// Designs in the browser's storage.
#[component]
fn Recent() -> impl IntoView {
    let (app, ui) = (use_app(), use_ui());
    let autosave: Autosave = expect_context();
    let stored = RwSignal::new(Vec::<Stored>::new());
    let refresh = move || spawn_local(async move { stored.set(Autosave::stored().await) });
    refresh();
    let open = move |key: String| {
        ui.dialog.set(None);
        spawn_local(async move {
            if !autosave.open_stored(&key).await {
                app.notice.set(Some(crate::state::Notice {
                    text: "This design is open in another tab".to_owned(),
                    error: true,
                }));
            }
        });
    };
    let row = move |design: Stored| {
        let (key, gone) = (design.key.clone(), design.key.clone());
        let name = if design.name.is_empty() {
            "Without a name".to_owned()
        } else {
            design.name.clone()
        };
        view! {
            <li class="recent">
                <button type="button" class="link" on:click=move |_| open(key.clone())>{name.clone()}</button>
                <span class="quiet">{when(design.changed_ms)}</span>
                <button
                    type="button"
                    class="button ghost small icon-only"
                    aria-label=format!("Remove {name} from this browser")
                    on:click=move |_| {
                        let key = gone.clone();
                        spawn_local(async move {
                            Autosave::forget(&key).await;
                            stored.set(Autosave::stored().await);
                        });
                    }
                >
                    {glyph(Glyph::Delete)}
                </button>
            </li>
        }
    };
    view! {
        <Show when=move || stored.with(|stored| !stored.is_empty())>
            <h3 class="field-label">"In this browser"</h3>
            <ul class="recent-list">{move || stored.get().into_iter().take(12).map(row).collect_view()}</ul>
        </Show>
    }
    .into_any()
}

/// A moment in the words of the reader's own language and zone.
#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds since 1970 fit a double for 285,000 years"
)]
fn when(changed_ms: u64) -> String {
    let date = js_sys::Date::new(&(changed_ms as f64).into());
    String::from(date.to_locale_string("default", &js_sys::Object::new()))
}

/// What an empty drawing says.
#[component]
pub(crate) fn Start() -> impl IntoView {
    let (app, ui, exchange) = (use_app(), use_ui(), use_exchange());
    let is_empty = Memo::new(move |_| app.design.with(netwright_core::model::Design::is_empty));
    let add = move |_| {
        if let Some(item) = netwright_core::catalog::Item::find("vpc") {
            super::palette::add_beside_selection(app, ui, item);
        }
    };
    view! {
        <Show when=move || is_empty.get()>
            <div class="start">
                <section class="start-card" aria-labelledby="start-title">
                    <h2 id="start-title">"Draw an AWS network"</h2>
                    <p>"It is proved while you draw, and exported as commands that run. Nothing leaves this machine."</p>
                    <div class="start-actions">
                        <button type="button" class="button primary" on:click=add>{glyph(Glyph::Add)} "Add a VPC"</button>
                        <button type="button" class="button" on:click=move |_| ui.dialog.set(Some(Dialog::Templates))>"Templates"</button>
                        <button type="button" class="button" on:click=move |_| exchange.open_file()>"Open a file…"</button>
                        <button type="button" class="button" on:click=move |_| ui.dialog.set(Some(Dialog::Commands))>"Search " <kbd>"Ctrl K"</kbd></button>
                    </div>
                    <p class="field-doc">"Drag from the palette, drop a file anywhere, or press Insert in the outline to work with the keyboard alone."</p>
                </section>
            </div>
        </Show>
    }
    .into_any()
}

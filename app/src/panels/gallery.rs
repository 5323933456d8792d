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
    let (ui, exchange) = (use_ui(), use_exchange());
    let typed = RwSignal::new(String::new());
    view! {
        <DialogBox title="Start a design" wide=true>
            <div class="gallery-top">
                <button type="button" class="button" on:click=move |_| { ui.dialog.set(None); exchange.new_design(); }>{glyph(Glyph::Add)} "New design"</button>
                <button type="button" class="button" on:click=move |_| { ui.dialog.set(None); exchange.open_file(); }>{glyph(Glyph::Download)} "Open a file…"</button>
                <button type="button" class="button" on:click=move |_| ui.dialog.set(Some(Dialog::ImportAws))>{glyph(Glyph::Folder)} "Import from AWS…"</button>
                <input class="input" type="search" placeholder="Search templates and labs" aria-label="Search templates and labs" on:input=move |event| typed.set(event_target_value(&event)) />
            </div>
            <Recent />
            <h3 class="field-label">"Templates"</h3>
            <Cards shelf=Shelf::Templates typed />
            <h3 class="field-label">"Labs"</h3>
            <p class="field-doc">"Broken on purpose. Find out why, put it right, and see it proved."</p>
            <Cards shelf=Shelf::Labs typed />
        </DialogBox>
    }
    .into_any()
}

/// The labs alone.
#[component]
pub(crate) fn Labs() -> impl IntoView {
    let typed = RwSignal::new(String::new());
    view! {
        <DialogBox title="Labs" wide=true>
            <p class="field-doc">"Each is a design that is broken the way designs are broken in production. Find out why, put it right, and see each task proved by the engine. What is open now stays in this browser."</p>
            <Cards shelf=Shelf::Labs typed />
        </DialogBox>
    }
    .into_any()
}

/// What cards are of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shelf {
    Templates,
    Labs,
}

/// What the engine has to start from, as cards with pictures; those that fit what is typed.
#[component]
fn Cards(shelf: Shelf, typed: RwSignal<String>) -> impl IntoView {
    let (ui, exchange, analysis) = (use_ui(), use_exchange(), use_analysis());
    // Nothing until the engine has said what there is.
    let cards = RwSignal::new(None::<Vec<(TemplateCard, String)>>);
    let is_dark = ui.dark.get_untracked();
    let is_lab = shelf == Shelf::Labs;
    spawn_local(async move {
        let ask = if is_lab {
            Ask::Labs { is_dark }
        } else {
            Ask::Templates { is_dark }
        };
        let answer = analysis.ask(ask).await;
        let found = answer.and_then(|answer| {
            let found = TemplateCard::list_from_json(&answer.head)?;
            let pictures = answer.texts.into_iter().map(|svg| address(&svg));
            Some(found.into_iter().zip(pictures).collect())
        });
        // The dialog may be closed by now.
        let _ = cards.try_set(Some(found.unwrap_or_default()));
    });
    let none = move || {
        cards
            .with(|cards| cards.as_ref().is_some_and(Vec::is_empty))
            .then(|| view! { <p class="empty">"These come from the analysis, which is not running here."</p> })
    };
    let shown = move || {
        let typed = typed.get();
        let mut cards = cards.get().unwrap_or_default();
        cards.retain(|(card, _)| {
            let words = format!(
                "{} {} {}",
                card.title,
                card.tags.join(" "),
                card.description
            );
            fit(&typed, &words).is_some()
        });
        cards
    };
    let card = move |(card, picture): (TemplateCard, String)| {
        let name = card.name;
        let open = move |_| {
            let name = name.clone();
            ui.dialog.set(None);
            exchange.open_made(if is_lab {
                Ask::Lab { name }
            } else {
                Ask::Template { name }
            });
        };
        let minutes =
            is_lab.then(|| view! { <span class="card-note">{card.tags.join(", ")}</span> });
        view! {
            <li>
                <button type="button" class="template" on:click=open>
                    <img class="template-picture" src=picture alt="" />
                    <strong>{card.title}</strong>
                    <span>{card.description}</span>
                    {minutes}
                </button>
            </li>
        }
    };
    view! {
        <ul class="gallery">{move || shown().into_iter().map(card).collect_view()}</ul>
        {none}
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
                        <button type="button" class="button" on:click=move |_| ui.dialog.set(Some(Dialog::Labs))>"Labs"</button>
                        <button type="button" class="button" on:click=move |_| exchange.open_file()>"Open a file…"</button>
                        <button type="button" class="button" on:click=move |_| ui.dialog.set(Some(Dialog::ImportAws))>"Import from AWS…"</button>
                        <button type="button" class="button" on:click=move |_| ui.dialog.set(Some(Dialog::Commands))>"Search " <kbd>"Ctrl K"</kbd></button>
                    </div>
                    <p class="field-doc">"Drag from the palette, drop a file or folder anywhere, or press Insert in the outline to work with the keyboard alone."</p>
                </section>
            </div>
        </Show>
    }
    .into_any()
}

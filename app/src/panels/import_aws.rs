//! Import from AWS: how an account is collected, and where what was collected goes in.

use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use netwright_editor::analysis::Ask;
use netwright_editor::view_models::highlight::{Language, highlight};
use wasm_bindgen::JsValue;

use super::dialog::DialogBox;
use super::icon::{Glyph, glyph};
use super::ui::use_ui;
use crate::analysis::use_analysis;
use crate::files::exchange::use_exchange;

const FILE: &str = "collect.sh";

#[component]
pub(crate) fn ImportAws() -> impl IntoView {
    view! {
        <DialogBox title="Import from AWS" wide=true>
            <div class="import">
                <section class="import-step" aria-labelledby="import-collect">
                    <h3 id="import-collect">"Collect"</h3>
                    <p>"Run this in a shell with the AWS CLI, once for each account. It only reads: each call is a describe, list, get or search, in every region, and secrets stay where they are. It writes the folder "<code>"aws-describe"</code>"."</p>
                    <Commands />
                </section>
                <section class="import-step" aria-labelledby="import-take">
                    <h3 id="import-take">"Import"</h3>
                    <p>"One file for each call or one for all, of several accounts and regions at once. They are read in this browser and sent nowhere. What is open now stays under recent designs."</p>
                    <Choose />
                </section>
            </div>
        </DialogBox>
    }
    .into_any()
}

/// The commands, as the command line prints them.
#[component]
fn Commands() -> impl IntoView {
    let (exchange, analysis) = (use_exchange(), use_analysis());
    // Nothing until the engine has said them, and an empty text where there is no engine.
    let text = RwSignal::new(None::<String>);
    spawn_local(async move {
        let answer = analysis.ask(Ask::CollectCommands).await;
        let found = answer.and_then(|answer| answer.texts.into_iter().next()?.as_string());
        // The dialog may be closed by now.
        let _ = text.try_set(Some(found.unwrap_or_default()));
    });
    let is_there = move || text.with(|text| text.as_ref().is_some_and(|text| !text.is_empty()));
    let is_off = move || text.with(|text| text.as_ref().is_some_and(String::is_empty));
    let said = move || JsValue::from(text.get_untracked().unwrap_or_default());
    let lines = move || {
        let text = text.get().unwrap_or_default();
        let line = |line: &str| {
            let pieces = highlight(Language::of_file(FILE), line).into_iter();
            let pieces = pieces
                .map(|(token, text)| view! { <span class=token.class()>{text.to_owned()}</span> })
                .collect_view();
            view! { {pieces} "\n" }
        };
        text.lines().map(line).collect_view()
    };
    view! {
        <Show
            when=move || !is_off()
            fallback=|| view! { <p class="empty">"The commands come from the analysis, which is not running here. They stand in docs/import.md as well."</p> }
        >
            <div class="import-code">
                <pre class="code" tabindex="0" role="region" aria-label="Commands that collect an account" aria-busy=move || (!is_there()).to_string()>{lines}</pre>
                <div class="import-code-foot">
                    <span class="quiet">"In CloudShell, pack the folder to download it: " <code>"zip -qr aws-describe.zip aws-describe"</code></span>
                    <span class="top-gap"></span>
                    <button type="button" class="button" disabled=move || !is_there() on:click=move |_| exchange.copy(said())>{glyph(Glyph::Copy)} "Copy"</button>
                    <button type="button" class="button" disabled=move || !is_there() on:click=move |_| exchange.download(FILE, &said(), "text/x-shellscript")>{glyph(Glyph::Download)} "Download"</button>
                </div>
            </div>
        </Show>
    }
    .into_any()
}

/// Buttons for what can't be dropped; the browser's own inputs do the work.
#[component]
fn Choose() -> impl IntoView {
    let (ui, exchange) = (use_ui(), use_exchange());
    let (files, folder) = (NodeRef::<Input>::new(), NodeRef::<Input>::new());
    let press = |input: NodeRef<Input>| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let take = move |input: NodeRef<Input>| {
        let chosen = input.get_untracked().and_then(|input| input.files());
        if let Some(chosen) = chosen.filter(|chosen| chosen.length() > 0) {
            exchange.open_chosen(&chosen);
            // What follows is said over the drawing.
            ui.dialog.set(None);
        }
    };
    view! {
        <div class="import-choose">
            {glyph(Glyph::Folder)}
            <span class="import-hint">"Drop the folder, a zip of it, or single files anywhere in this window"</span>
            <div class="field-actions">
                <button type="button" class="button primary" on:click=move |_| press(folder)>"Choose a folder…"</button>
                <button type="button" class="button" on:click=move |_| press(files)>"Choose files or a zip…"</button>
            </div>
            <input type="file" hidden=true prop:webkitdirectory=true data-import="folder" node_ref=folder on:change=move |_| take(folder) />
            <input type="file" hidden=true multiple=true accept=".json,.zip" data-import="files" node_ref=files on:change=move |_| take(files) />
            <span class="field-doc">"Up to 128 MB a file and 512 MB together"</span>
        </div>
    }
    .into_any()
}

//! The dialog that is open, and the question before something is lost.

use leptos::prelude::*;

use super::add::NewRecord;
use super::address_plan::AddressPlan;
use super::comes_later;
use super::commands::CommandPalette;
use super::dialog::ModalElement;
use super::export::ExportPanel;
use super::gallery::{Gallery, Labs};
use super::help::Help;
use super::import_aws::ImportAws;
use super::import_notes::ImportNotes;
use super::matrix::MatrixDialog;
use super::summary::Summary;
use super::ui::{Dialog, use_ui};
use crate::files::exchange::use_exchange;

#[component]
pub(crate) fn DialogLayer() -> impl IntoView {
    let (ui, exchange) = (use_ui(), use_exchange());
    Effect::new(move || {
        if exchange.show_import.get() {
            exchange.show_import.set(false);
            ui.dialog.set(Some(Dialog::ImportNotes));
        }
    });
    move || ui.dialog.get().map(comes_later(shown))
}

/// A dialog, which the first screen has none of.
fn shown(dialog: Dialog) -> AnyView {
    match dialog {
        Dialog::Commands => view! { <CommandPalette /> }.into_any(),
        Dialog::Help => view! { <Help /> }.into_any(),
        Dialog::Templates => view! { <Gallery /> }.into_any(),
        Dialog::Labs => view! { <Labs /> }.into_any(),
        Dialog::Export => view! { <ExportPanel /> }.into_any(),
        Dialog::AddressPlan => view! { <AddressPlan /> }.into_any(),
        Dialog::ImportAws => view! { <ImportAws /> }.into_any(),
        Dialog::ImportNotes => view! { <ImportNotes /> }.into_any(),
        Dialog::Matrix => view! { <MatrixDialog /> }.into_any(),
        Dialog::Summary => view! { <Summary /> }.into_any(),
        Dialog::NewRecord { item, place } => view! { <NewRecord item place /> }.into_any(),
    }
}

/// Asked where the browser keeps nothing, so that opening another design would lose this one.
#[component]
pub(crate) fn ReplaceQuestion() -> impl IntoView {
    let exchange = use_exchange();
    move || {
        exchange.waiting.get().map(|(design, from_file)| {
            view! {
                <ModalElement label="Replace the design?" given_up=move |()| exchange.waiting.set(None)>
                    <div class="dialog-head"><h2>"Replace the design?"</h2></div>
                    <div class="dialog-body"><p>"This browser keeps nothing, so what you have drawn would be lost. Save it to a file first."</p></div>
                    <div class="dialog-foot">
                        <button type="button" class="button" on:click=move |_| exchange.waiting.set(None)>"Cancel"</button>
                        <button type="button" class="button" on:click=move |_| exchange.save()>"Save to a file"</button>
                        <button type="button" class="button danger" on:click=move |_| exchange.replace(design.clone(), from_file)>"Replace it"</button>
                    </div>
                </ModalElement>
            }
        })
    }
}

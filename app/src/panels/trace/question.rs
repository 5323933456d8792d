//! What is asked: two ends, a protocol, a port.

use leptos::prelude::*;
use netwright_editor::analysis::AskedPart;
use netwright_editor::view_models::trace::{Side, TraceForm};

use super::super::icon::{Glyph, glyph};
use super::super::ui::use_ui;
use super::Told;
use super::end_field::EndField;

/// Words that a protocol is asked by; any number is one too.
const PROTOCOLS: [&str; 5] = ["any", "tcp", "udp", "icmp", "icmpv6"];

#[component]
pub(super) fn Question(told: Told, pick_error: RwSignal<Option<String>>) -> impl IntoView {
    let ui = use_ui();
    let protocol_error = move || told.refused(AskedPart::Protocol);
    let port_error = move || ui.trace.with(TraceForm::asked).err();
    let options = PROTOCOLS
        .map(|word| view! { <option value=word></option> })
        .collect_view();
    let swap = move |_| ui.trace.update(TraceForm::swap);
    view! {
        <form class="trace-form" on:submit=|event| event.prevent_default()>
            <EndField side=Side::From label="From" told pick_error />
            <button type="button" class="button ghost icon-only small trace-swap" aria-label="Swap the ends" title="Swap the ends" on:click=swap>
                {glyph(Glyph::Swap)}
            </button>
            <EndField side=Side::To label="To" told pick_error />
            <div class="trace-packet">
                <label class="field">
                    <span class="field-label">"Protocol"</span>
                    <input
                        class="input"
                        list="trace-protocols"
                        placeholder="any"
                        autocomplete="off"
                        spellcheck="false"
                        aria-invalid=move || protocol_error().is_some().then_some("true")
                        prop:value=move || ui.trace.with(|form| form.protocol.clone())
                        on:change=move |event| ui.trace.update(|form| form.protocol = event_target_value(&event))
                    />
                </label>
                <datalist id="trace-protocols">{options}</datalist>
                <label class="field">
                    <span class="field-label">"Port"</span>
                    <input
                        class="input"
                        inputmode="numeric"
                        placeholder="any"
                        autocomplete="off"
                        aria-invalid=move || port_error().is_some().then_some("true")
                        prop:value=move || ui.trace.with(|form| form.port.clone())
                        on:change=move |event| ui.trace.update(|form| form.port = event_target_value(&event))
                    />
                </label>
            </div>
            <p class="field-error" role="alert">{move || protocol_error().or_else(port_error)}</p>
        </form>
    }
    .into_any()
}

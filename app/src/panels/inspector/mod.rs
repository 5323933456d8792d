//! The inspector: everything that is known of what is selected, made from the field tables.

mod children;
mod edit;
mod field;
mod input;
mod list;
mod tags;
mod usage;

use leptos::prelude::*;
use netwright_core::model::EntityId;
use netwright_editor::view_models::billing::billing_of;
use netwright_editor::view_models::form::{FormField, form};
use netwright_editor::view_models::outline::{plural_label, record_label};
use netwright_editor::view_models::words::sentence_case;

use super::icon::{Glyph, glyph, kind_icon};
use super::problems::FindingCard;
use super::ui::use_ui;
use crate::state::use_app;
use children::ChildTables;
use field::Field;
use usage::Usage;

/// The panel on the right.
#[component]
pub(crate) fn Inspector() -> impl IntoView {
    let app = use_app();
    let ids = Memo::new(move |_| {
        app.selection
            .with(|selection| selection.iter().copied().collect::<Vec<_>>())
    });
    let is_empty = move || ids.with(Vec::is_empty);
    view! {
        <section class="inspector" aria-label="Inspector">
            <Show when=move || !is_empty() fallback=|| view! { <NothingSelected /> }>
                <For each=move || [ids.get()] key=|ids| ids.clone() let(ids)>
                    <Form ids />
                </For>
            </Show>
        </section>
    }
    .into_any()
}

#[component]
fn NothingSelected() -> impl IntoView {
    let app = use_app();
    let design = move || {
        app.design
            .with(|design| (design.name.clone(), design.description.clone()))
    };
    let set = move |name: String, description: String| {
        app.commit(
            "Describe design",
            &[netwright_core::edit::Command::Describe { name, description }],
        );
    };
    view! {
        <div class="inspector-head">
            <h2 class="section-name">"Design"</h2>
            <p class="inspector-doc">"Select something on the drawing or in the outline to see and change it."</p>
        </div>
        <div class="form">
            <label class="field">
                <span class="field-label">"Name"</span>
                <input class="input" prop:value=move || design().0 on:change=move |event| set(event_target_value(&event), design().1) />
            </label>
            <label class="field">
                <span class="field-label">"Description"</span>
                <textarea class="input" rows="4" prop:value=move || design().1 on:change=move |event| set(design().0, event_target_value(&event))></textarea>
            </label>
        </div>
    }
    .into_any()
}

#[component]
fn Form(ids: Vec<EntityId>) -> impl IntoView {
    let app = use_app();
    let ids = StoredValue::new(ids);
    let single = ids.with_value(|ids| (ids.len() == 1).then(|| ids[0]));
    let fields = Memo::new(move |_| {
        app.records
            .with(|design| ids.with_value(|ids| form(design, ids)))
    });
    let specs = move |advanced: bool| {
        fields.with(|fields| {
            fields
                .iter()
                .filter(|field| field.spec.advanced == advanced && !field.spec.parent)
                .map(|field| field.spec.name)
                .collect::<Vec<_>>()
        })
    };
    let list = move |advanced: bool| {
        view! {
            <For each=move || specs(advanced) key=|name| *name let(name)>
                {
                    let field = Memo::new(move |_| fields.with(|fields| fields.iter().find(|field| field.spec.name == name).cloned()));
                    field.get_untracked().map(|first: FormField| view! { <Field ids first field /> })
                }
            </For>
        }
    };
    let advanced_set = move || {
        fields.with(|fields| {
            fields
                .iter()
                .filter(|field| field.spec.advanced)
                .filter(|field| {
                    single.is_some_and(|id| {
                        field
                            .value
                            .as_ref()
                            .is_some_and(|value| *value != id.kind.default_of(field.spec.name))
                    })
                })
                .count()
        })
    };
    view! {
        <Heading ids />
        {single.map(|id| view! { <Findings id /> })}
        <div class="form">{list(false)}</div>
        {single.map(|id| view! { <Usage id /> })}
        {single.map(|id| view! { <ChildTables id /> })}
        <details class="fold">
            <summary>
                {glyph(Glyph::Chevron)} "More"
                <span class="count">{move || match advanced_set() { 0 => String::new(), count => format!("{count} set") }}</span>
            </summary>
            <div class="form">{list(true)}</div>
        </details>
        {single.map(|id| view! { <Billing id /> })}
    }
    .into_any()
}

#[component]
fn Heading(ids: StoredValue<Vec<EntityId>>) -> impl IntoView {
    let (app, ui) = (use_app(), use_ui());
    let ids = ids.get_value();
    let Some(first) = ids.first().copied() else {
        return ().into_any();
    };
    if ids.len() > 1 {
        let same = ids.iter().all(|id| id.kind == first.kind);
        let what = if same {
            plural_label(first.kind)
        } else {
            "records of several kinds".to_owned()
        };
        return view! {
            <div class="inspector-head">
                <h2 class="section-name">{format!("{} {what}", ids.len())}</h2>
                <p class="inspector-doc">"A change here changes all of them."</p>
            </div>
        }
        .into_any();
    }
    let parent = move || {
        app.records.with(|design| {
            design
                .parent(first)
                .map(|parent| (parent, record_label(design, parent)))
        })
    };
    view! {
        <div class="inspector-head">
            <div class="inspector-kind">
                {kind_icon(first.kind)} <span>{first.kind.spec().label}</span> <span class="mono">{first.to_string()}</span>
            </div>
            <h2 class="section-name">{move || app.records.with(|design| record_label(design, first))}</h2>
            {move || parent().map(|(parent, label)| view! {
                <p class="inspector-doc">
                    {format!("in {} ", super::add::lower_label(parent.kind))}
                    <button type="button" class="link" on:click=move |_| ui.go_to(app, parent)>{label}</button>
                </p>
            })}
            <p class="inspector-doc">{first.kind.spec().doc.trim()}</p>
        </div>
    }
    .into_any()
}

#[component]
fn Findings(id: EntityId) -> impl IntoView {
    let (app, ui) = (use_app(), use_ui());
    let found = Memo::new(move |_| {
        app.findings.with(|findings| {
            let about = |finding: &&netwright_core::checks::Finding| finding.subject.id == Some(id);
            {
                let mut found = findings.of(id).filter(about);
                (
                    found.by_ref().take(3).cloned().collect::<Vec<_>>(),
                    found.count(),
                )
            }
        })
    });
    move || {
        let (found, more) = found.get();
        (!found.is_empty()).then(|| {
            let mut offered: Vec<String> = Vec::new();
            let cards = found.into_iter().map(|mut finding| {
                // One fix often answers several findings: it is offered once.
                let title = finding.fix.as_ref().map(|fix| fix.title.clone());
                match title {
                    Some(title) if offered.contains(&title) => finding.fix = None,
                    Some(title) => offered.push(title),
                    None => {}
                }
                view! { <FindingCard finding /> }
            });
            let cards = cards.collect_view();
            let more = (more > 0).then(|| {
                view! {
                    <button type="button" class="link" on:click=move |_| {
                        ui.problems_open.set(true);
                        ui.filter.update(|filter| filter.only = vec![id]);
                    }>{format!("{more} more")}</button>
                }
            });
            view! { <div class="inspector-findings">{cards} {more}</div> }
        })
    }
}

/// What AWS bills the record by.
#[component]
fn Billing(id: EntityId) -> impl IntoView {
    let app = use_app();
    let line = Memo::new(move |_| app.records.with(|design| billing_of(design, id)));
    move || {
        line.get().map(|line| {
            let units = if line.units > 1 { format!(" ({} times)", line.units) } else { String::new() };
            view! {
                <div class="fold billing">
                    <h3 class="field-label">"Billing"</h3>
                    <p>{format!("{}{units}", sentence_case(&line.dimensions))}</p>
                    <p class="field-doc">
                        {format!("On the bill: {}. ", line.resource)}
                        <a class="link" href=line.source target="_blank" rel="noreferrer">"Where AWS says so"</a>
                    </p>
                </div>
            }
        })
    }
}

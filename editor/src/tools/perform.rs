//! Doing what the tools ask for, on a session: the same for the app and for tests.

use netwright_core::catalog::items::{Home, Place};
use netwright_core::diagram::{Diagram, Rect};
use netwright_core::diagram::{Form, shape};
use netwright_core::edit::Command;
use netwright_core::model::{BoxKey, EntityId, Kind};

use super::connect::{commands, connection};
use super::effect::{Creation, Effect, WhyNot};
use super::landing::put;
use super::place::{pins, place};
use crate::session::Session;
use crate::view_models::words::in_sentence;

/// What is left to do where the session ends: in the window.
#[derive(Debug, Clone, PartialEq)]
pub enum Rest {
    Nothing,
    Say(WhyNot),
    EditWords(BoxKey),
    Menu { x: f64, y: f64, key: Option<BoxKey> },
}

/// Performs one effect on a session whose diagram is `diagram`.
pub fn perform(session: &mut Session, diagram: &Diagram, effect: Effect) -> Rest {
    match effect {
        Effect::Commit { label, commands } => commit(session, &label, &commands),
        Effect::Select(ids) => {
            session.select(ids);
            Rest::Nothing
        }
        Effect::Create(creation) => create(session, diagram, &creation),
        Effect::Connect { from, to } => connect(session, &from, &to),
        Effect::Refuse(reason) => Rest::Say(reason),
        Effect::EditWords(key) => Rest::EditWords(key),
        Effect::Menu { x, y, key } => Rest::Menu { x, y, key },
    }
}

fn commit(session: &mut Session, label: &str, commands: &[Command]) -> Rest {
    match session.commit(label, commands) {
        Ok(()) => Rest::Nothing,
        Err(error) => Rest::Say(WhyNot(error.to_string())),
    }
}

fn create(session: &mut Session, diagram: &Diagram, creation: &Creation) -> Rest {
    let design = session.design().clone();
    let holder = match &creation.holder {
        Some(BoxKey::Entity(id)) => Some(*id),
        _ => None,
    };
    let item = creation.item;
    let region = match &creation.holder {
        Some(BoxKey::Region(region)) if super::accept::has_region(item.kind) => {
            Some(region.clone())
        }
        _ => None,
    };
    let drop = Place {
        holder,
        region,
        answers: creation.fields.clone(),
    };
    let made = match item.drop_at(&design, session.mint(), &drop) {
        Ok(made) => made,
        Err(reason) => return Rest::Say(WhyNot(reason)),
    };
    if let Some(field) = made.missing.first() {
        let words = field.label.to_lowercase();
        return Rest::Say(WhyNot(format!(
            "{} needs a {words}: draw one first, or start from it",
            item.title
        )));
    }
    let holder = creation.holder.as_ref();
    let holder = holder.and_then(|key| diagram.position(key));
    let mut commands = pins(&design, diagram, [holder]);
    commands.extend(made.commands.iter().cloned());
    // What goes with a record has its place from what it stands in.
    if item.home == Home::OfKind {
        let region = region_of(made.main, &made.commands);
        commands.extend(placed(diagram, creation, made.main, region));
    }
    let rest = commit(
        session,
        &format!("Add {}", in_sentence(item.title)),
        &commands,
    );
    if rest != Rest::Nothing {
        return rest;
    }
    session.select([made.main]);
    if item.kind == Kind::Note {
        Rest::EditWords(BoxKey::Entity(made.main))
    } else {
        Rest::Nothing
    }
}

/// A row for the new box; for one that was dropped where its region has no box yet, a row for the region.
fn placed(
    diagram: &Diagram,
    creation: &Creation,
    id: EntityId,
    region: Option<String>,
) -> Vec<Command> {
    let is_gate = shape(creation.item.kind).is_none_or(|shape| shape.form == Form::Gate);
    let key = BoxKey::Entity(id);
    let rect = creation.rect;
    let holder = creation.holder.as_ref();
    let holder = holder.and_then(|holder| diagram.position(holder));
    match (holder, region.map(BoxKey::Region)) {
        _ if is_gate => Vec::new(),
        (None, Some(region)) => {
            if let Some(index) = diagram.position(&region) {
                return put(diagram, Some(index), &[(key, rect)]);
            }
            let (top, side) = Form::Region.padding();
            let around = Rect::new(
                rect.x - side,
                rect.y - top,
                640.max(rect.width + 2 * side),
                400.max(rect.height + top + side),
            );
            vec![
                place(&region, around),
                place(
                    &key,
                    Rect {
                        x: side,
                        y: top,
                        ..rect
                    },
                ),
            ]
        }
        _ => put(diagram, holder, &[(key, rect)]),
    }
}

/// The region that a new record names, where its kind stands in one.
fn region_of(main: EntityId, commands: &[Command]) -> Option<String> {
    let row = commands.iter().find_map(|command| match command {
        Command::Insert(row) if row.id() == main => Some(row),
        _ => None,
    })?;
    let region = super::accept::has_region(row.id().kind).then(|| row.field("region"))??;
    region
        .as_str()
        .filter(|region| !region.is_empty())
        .map(str::to_owned)
}

fn connect(session: &mut Session, from: &BoxKey, to: &BoxKey) -> Rest {
    let design = session.design().clone();
    let plan = match connection(&design, from, to) {
        Ok(plan) => plan,
        Err(reason) => return Rest::Say(reason),
    };
    let (commands, made) = commands(&design, session.mint(), &plan);
    let rest = commit(session, &plan.label, &commands);
    if rest == Rest::Nothing {
        session.select(made);
    }
    rest
}

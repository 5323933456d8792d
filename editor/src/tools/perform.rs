//! Doing what the tools ask for, on a session: the same for the app and for tests.

use netwright_core::diagram::{Diagram, Rect};
use netwright_core::diagram::{Form, shape};
use netwright_core::edit::Command;
use netwright_core::model::{BoxKey, EntityId, Kind};
use serde_json::{Value, json};

use super::connect::{commands, connection};
use super::effect::{Creation, Effect, WhyNot};
use super::place::{pins, place};
use crate::session::Session;
use crate::view_models::draft::draft;

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
    let presets: Vec<(&str, Value)> = match &creation.holder {
        Some(BoxKey::Region(region)) if super::accept::has_region(creation.kind) => {
            vec![("region", json!(region))]
        }
        _ => Vec::new(),
    };
    let draft = draft(&design, session.mint(), creation.kind, holder, &presets);
    let label = creation.kind.spec().label;
    if let Some(field) = draft.missing.first() {
        let words = field.label.to_lowercase();
        return Rest::Say(WhyNot(format!(
            "{label} needs a {words}: draw one first, or start from it"
        )));
    }
    let mut commands = pins(&design, diagram);
    commands.extend(draft.commands.iter().cloned());
    commands.extend(placed(
        diagram,
        creation,
        draft.id,
        region_of(&draft.commands),
    ));
    let rest = commit(session, &format!("Add {}", label.to_lowercase()), &commands);
    if rest != Rest::Nothing {
        return rest;
    }
    session.select([draft.id]);
    if creation.kind == Kind::Note {
        Rest::EditWords(BoxKey::Entity(draft.id))
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
    let is_gate = shape(creation.kind).is_none_or(|shape| shape.form == Form::Gate);
    let key = BoxKey::Entity(id);
    match (&creation.holder, region) {
        _ if is_gate => Vec::new(),
        (None, Some(region)) => {
            let region = BoxKey::Region(region);
            if diagram.position(&region).is_some() {
                // It goes into the region's box, wherever that is: free room is found there.
                return Vec::new();
            }
            let (top, side) = Form::Region.padding();
            let rect = creation.rect;
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
        _ => vec![place(&key, creation.rect)],
    }
}

/// The region that a new record names, where its kind stands in one.
fn region_of(commands: &[Command]) -> Option<String> {
    let Some(Command::Insert(row)) = commands.first() else {
        return None;
    };
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

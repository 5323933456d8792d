//! A drawing that follows a design from edit to edit is the drawing made of it from scratch.

#![allow(clippy::unwrap_used, reason = "a test that can't go on should stop")]

mod support;

use netwright_core::catalog::templates::TEMPLATES;
use netwright_core::diagram::{ColourBy, Diagram, Drawing, Form, automatic_layout, diagram_by};
use netwright_core::edit::{Command, History};
use netwright_core::generate::generate;
use netwright_core::model::{BoxKey, Design, EntityId, Kind, Record, Rect};
use proptest::prelude::*;
use support::{Random, commands, value};

/// Says where two diagrams differ first, in words short enough to read.
fn difference(followed: &Diagram, fresh: &Diagram) -> Option<String> {
    for (index, (mine, theirs)) in followed.boxes.iter().zip(&fresh.boxes).enumerate() {
        if mine != theirs {
            return Some(format!("box {index}: {mine:?} is not {theirs:?}"));
        }
    }
    for (mine, theirs) in followed.wires.iter().zip(&fresh.wires) {
        if mine != theirs {
            return Some(format!("wire: {mine:?} is not {theirs:?}"));
        }
    }
    (followed != fresh).then(|| {
        let counts = |it: &Diagram| {
            (
                it.boxes.len(),
                it.wires.len(),
                it.zones.clone(),
                it.tints.clone(),
            )
        };
        format!("{:?} is not {:?}", counts(followed), counts(fresh))
    })
}

fn colouring(random: &mut Random, by: &ColourBy) -> ColourBy {
    match random.below(12) {
        0 => ColourBy::Environment,
        1 => ColourBy::Owner,
        2 => ColourBy::Tag("prod".to_owned()),
        _ => by.clone(),
    }
}

/// What a person does to places: drags one box, arranges all, or takes all places back.
fn places(random: &mut Random, design: &Design) -> Vec<Command> {
    let boxes = diagram_by(design, &ColourBy::Environment).boxes;
    let mut keys: Vec<BoxKey> = boxes.into_iter().map(|shown| shown.key).collect();
    keys.sort();
    keys.retain(|key| !matches!(key, BoxKey::Region(_)) || random.below(3) == 0);
    let place = |key: &BoxKey, rect| Command::Place {
        key: key.clone(),
        rect,
    };
    match random.below(6) {
        0 => {
            let layout = automatic_layout(design, None);
            layout
                .into_iter()
                .map(|(key, rect)| place(&key, Some(rect)))
                .collect()
        }
        1 => design.layout.keys().map(|key| place(key, None)).collect(),
        _ => {
            let Some(key) = random.pick(&keys).cloned() else {
                return Vec::new();
            };
            let size = |random: &mut Random| i32::try_from(random.below(900)).unwrap();
            let rect = Rect::new(size(random), size(random), size(random), size(random));
            vec![place(&key, (random.below(4) > 0).then_some(rect))]
        }
    }
}

/// Another zone, holder, region, name or end for something that is drawn.
fn change(random: &mut Random, design: &Design) -> Vec<Command> {
    const FIELDS: [&str; 10] = [
        "az",
        "vpc",
        "subnet",
        "subnets",
        "region",
        "environment",
        "owner",
        "name",
        "resource",
        "transit_gateway",
    ];
    let kinds = [
        Kind::Subnet,
        Kind::Vpc,
        Kind::Instance,
        Kind::TransitGateway,
        Kind::TgwAttachment,
        Kind::VpcEndpoint,
    ];
    let ids: Vec<EntityId> = kinds
        .iter()
        .flat_map(|kind| design.rows(*kind))
        .map(Record::id)
        .collect();
    let Some(id) = random.pick(&ids).copied() else {
        return Vec::new();
    };
    let fields = id.kind.fields().map(|(_, spec)| spec);
    let fields: Vec<_> = fields.filter(|spec| FIELDS.contains(&spec.name)).collect();
    let Some(spec) = random.pick(&fields).copied() else {
        return Vec::new();
    };
    let value = value(random, design, &spec.value_type, spec);
    value
        .map(|value| Command::set(id, spec.name, value))
        .into_iter()
        .collect()
}

fn follow(seed: u64, start: Design, steps: usize) -> Result<(), TestCaseError> {
    let mut random = Random::new(seed);
    let mut by = ColourBy::default();
    let mut history = History::new(start);
    let mut drawing = Drawing::new(history.design(), &by);
    // Another that is late with its wires all the time, as a page is in a hurry.
    let mut late = drawing.clone();
    for step in 0..steps {
        match random.below(8) {
            0 => {
                history.undo();
            }
            1 => {
                history.redo();
            }
            2..=3 => {
                let commands = places(&mut random, history.design());
                history.commit("places", &commands).unwrap();
            }
            4..=5 => {
                let commands = change(&mut random, history.design());
                history.commit("change", &commands).unwrap();
            }
            _ => {
                let commands = commands(&mut random, &mut history);
                history.commit("step", &commands).unwrap();
            }
        }
        by = colouring(&mut random, &by);
        let before = drawing.diagram();
        let says_changed = drawing.update(history.design(), &by);
        let fresh = diagram_by(history.design(), &by);
        if let Some(difference) = difference(&drawing.diagram(), &fresh) {
            return Err(TestCaseError::fail(format!("step {step}: {difference}")));
        }
        late.follow(history.design(), &by);
        let mut left = random.below(40);
        let done = late.lay(&mut || {
            left = left.saturating_sub(1);
            left > 0
        });
        prop_assert_eq!(done, late.is_laid());
        if random.below(6) == 0 {
            late.lay(&mut || true);
        }
        if late.is_laid()
            && let Some(difference) = difference(&late.diagram(), &fresh)
        {
            return Err(TestCaseError::fail(format!(
                "late, step {step}: {difference}"
            )));
        }
        prop_assert!(
            says_changed || *before == fresh,
            "step {step} changed what it said it did not"
        );
    }
    late.lay(&mut || true);
    prop_assert!(*late.diagram() == *drawing.diagram(), "late at the end");
    Ok(())
}

/// Boxes that a wire runs through although it has no business there.
fn crossed(shown: &Diagram) -> Vec<String> {
    let mut crossed = Vec::new();
    for wire in &shown.wires {
        let holds = |index: usize, end: usize| index <= end && end < shown.boxes[index].end;
        for (index, other) in shown.boxes.iter().enumerate() {
            if holds(index, wire.from)
                || holds(index, wire.to)
                || holds(wire.from, index)
                || holds(wire.to, index)
            {
                continue;
            }
            let through = wire.points.windows(2).any(|run| {
                let run = Rect::between(run[0], run[1]);
                let rect = other.rect;
                run.x < rect.right()
                    && run.right() > rect.x
                    && run.y < rect.bottom()
                    && run.bottom() > rect.y
            });
            let is_background =
                matches!(other.key, BoxKey::Region(_)) || other.shape.form == Form::Gate;
            if through && !is_background {
                crossed.push(format!(
                    "{} ({:?}) through {}",
                    wire.entity, wire.kind, other.key
                ));
            }
        }
    }
    crossed
}

#[test]
fn wires_of_templates_run_round_boxes() {
    let mut all = Vec::new();
    for template in TEMPLATES {
        let design = template.design().unwrap();
        let shown = diagram_by(&design, &ColourBy::Environment);
        all.extend(
            crossed(&shown)
                .into_iter()
                .map(|line| format!("{}: {line}", template.title)),
        );
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_drawing_follows_any_edits(seed in any::<u64>()) {
        follow(seed, Design::new("wander"), 60)?;
    }

    #[test]
    fn a_drawing_follows_edits_of_an_estate(seed in any::<u64>()) {
        follow(seed, generate(5, seed).design, 24)?;
    }
}

//! Each lab is played through: what it begins with, its solution, and the cures that are none.

use serde_json::Value;

use super::grade::named;
use super::*;
use crate::checks::run;
use crate::edit::{Command, Mint, apply};
use crate::model::{EntityId, Kind, RecordKind as _, Suppression};

/// A design after `moves`.
fn after(design: &Design, moves: &[Move]) -> Design {
    moves
        .iter()
        .fold(design.clone(), |design, step| made(&design, *step))
}

fn made(design: &Design, step: Move) -> Design {
    let commands = match step {
        Move::Fix(code) => return fixed(design, code),
        Move::Set(name, field, text) => {
            let value = serde_json::from_str(text).unwrap_or_else(|_| Value::from(text));
            vec![Command::set(
                record(design, name),
                field,
                with_ids(design, value),
            )]
        }
        Move::Delete(name) => vec![Command::Delete(vec![record(design, name)])],
        Move::Add(lines) => {
            let text = format!("{}\n{lines}\n", notation::print(design));
            let mut added =
                notation::parse(&text).unwrap_or_else(|error| panic!("{error}: {lines}"));
            added.lab.clone_from(&design.lab);
            return added;
        }
        Move::Suppress(code) => suppressed(design, code),
    };
    apply(design, &commands)
        .unwrap_or_else(|error| panic!("{step:?}: {error}"))
        .design
}

fn record(design: &Design, name: &str) -> EntityId {
    let id = named(design, name).or_else(|| name.parse().ok());
    id.unwrap_or_else(|| panic!("no {name}"))
}

/// `@vpc app` is the id of that record.
fn with_ids(design: &Design, value: Value) -> Value {
    match value {
        Value::String(text) => match text.strip_prefix('@') {
            Some(name) => Value::from(record(design, name).to_string()),
            None => Value::String(text),
        },
        Value::Array(items) => items
            .into_iter()
            .map(|item| with_ids(design, item))
            .collect(),
        other => other,
    }
}

fn fixed(design: &Design, code: &str) -> Design {
    let mut design = design.clone();
    let mut applied = 0;
    for _ in 0..12 {
        let found = run(&design, "").findings;
        let fix = found
            .into_iter()
            .filter(|it| it.code == code)
            .find_map(|it| it.fix);
        let Some(fix) = fix.filter(|fix| !fix.commands.is_empty()) else {
            break;
        };
        design = apply(&design, &fix.ready(&design)).unwrap().design;
        applied += 1;
    }
    assert!(applied > 0, "no fix of {code} to apply");
    design
}

fn suppressed(design: &Design, code: &str) -> Vec<Command> {
    let mut mint = Mint::after(design);
    let found = run(design, "").findings;
    let of_code = found.iter().filter(|finding| finding.code == code);
    let one = |finding: &crate::checks::Finding| {
        let mut suppression = Suppression::new(mint.id());
        code.clone_into(&mut suppression.code);
        suppression.subject = finding.subject.id;
        "known".clone_into(&mut suppression.reason);
        Command::insert(suppression)
    };
    of_code.map(one).collect()
}

fn missing(progress: &Progress) -> Vec<&str> {
    let tasks = progress.tasks.iter();
    tasks
        .flat_map(|task| &task.missing)
        .map(String::as_str)
        .collect()
}

#[test]
fn every_lab_begins_unsolved_and_its_solution_solves_it() {
    for lab in ALL {
        let start = lab
            .design()
            .unwrap_or_else(|error| panic!("{}: {error}", lab.name));
        let begun = grade(lab, &start);
        assert!(
            !begun.is_solved(),
            "{} begins solved: break its design, and say what to reach",
            lab.name
        );
        let stands = lab
            .keeps
            .iter()
            .filter(|(name, _)| named(&start, name).is_none());
        assert_eq!(
            stands.count(),
            0,
            "{}: what it keeps is not there",
            lab.name
        );
        let solved = grade(lab, &after(&start, lab.solution));
        assert_eq!(
            missing(&solved),
            Vec::<&str>::new(),
            "{}: {begun:#?}",
            lab.name
        );
        assert!(solved.is_solved());
    }
}

#[test]
fn what_a_lab_keeps_can_be_told_apart_and_has_those_fields() {
    for lab in ALL {
        for (name, fields) in lab.keeps {
            let kind = name.split(' ').next().and_then(Kind::from_prefix);
            for field in *fields {
                assert!(
                    kind.and_then(|kind| kind.field(field)).is_some(),
                    "{name}: {field}"
                );
            }
        }
    }
}

#[test]
fn mistakes_solve_nothing() {
    for lab in ALL {
        let start = lab.design().unwrap();
        for mistake in lab.mistakes {
            let progress = grade(lab, &after(&start, mistake.moves));
            assert!(!progress.is_solved(), "{}: {}", lab.name, mistake.what);
        }
    }
}

#[test]
fn no_lab_is_solved_by_hiding_what_is_found() {
    for lab in ALL {
        let start = lab.design().unwrap();
        let moves: Vec<Move> = lab.codes.iter().map(|code| Move::Suppress(code)).collect();
        let hidden = after(&start, &moves);
        assert!(
            hidden.count(Kind::Suppression) > 0,
            "{}: none of its codes is found at the start",
            lab.name
        );
        assert_eq!(grade(lab, &hidden), grade(lab, &start), "{}", lab.name);
    }
}

#[test]
fn no_lab_is_solved_without_what_it_keeps() {
    for lab in ALL {
        let solved = after(&lab.design().unwrap(), lab.solution);
        for (name, _) in lab.keeps {
            let poorer = made(&solved, Move::Delete(name));
            assert!(
                !grade(lab, &poorer).is_solved(),
                "{} without {name}",
                lab.name
            );
        }
        // Nor by withdrawing what is asked for: intents are those of the start.
        let intents: Vec<EntityId> = solved
            .rows(Kind::Intent)
            .map(crate::model::Record::id)
            .collect();
        let bare = apply(&solved, &[Command::Delete(intents)]).unwrap().design;
        assert!(grade(lab, &bare).is_solved(), "{}", lab.name);
        assert!(!grade(lab, &Design::new("")).is_solved(), "{}", lab.name);
    }
}

/// A record that was only given another name is the same record.
#[test]
fn names_do_not_matter() {
    for lab in ALL {
        let solved = after(&lab.design().unwrap(), lab.solution);
        let mut renamed = solved.clone();
        for (name, _) in lab.keeps {
            let id = named(&solved, name).unwrap();
            renamed = apply(&renamed, &[Command::set(id, "name", format!("other-{id}"))])
                .unwrap()
                .design;
        }
        assert_eq!(
            missing(&grade(lab, &renamed)),
            Vec::<&str>::new(),
            "{}",
            lab.name
        );
    }
}

/// Says all that is missing at once: this is what whoever writes a lab reads.
#[test]
fn every_lab_is_told_in_full() {
    let mut missing = Vec::new();
    for lab in ALL {
        let mut needs = |holds: bool, what: &str| {
            if !holds {
                missing.push(format!("{}: {what}", lab.name));
            }
        };
        needs(
            lab.learned.ends_with('.'),
            "say what is learned, as a sentence",
        );
        needs(!lab.title.ends_with('.'), "a title has no final period");
        needs(lab.story.len() > 200, "tell what people report");
        needs(!lab.tasks.is_empty(), "say what to reach");
        needs(
            lab.tasks.iter().all(|task| !task.goals.is_empty()),
            "give each task a goal",
        );
        needs(
            !lab.keeps.is_empty(),
            "say what must still stand in the end",
        );
        needs(lab.hints.len() >= 2, "give two hints or more");
        needs(lab.explanation.len() > 200, "explain why, and the cure");
        needs(
            lab.explanation.contains("In production"),
            "say how to detect it \"In production\"",
        );
        needs(!lab.codes.is_empty(), "name the codes to explain");
        needs(!lab.solution.is_empty(), "write down the solution");
        needs(
            lab.mistakes.len() >= 2,
            "name two cures or more that are none",
        );
        needs(
            (5..=60).contains(&lab.minutes),
            "a lab takes 5 to 60 minutes",
        );
        for code in lab.codes {
            needs(
                crate::checks::find(code).is_some(),
                &format!("there is no check {code}"),
            );
            needs(
                !lab.story.contains(code),
                &format!("the story gives {code} away"),
            );
        }
        let says = lab.tasks.iter().map(|task| task.says);
        for text in says.chain(lab.mistakes.iter().map(|mistake| mistake.what)) {
            needs(!text.ends_with('.'), &format!("no final period: {text}"));
        }
        for mistake in lab.mistakes {
            needs(
                mistake.why.ends_with('.'),
                &format!("a sentence: {}", mistake.why),
            );
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn changes_of_templates_find_their_place() {
    for lab in ALL {
        let Start::Template(name, changes) = lab.start else {
            continue;
        };
        let mut text = Template::find(name).expect(lab.name).text.to_owned();
        for change in changes {
            let next = change.made(&text);
            assert_ne!(next, text, "{}: {change:?}", lab.name);
            text = next;
        }
    }
}

#[test]
fn list_is_sorted() {
    assert!(ALL.is_sorted_by_key(|lab| lab.name));
    assert!(ALL.iter().all(|lab| Lab::find(lab.name) == Some(lab)));
}

/// The mark survives the file, and is no step of the history.
#[test]
fn a_design_knows_its_lab() {
    let design = Lab::find("hub-joins-environments")
        .unwrap()
        .design()
        .unwrap();
    let loaded = crate::format::load(&crate::format::save(&design)).unwrap();
    assert!(loaded.notes.is_empty());
    assert_eq!(loaded.design, design);
    let mut history = crate::edit::History::new(design.clone());
    let vpc = design.rows(Kind::Vpc).next().unwrap().id();
    history
        .commit("Rename", &[Command::set(vpc, "name", "x")])
        .unwrap();
    let read = LabMark {
        hints: 2,
        ..design.lab.clone().unwrap()
    };
    history.mark(Some(&read));
    assert_eq!(history.design().lab, Some(read.clone()));
    assert!(history.undo());
    assert_eq!(history.design().lab, Some(read.clone()));
    assert!(!history.undo(), "reading a hint is no step");
    assert!(history.redo());
    let told = crate::edit::difference(&design, history.design());
    let told: Vec<Command> = told
        .iter()
        .map(|it| Command::from_json(&it.to_json()).unwrap())
        .collect();
    assert_eq!(apply(&design, &told).unwrap().design, *history.design());
}

/// A field of that name that is no mark is kept as what it is.
#[test]
fn a_strange_mark_is_kept() {
    let text = r#"{"format": "netwright", "version": 1, "lab": "shelf 3"}"#;
    let loaded = crate::format::load(text).unwrap();
    assert_eq!(loaded.notes.len(), 1);
    assert!(loaded.design.lab.is_none());
    assert!(crate::format::save(&loaded.design).contains("\"lab\": \"shelf 3\""));
}

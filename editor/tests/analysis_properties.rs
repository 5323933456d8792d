//! What the page shows is what a fresh start would find, whichever way the findings came, after every step of random
//! sessions.

#![allow(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use netwright_core::checks::{Severity, run};
use netwright_core::diagram::automatic_layout;
use netwright_core::edit::{Command, History};
use netwright_core::format::{Assembly, load, save};
use netwright_core::generate::generate;
use netwright_core::model::{Design, EntityId, Kind, Record, RecordKind, Suppression};
use netwright_editor::analysis::{Ask, Findings, Gathered, Heard, Link, Opened};
use netwright_editor::engine::{Inline, Reply, Service};
use proptest::prelude::*;

#[allow(dead_code, reason = "each test uses a part of it")]
#[path = "../../core/tests/support/mod.rs"]
mod support;

const TODAY: &str = "2026-11-23";

/// A page and its worker, with the messages between them.
#[derive(Default)]
struct Pair {
    link: Link,
    service: Service,
    /// What questions were answered by, with their tickets.
    answers: Vec<(u64, Vec<String>)>,
}

impl Pair {
    /// Talks until nobody has anything to say.
    fn settle(&mut self, design: &Design) {
        loop {
            let mut quiet = true;
            while let Some(message) = self.link.next(design, TODAY) {
                quiet = false;
                self.tell(&message);
            }
            for reply in self.service.work() {
                quiet = false;
                self.hear(&reply);
            }
            if quiet && !self.service.is_behind() {
                assert!(!self.link.is_behind(design));
                return;
            }
        }
    }

    fn tell(&mut self, message: &str) {
        for reply in self.service.hear(message) {
            self.hear(&reply);
        }
    }

    fn hear(&mut self, reply: &Reply) {
        match reply {
            Reply::Message(message) => {
                assert_ne!(self.link.hear(message), Heard::Stale, "{message}");
            }
            Reply::Answer { ticket, answer } => {
                self.answers.push((*ticket, answer.texts.clone()));
            }
        }
    }
}

/// A step of a session; now and then with a suppression, which has the list made anew.
fn step(random: &mut support::Random, history: &mut History, shown: &Findings) {
    let mut commands = support::commands(random, history);
    if random.below(4) == 0 {
        let codes: Vec<&str> = shown.shown().map(|finding| &*finding.code).collect();
        let mut suppression = Suppression::new(history.mint.id());
        suppression.code = (*random.pick(&codes).unwrap_or(&"ADR101")).into();
        suppression.reason = "it is known".into();
        commands.push(Command::insert(suppression));
    }
    history.commit("step", &commands).unwrap();
    if random.below(6) == 0 {
        history.undo();
    }
}

fn agree(found: &Findings, design: &Design) -> Result<(), TestCaseError> {
    let fresh = run(design, TODAY);
    prop_assert!(found.shown().eq(fresh.findings.iter()));
    let suppressed = fresh.suppressed.iter().map(|(finding, id)| (finding, *id));
    prop_assert!(found.suppressed().eq(suppressed));
    let counts = found.counts();
    prop_assert_eq!(
        counts.errors + counts.warnings + counts.infos,
        fresh.findings.len()
    );
    for id in design.records().map(Record::id) {
        let about = |finding: &&_| takes_part(finding, id);
        let expected: Vec<_> = fresh.findings.iter().filter(about).collect();
        prop_assert_eq!(found.of(id).collect::<Vec<_>>(), expected);
    }
    Ok(())
}

fn takes_part(finding: &netwright_core::checks::Finding, id: EntityId) -> bool {
    finding.subject.id == Some(id) || finding.related.contains(&id)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_worker_and_the_page_agree_with_a_fresh_start(seed: u64) {
        let mut random = support::Random::new(seed);
        let mut history = History::new(generate(6, seed).design);
        let mut pair = Pair::default();
        let mut inline = Inline::default();
        for _ in 0..12 {
            // Several steps become one change where the worker was busy.
            for _ in 0..=random.below(3) {
                step(&mut random, &mut history, pair.link.findings());
                // The next change may come while what is far from the last one is still stale.
                if let Some(message) = pair.link.next(history.design(), TODAY) {
                    pair.tell(&message);
                }
                for reply in pair.service.work() {
                    pair.hear(&reply);
                }
            }
            pair.settle(history.design());
            agree(pair.link.findings(), history.design())?;
            agree(inline.update(history.design(), TODAY), history.design())?;
        }
    }

    #[test]
    fn a_worker_that_was_lost_is_told_everything_again(seed: u64) {
        let mut random = support::Random::new(seed);
        let mut history = History::new(generate(5, seed).design);
        let mut pair = Pair::default();
        pair.settle(history.design());
        for lost_at in 0..4 {
            step(&mut random, &mut history, pair.link.findings());
            // Lost in the middle of whatever it was told.
            for _ in 0..lost_at {
                if let Some(message) = pair.link.next(history.design(), TODAY) {
                    pair.service.hear(&message);
                }
            }
            pair.service = Service::default();
            pair.link.restart();
            pair.settle(history.design());
            agree(pair.link.findings(), history.design())?;
        }
    }
}

#[test]
fn answers_to_a_design_that_is_closed_are_not_heard() {
    let (first, second) = (generate(5, 1).design, generate(5, 2).design);
    let mut pair = Pair::default();
    while let Some(message) = pair.link.next(&first, TODAY) {
        pair.service.hear(&message);
    }
    let late = pair.service.work();
    pair.link.reset();
    for reply in late {
        let Reply::Message(message) = reply else {
            panic!("{reply:?}")
        };
        assert_eq!(pair.link.hear(&message), Heard::Stale);
    }
    pair.settle(&second);
    agree(pair.link.findings(), &second).unwrap();
}

#[test]
fn a_worker_that_can_not_follow_says_so_and_is_told_everything_again() {
    let design = generate(5, 3).design;
    let mut pair = Pair::default();
    pair.settle(&design);
    let replies = pair
        .service
        .hear(r#"{"edit": 9, "commands": [{"verb": "delete", "ids": ["vpc-999"]}]}"#);
    let [Reply::Message(message)] = &replies[..] else {
        panic!("{replies:?}")
    };
    assert_eq!(pair.link.hear(message), Heard::Lost);
    pair.settle(&design);
    agree(pair.link.findings(), &design).unwrap();
}

#[test]
fn the_worker_writes_the_file_that_the_page_would() {
    let text =
        save(&generate(4, 9).design).replacen("\"vpcs\": [", "\"later\": [1], \"vpcs\": [", 1);
    let design = load(&text).unwrap().design;
    assert!(!design.unknown.is_empty());
    let mut pair = Pair::default();
    assert_eq!(pair.link.ask(&Ask::File, &design, 7), None);
    // What needs no design is answered before there is one.
    let ask = pair.link.ask(&Ask::Formats, &design, 6).unwrap();
    let [Reply::Answer { ticket: 6, answer }] = &pair.service.hear(&ask)[..] else {
        panic!("{ask} was not answered")
    };
    assert!(!answer.head.is_null());
    pair.settle(&design);
    let mut history = History::new(design);
    let rename = Command::set(EntityId::new(Kind::Vpc, 1), "name", "renamed since");
    history.commit("rename", &[rename]).unwrap();
    let design = history.design().clone();
    let ask = pair.link.ask(&Ask::File, &design, 7).unwrap();
    let [Reply::Answer { ticket: 7, answer }] = &pair.service.hear(&ask)[..] else {
        panic!("{ask} was not answered")
    };
    assert_eq!(answer.texts, [save(&design)]);
    // The question changed nothing.
    assert!(!pair.link.has(&design));
    pair.settle(&design);
    agree(pair.link.findings(), &design).unwrap();
}

#[test]
fn an_export_says_the_findings_of_the_design_that_was_asked_about() {
    let mut pair = Pair::default();
    let history = &mut History::new(generate(4, 9).design);
    pair.settle(history.design());
    // Two VPCs with the same block: an error that the engine has not been told of.
    let blocks = Command::set(EntityId::new(Kind::Vpc, 1), "cidrs", vec!["10.0.0.0/8"]);
    history.commit("overlap", &[blocks]).unwrap();
    let design = history.design();
    let format = "markdown".to_owned();
    let ask = pair.link.ask(&Ask::Export { format }, design, 1).unwrap();
    let [Reply::Answer { answer, .. }] = &pair.service.hear(&ask)[..] else {
        panic!("{ask} was not answered")
    };
    let fresh = run(design, TODAY).findings;
    let errors = fresh
        .iter()
        .filter(|finding| finding.severity == Severity::Error);
    let said = format!("Findings: {} errors", errors.count());
    assert!(
        answer.texts[0].contains(&said),
        "{said} is not in the summary"
    );
}

/// What the engine would save of the design.
fn file_of(pair: &mut Pair, design: &Design) -> String {
    let message = pair.link.ask(&Ask::File, design, 99).unwrap();
    pair.tell(&message);
    pair.answers.pop().unwrap().1.remove(0)
}

fn placed(vpcs: usize) -> Design {
    let mut design = generate(vpcs, 8).design;
    design.layout = automatic_layout(&design, None).into_iter().collect();
    design
}

#[test]
fn places_are_handed_over_too() {
    // More than fit into one message.
    let design = placed(160);
    assert!(design.layout.len() > 1000);
    let mut pair = Pair::default();
    pair.settle(&design);
    assert_eq!(file_of(&mut pair, &design), save(&design));
}

#[test]
fn what_the_engine_has_read_is_not_handed_over_again() {
    let mut history = History::new(placed(30));
    let rename = |name: &str| Command::set("vpc-1".parse::<EntityId>().unwrap(), "name", name);
    let file = save(history.design());
    let entry = format!("[{}]", rename("recovered").to_json());
    history.commit("rename", &[rename("recovered")]).unwrap();

    // The engine reads a file and its journal, and the page puts the pieces together.
    let mut pair = Pair::default();
    let ask = Ask::Read {
        entries: vec![entry],
    };
    let message = pair.link.ask(&ask, history.design(), 7).unwrap();
    let replies = pair.service.hear_with(&message, &file);
    let [Reply::Answer { ticket: 7, answer }] = &replies[..] else {
        panic!("{replies:?}");
    };
    let opened = Opened::from_json(&answer.head).unwrap();
    assert_eq!((opened.error.as_str(), opened.lost_entries), ("", 0));
    let mut assembly = Assembly::new(&opened.name, &opened.description);
    answer
        .texts
        .iter()
        .for_each(|piece| assembly.take(piece).unwrap());
    let design = assembly.finish();
    assert!(design == *history.design());

    // It is opened, and changed before the engine is told.
    let mut history = History::new(design.clone());
    pair.link.reset();
    pair.link.offer(7, design);
    pair.link.reset();
    history.commit("rename", &[rename("changed")]).unwrap();
    let message = pair.link.next(history.design(), TODAY).unwrap();
    assert!(message.starts_with("{\"adopt\""), "{message}");
    pair.tell(&message);
    pair.settle(history.design());
    agree(pair.link.findings(), history.design()).unwrap();
    assert_eq!(file_of(&mut pair, history.design()), save(history.design()));

    // Another design is handed over, and so is this one to an engine that knows nothing.
    let other = generate(12, 4).design;
    pair.link.offer(7, history.design().clone());
    pair.link.reset();
    pair.settle(&other);
    agree(pair.link.findings(), &other).unwrap();
    pair.link.offer(7, other.clone());
    pair.link.restart();
    pair.service = Service::default();
    pair.settle(&other);
    agree(pair.link.findings(), &other).unwrap();
}

#[test]
fn a_broken_file_is_said_in_one_line() {
    let mut pair = Pair::default();
    let ask = Ask::Read {
        entries: Vec::new(),
    };
    let message = pair.link.ask(&ask, &Design::new(""), 1).unwrap();
    let replies = pair
        .service
        .hear_with(&message, "{\"format\": \"netwright\"");
    let [Reply::Answer { answer, .. }] = &replies[..] else {
        panic!("{replies:?}");
    };
    let opened = Opened::from_json(&answer.head).unwrap();
    assert!(
        opened.error.starts_with("line 1: expected JSON"),
        "{}",
        opened.error
    );
    assert!(answer.texts.is_empty());
}

/// The answer to a question about these files.
fn gathered(pair: &mut Pair, files: &[(&str, &str)]) -> (Gathered, Vec<String>) {
    let message = pair.link.ask(&Ask::Gather, &Design::new(""), 3).unwrap();
    let ticket = pair.service.begin_gathering(&message).unwrap();
    for (name, text) in files {
        let bytes = Some(text.as_bytes().to_vec());
        assert!(pair.service.gather(ticket, name, bytes));
        while pair.service.gather_more(ticket).is_some() {}
    }
    let replies = pair.service.end_gathering(ticket);
    let [Reply::Answer { ticket: 3, answer }] = &replies[..] else {
        panic!("{replies:?}");
    };
    let head = Gathered::from_json(&answer.head).unwrap();
    (head, answer.texts.clone())
}

#[test]
fn describe_files_become_a_design_that_the_engine_has_already() {
    let mut pair = Pair::default();
    let vpcs = r#"{"Vpcs": [{"VpcId": "vpc-0a1", "CidrBlock": "10.0.0.0/16"}]}"#;
    let files = [
        ("out/eu-west-3/vpcs.json", vpcs),
        ("out/broken.json", "{\"Subnets\": ["),
    ];
    let (head, pieces) = gathered(&mut pair, &files);
    assert!(head.is_known && head.opened.error.is_empty());
    assert_eq!(
        (head.files, head.opened.name.as_str()),
        (2, "AWS in eu-west-3")
    );
    let (word, line) = &head.opened.notes[0];
    assert_eq!(word, "unreadable");
    assert!(line.starts_with("out/broken.json: expected JSON"), "{line}");
    let mut assembly = Assembly::new(&head.opened.name, &head.opened.description);
    for piece in &pieces {
        assembly.take(piece).unwrap();
    }
    let design = assembly.finish();
    assert_eq!(design.count(Kind::Vpc), 1);
    pair.link.offer(3, design.clone());
    pair.link.reset();
    let message = pair.link.next(&design, TODAY).unwrap();
    assert!(message.starts_with("{\"adopt\""), "{message}");
    pair.tell(&message);
    pair.settle(&design);
    agree(pair.link.findings(), &design).unwrap();
}

#[test]
fn files_that_no_importer_takes_or_nobody_waits_for_make_no_design() {
    let mut pair = Pair::default();
    let (head, pieces) = gathered(&mut pair, &[("notes.json", "{\"a\"")]);
    assert!(!head.is_known && pieces.is_empty());
    assert!(
        head.opened.error.starts_with("notes.json: expected JSON"),
        "{head:?}"
    );

    let message = pair.link.ask(&Ask::Gather, &Design::new(""), 4).unwrap();
    let ticket = pair.service.begin_gathering(&message).unwrap();
    assert!(pair.service.gather(ticket, "a.json", None));
    assert!(pair.service.hear("{\"drop\": 4}").is_empty());
    assert!(!pair.service.gather(ticket, "b.json", None));
    assert!(pair.service.end_gathering(ticket).is_empty());
}

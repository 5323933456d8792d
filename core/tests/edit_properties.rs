//! What must hold for every design and every edit, over random sessions.

#![allow(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use netwright_core::edit::{Command, History, Mint, apply, copy, difference, paste};
use netwright_core::model::{Kind, Record};
use netwright_core::{format, notation};
use proptest::prelude::*;

mod support;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn undo_and_redo_are_exact(seed: u64) {
        let mut random = support::Random::new(seed);
        let mut history = History::new(netwright_core::model::Design::new("x"));
        let mut designs = vec![history.design().clone()];
        for _ in 0..40 {
            let commands = support::commands(&mut random, &mut history);
            history.commit("step", &commands).unwrap();
            prop_assert!(history.design().dangling().is_empty());
            designs.push(history.design().clone());
        }
        for design in designs.iter().rev().skip(1) {
            prop_assert!(history.undo());
            prop_assert!(history.design() == design);
        }
        prop_assert!(!history.undo());
        for design in designs.iter().skip(1) {
            prop_assert!(history.redo());
            prop_assert!(history.design() == design);
        }
    }

    #[test]
    fn a_gesture_is_one_step_from_its_start(seed: u64) {
        let mut history = support::wander(seed, 20);
        let mut random = support::Random::new(seed ^ 1);
        let start = history.design().clone();
        history.begin("drag");
        for _ in 0..5 {
            let commands = support::commands(&mut random, &mut history.clone());
            let _ = history.preview(&commands);
        }
        let mut cancelled = history.clone();
        cancelled.cancel();
        prop_assert!(cancelled.design() == &start);
        let end = history.design().clone();
        history.finish();
        prop_assert!(history.design() == &end);
        if end != start {
            prop_assert!(history.undo());
            prop_assert!(history.design() == &start);
        }
    }

    #[test]
    fn the_file_gives_the_design_back(seed: u64) {
        let history = support::wander(seed, 30);
        let text = format::save(history.design());
        let loaded = format::load(&text).unwrap();
        prop_assert!(loaded.notes.is_empty());
        prop_assert_eq!(format::save(&loaded.design), text);
        prop_assert!(&loaded.design == history.design());
    }

    #[test]
    fn the_notation_gives_the_design_back(seed: u64) {
        let history = support::wander(seed, 30);
        let mut design = history.design().clone();
        design.layout.clear();
        let text = notation::print(&design);
        let parsed = notation::parse(&text).unwrap();
        prop_assert_eq!(notation::print(&parsed), text);
        prop_assert!(parsed == design);
    }

    #[test]
    fn the_difference_of_two_designs_leads_from_one_to_the_other(seed: u64, steps in 0_usize..12) {
        let mut history = support::wander(seed, 25);
        let new = history.design().clone();
        for _ in 0..steps {
            history.undo();
        }
        let old = history.design();
        let forth = apply(old, &difference(old, &new)).unwrap().design;
        prop_assert!(forth == new);
        let back = apply(&new, &difference(&new, old)).unwrap().design;
        prop_assert!(&back == old);
        prop_assert!(difference(&new, &new).is_empty());
    }

    #[test]
    fn commands_survive_json(seed: u64) {
        let mut history = support::wander(seed, 20);
        let mut random = support::Random::new(seed ^ 2);
        for command in support::commands(&mut random, &mut history) {
            prop_assert_eq!(Command::from_json(&command.to_json()), Ok(command));
        }
    }

    #[test]
    fn a_copy_can_be_pasted_here_and_elsewhere(seed: u64) {
        let history = support::wander(seed, 30);
        let design = history.design();
        let ids: Vec<_> = design.rows(Kind::Vpc).map(Record::id).collect();
        let rows = copy(design, &ids);
        let mut mint = Mint::after(design);
        let here = apply(design, &paste(design, &rows, &mut mint)).unwrap().design;
        prop_assert_eq!(here.count(Kind::Vpc), 2 * ids.len());
        let empty = netwright_core::model::Design::new("empty");
        let there = apply(&empty, &paste(&empty, &rows, &mut Mint::after(&empty))).unwrap().design;
        prop_assert_eq!(there.count(Kind::Vpc), ids.len());
        prop_assert!(there.dangling().is_empty());
    }

    #[test]
    fn no_text_makes_the_readers_panic(text: String, cut in 0_usize..4000, seed: u64) {
        let _ = format::load(&text);
        let _ = notation::parse(&text);
        let saved = format::save(support::wander(seed, 10).design());
        let cut = saved.floor_char_boundary(cut.min(saved.len() - 2));
        prop_assert!(format::load(&saved[..cut]).is_err());
    }
}

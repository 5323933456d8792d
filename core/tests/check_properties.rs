//! Facts and findings kept over a session are those of a fresh start, after every step.

#![allow(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use netwright_core::analysis::{Facts, HubRoutes, Index};
use netwright_core::checks::{Checker, run};
use netwright_core::edit::{Command, History};
use netwright_core::generate;
use netwright_core::model::{Design, TransitGateway, Vpc};
use proptest::prelude::*;

mod support;

fn agree(kept: &Checker, design: &Design) -> Result<(), TestCaseError> {
    let fresh = Facts::new(design);
    prop_assert_eq!(kept.facts().index(), &Index::new(design));
    for vpc in design.all::<Vpc>() {
        prop_assert_eq!(kept.facts().routes(vpc.id), fresh.routes(vpc.id));
    }
    for hub in design.all::<TransitGateway>() {
        prop_assert_eq!(kept.facts().hub_routes(hub.id), fresh.hub_routes(hub.id));
        for table in fresh
            .hub_routes(hub.id)
            .into_iter()
            .flat_map(HubRoutes::tables)
        {
            let ends = |facts: &Facts| facts.ends_from_table(hub.id, table.key).to_vec();
            prop_assert_eq!(ends(kept.facts()), ends(&fresh), "{:?}", table.key);
        }
        prop_assert_eq!(kept.facts().crossings(hub), fresh.crossings(hub));
    }
    let (kept, fresh) = (kept.verdict(), run(design, "2026-11-23"));
    for (ours, theirs) in kept.findings.iter().zip(&fresh.findings) {
        prop_assert_eq!(ours, theirs);
    }
    prop_assert_eq!(kept, fresh);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20))]

    #[test]
    fn what_is_kept_is_what_a_fresh_start_gives(seed: u64) {
        let mut random = support::Random::new(seed);
        let mut history = support::wander(seed, 5);
        let mut checker = Checker::new(history.design(), "2026-11-23");
        for _ in 0..60 {
            let commands = support::commands(&mut random, &mut history);
            history.commit("step", &commands).unwrap();
            checker.update(history.design());
            agree(&checker, history.design())?;
        }
    }

    #[test]
    fn edits_of_an_estate_keep_what_they_do_not_touch(seed: u64) {
        let mut random = support::Random::new(seed);
        let estate = generate::generate(12, seed).design;
        let mut history = History::new(estate);
        let mut checker = Checker::new(history.design(), "2026-11-23");
        for _ in 0..12 {
            let commands = support::commands(&mut random, &mut history);
            history.commit("step", &commands).unwrap();
            checker.update(history.design());
            agree(&checker, history.design())?;
        }
    }

    /// Hubs that are peered, in a star and behind each other: what one edit leaves alone is kept from edit to edit.
    #[test]
    fn edits_behind_one_hub_keep_the_ways_of_its_peers(seed: u64) {
        let mut random = support::Random::new(seed);
        let mut history = History::new(generate::generate(34, seed).design);
        let mut checker = Checker::new(history.design(), "2026-11-23");
        for _ in 0..15 {
            let commands = support::commands(&mut random, &mut history);
            history.commit("step", &commands).unwrap();
            checker.update(history.design());
            agree(&checker, history.design())?;
        }
    }
}

/// A block that comes back reaches the tables of peered hubs although no way of theirs met its VPC before.
#[test]
fn a_block_that_comes_back_is_seen_behind_peered_hubs() {
    let design = generate::generate(34, 5).design;
    let mut history = History::new(design.clone());
    let mut checker = Checker::new(&design, "2026-11-23");
    for vpc in design.all::<Vpc>() {
        let blocks: Vec<String> = vpc.cidrs.iter().map(ToString::to_string).collect();
        for blocks in [Vec::new(), blocks] {
            let command = Command::set(vpc.id, "cidrs", blocks);
            history.commit("blocks", &[command]).unwrap();
            checker.update(history.design());
            agree(&checker, history.design()).unwrap();
        }
    }
}

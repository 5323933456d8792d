//! Which function is in which part, and through which place of the table the other part calls it.

use std::collections::{BTreeMap, BTreeSet};

use super::module::Module;
use super::patterns::Patterns;
use crate::run::Outcome;

/// The two sides of a cut through the program.
pub(super) struct Plan {
    /// By number of the function: whether it is in the part that comes later.
    pub later: Vec<bool>,
    /// The place in the table of each function that is called across the cut or is in the table anyway.
    pub places: BTreeMap<usize, usize>,
    /// What is added at the table's end.
    pub added: Vec<usize>,
    /// Where that begins.
    pub first_added: usize,
    /// Functions of the later part that the first one refers to, and the other way round.
    pub entered: BTreeSet<usize>,
    pub left: BTreeSet<usize>,
    /// Differs from program to program: parts of two don't fit together, whatever a host serves.
    pub stamp: String,
}

impl Plan {
    pub(super) fn of(module: &Module, patterns: &Patterns, stamp: &str) -> Outcome<Self> {
        let count = module.functions.len();
        let imported = module.imports.len();
        let named: Vec<bool> = (0..count)
            .map(|function| {
                function >= imported
                    && patterns.is_later(
                        &module.names[function],
                        module.bodies[function - imported].len(),
                    )
            })
            .collect();

        // What can run without a function that was named to come later, stays; so does what the table alone knows.
        let mut stays = vec![false; count];
        let in_table = module
            .elements
            .iter()
            .flat_map(|element| &element.functions);
        let mut open: Vec<usize> = (0..imported)
            .chain(module.entries.iter().copied())
            .collect();
        open.extend(in_table.clone());
        while let Some(function) = open.pop() {
            let is_seen = stays
                .get(function)
                .copied()
                .ok_or("a function has no number")?;
            if !is_seen && !named[function] {
                stays[function] = true;
                open.extend(calls(module, function));
            }
        }
        let later: Vec<bool> = stays.iter().map(|stays| !stays).collect();

        let mut entered: BTreeSet<usize> = in_table
            .chain(&module.entries)
            .copied()
            .filter(|function| later[*function])
            .collect();
        let mut left = BTreeSet::new();
        let mut across = BTreeSet::new();
        across.extend(
            module
                .entries
                .iter()
                .copied()
                .filter(|function| later[*function]),
        );
        for function in imported..count {
            for called in calls(module, function) {
                if later[called] != later[function] {
                    across.insert(called);
                    if later[called] {
                        entered.insert(called)
                    } else {
                        left.insert(called)
                    };
                }
            }
        }

        let mut places = BTreeMap::new();
        for element in &module.elements {
            for (place, function) in element.functions.iter().enumerate() {
                places.entry(*function).or_insert(element.offset + place);
            }
        }
        let first_added = module.tables.first().ok_or("the page has no table")?.least;
        // Those that the later part brings stand together.
        let (mut added, others): (Vec<usize>, Vec<usize>) = across
            .into_iter()
            .filter(|function| !places.contains_key(function))
            .partition(|function| later[*function]);
        added.extend(others);
        for (place, function) in added.iter().enumerate() {
            places.insert(*function, first_added + place);
        }
        Ok(Self {
            later,
            places,
            added,
            first_added,
            entered,
            left,
            stamp: stamp.to_owned(),
        })
    }

    /// Under which name the first part exports for the later one what both share.
    pub(super) fn shared_name(&self, letter: char, index: usize) -> String {
        format!("{letter}{index}-{}", self.stamp)
    }
}

/// The functions that one with this number calls; an imported one calls none that we know.
fn calls(module: &Module, function: usize) -> impl Iterator<Item = usize> {
    let body = function.checked_sub(module.imports.len());
    let calls = body.and_then(|body| module.calls.get(body));
    calls.into_iter().flatten().map(|called| *called as usize)
}

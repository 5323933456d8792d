//! `cargo xtask tidy`: the rules of the house, each a test with a name.
//!
//! A rule worth stating is a rule that something checks. What the compiler and Clippy can check is left to them; the
//! rest is one file each in this folder.

#![expect(
    clippy::case_sensitive_file_extension_comparisons,
    reason = "paths of this repository, whose extensions are lower case"
)]

mod colours;
mod decisions;
mod documented;
mod layering;
mod lengths;
mod modules;
mod page;
mod tree;
mod words;

use crate::run::{self, Outcome};
use crate::test::Tally;
use crate::tools::{self, Tool};

use tree::Tree;

/// A rule over the tracked files: its name, and the places that break it, one line each.
type Rule = (&'static str, fn(&Tree) -> Vec<String>);

const RULES: [Rule; 8] = [
    ("colours stand in the theme only", colours::check),
    ("decisions are linked from their index", decisions::check),
    (
        "every module has a doc comment, and ARCHITECTURE.md names it",
        documented::check,
    ),
    ("modules use only what lies below them", layering::check),
    ("files can be read in one sitting", lengths::check),
    (
        "every file is declared, and lists are sorted and whole",
        modules::check,
    ),
    ("the page leaves the engine to the engine", page::check),
    ("the repository speaks of the product alone", words::check),
];

/// What the toolchain checks.
const COMMANDS: [(&str, &[&str]); 3] = [
    ("rustfmt", &["cargo", "fmt", "--all", "--check"]),
    (
        "clippy",
        &[
            "cargo",
            "clippy",
            "--quiet",
            "--workspace",
            "--exclude",
            "netwright-app",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
    ),
    (
        "clippy, app on wasm32",
        &[
            "cargo",
            "clippy",
            "--quiet",
            "--package",
            "netwright-app",
            "--target",
            "wasm32-unknown-unknown",
            "--",
            "-D",
            "warnings",
        ],
    ),
];

/// The chore: everything, and an error if anything is broken. `--quick` leaves the toolchain's part out.
pub(crate) fn tidy(arguments: &[String]) -> Outcome {
    let is_quick = match arguments {
        [] => false,
        [only] if only == "--quick" => true,
        _ => return Err("`tidy` knows --quick".to_owned()),
    };
    let tally = if is_quick {
        check_rules()?
    } else {
        tools::ensure_all(&[Tool::RustComponents, Tool::WasmTarget])?;
        run_all()?
    };
    println!("{} passed, {} failed", tally.passed, tally.failed);
    if tally.failed == 0 {
        Ok(())
    } else {
        Err("the house is not tidy".to_owned())
    }
}

/// Every rule and every command of the toolchain.
pub(crate) fn run_all() -> Outcome<Tally> {
    let mut tally = check_rules()?;
    for (name, words) in COMMANDS {
        count(
            &mut tally,
            name,
            run::run(&mut run::words(words)).err().into_iter().collect(),
        );
    }
    Ok(tally)
}

fn check_rules() -> Outcome<Tally> {
    let tree = Tree::read()?;
    let mut tally = Tally::default();
    for (name, check) in RULES {
        count(&mut tally, name, check(&tree));
    }
    Ok(tally)
}

fn count(tally: &mut Tally, name: &str, problems: Vec<String>) {
    if problems.is_empty() {
        tally.passed += 1;
        println!("ok      {name}");
    } else {
        tally.failed += 1;
        println!("FAILED  {name}");
        for problem in problems {
            println!("        {problem}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_hold() {
        let tree = Tree::read().expect("the tree can be listed");
        let broken: Vec<_> = RULES.iter().flat_map(|(_, check)| check(&tree)).collect();
        assert!(broken.is_empty(), "{}", broken.join("\n"));
    }
}

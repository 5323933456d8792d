//! `cargo xtask docs`: the references that are generated from the code, by the product's own command line.

use crate::run::{self, Outcome};
use crate::test::Tally;

/// A generated file, and what the command line prints into it.
struct Reference {
    path: &'static str,
    arguments: &'static [&'static str],
}

const REFERENCES: [Reference; 5] = [
    Reference {
        path: "docs/checks.md",
        arguments: &["reference", "checks"],
    },
    Reference {
        path: "docs/cli.md",
        arguments: &["reference", "cli"],
    },
    Reference {
        path: "docs/facts.md",
        arguments: &["reference", "facts"],
    },
    Reference {
        path: "docs/kinds.md",
        arguments: &["reference", "kinds"],
    },
    Reference {
        path: "docs/netwright.schema.json",
        arguments: &["schema"],
    },
];

/// Writes them, or with `--check` only compares them.
pub(crate) fn docs(arguments: &[String]) -> Outcome {
    match arguments {
        [] => REFERENCES.iter().try_for_each(|reference| {
            run::write(&run::at_root(reference.path), &generate(reference)?)
        }),
        [only] if only == "--check" => match check().failed {
            0 => Ok(()),
            stale => Err(format!(
                "{stale} references differ from the code: `cargo xtask docs`"
            )),
        },
        _ => Err("`docs` knows --check".to_owned()),
    }
}

/// Compares each reference with what the code says now.
pub(crate) fn check() -> Tally {
    let mut tally = Tally::default();
    for reference in &REFERENCES {
        let is_current = run::read(&run::at_root(reference.path))
            .is_ok_and(|text| generate(reference).is_ok_and(|now| now == text));
        if is_current {
            tally.passed += 1;
        } else {
            println!(
                "{} differs from the code: `cargo xtask docs`",
                reference.path
            );
            tally.failed += 1;
        }
    }
    tally
}

fn generate(reference: &Reference) -> Outcome<String> {
    let mut netwright = run::words(&["cargo", "run", "--quiet", "--package", "netwright", "--"]);
    run::capture(netwright.args(reference.arguments))
}

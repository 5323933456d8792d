//! The README's tour of the command line, typed as it stands there: each line ends with the exit code that the README
//! says, 0 where it says none.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::path::Path;
use std::process::Command;

const README: &str = include_str!("../../README.md");
const BY_CARGO: &str = "cargo run -p netwright -- ";

#[test]
fn the_tour_works_to_the_letter() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme");
    std::fs::create_dir_all(&folder).unwrap();
    let steps: Vec<&str> = README
        .lines()
        .filter_map(|line| line.strip_prefix(BY_CARGO))
        .collect();
    assert!(
        steps.len() >= 5,
        "the README has a tour of the command line"
    );
    for step in steps {
        let (typed, said) = step.split_once('#').unwrap_or((step, ""));
        let expected = said.split_once("exit code ").map_or(0, |(_, code)| {
            let digits: String = code.chars().take_while(char::is_ascii_digit).collect();
            digits.parse().unwrap()
        });
        let done = Command::new(env!("CARGO_BIN_EXE_netwright"))
            .args(typed.split_whitespace())
            .current_dir(&folder)
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&done.stderr);
        assert_eq!(done.status.code(), Some(expected), "{typed}: {errors}");
        assert!(
            !done.stdout.is_empty() || typed.contains(" -o "),
            "{typed} says nothing"
        );
    }
    assert!(folder.join("out").is_dir(), "the export wrote its folder");
}

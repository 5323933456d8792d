//! The page of the checks.

use std::fmt::Write as _;

use netwright_core::checks::{self, FAMILIES};

use super::cell;

pub(super) fn page() -> String {
    let mut text = String::from(
        "# Checks\n\nGenerated from the checks themselves by `cargo xtask docs`. `netwright explain CODE` prints one of them.\n\n\
         | code | name | severity | what is found |\n|---|---|---|---|\n",
    );
    for check in checks::all() {
        let link = anchor(&title(check));
        let _ = writeln!(
            text,
            "| [{}](#{link}) | {} | {} | {} |",
            check.code,
            check.name,
            check.severity,
            cell(check.summary)
        );
    }
    for family in FAMILIES {
        let _ = write!(text, "\n## {}: {}\n", family.prefix, family.title);
        for check in family.checks {
            let _ = write!(text, "\n### {}\n\n", title(check));
            let _ = writeln!(
                text,
                "{}, since {}: {}.\n",
                check.severity, check.since, check.summary
            );
            text.push_str(&below(check.doc));
        }
    }
    text
}

fn title(check: &checks::Check) -> String {
    format!("{} {}", check.code, check.name)
}

/// The documentation with its headings two levels further down, and no space that the doc comment brought along.
fn below(doc: &str) -> String {
    doc.lines()
        .map(|line| {
            let line = line.strip_prefix(' ').unwrap_or(line).trim_end();
            if line.starts_with("## ") {
                format!("##{line}\n")
            } else {
                format!("{line}\n")
            }
        })
        .collect()
}

/// What hosts make of a heading.
fn anchor(heading: &str) -> String {
    heading.to_lowercase().replace(' ', "-")
}

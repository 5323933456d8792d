//! The page of the facts about AWS.

use std::fmt::Write as _;

use netwright_core::aws::{self, CatalogueEntry};

use super::cell;

/// Families with more facts than a person reads are counted here and listed by the command line.
const LONGEST_TABLE: usize = 150;

pub(super) fn page() -> String {
    let mut text = String::from(
        "# Facts about AWS\n\nGenerated from `core/src/aws` and `core/data` by `cargo xtask docs`. Each fact has its source and the date \
         up to which the copy that was read is known to hold. `netwright explain --facts` prints all of them, separated by tabs.\n",
    );
    let facts = aws::catalogue();
    for family in facts.chunk_by(|one, next| one.family == next.family) {
        let _ = write!(text, "\n## {}\n\n", family[0].family);
        if family.len() > LONGEST_TABLE {
            let first = &family[0];
            let _ = writeln!(
                text,
                "{} facts, such as {}: {} ({}).",
                family.len(),
                cell(&first.name),
                cell(&first.value),
                linked(first.source.reference)
            );
        } else {
            table(family, &mut text);
        }
    }
    text
}

fn table(family: &[CatalogueEntry], text: &mut String) {
    text.push_str("| fact | value | source | date | note |\n|---|---|---|---|---|\n");
    for entry in family {
        let source = entry.source;
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} |",
            cell(&entry.name),
            cell(&entry.value),
            linked(source.reference),
            source.date,
            cell(source.note)
        );
    }
}

fn linked(reference: &str) -> String {
    if reference.starts_with("https://") {
        format!("<{reference}>")
    } else {
        cell(reference)
    }
}

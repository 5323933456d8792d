//! `netwright reference`: pages of `docs/` that are made from the code. Hidden: `cargo xtask docs` calls it.

mod checks;
mod commands;
mod facts;
mod kinds;

use std::process::ExitCode;

use crate::failure::Failure;
use crate::output;

/// Prints a page of the generated references.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Which page
    #[arg(value_enum)]
    page: Page,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Page {
    /// Every check, with its documentation
    Checks,
    /// This command line
    Cli,
    /// Every fact about AWS, with its source
    Facts,
    /// Every kind of record, with its fields
    Kinds,
}

/// `program` is the whole command line, whose help is one of the pages.
pub(crate) fn run(arguments: &Arguments, program: clap::Command) -> Result<ExitCode, Failure> {
    let page = match arguments.page {
        Page::Checks => checks::page(),
        Page::Cli => commands::page(program),
        Page::Facts => facts::page(),
        Page::Kinds => kinds::page(),
    };
    output::print(&page)?;
    Ok(ExitCode::SUCCESS)
}

/// Text that may stand in a cell of a Markdown table.
fn cell(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace('|', "\\|")
}

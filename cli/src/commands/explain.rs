//! `netwright explain`: what a check does and why, and the facts about AWS with their sources.

use std::fmt::Write as _;
use std::process::ExitCode;

use netwright_core::{aws, checks};

use crate::failure::Failure;
use crate::{output, unknown_fields};

/// Explains a check, or lists the facts about AWS that Netwright relies on.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Code or name of the check, such as ADR101
    #[arg(required_unless_present_any = ["facts", "list"])]
    code: Option<String>,
    /// Lists every fact with its source and date, separated by tabs
    #[arg(long, conflicts_with_all = ["code", "list"])]
    facts: bool,
    /// Lists the checks, one a line
    #[arg(long, conflicts_with = "code")]
    list: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let text = match &arguments.code {
        Some(code) => check(code)?,
        None if arguments.facts => facts(),
        None => list(),
    };
    output::print(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn check(code: &str) -> Result<String, Failure> {
    if code.eq_ignore_ascii_case(unknown_fields::CODE) || code == unknown_fields::NAME {
        return Ok(unknown_fields::DOC.to_owned());
    }
    checks::find(code)
        .map(checks::Check::markdown)
        .ok_or_else(|| {
            Failure::unknown_name(format!(
                "no check is called {code:?}; `netwright explain --list` has their names"
            ))
        })
}

fn list() -> String {
    let mut lines: Vec<_> = checks::all()
        .map(|check| (check.code, check.name, check.summary))
        .collect();
    lines.push((
        unknown_fields::CODE,
        unknown_fields::NAME,
        unknown_fields::SUMMARY,
    ));
    lines.sort_unstable();
    let width = lines
        .iter()
        .map(|(_, name, _)| name.len())
        .max()
        .unwrap_or(0);
    let mut text = String::new();
    for (code, name, summary) in lines {
        let _ = writeln!(text, "{code}  {name:width$}  {summary}");
    }
    text
}

fn facts() -> String {
    let mut text = String::from("family\tfact\tvalue\tsource\tdate\tnote\n");
    for entry in aws::catalogue() {
        let source = entry.source;
        let row = [
            entry.family,
            &entry.name,
            &entry.value,
            source.reference,
            source.date,
            source.note,
        ];
        // A tab or a line break in a value would break the table.
        let row: Vec<_> = row
            .iter()
            .map(|cell| cell.replace(['\t', '\n'], " "))
            .collect();
        let _ = writeln!(text, "{}", row.join("\t"));
    }
    text
}

//! `netwright check`: what is wrong with designs, for people and for CI.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::ExitCode;

use netwright_core::checks::{self, Finding, Verdict};
use netwright_core::model::{Design, EntityId};
use serde_json::{Value, json};

use super::sarif;
use crate::failure::Failure;
use crate::locations::{Locations, Place};
use crate::output::shown;
use crate::policy::Policy;
use crate::today::today;
use crate::{input, output, unknown_fields};

/// Checks designs: exit code 0 where nothing is at or above --fail-on, 1 where something is.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Designs; - for standard input
    #[arg(required = true)]
    files: Vec<String>,
    /// How to say it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Leaves out the findings of a check, by code or name; may be given several times
    #[arg(long, value_name = "CODE")]
    allow: Vec<String>,
    /// The least severity that makes the exit code 1
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Error)]
    fail_on: FailOn,
    /// A policy: intents that every design must meet besides its own
    #[arg(long, value_name = "FILE")]
    intents: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// One line a finding, with its path and its fix below
    Text,
    /// A list of findings
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum FailOn {
    Error,
    Warning,
}

/// A finding in a file.
#[derive(Debug)]
pub(crate) struct Found {
    /// The file, where it is not the design's own.
    pub file: Option<String>,
    pub place: Place,
    /// The form of `--format json`, without the location.
    pub json: Value,
    /// The reason, where it was accepted.
    pub suppressed: Option<String>,
}

/// What was found in one file.
#[derive(Debug)]
pub(super) struct Report {
    pub path: String,
    pub found: Vec<Found>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let allowed = arguments
        .allow
        .iter()
        .map(|code| allowed_code(code))
        .collect::<Result<Vec<_>, _>>()?;
    let policy = arguments.intents.as_deref().map(Policy::read).transpose()?;
    let mut reports = Vec::new();
    for path in &arguments.files {
        let mut report = report(path, policy.as_ref())?;
        report
            .found
            .retain(|found| !allowed.iter().any(|code| found.text("code") == code));
        reports.push(report);
    }
    let text = match arguments.format {
        Format::Text => text(&reports),
        Format::Json => netwright_core::format::pretty(&json(&reports)),
        Format::Sarif => netwright_core::format::pretty(&sarif::log(&reports)),
    };
    output::print(&text)?;
    let fails = |found: &Found| match arguments.fail_on {
        FailOn::Error => found.text("severity") == "error",
        FailOn::Warning => matches!(found.text("severity"), "error" | "warning"),
    };
    let failed = reports.iter().flat_map(Report::open).any(fails);
    Ok(if failed {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    })
}

/// The code that `--allow` names.
fn allowed_code(name: &str) -> Result<String, Failure> {
    if name.eq_ignore_ascii_case(unknown_fields::CODE) || name == unknown_fields::NAME {
        return Ok(unknown_fields::CODE.to_owned());
    }
    let check = checks::find(name).ok_or_else(|| {
        Failure::unknown_name(format!(
            "--allow: no check is called {name:?}; `netwright explain --list` has their names"
        ))
    })?;
    Ok(check.code.to_owned())
}

fn report(path: &str, policy: Option<&Policy>) -> Result<Report, Failure> {
    let read = input::design(path)?;
    let locations = Locations::of(&read.text);
    let (design, added) = match policy {
        Some(policy) => policy.applied(&read.design, path)?,
        None => (read.design.clone(), Added::new()),
    };
    let verdict = checks::run(&design, &today());
    let mut found = unknown_fields::findings(&read.notes, &design, &locations);
    let place = |finding: &Finding| {
        let own = locations.of_record(finding.subject.id, finding.subject.field);
        let index = finding.subject.id.and_then(|id| added.get(&id));
        match (policy, index) {
            (Some(policy), Some(index)) => (Some(policy.path.clone()), policy.place(*index)),
            _ => (None, own),
        }
    };
    found.extend(collect(&design, &verdict, &place));
    Ok(Report {
        path: read.path,
        found,
    })
}

fn collect(
    design: &Design,
    verdict: &Verdict,
    place: &dyn Fn(&Finding) -> (Option<String>, Place),
) -> Vec<Found> {
    let one = |finding: &Finding, suppressed| {
        let (file, place) = place(finding);
        Found {
            file,
            place,
            json: finding.to_json(design),
            suppressed,
        }
    };
    let open = verdict.findings.iter().map(|finding| one(finding, None));
    let accepted = verdict.suppressed.iter().map(|(finding, id)| {
        let reason = design
            .get(*id)
            .map(|suppression| suppression.reason.clone());
        one(finding, Some(reason.unwrap_or_default()))
    });
    open.chain(accepted).collect()
}

impl Found {
    /// The file that it is about.
    pub(super) fn file<'a>(&'a self, design: &'a str) -> &'a str {
        self.file.as_deref().unwrap_or(design)
    }

    pub(super) fn text(&self, key: &str) -> &str {
        self.json
            .get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }
}

impl Report {
    /// Findings that nobody accepted.
    fn open(&self) -> impl Iterator<Item = &Found> {
        self.found.iter().filter(|found| found.suppressed.is_none())
    }
}

fn json(reports: &[Report]) -> Value {
    let rows = reports.iter().flat_map(|report| {
        report.open().map(|found| {
            let mut row = found.json.clone();
            row["location"] = json!({
                "file": found.file(&report.path), "pointer": found.place.pointer, "line": found.place.line,
            });
            row
        })
    });
    rows.collect()
}

fn text(reports: &[Report]) -> String {
    let mut text = String::new();
    let mut counts = [0; 3];
    let mut suppressed = 0;
    for report in reports {
        suppressed += report.found.len() - report.open().count();
        for found in report.open() {
            let severity = found.text("severity");
            counts[["error", "warning", "info"]
                .iter()
                .position(|word| *word == severity)
                .unwrap_or(2)] += 1;
            write_finding(&mut text, found.file(&report.path), found);
        }
    }
    let count = |number: usize, word: &str| {
        format!("{number} {word}{}", if number == 1 { "" } else { "s" })
    };
    let _ = write!(
        text,
        "{}, {}, {}",
        count(counts[0], "error"),
        count(counts[1], "warning"),
        count(counts[2], "note")
    );
    if suppressed > 0 {
        let _ = write!(text, "; {suppressed} suppressed");
    }
    text.push('\n');
    text
}

fn write_finding(text: &mut String, path: &str, found: &Found) {
    let line = found
        .place
        .line
        .map_or_else(String::new, |line| format!(":{line}"));
    let outcome = match found.text("outcome") {
        "found" | "" => String::new(),
        other => format!(" ({other})"),
    };
    let _ = writeln!(
        text,
        "{path}{line}: {}{outcome} {} {}: {}",
        found.text("severity"),
        found.text("code"),
        found.text("name"),
        shown(found.text("message"))
    );
    let list = |key: &str| {
        found
            .json
            .get(key)
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default()
    };
    for hop in list("path") {
        let word = |key: &str| shown(hop.get(key).and_then(Value::as_str).unwrap_or_default());
        let _ = writeln!(
            text,
            "    {} {}: {}",
            word("id"),
            word("name"),
            word("text")
        );
    }
    for detail in list("details") {
        let _ = writeln!(text, "    {}", shown(detail.as_str().unwrap_or_default()));
    }
    if let Some(fix) = found.json.get("fix").filter(|fix| !fix.is_null()) {
        let word = |key: &str| shown(fix.get(key).and_then(Value::as_str).unwrap_or_default());
        let _ = writeln!(
            text,
            "    fix: {} ({})",
            word("title"),
            word("applicability")
        );
    }
}

/// Intents that a policy added to a design, with their place in its list.
pub(crate) type Added = BTreeMap<EntityId, usize>;

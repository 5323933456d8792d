//! `netwright export`: what makes the design, in the format of some tool.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use netwright_core::checks;
use netwright_core::export::{self, Exporter, Finding, Header, Source};
use netwright_core::format;
use netwright_core::model::Design;
use netwright_core::plan::plan;

use crate::failure::Failure;
use crate::today::today;
use crate::{input, output};

/// Exports what makes a design. A design with errors is refused with exit code 1, unless --allow-errors is given.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The design; - for standard input
    #[arg(required_unless_present = "list")]
    file: Option<String>,
    /// Name of the format
    #[arg(long, value_name = "FORMAT", required_unless_present = "list")]
    to: Option<String>,
    /// Folder to write to, made where it is not there; where absent, the first file goes to standard output
    #[arg(short, long, value_name = "DIR")]
    output: Option<String>,
    /// Exports a design that has errors
    #[arg(long)]
    allow_errors: bool,
    /// Lists the formats, one a line
    #[arg(long, conflicts_with_all = ["file", "to"])]
    list: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let (Some(path), Some(format)) = (&arguments.file, &arguments.to) else {
        output::print(&list())?;
        return Ok(ExitCode::SUCCESS);
    };
    let exporter = export::find(format).ok_or_else(|| {
        Failure::unknown_name(format!(
            "no format is called {format:?}; `netwright export --list` has their names"
        ))
    })?;
    let design = input::design(path)?.design;
    let header = header(&design);
    if header.errors > 0 && !arguments.allow_errors {
        let count = header.errors;
        output::complain(&format!(
            "{path}: {count} error{} found; see `netwright check`, or give --allow-errors",
            if count == 1 { "" } else { "s" }
        ));
        return Ok(ExitCode::from(1));
    }
    if let Some(why) = export::refusal(&design, exporter) {
        return Err(Failure::unreadable(format!("{path}: {why}")));
    }
    let plan = plan(&design);
    let source = Source {
        design: &design,
        plan: &plan,
        header: &header,
    };
    write(exporter, &source, arguments.output.as_deref())?;
    Ok(ExitCode::SUCCESS)
}

fn list() -> String {
    let width = export::ALL
        .iter()
        .map(|exporter| exporter.id.len())
        .max()
        .unwrap_or(0);
    let mut text = String::new();
    for exporter in export::ALL {
        let _ = writeln!(
            text,
            "{:width$}  {} ({})",
            exporter.id, exporter.title, exporter.file_name
        );
    }
    text
}

/// What every export says at its top.
pub(crate) fn header(design: &Design) -> Header {
    let verdict = checks::run(design, &today());
    let line = |finding: &checks::Finding| {
        let record = finding.subject.id.and_then(|id| design.record(id));
        Finding {
            severity: finding.severity.word().to_owned(),
            code: finding.code.to_string(),
            subject: record.map_or_else(String::new, |record| {
                format!("{} {}", record.id(), record.name())
            }),
            message: finding.message.clone(),
        }
    };
    let findings = verdict.findings.iter().map(line).collect();
    Header::new(&format::save(design), findings, verdict.suppressed.len())
}

fn write(exporter: &Exporter, source: &Source<'_>, folder: Option<&str>) -> Result<(), Failure> {
    let files = (exporter.print)(source);
    let Some(folder) = folder else {
        let Some((first, others)) = files.split_first() else {
            return Ok(());
        };
        output::print(&first.text)?;
        if !others.is_empty() {
            let names: Vec<_> = others.iter().map(|file| file.name.as_str()).collect();
            output::complain(&format!(
                "left out {}; name a folder with -o",
                names.join(", ")
            ));
        }
        return Ok(());
    };
    let folder = Path::new(folder);
    std::fs::create_dir_all(folder).map_err(|error| {
        Failure::unreadable(format!("{}: {}", folder.display(), input::reason(&error)))
    })?;
    for file in files {
        output::file(&folder.join(&file.name), &file.text)?;
    }
    Ok(())
}

//! `netwright import`: files of other sources to a design, with a line for each part that was left out.

use std::process::ExitCode;

use netwright_core::edit::{Mint, apply};
use netwright_core::import::{self, Source};
use netwright_core::{format, model::Design};

use crate::failure::Failure;
use crate::{input, output};

/// Makes a design of files of other sources, one after the other.
///
/// What can't be taken is told, one line each, and left out. The address plan is CSV with the columns region, vpc,
/// subnet, zone and cidrs; notation is what `convert --to notation` writes.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The files; - for standard input
    #[arg(required_unless_present = "list", value_name = "PATH")]
    paths: Vec<String>,
    /// What they are; recognised by name and content where absent
    #[arg(long, value_name = "NAME")]
    from: Option<String>,
    /// Prints what can be imported, one a line, the name first
    #[arg(long)]
    list: bool,
    /// The saved design to write; standard output where absent
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    if arguments.list {
        let line = |importer: &import::Importer| {
            format!(
                "{}  {}: {}\n",
                importer.name, importer.title, importer.takes
            )
        };
        output::print(&import::ALL.iter().map(line).collect::<String>())?;
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(name) = &arguments.from
        && import::find(name).is_none()
    {
        let names: Vec<&str> = import::ALL.iter().map(|importer| importer.name).collect();
        return Err(Failure::unknown_name(format!(
            "no importer is called {name:?}; there are {}",
            names.join(", ")
        )));
    }
    let mut design = Design::new("");
    let mut mint = Mint::after(&design);
    for path in &arguments.paths {
        let bytes = input::bytes(path)?;
        let name = path.rsplit('/').next().unwrap_or(path);
        let source = Source::new(name, &bytes);
        let made = import::import(&source, arguments.from.as_deref(), &design, &mut mint);
        let Some(made) = made else {
            return Err(Failure::unreadable(format!(
                "{path}: no importer takes this file; --list says what can be imported, --from chooses"
            )));
        };
        design = apply(&design, &made.commands)
            .map_err(|error| Failure::unreadable(format!("{path}: {error}")))?
            .design;
        for note in made.notes {
            output::complain(&format!("{path}: {note}"));
        }
    }
    if design.is_empty() {
        return Err(Failure::unreadable(
            "nothing could be taken, so nothing is written",
        ));
    }
    output::write(arguments.output.as_deref(), &format::save(&design))?;
    Ok(ExitCode::SUCCESS)
}

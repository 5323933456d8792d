//! `netwright import`: files of other sources to a design, with a line for each part that was left out.

use std::path::Path;
use std::process::ExitCode;

use netwright_core::edit::{Mint, apply};
use netwright_core::import::{self, Importer, Options, Source};
use netwright_core::{format, model::Design};

use crate::failure::Failure;
use crate::{folders, identity, input, output};

/// Makes a design of files of other sources, one after the other.
///
/// What can't be taken is told, one line each, and left out. The address plan is CSV with the columns region, vpc,
/// subnet, zone and cidrs; notation is what `convert --to notation` writes. A folder or a zip archive is read with all that is
/// in it, as the output of AWS describe calls; docs/import.md has the calls.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The files, or folders and zip archives of AWS describe calls; - for standard input
    #[arg(required_unless_present_any = ["list", "commands"], value_name = "PATH")]
    paths: Vec<String>,
    /// What they are; recognised by name and content where absent
    #[arg(long, value_name = "NAME")]
    from: Option<String>,
    /// The AWS tag whose values become environments; Environment, environment or env where absent
    #[arg(long, value_name = "TAG")]
    environment_tag: Option<String>,
    #[command(flatten)]
    identity: identity::IdentityArgument,
    /// Prints what can be imported, one a line, the name first
    #[arg(long)]
    list: bool,
    /// Prints the calls that collect an AWS account for import, for a shell; they only read
    #[arg(long)]
    commands: bool,
    /// The saved design to write; standard output where absent
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    if arguments.list {
        let line = |importer: &Importer| {
            format!(
                "{}  {}: {}\n",
                importer.name, importer.title, importer.takes
            )
        };
        output::print(&import::ALL.iter().map(line).collect::<String>())?;
        return Ok(ExitCode::SUCCESS);
    }
    if arguments.commands {
        output::print(import::COMMANDS)?;
        return Ok(ExitCode::SUCCESS);
    }
    let from = match &arguments.from {
        Some(name) => Some(named(name)?),
        None => None,
    };
    let options = Options {
        environment_tag: arguments.environment_tag.clone(),
    };
    let mut design = Design::new("");
    let mut mint = Mint::after(&design);
    let mut together: Vec<(String, Vec<u8>)> = Vec::new();
    for path in &arguments.paths {
        if Path::new(path).is_dir() {
            if let Some(from) = from.filter(|from| !from.is_together()) {
                return Err(Failure::unreadable(format!(
                    "{path}: expected a file, found a directory; {} is read file by file",
                    from.name
                )));
            }
            together.extend(folders::files(Path::new(path))?);
            continue;
        }
        let bytes = input::bytes(path)?;
        let name = path.rsplit('/').next().unwrap_or(path);
        let source = Source::new(name, &bytes);
        let Some(importer) = from.or_else(|| import::recognise(&source)) else {
            return Err(Failure::unreadable(format!(
                "{path}: no importer takes this file; --list says what can be imported, --from chooses"
            )));
        };
        if importer.is_together() {
            together.push((path.clone(), bytes));
            continue;
        }
        let made = importer.take(&source, &design, &mut mint);
        design = apply(&design, &made.commands)
            .map_err(|error| Failure::unreadable(format!("{path}: {error}")))?
            .design;
        for note in made.notes {
            output::complain(&format!("{path}: {note}"));
        }
    }
    if !together.is_empty() {
        let found = import::ALL.iter().find(|importer| importer.is_together());
        let importer = from.or(found);
        design = all(importer, &together, &options, &design, &mut mint)?;
    }
    if design.is_empty() {
        return Err(Failure::unreadable(
            "nothing could be taken, so nothing is written",
        ));
    }
    design.identity = Some(identity::of(&arguments.identity)?);
    output::write(arguments.output.as_deref(), &format::save(&design))?;
    Ok(ExitCode::SUCCESS)
}

fn named(name: &str) -> Result<&'static Importer, Failure> {
    import::find(name).ok_or_else(|| {
        let names: Vec<&str> = import::ALL.iter().map(|importer| importer.name).collect();
        Failure::unknown_name(format!(
            "no importer is called {name:?}; there are {}",
            names.join(", ")
        ))
    })
}

/// Reads files that tell of one thing together.
fn all(
    importer: Option<&Importer>,
    files: &[(String, Vec<u8>)],
    options: &Options,
    design: &Design,
    mint: &mut Mint,
) -> Result<Design, Failure> {
    let Some(importer) = importer else {
        return Ok(design.clone());
    };
    let sources: Vec<Source> = files
        .iter()
        .map(|(path, bytes)| Source::new(path, bytes))
        .collect();
    let made = importer.take_all(&sources, options, design, mint);
    for note in made.notes {
        output::complain(&note.to_string());
    }
    let applied = apply(design, &made.commands);
    Ok(applied
        .map_err(|error| Failure::unreadable(error.to_string()))?
        .design)
}

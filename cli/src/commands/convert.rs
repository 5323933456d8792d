//! `netwright convert`: between the saved form and the notation; also tidies a saved file.

use std::process::ExitCode;

use netwright_core::{format, notation};

use crate::failure::Failure;
use crate::{input, output};

/// Converts between the saved form and the notation, or writes a file in the canonical order.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The design; - for standard input. A name that ends in .notation holds notation
    file: String,
    /// The form to write
    #[arg(long, value_enum)]
    to: Form,
    /// File to write; standard output where absent
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Form {
    /// The saved form, JSON
    File,
    /// One line a record; layout and unknown fields are left out
    Notation,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let design = input::design(&arguments.file)?.design;
    let text = match arguments.to {
        Form::File => format::save(&design),
        Form::Notation => notation::print(&design),
    };
    output::write(arguments.output.as_deref(), &text)?;
    Ok(ExitCode::SUCCESS)
}

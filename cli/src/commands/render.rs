//! `netwright render`: the diagram as SVG.

use std::process::ExitCode;

use netwright_core::export::svg::{SvgOptions, svg};

use crate::failure::Failure;
use crate::{input, output};

/// Draws a design as SVG, laid out automatically where it has no layout.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The design; - for standard input
    file: String,
    /// File to write; standard output where absent
    #[arg(short, long, value_name = "X.svg")]
    output: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let read = input::design(&arguments.file)?;
    output::write(
        arguments.output.as_deref(),
        &svg(&read.design, SvgOptions::default()),
    )?;
    Ok(ExitCode::SUCCESS)
}

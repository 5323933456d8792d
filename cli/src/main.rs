//! The command line, for CI and ops: a second client of the core, which does no more than read, ask and write.
//!
//! Exit codes everywhere: 0 answered; 1 `check` found something, `export` of a design with errors, or a lab that is not
//! solved; 2 the input can't be read; 3 a name is unknown or ambiguous.

mod commands;
mod failure;
mod folders;
mod identity;
mod input;
mod locations;
mod output;
mod policy;
mod today;
mod unknown_fields;

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand};

use commands::{
    check, convert, explain, export, generate, import, lab, new, reach, reference, render, schema,
    trace,
};

/// Designs AWS networks, proves them and exports what makes them.
#[derive(Debug, Parser)]
#[command(name = "netwright", version, about, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Arguments),
    Convert(convert::Arguments),
    Explain(explain::Arguments),
    Export(export::Arguments),
    Generate(generate::Arguments),
    Import(import::Arguments),
    Lab(lab::Arguments),
    New(new::Arguments),
    Reach(reach::Arguments),
    #[command(hide = true)]
    Reference(reference::Arguments),
    Render(render::Arguments),
    #[command(hide = true)]
    Schema(schema::Arguments),
    Trace(trace::Arguments),
}

fn main() -> ExitCode {
    let run = match Arguments::parse().command {
        Command::Check(arguments) => check::run(&arguments),
        Command::Convert(arguments) => convert::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Lab(arguments) => lab::run(&arguments),
        Command::New(arguments) => new::run(&arguments),
        Command::Reach(arguments) => reach::run(&arguments),
        Command::Reference(arguments) => reference::run(&arguments, Arguments::command()),
        Command::Render(arguments) => render::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Trace(arguments) => trace::run(&arguments),
    };
    match run {
        Ok(code) => code,
        Err(failure) => {
            output::complain(&failure.message);
            ExitCode::from(failure.code)
        }
    }
}

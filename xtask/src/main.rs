//! Every chore of the repository, set-up included: `cargo xtask <chore>`.
//!
//! The chores install what they need into `.tools/` and `tests/node_modules/`, both of them untracked, so that a fresh
//! clone needs nothing but Rust, Node and Python. The product is never linked in here: what needs the product runs its
//! command line, so that this crate compiles in seconds.
#![expect(
    clippy::print_stdout,
    reason = "a chore talks to the person who started it"
)]

mod bench;
mod dist;
mod docs;
mod facts;
mod new;
mod run;
mod seal;
mod serve;
mod split;
mod test;
mod tidy;
mod tools;

use std::process::ExitCode;

use run::Outcome;

const USAGE: &str = "\
Usage: cargo xtask <chore>

  serve [--port N] [--release]  install what is missing, build, serve on 127.0.0.1:8080, rebuild on change
  dist                          the optimised bundle in dist/, for any static host and sub-path
  test [--all] [STAGE...]       install what is missing and run everything: tidy unit docs aws browser
  tidy                          format, lints, layering, registries and the rules of the house
  docs [--check]                write the generated references, or only compare them
  facts [--check]               make the tables of facts again from moto and botocore, or only compare them
  new KIND NAME                 skeleton of a check, exporter, importer, simulator, item, lab, template or action
  bench [engine|app] [--quick]  figures of the engine, native and in Chromium, and of the app
  shots                         the pictures of the README, made by the browser journeys
  tools                         install what is missing and list where each tool is
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Outcome {
    let (chore, rest) = arguments
        .split_first()
        .map_or(("help", &[][..]), |(first, rest)| (first.as_str(), rest));
    if rest.iter().any(|word| word == "--help" || word == "-h") {
        println!("{USAGE}");
        return Ok(());
    }
    match chore {
        "serve" => serve::serve(rest),
        "dist" => dist::dist(rest),
        "test" => test::test(rest),
        "tidy" => tidy::tidy(rest),
        "docs" => docs::docs(rest),
        "facts" => facts::facts(rest),
        "new" => new::new(rest),
        "bench" => bench::bench(rest),
        "shots" => test::shots(rest),
        "tools" => tools::list(rest),
        // Called by Trunk's hook on the bundle it has just built; of no use by hand, hence not in the usage text.
        "seal" => seal::seal_from_hook(),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        other => Err(format!("there is no chore named `{other}`\n\n{USAGE}")),
    }
}

//! `cargo xtask dist`: the optimised bundle, and what it weighs.

use std::path::PathBuf;

use crate::run::{self, Outcome};
use crate::tools::{self, Tool};

/// Builds `dist/` and prints its sizes.
pub(crate) fn dist(arguments: &[String]) -> Outcome {
    if let Some(argument) = arguments.first() {
        return Err(format!("`dist` takes no arguments, not `{argument}`"));
    }
    let folder = build()?;
    println!(
        "\n{} is ready for any static host and any sub-path",
        folder.display()
    );
    sizes()
}

/// Builds the bundle in silence about sizes; returns its folder.
pub(crate) fn build() -> Outcome<PathBuf> {
    tools::ensure_all(&[Tool::WasmTarget, Tool::WasmBindgen, Tool::Trunk, Tool::Node])?;
    let folder = run::at_root("dist");
    let mut build = tools::command("trunk");
    build
        .args([
            "build",
            "--release",
            "--skip-version-check",
            "--offline",
            "--dist",
        ])
        .arg(&folder);
    run::run(&mut build)?;
    Ok(folder)
}

/// Prints the size of each file, raw and compressed, and fails over the budget of the first screen.
pub(crate) fn sizes() -> Outcome {
    run::run(tools::command("node").args(["xtask/sizes.mjs", "dist"]))
}

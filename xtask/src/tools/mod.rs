//! Set-up: finds each tool a chore needs, installs what is missing, and says in one line what it cannot install.
//!
//! A tool that is already there in the right version is used as it is. What gets installed goes to `.tools/` and
//! `tests/node_modules/`, except the wasm target (rustup's) and Debian packages (root only).

mod aws_cli_2;
mod browsers;
mod cargo_tools;
mod node;
mod python;
mod rust;
mod shellcheck;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use crate::run::{self, Outcome};

/// A tool that a chore can ask for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Tool {
    /// `rustfmt` and `clippy`.
    RustComponents,
    /// The standard library for wasm32.
    WasmTarget,
    /// Builds and serves the app.
    Trunk,
    /// Writes the glue between wasm and JavaScript; its version is the one in `Cargo.lock`.
    WasmBindgen,
    /// Node and the packages of `tests/package.json`, `wasm-opt` among them.
    Node,
    /// A Python with the packages of `tests/aws/requirements.txt`.
    Python,
    /// Version 2 of the AWS CLI; version 1 is among the Python packages.
    AwsCli2,
    /// A Chromium or Chrome.
    Chromium,
    /// A Firefox.
    Firefox,
    /// The linter of shell scripts.
    Shellcheck,
}

impl Tool {
    const ALL: [Tool; 10] = [
        Tool::RustComponents,
        Tool::WasmTarget,
        Tool::WasmBindgen,
        Tool::Trunk,
        Tool::Node,
        Tool::Python,
        Tool::AwsCli2,
        Tool::Chromium,
        Tool::Firefox,
        Tool::Shellcheck,
    ];

    fn name(self) -> &'static str {
        match self {
            Tool::RustComponents => "rustfmt and clippy",
            Tool::WasmTarget => "wasm32 target",
            Tool::Trunk => "trunk",
            Tool::WasmBindgen => "wasm-bindgen",
            Tool::Node => "node packages",
            Tool::Python => "python packages",
            Tool::AwsCli2 => "aws cli 2",
            Tool::Chromium => "chromium",
            Tool::Firefox => "firefox",
            Tool::Shellcheck => "shellcheck",
        }
    }

    /// Where the tool is, if it is there in the right version.
    fn find(self) -> Option<PathBuf> {
        match self {
            Tool::RustComponents => rust::find_components(),
            Tool::WasmTarget => rust::find_target(),
            Tool::Trunk => cargo_tools::trunk().find(),
            Tool::WasmBindgen => cargo_tools::wasm_bindgen().find(),
            Tool::Node => node::find(),
            Tool::Python => python::find(),
            Tool::AwsCli2 => aws_cli_2::find(),
            Tool::Chromium => browsers::CHROMIUM.find(),
            Tool::Firefox => browsers::FIREFOX.find(),
            Tool::Shellcheck => shellcheck::find(),
        }
    }

    /// Installs it. The error is one line that ends in what to type.
    fn install(self) -> Outcome {
        match self {
            Tool::RustComponents => rust::install_components(),
            Tool::WasmTarget => rust::install_target(),
            Tool::Trunk => cargo_tools::trunk().install(),
            Tool::WasmBindgen => cargo_tools::wasm_bindgen().install(),
            Tool::Node => node::install(),
            Tool::Python => python::install(),
            Tool::AwsCli2 => aws_cli_2::install(),
            Tool::Chromium => browsers::CHROMIUM.install(),
            Tool::Firefox => browsers::FIREFOX.install(),
            Tool::Shellcheck => shellcheck::install(),
        }
    }
}

/// Makes sure of one tool and returns where it is.
pub(crate) fn ensure(tool: Tool) -> Outcome<PathBuf> {
    if let Some(path) = tool.find() {
        return Ok(path);
    }
    println!("set-up: {} is missing, installing it", tool.name());
    let start = Instant::now();
    tool.install()?;
    let path = tool
        .find()
        .ok_or_else(|| format!("{} was installed but cannot be found", tool.name()))?;
    println!(
        "set-up: {} is ready ({})",
        tool.name(),
        run::human(start.elapsed())
    );
    Ok(path)
}

/// Makes sure of all of them; the errors of those that could not be had, one line each. What is built from source is
/// built while the rest is fetched.
pub(crate) fn ensure_all(tools: &[Tool]) -> Outcome {
    let (built, fetched): (Vec<Tool>, Vec<Tool>) = tools
        .iter()
        .partition(|tool| matches!(tool, Tool::Trunk | Tool::WasmBindgen));
    let ensure_each = |tools: Vec<Tool>| -> Vec<String> {
        tools
            .into_iter()
            .filter_map(|tool| ensure(tool).err())
            .collect()
    };
    let problems = std::thread::scope(|scope| {
        let building = scope.spawn(|| ensure_each(built));
        let mut problems = ensure_each(fetched);
        problems.extend(
            building
                .join()
                .unwrap_or_else(|_| vec!["the set-up broke off".to_owned()]),
        );
        problems
    });
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems.join("\n"))
    }
}

/// Whether the tool is there already.
pub(crate) fn is_there(tool: Tool) -> bool {
    tool.find().is_some()
}

/// `cargo xtask tools`: installs what is missing and lists where each tool is.
pub(crate) fn list(_arguments: &[String]) -> Outcome {
    let mut problems = Vec::new();
    for tool in Tool::ALL {
        match ensure(tool) {
            Ok(path) => println!("{:20} {}", tool.name(), path.display()),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems.join("\n"))
    }
}

/// A command that sees the installed tools before those of the machine.
pub(crate) fn command(program: &str) -> Command {
    let mut command = run::command(program);
    // A stack trace of a tool's own code helps nobody here, and buries what it says.
    command
        .env("PATH", search_path())
        .env("RUST_BACKTRACE", "0");
    command
}

/// Gives a command the installed tools.
pub(crate) fn with_tools(command: &mut Command) -> &mut Command {
    command.env("PATH", search_path())
}

/// `.tools`, which holds what was installed for this clone.
pub(crate) fn folder() -> PathBuf {
    run::at_root(".tools")
}

/// The first folder of the search path that holds this program.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    std::env::split_paths(&search_path())
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
}

/// The version a program reports: the first word of its `--version` that starts with a digit.
fn version(program: &Path) -> Option<String> {
    let said = run::capture(run::command(program).arg("--version")).ok()?;
    said.split_whitespace()
        .map(|word| word.trim_start_matches('v'))
        .find(|word| word.starts_with(|first: char| first.is_ascii_digit()))
        .map(str::to_owned)
}

/// Whether the user may install Debian packages.
fn is_debian_root() -> bool {
    let is_root = run::capture(&mut run::words(&["id", "-u"])).is_ok_and(|id| id.trim() == "0");
    is_root && on_path("apt-get").is_some()
}

/// Installs a Debian package, as root.
fn install_debian_package(package: &str) -> Outcome {
    run::run(run::words(&["apt-get", "update", "-qq"]).env("DEBIAN_FRONTEND", "noninteractive"))?;
    let mut install = run::words(&[
        "apt-get",
        "install",
        "-y",
        "-qq",
        "--no-install-recommends",
        package,
    ]);
    run::run(install.env("DEBIAN_FRONTEND", "noninteractive"))
}

fn search_path() -> OsString {
    let ours = [
        folder().join("bin"),
        run::at_root("tests/node_modules/.bin"),
    ];
    let machine = std::env::var_os("PATH").unwrap_or_default();
    let all = ours.into_iter().chain(std::env::split_paths(&machine));
    std::env::join_paths(all).unwrap_or(machine)
}

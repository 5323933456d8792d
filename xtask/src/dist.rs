//! `cargo xtask dist`: the optimised bundle, and what it weighs.

use std::path::PathBuf;

use crate::run::{self, Outcome};
use crate::split;
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
    run::run(split::with_full_names(&mut build))?;
    let page = run::at_root(PAGE);
    let wasm = std::fs::read(&page).map_err(|why| format!("cannot read {PAGE}: {why}"))?;
    let linked = engine_modules_in(&wasm);
    if linked.is_empty() {
        Ok(folder)
    } else {
        Err(format!(
            "the page links what belongs to the engine: {}; ask for it by message (editor/src/analysis/ask.rs)",
            linked.join(", ")
        ))
    }
}

/// The page's program as the compiler left it, with the names of its functions.
const PAGE: &str = "target/wasm32-unknown-unknown/web/netwright-app.wasm";

/// Modules of the core that the page must not link; where one is, much else comes along.
/// Of `simulate::packet` the page has the words.
const ENGINE_MODULES: [&[&str]; 10] = [
    &["analysis", "facts"],
    &["catalog", "templates"],
    &["checks", "checker"],
    &["export", "names"],
    &["generate"],
    &["notation"],
    &["plan"],
    &["simulate", "packet", "walk"],
    &["simulate", "path_mtu"],
    &["simulate", "waf_verdict"],
];

/// The modules of the engine that some function in `wasm` is named after. Names of functions are mangled: each part
/// of a path after its length, in the old scheme and in the new one.
fn engine_modules_in(wasm: &[u8]) -> Vec<String> {
    let is_linked = |path: &&&[&str]| {
        let mangled = path
            .iter()
            .fold("14netwright_core".to_owned(), |name, part| {
                format!("{name}{}{part}", part.len())
            });
        // Implementations of traits, in the old scheme.
        let spelled = format!("netwright_core..{}..", path.join(".."));
        contains(wasm, mangled.as_bytes()) || contains(wasm, spelled.as_bytes())
    };
    let linked = ENGINE_MODULES.iter().filter(is_linked);
    linked.map(|path| path.join("::")).collect()
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|at| at == wanted)
}

/// Prints the size of each file, raw and compressed, and fails over the budget of the first screen.
pub(crate) fn sizes() -> Outcome {
    run::run(tools::command("node").args(["xtask/sizes.mjs", "dist"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_of_the_engine_is_found_by_the_names_of_its_functions() {
        for name in [
            "_ZN14netwright_core4plan4plan17h0123456789abcdefE",
            "_RNvNtCs5cOc02OMXlo_14netwright_core4plan4plan",
            "_ZN70_$LT$netwright_core..plan..graph..Plan$u20$as$u20$core..fmt..Debug$GT$3fmt17hE",
        ] {
            assert_eq!(engine_modules_in(name.as_bytes()), ["plan"], "{name}");
        }
        for name in [
            "_ZN14netwright_core6checks7finding7Finding17hE",
            "_ZN14netwright_core6export7billing4line17hE",
            "/core/src/plan/mod.rs",
        ] {
            assert!(engine_modules_in(name.as_bytes()).is_empty(), "{name}");
        }
    }
}

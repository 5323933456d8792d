//! The page's program in two parts: one that the first screen needs, and one that is fetched when that is drawn.
//!
//! Both parts number types, functions and globals as the whole did, so that bodies of functions are copied as they are.
//! A function that is in the other part is replaced by a call through the table that both share; until the later part
//! is there, the place in the table holds the replacement itself, which first has `app/src/later.js` fetch the part.
//! So a function that was put into the wrong part costs a moment, never the program. What neither part calls any more,
//! `wasm-opt` removes. Memory and data belong to the first part. See docs/decisions/later-part.md.

mod binary;
mod calls;
mod module;
mod patterns;
mod plan;
mod write;

use std::path::Path;
use std::process::Command;

use sha2::{Digest as _, Sha256};

use crate::run::{self, Outcome};
use crate::tools;
use module::Module;
use patterns::Patterns;
use plan::Plan;

const PAGE: &str = "netwright-app_bg.wasm";
/// Named in `app/src/later.js` too.
const LATER: &str = "netwright-later.wasm";
const PATTERNS: &str = "app/later.txt";
/// Leaves the names of functions in, so that the browser's tools say which one was called too early.
const WITH_NAMES: &str = "NETWRIGHT_NAMES";

/// Gives a build names of functions that have their types in them, which the split goes by.
pub(crate) fn with_full_names(build: &mut Command) -> &mut Command {
    build.env(
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
        "-Csymbol-mangling-version=v0",
    )
}

/// Splits the page of the bundle in this folder.
pub(crate) fn split_bundle(folder: &Path) -> Outcome {
    let page = folder.join(PAGE);
    let whole = std::fs::read(&page).map_err(|why| format!("cannot read {PAGE}: {why}"))?;
    let patterns = Patterns::parse(&run::read(&run::at_root(PATTERNS))?)?;
    let module = Module::read(&whole)?;
    let unused = patterns.unused(&module.names);
    if !unused.is_empty() {
        // Not an error: it may have been inlined this time.
        println!(
            "{PATTERNS} names what the page does not have: {}",
            unused.join(", ")
        );
    }
    let plan = Plan::of(&module, &patterns, &stamp(&whole))?;
    let parts = [
        (PAGE, write::first(&module, &plan)?),
        (LATER, write::later(&module, &plan)?),
    ];
    for (name, bytes) in parts {
        let path = folder.join(name);
        std::fs::write(&path, bytes).map_err(|why| format!("cannot write {name}: {why}"))?;
        let mut shrink = tools::command("wasm-opt");
        shrink.args([
            "--remove-unused-module-elements",
            "--duplicate-function-elimination",
        ]);
        shrink.arg(match std::env::var_os(WITH_NAMES) {
            None => "--strip-debug",
            Some(_) => "--debuginfo",
        });
        run::run(shrink.arg("--output").args([&path, &path]))?;
    }
    Ok(())
}

/// Eight hexadecimal digits of the hash.
fn stamp(whole: &[u8]) -> String {
    let hash = Sha256::digest(whole);
    let start = hash
        .iter()
        .take(4)
        .fold(0_u32, |all, byte| all << 8 | u32::from(*byte));
    format!("{start:08x}")
}

#[cfg(test)]
mod tests {
    use super::binary::{section, sized};
    use super::*;

    /// An import that fetches the later part; `run`, exported, which calls `draw`, which calls `put` and `lift`; `put`
    /// is in the table as well. `draw` is long.
    fn program() -> Vec<u8> {
        let body = |instructions: &[u8]| {
            let mut out = Vec::new();
            sized(&mut out, &[&[0], instructions, &[0x0b]].concat());
            out
        };
        let long = [&[0x01; 200][..], &[0x20, 0, 0x10, 3, 0x20, 0, 0x10, 4]].concat();
        let bodies = [
            body(&[0x20, 0, 0x10, 2]),
            body(&long),
            body(&[0x20, 0, 0x10, 0]),
            body(&[0x01]),
        ];
        let names = [
            "__wbg_fetchLater_1",
            "a::run",
            "a::panel::draw",
            "a::put",
            "a::lift",
        ];
        let mut map = vec![5];
        for (number, name) in (0_u8..).zip(names) {
            map.push(number);
            sized(&mut map, name.as_bytes());
        }
        let mut names = b"\x04name\x01".to_vec();
        sized(&mut names, &map);

        let mut out = b"\0asm\x01\0\0\0".to_vec();
        section(&mut out, 1, &[1, 0x60, 1, 0x7f, 0]);
        section(&mut out, 2, b"\x01\x01a\x12__wbg_fetchLater_1\x00\x00");
        section(&mut out, 3, &[4, 0, 0, 0, 0]);
        section(&mut out, 4, &[1, 0x70, 0, 2]);
        section(&mut out, 6, &[1, 0x7f, 1, 0x41, 0, 0x0b]);
        section(&mut out, 7, b"\x01\x03run\x00\x01");
        section(&mut out, 9, &[1, 0, 0x41, 1, 0x0b, 1, 3]);
        section(&mut out, 10, &binary::list(&bodies));
        section(&mut out, 0, &names);
        out
    }

    #[test]
    fn a_function_in_the_other_part_is_called_through_the_table() {
        let whole = program();
        let module = Module::read(&whole).expect("a program");
        let patterns = Patterns::parse("a::panel").expect("a path");
        let plan = Plan::of(&module, &patterns, "v").expect("a plan");
        // `lift` is called by `draw` alone, and goes with it; `put` is known to the table.
        assert_eq!(plan.later, [false, false, true, false, true]);

        let first = write::first(&module, &plan).expect("a part");
        let first = Module::read(&first).expect("a program");
        // Fetches what is not there (function 5), hands the parameter on to place 2 of the table.
        assert_eq!(
            first.bodies[1],
            [0, 0x10, 5, 0x20, 0, 0x41, 2, 0x11, 0, 0, 0x0b]
        );
        assert_eq!(first.bodies[0], module.bodies[0]);
        assert_eq!(first.elements[1].functions, [2]);
        assert_eq!((first.elements[1].offset, first.tables[0].least), (2, 3));
        assert_eq!((first.globals.len(), first.exports.len()), (2, 4));

        let later = write::later(&module, &plan).expect("a part");
        // What one imports, the other exports.
        for name in ["t0-v", "g0-v"] {
            let exports = first
                .exports
                .iter()
                .any(|export| export[1..].starts_with(name.as_bytes()));
            let imports = String::from_utf8_lossy(&later).contains(&format!("page\x04{name}"));
            assert!(exports && imports, "{name}");
        }
        // `draw` as it was; `put` through place 1, where the table has it.
        assert!(
            later
                .windows(module.bodies[1].len())
                .any(|at| at == module.bodies[1])
        );
        let put = [0, 0x20, 0, 0x41, 1, 0x11, 0, 0, 0x0b];
        assert!(later.windows(put.len()).any(|at| at == put));
    }

    #[test]
    fn a_program_that_cannot_fetch_is_refused() {
        let whole = program();
        let mut module = Module::read(&whole).expect("a program");
        module.imports[0].name = "other".to_owned();
        let plan =
            Plan::of(&module, &Patterns::parse("a::panel").expect("a path"), "v").expect("a plan");
        assert!(write::first(&module, &plan).is_err());
    }
}

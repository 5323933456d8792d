//! `cargo xtask bench`: what the engine costs, on this machine and in Chromium on this machine, and what the app costs there.

use std::path::PathBuf;

use crate::run::{self, Outcome};
use crate::tools::{self, Tool};

const SIZES: [usize; 3] = [50, 500, 5000];
const EDITS: usize = 20;
/// With `--quick`: a look, not a figure to quote.
const QUICK_EDITS: usize = 3;
const TARGET: &str = "wasm32-unknown-unknown";

/// Measures both and prints tables; the reports go to `target/bench/`.
pub(crate) fn bench(arguments: &[String]) -> Outcome {
    let (mut edits, mut parts) = (EDITS, Vec::new());
    for argument in arguments {
        match argument.as_str() {
            "--quick" => edits = QUICK_EDITS,
            part @ ("engine" | "app") => parts.push(part),
            _ => return Err("`bench` knows engine, app and --quick".to_owned()),
        }
    }
    let is_asked = |part| parts.is_empty() || parts.contains(&part);
    if is_asked("engine") {
        engine(edits)?;
    }
    if is_asked("app") {
        app(edits)?;
    }
    Ok(())
}

/// The app on estates of every size, by mouse and keyboard.
fn app(edits: usize) -> Outcome {
    let dist = crate::dist::build()?;
    let program = build_native()?;
    let folder = run::at_root("target/bench");
    for size in SIZES {
        let estate = run::capture(run::command(&program).arg("--estate").arg(size.to_string()))?;
        run::write(&folder.join(format!("estate-{size}.json")), &estate)?;
    }
    let chromium = tools::ensure(Tool::Chromium)?;
    let mut measure = tools::command("node");
    measure
        .arg("tests/browser/bench-app.mjs")
        .arg(dist)
        .arg(folder)
        .arg(edits.to_string())
        .args(SIZES.map(|size| size.to_string()))
        .env("NETWRIGHT_CHROMIUM", chromium);
    run::run(&mut measure)
}

/// The engine alone, natively and compiled to wasm.
fn engine(edits: usize) -> Outcome {
    tools::ensure_all(&[
        Tool::WasmTarget,
        Tool::WasmBindgen,
        Tool::Node,
        Tool::Chromium,
    ])?;
    let native = native(edits)?;
    let page = page()?;

    let chromium = tools::ensure(Tool::Chromium)?;
    let mut compare = tools::command("node");
    compare
        .arg("tests/browser/bench.mjs")
        .arg(page)
        .arg(native)
        .arg(edits.to_string())
        .env("NETWRIGHT_CHROMIUM", chromium);
    run::run(&mut compare)
}

/// The reports of this machine, one a line, in a file.
fn native(edits: usize) -> Outcome<PathBuf> {
    let program = build_native()?;
    let mut reports = String::new();
    for size in SIZES {
        println!("bench: {size} VPCs on this machine");
        reports.push_str(&run::capture(
            run::command(&program)
                .arg(size.to_string())
                .arg(edits.to_string()),
        )?);
    }
    let path = run::at_root("target/bench/native.jsonl");
    run::write(&path, &reports)?;
    Ok(path)
}

/// The program that measures on this machine and makes the estates.
fn build_native() -> Outcome<PathBuf> {
    run::run(&mut run::words(&[
        "cargo",
        "build",
        "--release",
        "--package",
        "netwright-bench",
    ]))?;
    Ok(run::at_root("target/release/netwright-bench"))
}

/// A folder with a page that has the same function, compiled as the app is.
fn page() -> Outcome<PathBuf> {
    let mut build = run::words(&[
        "cargo",
        "build",
        "--package",
        "netwright-bench",
        "--lib",
        "--profile",
        "web",
    ]);
    run::run(build.args(["--target", TARGET]))?;
    let folder = run::at_root("target/bench/page");
    let mut bind = tools::command("wasm-bindgen");
    bind.args(["--target", "web", "--no-typescript", "--out-dir"])
        .arg(&folder)
        .arg(
            run::at_root("target")
                .join(TARGET)
                .join("web/netwright_bench.wasm"),
        );
    run::run(&mut bind)?;
    let module = "import init, { bench } from './netwright_bench.js'; await init(); globalThis.bench = bench;\n";
    run::write(&folder.join("page.js"), module)?;
    run::write(
        &folder.join("index.html"),
        "<!doctype html><title>bench</title><script type=module src=page.js></script>\n",
    )?;
    Ok(folder)
}

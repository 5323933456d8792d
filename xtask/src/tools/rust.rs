//! What rustup provides: the wasm32 standard library, `rustfmt` and `clippy`.

use std::path::PathBuf;

use crate::run::{self, Outcome};

const TARGET: &str = "wasm32-unknown-unknown";

pub(super) fn find_target() -> Option<PathBuf> {
    let sysroot = run::capture(&mut run::words(&["rustc", "--print", "sysroot"])).ok()?;
    let library = PathBuf::from(sysroot.trim())
        .join("lib/rustlib")
        .join(TARGET)
        .join("lib");
    library.is_dir().then_some(library)
}

pub(super) fn install_target() -> Outcome {
    run::run(&mut run::words(&["rustup", "target", "add", TARGET]))
        .map_err(|_| format!("the {TARGET} target is missing: `rustup target add {TARGET}`"))
}

pub(super) fn find_components() -> Option<PathBuf> {
    run::capture(&mut run::words(&["cargo", "fmt", "--version"])).ok()?;
    run::capture(&mut run::words(&["cargo", "clippy", "--version"])).ok()?;
    let sysroot = run::capture(&mut run::words(&["rustc", "--print", "sysroot"])).ok()?;
    Some(PathBuf::from(sysroot.trim()).join("bin"))
}

pub(super) fn install_components() -> Outcome {
    run::run(&mut run::words(&[
        "rustup",
        "component",
        "add",
        "rustfmt",
        "clippy",
    ]))
    .map_err(|_| "rustfmt or clippy is missing: `rustup component add rustfmt clippy`".to_owned())
}

//! The two tools that are built from source: Trunk and wasm-bindgen.
//!
//! Both are built unoptimised and without debug information, in one build folder so that they share what they have in
//! common: `docs/decisions/tools-built-unoptimised.md` has the figures.

use std::path::PathBuf;

use crate::run::{self, Outcome};

use super::{folder, on_path, version};

/// 0.22 wants a newer compiler than the workspace does.
const TRUNK_VERSION: &str = "0.21.14";

/// A program that `cargo install` builds.
pub(super) struct CargoTool {
    package: &'static str,
    program: &'static str,
    version: String,
    options: &'static [&'static str],
}

/// Builds the bundle and serves it while one works. Without its features: they are what it downloads tools with and
/// asks for newer versions, which is never done here, and a good part of the time it takes to build.
pub(super) fn trunk() -> CargoTool {
    CargoTool {
        package: "trunk",
        program: "trunk",
        version: TRUNK_VERSION.to_owned(),
        options: &["--locked", "--no-default-features"],
    }
}

/// Must have the very version of the library: the two share a format that changes with every release. Not `--locked`,
/// because its own lock file names a crate version that is gone.
pub(super) fn wasm_bindgen() -> CargoTool {
    CargoTool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version: locked_version("wasm-bindgen").unwrap_or_default(),
        options: &["--bin", "wasm-bindgen"],
    }
}

impl CargoTool {
    pub(super) fn find(&self) -> Option<PathBuf> {
        let path = on_path(self.program)?;
        (version(&path)? == self.version).then_some(path)
    }

    pub(super) fn install(&self) -> Outcome {
        let crate_at_version = format!("{}@{}", self.package, self.version);
        println!(
            "set-up: building {crate_at_version} from source, which takes one to four minutes, once"
        );
        let mut install = run::words(&["cargo", "install", &crate_at_version, "--debug", "--root"]);
        install
            .arg(folder())
            .args(self.options)
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CARGO_TARGET_DIR", folder().join("build"))
            // Cargo builds for the machine itself, whatever the person's settings say about targets and flags.
            .env_remove("CARGO_BUILD_TARGET")
            .env_remove("RUSTFLAGS");
        run::run(&mut install).map_err(|_| {
            format!(
                "{} {} is missing: `cargo install {crate_at_version} --locked`",
                self.program, self.version
            )
        })
    }
}

/// The version of a package in `Cargo.lock`.
fn locked_version(package: &str) -> Option<String> {
    let lock = run::read(&run::at_root("Cargo.lock")).ok()?;
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    let version = lines
        .nth(1)?
        .strip_prefix("version = \"")?
        .strip_suffix('"')?;
    Some(version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_file_names_wasm_bindgen() {
        let version = locked_version("wasm-bindgen").expect("the app depends on it");
        assert_eq!(version.split('.').count(), 3, "{version}");
        assert_eq!(locked_version("no-such-package"), None);
    }
}

//! The linter that reads the exported bash scripts.

use std::path::PathBuf;

use crate::run::Outcome;

use super::{install_debian_package, is_debian_root, on_path};

pub(super) fn find() -> Option<PathBuf> {
    on_path("shellcheck")
}

pub(super) fn install() -> Outcome {
    let hint = "shellcheck is missing: `sudo apt-get install -y shellcheck`".to_owned();
    if is_debian_root() {
        install_debian_package("shellcheck").map_err(|_| hint)
    } else {
        Err(hint)
    }
}

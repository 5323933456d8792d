//! The browser of the journeys: named by `NETWRIGHT_CHROMIUM`, in a usual place, or a Debian package.

use std::path::PathBuf;

use crate::run::Outcome;

use super::{install_debian_package, is_debian_root, on_path};

const VARIABLE: &str = "NETWRIGHT_CHROMIUM";
const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];
const PLACES: [&str; 4] = [
    "/opt/google/chrome/chrome",
    "/snap/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

pub(super) fn find() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os(VARIABLE) {
        // Named and absent is an answer too: another browser than the one asked for would be a surprise.
        return Some(PathBuf::from(named)).filter(|path| path.is_file());
    }
    NAMES.into_iter().find_map(on_path).or_else(|| {
        PLACES
            .into_iter()
            .map(PathBuf::from)
            .find(|path| path.is_file())
    })
}

pub(super) fn install() -> Outcome {
    if std::env::var_os(VARIABLE).is_some() {
        return Err(format!(
            "{VARIABLE} names no file: `unset {VARIABLE}`, or let it name a Chromium or Chrome"
        ));
    }
    let hint = format!(
        "Chromium is missing: `sudo apt-get install -y chromium`, or let {VARIABLE} name a Chromium or Chrome"
    );
    if is_debian_root() {
        install_debian_package("chromium").map_err(|_| hint)
    } else {
        Err(hint)
    }
}

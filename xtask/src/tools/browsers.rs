//! The browsers of the journeys: named by a variable, in a usual place, or a Debian package.

use std::path::PathBuf;

use crate::run::Outcome;

use super::{install_debian_package, is_debian_root, on_path};

/// A browser that journeys are made in.
pub(super) struct Browser {
    /// As people call it.
    title: &'static str,
    /// The variable that names the program.
    variable: &'static str,
    /// Names that it has on the path.
    names: &'static [&'static str],
    /// Where it is when it is not on the path.
    places: &'static [&'static str],
    /// The Debian package that has it.
    package: &'static str,
}

pub(super) const CHROMIUM: Browser = Browser {
    title: "Chromium or Chrome",
    variable: "NETWRIGHT_CHROMIUM",
    names: &[
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ],
    places: &[
        "/opt/google/chrome/chrome",
        "/snap/bin/chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ],
    package: "chromium",
};

pub(super) const FIREFOX: Browser = Browser {
    title: "Firefox",
    variable: "NETWRIGHT_FIREFOX",
    names: &["firefox", "firefox-esr"],
    places: &["/Applications/Firefox.app/Contents/MacOS/firefox"],
    package: "firefox-esr",
};

impl Browser {
    pub(super) fn find(&self) -> Option<PathBuf> {
        if let Some(named) = std::env::var_os(self.variable) {
            // Named and absent is an answer too: another browser than the one asked for would be a surprise.
            return Some(PathBuf::from(named)).filter(|path| path.is_file());
        }
        let places = || self.places.iter().map(PathBuf::from);
        let named = self.names.iter().copied().find_map(on_path);
        named.or_else(|| places().find(|path| path.is_file()))
    }

    pub(super) fn install(&self) -> Outcome {
        let Self {
            title,
            variable,
            package,
            ..
        } = self;
        if std::env::var_os(variable).is_some() {
            return Err(format!(
                "{variable} names no file: `unset {variable}`, or let it name a {title}"
            ));
        }
        let hint = format!(
            "{title} is missing: `sudo apt-get install -y {package}`, or let {variable} name one"
        );
        if is_debian_root() {
            install_debian_package(package).map_err(|_| hint)
        } else {
            Err(hint)
        }
    }
}

//! Version 2 of the AWS CLI, which PyPI does not have: Debian's packages, unpacked to `.tools/aws-cli-2` and not
//! installed, so that this needs no root and leaves the machine as it is.

use std::path::PathBuf;

use crate::run::{self, Outcome};

use super::{folder, is_debian_root, on_path};

/// What the packages are made for.
const PYTHON: &str = "/usr/bin/python3";

pub(super) fn find() -> Option<PathBuf> {
    let place = folder().join("aws-cli-2");
    place.join("complete").is_file().then_some(place)
}

pub(super) fn install() -> Outcome {
    let hint = "version 2 of the AWS CLI is missing: it is unpacked from Debian's packages, by `apt-get download` on Debian 12 or newer";
    if on_path("apt-get").is_none() || !PathBuf::from(PYTHON).is_file() {
        return Err(hint.to_owned());
    }
    fetch().map_err(|problem| format!("{hint} ({problem})"))
}

fn fetch() -> Outcome {
    if is_debian_root() {
        run::run(&mut run::words(&["apt-get", "update", "-qq"]))?;
    }
    // What of its needs is not on this machine already, as the package manager reckons it.
    let listed = run::capture(&mut run::words(&[
        "apt-get",
        "install",
        "--print-uris",
        "-qq",
        "-y",
        "--no-install-recommends",
        "--reinstall",
        "awscli",
    ]))?;
    let files = listed.lines().filter_map(|line| line.split(' ').nth(1));
    let packages: Vec<&str> = files.filter_map(|file| file.split('_').next()).collect();
    if !packages.contains(&"awscli") {
        return Err("there is no package awscli".to_owned());
    }
    let place = folder().join("aws-cli-2");
    let downloads = place.join("packages");
    std::fs::create_dir_all(&downloads).map_err(|why| why.to_string())?;
    let mut download = run::words(&["apt-get", "download", "-qq"]);
    run::run(download.args(&packages).current_dir(&downloads))?;
    let entries = std::fs::read_dir(&downloads).map_err(|why| why.to_string())?;
    for entry in entries.flatten() {
        let mut unpack = run::words(&["dpkg-deb", "-x"]);
        run::run(unpack.arg(entry.path()).arg(&place))?;
    }
    let mut version = run::command(PYTHON);
    version
        .arg(place.join("usr/bin/aws"))
        .arg("--version")
        .env("PYTHONPATH", place.join("usr/lib/python3/dist-packages"));
    let said = run::capture(&mut version)?;
    if said.starts_with("aws-cli/2.") {
        run::write(&place.join("complete"), &said)
    } else {
        Err(format!("it says it is {}", said.trim()))
    }
}

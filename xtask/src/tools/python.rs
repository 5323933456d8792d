//! A Python environment with what judges the exports: `tests/aws/requirements.txt`.

use std::path::{Path, PathBuf};

use crate::run::{self, Outcome};

use super::{folder, on_path};

const REQUIREMENTS: &str = "tests/aws/requirements.txt";
/// What is called `python3` is sometimes older than what else is there.
const NAMES: [&str; 5] = [
    "python3",
    "python3.14",
    "python3.13",
    "python3.12",
    "python3.11",
];
const OLDEST: (u32, u32) = (3, 11);

pub(super) fn find() -> Option<PathBuf> {
    let python = environment().join("bin/python");
    let installed = run::read(&stamp()).ok()?;
    let wanted = run::read(&run::at_root(REQUIREMENTS)).ok()?;
    (python.is_file() && installed == wanted).then_some(python)
}

pub(super) fn install() -> Outcome {
    let hint = "Python 3.11 or newer with venv is missing: `apt-get install -y python3-venv`, or see python.org";
    let python = NAMES
        .into_iter()
        .filter_map(on_path)
        .find(|path| is_new_enough(path))
        .ok_or(hint)?;

    run::capture(
        run::command(&python)
            .args(["-m", "venv", "--clear"])
            .arg(environment()),
    )
    .map_err(|_| hint.to_owned())?;
    let pip = environment().join("bin/pip");
    let mut install = run::command(pip);
    install.args([
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--requirement",
        REQUIREMENTS,
    ]);
    run::run(&mut install).map_err(|_| {
        format!("the Python packages are missing: `.tools/venv/bin/pip install -r {REQUIREMENTS}`")
    })?;
    run::write(&stamp(), &run::read(&run::at_root(REQUIREMENTS))?)
}

fn environment() -> PathBuf {
    folder().join("venv")
}

fn stamp() -> PathBuf {
    environment().join("netwright-requirements.txt")
}

fn is_new_enough(python: &Path) -> bool {
    let Some(version) = super::version(python) else {
        return false;
    };
    let mut parts = version
        .split('.')
        .map_while(|part| part.parse::<u32>().ok());
    let (Some(major), Some(minor)) = (parts.next(), parts.next()) else {
        return false;
    };
    (major, minor) >= OLDEST
}

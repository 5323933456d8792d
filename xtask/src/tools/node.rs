//! Node itself, which must be there, and the packages of `tests/package-lock.json`.

use std::path::PathBuf;

use crate::run::{self, Outcome};

use super::on_path;

const OLDEST: u32 = 20;
const STAMP: &str = "tests/node_modules/.netwright-lock";
const LOCK: &str = "tests/package-lock.json";

pub(super) fn find() -> Option<PathBuf> {
    let installed = run::read(&run::at_root(STAMP)).ok()?;
    let wanted = run::read(&run::at_root(LOCK)).ok()?;
    (installed == wanted && is_node_new_enough()).then(|| run::at_root("tests/node_modules"))
}

pub(super) fn install() -> Outcome {
    if !is_node_new_enough() {
        return Err(format!(
            "Node {OLDEST} or newer with npm is missing: `apt-get install -y nodejs npm`, or see nodejs.org"
        ));
    }
    let mut install = run::words(&["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"]);
    run::run(install.current_dir(run::at_root("tests")))
        .map_err(|_| "the Node packages are missing: `npm ci --prefix tests`".to_owned())?;
    run::write(&run::at_root(STAMP), &run::read(&run::at_root(LOCK))?)
}

fn is_node_new_enough() -> bool {
    let major = on_path("node")
        .and_then(|node| super::version(&node))
        .and_then(|version| version.split('.').next()?.parse::<u32>().ok());
    major.is_some_and(|major| major >= OLDEST) && on_path("npm").is_some()
}

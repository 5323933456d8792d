//! `cargo xtask facts`: the tables of facts about AWS, made again from the Python packages they come from.

use crate::run::{self, Outcome};
use crate::tools::{self, Tool};

/// Writes them, or with `--check` only compares them.
pub(crate) fn facts(arguments: &[String]) -> Outcome {
    if !matches!(arguments, [] | [_]) || arguments.iter().any(|argument| argument != "--check") {
        return Err("`facts` knows --check".to_owned());
    }
    let python = tools::ensure(Tool::Python)?;
    run::run(
        run::command(python)
            .arg(run::at_root("core/data/regenerate.py"))
            .args(arguments),
    )
}

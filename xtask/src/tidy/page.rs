//! What the page may not use: that belongs to the engine, the second program, and would make the first screen heavy.
//!
//! This reads the sources; `cargo xtask dist` looks at what was linked (`xtask/src/dist.rs`).

use super::tree::{Tree, without_tests};

/// Modules that only the engine may use, as they are written.
const ENGINE: [&str; 10] = [
    "netwright_core::analysis",
    "netwright_core::catalog::labs",
    "netwright_core::catalog::templates",
    "netwright_core::checks::run",
    "netwright_core::export",
    "netwright_core::generate",
    "netwright_core::notation",
    "netwright_core::plan",
    "netwright_core::simulate",
    "netwright_editor::engine",
];

/// Small parts of them that the page needs as well.
const SHARED: [&str; 3] = [
    "netwright_core::analysis::Hop",
    "netwright_core::export::billing",
    "netwright_core::simulate::packet::words",
];

pub(super) fn check(tree: &Tree) -> Vec<String> {
    let mut problems = Vec::new();
    let files = tree
        .rust()
        .filter(|(path, _)| is_of_the_page(path) && !tree.is_test(path));
    for (path, text) in files {
        for (number, line) in without_tests(text).lines().enumerate() {
            let code = line.split("//").next().unwrap_or(line);
            let is_shared = SHARED.iter().any(|shared| code.contains(shared));
            for used in ENGINE.iter().filter(|used| code.contains(*used)) {
                if !is_shared {
                    problems.push(format!(
                        "{path}:{}: the page must not use `{used}`: ask the engine (editor/src/analysis/ask.rs)",
                        number + 1
                    ));
                }
            }
        }
    }
    problems
}

fn is_of_the_page(path: &str) -> bool {
    let is_engine = path == "app/src/bin/netwright-engine.rs"
        || path.starts_with("editor/src/engine/")
        || path == "editor/src/measure.rs";
    !is_engine && (path.starts_with("app/src/") || path.starts_with("editor/src/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_plans_is_named_and_the_engine_is_not() {
        let tree = Tree::of(&[
            (
                "app/src/panels/export.rs",
                "use netwright_core::analysis::Hop;\nuse netwright_core::plan::plan;\n",
            ),
            (
                "app/src/bin/netwright-engine.rs",
                "use netwright_core::plan::plan;\n",
            ),
            (
                "editor/src/engine/answers.rs",
                "use netwright_core::export;\n",
            ),
            (
                "editor/src/session.rs",
                "//! A session.\n\n#[cfg(test)]\nmod tests { use netwright_core::notation::parse; }\n",
            ),
        ]);
        assert_eq!(
            check(&tree),
            [
                "app/src/panels/export.rs:2: the page must not use `netwright_core::plan`: ask the engine (editor/src/analysis/ask.rs)"
            ]
        );
    }
}

//! Every module says what it is, and the architecture's code map has every module of the core and the editor.

use super::tree::Tree;

const MAP: &str = "ARCHITECTURE.md";

pub(super) fn check(tree: &Tree) -> Vec<String> {
    let undocumented = tree
        .rust()
        .filter(|(_, text)| {
            !text
                .lines()
                .find(|line| !line.is_empty())
                .is_some_and(|line| line.starts_with("//! "))
        })
        .map(|(path, _)| format!("{path} does not begin with a `//!` doc comment"));
    let map = tree.text(MAP).unwrap_or_default();
    let unmapped = top_modules(tree)
        .into_iter()
        .filter(|module| !map.contains(&format!("`{module}`")))
        .map(|module| format!("{MAP} has no line for `{module}`"));
    let modules = top_modules(tree);
    let gone = mapped_modules(map)
        .filter(|module| !modules.iter().any(|known| known == module))
        .map(|module| format!("{MAP} has a line for `{module}`, which is gone"));
    undocumented.chain(unmapped).chain(gone).collect()
}

/// The modules that stand in the first column of a table.
fn mapped_modules(map: &str) -> impl Iterator<Item = &str> {
    map.lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .filter(|name| name.contains('/'))
}

/// `core/analysis`, `editor/tools`, `app`: the places a reader has to know.
fn top_modules(tree: &Tree) -> Vec<String> {
    let mut modules: Vec<String> = tree
        .rust()
        .filter_map(|(path, _)| {
            let (package, rest) = path.split_once("/src/")?;
            let module = rest.split('/').next()?.trim_end_matches(".rs");
            match package {
                "core" | "editor" => {
                    (!matches!(module, "lib" | "main")).then(|| format!("{package}/{module}"))
                }
                _ => Some(package.rsplit('/').next()?.to_owned()),
            }
        })
        .collect();
    modules.sort();
    modules.dedup();
    modules
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_without_words_is_named_twice() {
        let tree = Tree::of(&[
            ("core/src/net/mod.rs", "//! Addresses.\n"),
            ("core/src/plan.rs", "fn f() {}\n"),
            (MAP, "| `core/net` | x |\n| `core/lost` | y |\n"),
        ]);
        assert_eq!(
            check(&tree),
            [
                "core/src/plan.rs does not begin with a `//!` doc comment",
                "ARCHITECTURE.md has no line for `core/plan`",
                "ARCHITECTURE.md has a line for `core/lost`, which is gone",
            ]
        );
    }
}

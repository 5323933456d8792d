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
    undocumented.chain(unmapped).collect()
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
                _ => Some(package.to_owned()),
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
            (MAP, "`core/net`"),
        ]);
        assert_eq!(
            check(&tree),
            [
                "core/src/plan.rs does not begin with a `//!` doc comment",
                "ARCHITECTURE.md has no line for `core/plan`"
            ]
        );
    }
}

//! Every file is declared, and the folders that are registries keep their lists sorted and whole.
//!
//! The compiler ignores a file that no `mod` line names: a check written and never run. So the folder is compared with
//! the lines, and in a registry each entry must stand in the list as well.

use std::collections::BTreeSet;

use super::tree::{Tree, without_tests};

/// Folders where one file is one entry, and what an entry contains that a helper does not. `*` stands for any folder.
const REGISTRIES: [(&str, &str); 7] = [
    ("core/src/catalog/items", "const ITEM"),
    ("core/src/catalog/labs", "const LAB"),
    ("core/src/catalog/templates", "const TEMPLATE"),
    ("core/src/checks/*", "declare_check! {"),
    ("core/src/export", "const EXPORTER"),
    ("core/src/import", "const IMPORTER"),
    ("editor/src/actions", "const ACTION"),
];

pub(super) fn check(tree: &Tree) -> Vec<String> {
    let mut problems = Vec::new();
    let folders: BTreeSet<&str> = tree
        .rust()
        .filter_map(|(path, _)| Some(path.rsplit_once('/')?.0))
        .collect();
    for folder in folders {
        let Some((parent, text)) = parent_of(tree, folder) else {
            continue;
        };
        let declared = declared_modules(text);
        for name in modules_in(tree, folder) {
            if !declared.contains(&name) {
                problems.push(format!("{parent} has no `mod {name};` for {folder}/{name}"));
            }
        }
        if let Some((_, marker)) = REGISTRIES
            .iter()
            .find(|(pattern, _)| is_folder(pattern, folder))
        {
            let is_entry = |name: &&str| {
                tree.text(&format!("{folder}/{name}.rs"))
                    .is_some_and(|file| file.contains(marker))
            };
            let entries: Vec<&str> = declared.iter().copied().filter(is_entry).collect();
            check_list(parent, without_tests(text), &entries, &mut problems);
        }
    }
    problems
}

fn is_folder(pattern: &str, folder: &str) -> bool {
    match pattern.strip_suffix("/*") {
        Some(above) => folder
            .rsplit_once('/')
            .is_some_and(|(parent, _)| parent == above),
        None => pattern == folder,
    }
}

fn check_list(parent: &str, text: &str, entries: &[&str], problems: &mut Vec<String>) {
    if !entries.is_sorted() {
        problems.push(format!(
            "{parent}: its entries are not declared in alphabetical order"
        ));
    }
    for name in entries {
        if !text.contains(&format!("{name}::")) {
            problems.push(format!(
                "{parent}: `{name}` is declared but not in the list"
            ));
        }
    }
}

/// The file whose `mod` lines a folder answers to.
fn parent_of<'a>(tree: &'a Tree, folder: &'a str) -> Option<(&'a str, &'a str)> {
    tree.rust().find(|(path, _)| {
        let inside = path
            .strip_prefix(folder)
            .is_some_and(|rest| matches!(rest, "/mod.rs" | "/lib.rs" | "/main.rs"));
        inside || path.strip_suffix(".rs") == Some(folder)
    })
}

fn declared_modules(text: &str) -> Vec<&str> {
    text.lines()
        .filter_map(|line| {
            let line = line.trim_start();
            let line = line
                .strip_prefix("pub(crate) ")
                .or(line.strip_prefix("pub(super) "))
                .or(line.strip_prefix("pub "))
                .unwrap_or(line);
            line.strip_prefix("mod ")?.strip_suffix(';')
        })
        .collect()
}

/// Names of the modules a folder's files make.
fn modules_in<'a>(tree: &'a Tree, folder: &str) -> BTreeSet<&'a str> {
    tree.rust()
        .filter_map(|(path, _)| {
            let rest = path.strip_prefix(folder)?.strip_prefix('/')?;
            match rest.split_once('/') {
                None => rest
                    .strip_suffix(".rs")
                    .filter(|name| !matches!(*name, "mod" | "lib" | "main")),
                Some((name, inner)) => (inner == "mod.rs").then_some(name),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_nothing_declares_is_named() {
        let tree = Tree::of(&[
            ("core/src/lib.rs", "pub mod net;\n"),
            ("core/src/net.rs", ""),
            ("core/src/lost.rs", ""),
            ("core/src/plan/mod.rs", ""),
        ]);
        assert_eq!(
            check(&tree),
            [
                "core/src/lib.rs has no `mod lost;` for core/src/lost",
                "core/src/lib.rs has no `mod plan;` for core/src/plan"
            ]
        );
    }

    #[test]
    fn a_registry_is_sorted_and_whole() {
        let list = "mod zeta;\nmod alpha;\nmod helper;\npub const ALL: [X; 1] = [&alpha::X];\n";
        let entry = "declare_check! {\n";
        let tree = Tree::of(&[
            ("core/src/checks/addressing/mod.rs", list),
            ("core/src/checks/addressing/alpha.rs", entry),
            ("core/src/checks/addressing/helper.rs", ""),
            ("core/src/checks/addressing/zeta.rs", entry),
        ]);
        let parent = "core/src/checks/addressing/mod.rs";
        assert_eq!(
            check(&tree),
            [
                format!("{parent}: its entries are not declared in alphabetical order"),
                format!("{parent}: `zeta` is declared but not in the list"),
            ]
        );
    }
}

//! A decision nobody can find is taken again: each page of `docs/decisions/` is linked from the index there.

use super::tree::Tree;

const FOLDER: &str = "docs/decisions/";

pub(super) fn check(tree: &Tree) -> Vec<String> {
    let index = tree.text("docs/decisions/README.md").unwrap_or_default();
    tree.files()
        .filter_map(|(path, _)| {
            path.strip_prefix(FOLDER)
                .filter(|name| name.ends_with(".md") && *name != "README.md")
        })
        .filter(|name| !index.contains(&format!("]({name})")))
        .map(|name| format!("{FOLDER}README.md has no link to {name}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_without_a_link_is_named() {
        let tree = Tree::of(&[
            (
                "docs/decisions/README.md",
                "- [Flat tables](flat-tables.md)",
            ),
            ("docs/decisions/flat-tables.md", ""),
            ("docs/decisions/lost.md", ""),
        ]);
        assert_eq!(
            check(&tree),
            ["docs/decisions/README.md has no link to lost.md"]
        );
    }
}

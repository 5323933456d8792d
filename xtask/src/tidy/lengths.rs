//! A Rust file is 100 to 250 lines as a rule. Over the limit here, tests not counted, it is two files.

use super::tree::{Tree, without_tests};

const LIMIT: usize = 600;

pub(super) fn check(tree: &Tree) -> Vec<String> {
    tree.rust()
        .filter(|(path, _)| !tree.is_test(path))
        .filter_map(|(path, text)| {
            let lines = without_tests(text).lines().count();
            (lines > LIMIT).then(|| format!("{path}: {lines} lines before its tests, over {LIMIT}"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_do_not_count() {
        let long = "line\n".repeat(LIMIT + 1);
        let tested = format!(
            "{}\n#[cfg(test)]\nmod tests {{\n{long}}}\n",
            "line\n".repeat(10)
        );
        let tree = Tree::of(&[("a.rs", &long), ("b.rs", &tested)]);
        assert_eq!(check(&tree), ["a.rs: 601 lines before its tests, over 600"]);
    }
}

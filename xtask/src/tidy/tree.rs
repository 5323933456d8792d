//! The files that Git tracks or would track, with their text.

use std::collections::BTreeMap;

use crate::run::{self, Outcome};

/// Text files by path from the root, with `/` between folders.
pub(crate) struct Tree {
    files: BTreeMap<String, String>,
}

impl Tree {
    /// Reads the working tree; what is not text is left out.
    pub(crate) fn read() -> Outcome<Self> {
        let listed = run::capture(&mut run::words(&[
            "git",
            "ls-files",
            "--cached",
            "--others",
            "--exclude-standard",
        ]))?;
        let files = listed
            .lines()
            .filter_map(|path| {
                Some((
                    path.to_owned(),
                    std::fs::read_to_string(run::at_root(path)).ok()?,
                ))
            })
            .collect();
        Ok(Self { files })
    }

    #[cfg(test)]
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        Self {
            files: files
                .iter()
                .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
                .collect(),
        }
    }

    /// All files, in order of their paths.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The Rust files, in order of their paths.
    pub(crate) fn rust(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files().filter(|(path, _)| path.ends_with(".rs"))
    }

    /// Whether a Rust file is built for tests only.
    pub(crate) fn is_test(&self, path: &str) -> bool {
        let Some((folder, file)) = path.rsplit_once('/') else {
            return false;
        };
        let declaration = format!("#[cfg(test)]\nmod {};", file.trim_end_matches(".rs"));
        let parents = [
            format!("{folder}/mod.rs"),
            format!("{folder}/lib.rs"),
            format!("{folder}.rs"),
        ];
        path.contains("/tests/")
            || file == "tests.rs"
            || parents
                .iter()
                .filter_map(|parent| self.text(parent))
                .any(|text| text.contains(&declaration))
    }

    /// One file's text.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }
}

/// The part of a Rust file before its tests.
pub(crate) fn without_tests(text: &str) -> &str {
    let mut from = 0;
    while let Some(at) = text[from..].find("\n#[cfg(test)]\nmod ") {
        let line = text[from + at..].lines().nth(2).unwrap_or_default();
        if line.contains('{') {
            return &text[..from + at];
        }
        from += at + 1;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_told_from_the_rest() {
        assert_eq!(without_tests("a\n#[cfg(test)]\nmod tests {\n}\n"), "a");
        let declared = "a\n#[cfg(test)]\nmod harness;\nmod b;\n";
        assert_eq!(without_tests(declared), declared);
    }

    #[test]
    fn a_file_of_tests_is_known_by_its_declaration() {
        let tree = Tree::of(&[
            (
                "core/src/checks/mod.rs",
                "//! Checks.\nmod check;\n\n#[cfg(test)]\nmod harness;\n",
            ),
            ("core/src/checks/harness.rs", ""),
            ("core/src/checks/check.rs", ""),
            ("core/tests/all.rs", ""),
        ]);
        let tests: Vec<_> = tree
            .rust()
            .filter(|(path, _)| tree.is_test(path))
            .map(|(path, _)| path)
            .collect();
        assert_eq!(tests, ["core/src/checks/harness.rs", "core/tests/all.rs"]);
    }
}

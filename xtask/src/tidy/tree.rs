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

    /// One file's text.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }
}

/// The part of a Rust file before its tests.
pub(crate) fn without_tests(text: &str) -> &str {
    text.split("\n#[cfg(test)]\nmod ").next().unwrap_or(text)
}

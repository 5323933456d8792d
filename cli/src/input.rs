//! Reading designs: a path or `-`, the saved form or the notation.

use std::io::Read as _;

use netwright_core::format::{self, Note};
use netwright_core::model::Design;
use netwright_core::notation;

use crate::failure::Failure;

/// A file that was read.
pub(crate) struct Read {
    /// As it was named; `-` for standard input.
    pub path: String,
    pub text: String,
    pub design: Design,
    /// What was kept but not understood.
    pub notes: Vec<Note>,
}

/// Reads a design. A path that ends in `.notation` holds notation, every other the saved form.
///
/// # Errors
/// One line with the path, the place and what was expected.
pub(crate) fn design(path: &str) -> Result<Read, Failure> {
    let text = text(path)?;
    let wrong = |message: String| Failure::unreadable(format!("{path}: {message}"));
    let (design, notes) = if is_notation(path) {
        let design = notation::parse(&text).map_err(|error| wrong(error.to_string()))?;
        (design, Vec::new())
    } else {
        let loaded = format::load(&text).map_err(|error| wrong(error.to_string()))?;
        (loaded.design, loaded.notes)
    };
    Ok(Read {
        path: path.to_owned(),
        text,
        design,
        notes,
    })
}

/// Reads a path, or standard input where the path is `-`.
pub(crate) fn bytes(path: &str) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = if path == "-" {
        std::io::stdin().read_to_end(&mut bytes).map(|_| ())
    } else {
        std::fs::read(path).map(|found| bytes = found)
    };
    read.map_err(|error| Failure::unreadable(format!("{path}: {}", reason(&error))))?;
    Ok(bytes)
}

/// Reads a text from a path, or from standard input where the path is `-`.
pub(crate) fn text(path: &str) -> Result<String, Failure> {
    let bytes = bytes(path)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Failure::unreadable(format!(
            "{path}: expected UTF-8, found byte {at} that is not"
        ))
    })?;
    // What some editors put first.
    Ok(text
        .strip_prefix('\u{feff}')
        .map(str::to_owned)
        .unwrap_or(text))
}

/// Whether the name says that the file holds notation.
pub(crate) fn is_notation(path: &str) -> bool {
    std::path::Path::new(path)
        .extension()
        .is_some_and(|extension| extension == "notation")
}

/// What went wrong, in the words of no operating system in particular.
pub(crate) fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        std::io::ErrorKind::IsADirectory => "expected a file, found a directory".to_owned(),
        _ => error.to_string(),
    }
}

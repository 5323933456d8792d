//! Writing: to standard output, or to a file under a temporary name that is renamed once it is whole.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::input::reason;

/// Writes `text` to a path, or to standard output where there is none or it is `-`.
pub(crate) fn write(path: Option<&str>, text: &str) -> Result<(), Failure> {
    match path {
        None | Some("-") => print(text),
        Some(path) => file(Path::new(path), text),
    }
}

/// Writes to standard output. A reader that closed the pipe has seen enough; that is no failure.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure::unreadable(format!("standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// Writes a line to standard error. It may quote what a file holds: see [`shown`].
pub(crate) fn complain(line: &str) {
    // There is nowhere left to say that this did not work.
    let _ = writeln!(std::io::stderr(), "netwright: {}", shown(line));
}

/// Writes a further line of what [`complain`] began.
pub(crate) fn add(line: &str) {
    let _ = writeln!(std::io::stderr(), "{}", shown(line));
}

/// A text on one line of a terminal: characters that hide or reorder others are shown by number.
pub(crate) fn shown(text: &str) -> String {
    let mut out = String::new();
    for char in text.chars() {
        let hidden = char.is_control()
            || matches!(char, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}');
        if hidden {
            let _ = write!(out, "\\u{{{:x}}}", u32::from(char));
        } else {
            out.push(char);
        }
    }
    out
}

/// Writes a file whole or not at all.
pub(crate) fn file(path: &Path, text: &str) -> Result<(), Failure> {
    let wrong = |error: &std::io::Error| {
        let folder = path.parent().filter(|folder| *folder != Path::new(""));
        if let Some(folder) = folder.filter(|folder| !folder.exists()) {
            let folder = folder.display();
            return Failure::unreadable(format!("{}: no such folder: {folder}", path.display()));
        }
        Failure::unreadable(format!("{}: {}", path.display(), reason(error)))
    };
    let temporary = beside(path);
    let written = fs::File::create(&temporary).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    written
        .and_then(|()| fs::rename(&temporary, path))
        .map_err(|error| {
            // Best effort: the first error is the one to tell.
            let _ = fs::remove_file(&temporary);
            wrong(&error)
        })
}

/// A name in the same folder, so that renaming never crosses file systems.
fn beside(path: &Path) -> PathBuf {
    let name = path
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    path.with_file_name(format!(".{name}.{}.partial", std::process::id()))
}

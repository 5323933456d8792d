//! Reading folders: every file in them, at any depth, in the order of their names.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use netwright_core::import::MOST_BYTES;

use crate::failure::Failure;
use crate::input::reason;

/// How deep folders are read; deeper ones are no output of any tool.
const DEEPEST: usize = 16;
/// Files that are read at most.
const MOST_FILES: usize = 100_000;
/// Bytes that are read at most, all files of a folder together.
const MOST_BYTES_TOGETHER: usize = 512 << 20;

/// The files of a folder with their paths, each with one byte more than an importer takes at most.
///
/// # Errors
/// One line with the path that can't be read, or that holds too much.
pub(crate) fn files(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let mut found = Vec::new();
    walk(folder, 0, &mut found, &mut 0)?;
    Ok(found)
}

fn walk(
    folder: &Path,
    depth: usize,
    found: &mut Vec<(String, Vec<u8>)>,
    total: &mut usize,
) -> Result<(), Failure> {
    let wrong = |path: &Path, error: &std::io::Error| {
        Failure::unreadable(format!("{}: {}", path.display(), reason(error)))
    };
    let entries = fs::read_dir(folder).map_err(|error| wrong(folder, &error))?;
    let mut paths = Vec::new();
    for entry in entries {
        paths.push(entry.map_err(|error| wrong(folder, &error))?.path());
    }
    paths.sort();
    for path in paths {
        let name = path.file_name().map(|name| name.to_string_lossy());
        let is_hidden = name.is_some_and(|name| name.starts_with('.'));
        // Links may lead round in circles.
        let kind = fs::symlink_metadata(&path).map_err(|error| wrong(&path, &error))?;
        if is_hidden || kind.is_symlink() {
            continue;
        }
        if kind.is_dir() && depth < DEEPEST {
            walk(&path, depth + 1, found, total)?;
        } else if kind.is_file() {
            if found.len() >= MOST_FILES {
                let text = format!("{}: expected at most {MOST_FILES} files", folder.display());
                return Err(Failure::unreadable(text));
            }
            let mut bytes = Vec::new();
            let most = MOST_BYTES as u64 + 1;
            fs::File::open(&path)
                .and_then(|file| file.take(most).read_to_end(&mut bytes))
                .map_err(|error| wrong(&path, &error))?;
            *total += bytes.len();
            if *total > MOST_BYTES_TOGETHER {
                let text = format!(
                    "{}: expected at most {} MiB in one folder; import fewer accounts or regions at a time",
                    path.display(),
                    MOST_BYTES_TOGETHER >> 20
                );
                return Err(Failure::unreadable(text));
            }
            found.push((path.to_string_lossy().into_owned(), bytes));
        }
    }
    Ok(())
}

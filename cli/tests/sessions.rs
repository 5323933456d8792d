//! Golden transcripts: each file of `sessions/` is a session that a person could type, with what it prints.
//!
//! `$ ` starts a command, run by `sh` in an empty folder that the commands of one file share. Below it stands what
//! it printed, standard output before standard error, and `exit N` where the code is not 0. `; ` a comment.
//! `NETWRIGHT_UPDATE=1 cargo test -p netwright --test sessions` writes the files anew.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

macro_rules! sessions {
    ($($name:ident),+ $(,)?) => {
        $( #[test] fn $name() { play(stringify!($name)); } )+

        const LISTED: &[&str] = &[$(stringify!($name)),+];
    };
}

sessions! {
    broken_files,
    check,
    convert,
    explain,
    export,
    generate,
    import,
    lab,
    names,
    new,
    policy,
    reach,
    render,
    standard_input,
    trace,
}

#[test]
fn every_file_is_listed() {
    let mut files: Vec<_> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| {
            entry
                .unwrap()
                .path()
                .file_stem()
                .unwrap()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    files.sort();
    assert_eq!(files, LISTED);
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sessions")
}

fn play(name: &str) {
    let path = folder().join(format!("{name}.txt"));
    let expected = std::fs::read_to_string(&path).unwrap();
    let work = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("session-{name}"));
    if work.exists() {
        std::fs::remove_dir_all(&work).unwrap();
    }
    std::fs::create_dir_all(&work).unwrap();
    let mut found = String::new();
    for line in expected.lines() {
        if let Some(command) = line.strip_prefix("$ ") {
            let _ = writeln!(found, "{line}");
            found.push_str(&run(command, &work));
        } else if line.starts_with("; ") {
            let _ = writeln!(found, "{line}");
        }
    }
    // Comments stand above their command with an empty line before; empty lines are not compared.
    if std::env::var_os("NETWRIGHT_UPDATE").is_some() {
        std::fs::write(&path, spaced(&found)).unwrap();
        return;
    }
    let lines = |text: &str| {
        text.lines()
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let (found, expected) = (lines(&found), lines(&expected));
    for (at, (found, expected)) in found.iter().zip(&expected).enumerate() {
        assert_eq!(
            found,
            expected,
            "{}: line {} without empty ones",
            path.display(),
            at + 1
        );
    }
    assert_eq!(found.len(), expected.len(), "{}", path.display());
}

/// What the command printed, and its exit code where that is not 0.
fn run(command: &str, work: &Path) -> String {
    let binary = Path::new(env!("CARGO_BIN_EXE_netwright")).parent().unwrap();
    let search = std::env::var("PATH").unwrap_or_default();
    let done = Command::new("sh")
        .args(["-c", command])
        .current_dir(work)
        .env("PATH", format!("{}:{search}", binary.display()))
        .env("LC_ALL", "C")
        .output()
        .unwrap();
    let mut text = String::from_utf8_lossy(&done.stdout).into_owned();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text.push_str(&String::from_utf8_lossy(&done.stderr));
    match done.status.code() {
        Some(0) => {}
        code => {
            let _ = writeln!(text, "exit {}", code.unwrap_or(-1));
        }
    }
    text
}

/// An empty line before each comment, and before each command that has none.
fn spaced(text: &str) -> String {
    let mut out = String::new();
    let mut comment = true;
    for line in text.lines() {
        let command = line.starts_with("$ ");
        if (line.starts_with("; ") || command) && !comment {
            out.push('\n');
        }
        comment = line.starts_with("; ");
        out.push_str(line);
        out.push('\n');
    }
    out
}

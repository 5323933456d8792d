//! Running other programs: one place for the repository's root, for what is printed, and for what went wrong.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// What a chore comes to: nothing, or one message for the person who started it.
pub(crate) type Outcome<T = ()> = Result<T, String>;

/// The repository's root folder.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// A path in the repository.
pub(crate) fn at_root(path: &str) -> PathBuf {
    root().join(path)
}

/// A command that starts in the repository's root.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// A command made of words, the program first.
pub(crate) fn words(words: &[&str]) -> Command {
    let mut command = command(words[0]);
    command.args(&words[1..]);
    command
}

/// Runs with the terminal's own output; an exit code other than 0 is an error that names the command.
pub(crate) fn run(command: &mut Command) -> Outcome {
    let shown = show(command);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{shown}` failed ({status})")),
        Err(why) => Err(format!("`{shown}` did not start: {why}")),
    }
}

/// Runs in silence and returns what was printed to standard output.
pub(crate) fn capture(command: &mut Command) -> Outcome<String> {
    let shown = show(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|why| format!("`{shown}` did not start: {why}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let said = String::from_utf8_lossy(&output.stderr);
        Err(format!(
            "`{shown}` failed ({}): {}",
            output.status,
            said.trim()
        ))
    }
}

/// Runs, shows each line of standard output as it comes, and hands it to `line`. Returns whether the exit code was 0.
pub(crate) fn follow(command: &mut Command, mut line: impl FnMut(&str)) -> Outcome<bool> {
    let shown = show(command);
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|why| format!("`{shown}` did not start: {why}"))?;
    if let Some(output) = child.stdout.take() {
        for text in BufReader::new(output).lines().map_while(Result::ok) {
            println!("{text}");
            line(&text);
        }
    }
    let status = child
        .wait()
        .map_err(|why| format!("`{shown}` was lost: {why}"))?;
    Ok(status.success())
}

/// A duration as people say it: `3.2 s`, `4 min 05 s`.
pub(crate) fn human(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

/// Whether this is a run nobody watches: nothing may be skipped then.
pub(crate) fn is_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| !value.is_empty() && value != "false" && value != "0")
}

/// Reads a text file, naming it in the error.
pub(crate) fn read(path: &Path) -> Outcome<String> {
    std::fs::read_to_string(path).map_err(|why| format!("cannot read {}: {why}", path.display()))
}

/// Writes a file and the folders it lies in, naming it in the error.
pub(crate) fn write(path: &Path, content: &str) -> Outcome {
    let folder = path.parent().unwrap_or(path);
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(path, content))
        .map_err(|why| format!("cannot write {}: {why}", path.display()))
}

fn show(command: &Command) -> String {
    let mut text = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        text.push(' ');
        text.push_str(&argument.to_string_lossy());
    }
    text
}

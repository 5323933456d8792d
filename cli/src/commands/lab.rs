//! `netwright lab`: broken designs to put right, graded by the engine that judges every design.

use std::fmt::Write as _;
use std::process::ExitCode;

use netwright_core::catalog::labs::{self, Lab, Progress, grade};
use netwright_core::format;
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::{identity, input, output};

/// Labs: broken designs to find out about and to put right, graded by the engine
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, clap::Subcommand)]
enum Verb {
    /// Lists the labs, one a line
    List,
    /// Writes the design that a lab starts from, and says what people report and what to reach
    Start(Start),
    /// Grades a design: exit code 0 where the lab is solved, 1 where it is not
    Grade(Grade),
    /// Gives a hint, by number from 1
    Hint(Hint),
}

#[derive(Debug, clap::Args)]
struct Start {
    /// Name of the lab
    name: String,
    /// File to write; where absent, the design goes to standard output and nothing else is said
    #[arg(short, long, value_name = "FILE")]
    out: Option<String>,
}

#[derive(Debug, clap::Args)]
struct Grade {
    /// Name of the lab
    name: String,
    /// The design; - for standard input
    file: String,
    /// Says it as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
struct Hint {
    /// Name of the lab
    name: String,
    /// Which of its hints
    #[arg(default_value_t = 1)]
    number: usize,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    match &arguments.verb {
        Verb::List => output::print(&list())?,
        Verb::Start(start) => begin(lab(&start.name)?, start.out.as_deref())?,
        Verb::Grade(wanted) => return judge(lab(&wanted.name)?, &wanted.file, wanted.json),
        Verb::Hint(hint) => output::print(&told(lab(&hint.name)?, hint.number)?)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn lab(name: &str) -> Result<&'static Lab, Failure> {
    Lab::find(name).ok_or_else(|| {
        Failure::unknown_name(format!(
            "no lab is called {name:?}; `netwright lab list` has their names"
        ))
    })
}

fn list() -> String {
    let width = labs::ALL.iter().map(|lab| lab.name.len()).max();
    let width = width.unwrap_or(0);
    let line = |lab: &Lab| {
        let (name, title, minutes) = (lab.name, lab.title, lab.minutes);
        format!("{name:width$}  {title} ({minutes} minutes)\n")
    };
    labs::ALL.iter().map(line).collect()
}

fn begin(lab: &Lab, out: Option<&str>) -> Result<(), Failure> {
    let mut design = lab
        .design()
        .map_err(|error| Failure::unreadable(error.to_string()))?;
    design.identity = Some(identity::drawn());
    output::write(out, &format::save(&design))?;
    let Some(out) = out.filter(|out| *out != "-") else {
        return Ok(());
    };
    let mut text = format!("# {}\n\n{}\n\n## To reach\n\n", lab.title, lab.story);
    for task in grade(lab, &design).tasks {
        let _ = writeln!(text, "- {}", task.says);
    }
    let (name, hints) = (lab.name, lab.hints.len());
    let _ = write!(
        text,
        "\n{out} is the design. `netwright lab grade {name} {out}` says how far you are; `netwright lab hint {name}` gives the first of {hints} hints.\n"
    );
    output::print(&text)
}

fn told(lab: &Lab, number: usize) -> Result<String, Failure> {
    let hint = number.checked_sub(1).and_then(|index| lab.hints.get(index));
    let hints = lab.hints.len();
    hint.map(|hint| format!("{number} of {hints}: {hint}\n"))
        .ok_or_else(|| {
            Failure::unknown_name(format!(
                "{} has hints 1 to {hints}, found {number}",
                lab.name
            ))
        })
}

fn judge(lab: &Lab, file: &str, as_json: bool) -> Result<ExitCode, Failure> {
    let read = input::design(file)?;
    let progress = grade(lab, &read.design);
    let mark = read.design.lab.filter(|mark| mark.lab == lab.name);
    let hints = mark.map(|mark| mark.hints);
    output::print(&if as_json {
        format::pretty(&to_json(lab, &progress, hints))
    } else {
        to_text(lab, &progress, hints)
    })?;
    Ok(ExitCode::from(u8::from(!progress.is_solved())))
}

fn to_json(lab: &Lab, progress: &Progress, hints: Option<u32>) -> Value {
    let tasks: Vec<Value> = progress
        .tasks
        .iter()
        .map(|task| json!({"task": task.says, "done": task.is_done(), "missing": task.missing}))
        .collect();
    json!({
        "lab": lab.name,
        "title": lab.title,
        "solved": progress.is_solved(),
        "tasks": tasks,
        "hints_read": hints,
    })
}

fn to_text(lab: &Lab, progress: &Progress, hints: Option<u32>) -> String {
    let mut text = format!(
        "{}: {} of {} tasks done",
        lab.title,
        progress.done(),
        progress.tasks.len()
    );
    if let Some(hints) = hints.filter(|hints| *hints > 0) {
        let _ = write!(text, ", {hints} of {} hints read", lab.hints.len());
    }
    text.push_str("\n\n");
    for task in &progress.tasks {
        let tick = if task.is_done() { 'x' } else { ' ' };
        let _ = writeln!(text, "[{tick}] {}", task.says);
        for why in &task.missing {
            let _ = writeln!(text, "      {why}");
        }
    }
    if progress.is_solved() {
        let _ = write!(
            text,
            "\n{}\n\nWhat would not have helped:\n",
            lab.explanation
        );
        for mistake in lab.mistakes {
            let _ = writeln!(text, "- {}: {}", mistake.what, lower_first(mistake.why));
        }
        text.push_str("\nMore:");
        for code in lab.codes {
            let _ = write!(text, " `netwright explain {code}`");
        }
        text.push('\n');
    }
    text
}

/// A sentence that goes on after a colon, unless it begins with a name in capitals.
fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    let (first, second) = (letters.next(), letters.clone().next());
    match first {
        Some(first) if second.is_some_and(|second| second.is_lowercase() || second == ' ') => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}

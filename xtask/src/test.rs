//! `cargo xtask test`: everything that can prove this product wrong, in stages, with the time each takes.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::run::{self, Outcome};
use crate::tools::{self, Tool};
use crate::{dist, docs, tidy};

/// What a stage came to. A skip is a judge that could not be had.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
    pub(crate) skipped: Vec<String>,
}

impl Tally {
    /// Both together.
    fn and(mut self, other: Tally) -> Tally {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped.extend(other.skipped);
        self
    }
}

struct Stage {
    name: &'static str,
    about: &'static str,
    tools: &'static [Tool],
    run: fn(&Context) -> Outcome<Tally>,
}

struct Context {
    /// The long forms too.
    all: bool,
    /// The stage `browser` comes later in this run.
    wants_bundle: bool,
    /// The bundle, on its way while an earlier stage mostly waits.
    bundle: RefCell<Option<JoinHandle<Outcome<PathBuf>>>>,
}

/// In the order of what fails soonest.
const STAGES: [Stage; 6] = [
    Stage {
        name: "tidy",
        about: "format, lints, layering and the rules of the house",
        tools: &[Tool::RustComponents, Tool::WasmTarget],
        run: |_| tidy::run_all(),
    },
    Stage {
        name: "unit",
        about: "unit, property and golden tests",
        tools: &[],
        run: unit,
    },
    Stage {
        name: "docs",
        about: "generated references are what the code says",
        tools: &[],
        run: |_| Ok(docs::check()),
    },
    Stage {
        name: "aws",
        about: "exports judged and executed by AWS's own tools",
        tools: &[Tool::Python, Tool::Shellcheck],
        run: aws,
    },
    Stage {
        name: "browser",
        about: "journeys in Chromium, against the optimised bundle",
        tools: &[
            Tool::WasmTarget,
            Tool::WasmBindgen,
            Tool::Trunk,
            Tool::Node,
            Tool::Chromium,
        ],
        run: browser,
    },
    Stage {
        name: "firefox",
        about: "one journey in Firefox, against the same bundle",
        tools: &[Tool::Node, Tool::Firefox],
        run: firefox,
    },
];

/// Runs the named stages, or all of them, and ends with one line of totals.
pub(crate) fn test(arguments: &[String]) -> Outcome {
    let (options, names): (Vec<_>, Vec<_>) = arguments
        .iter()
        .partition(|argument| argument.starts_with('-'));
    if let Some(option) = options.iter().find(|option| *option != &"--all") {
        return Err(format!("`test` knows --all, not `{option}`"));
    }
    if let Some(name) = names
        .iter()
        .find(|name| !STAGES.iter().any(|stage| stage.name == name.as_str()))
    {
        let known: Vec<_> = STAGES.iter().map(|stage| stage.name).collect();
        return Err(format!("there is no stage `{name}`: {}", known.join(", ")));
    }
    let is_chosen = |stage: &str| names.is_empty() || names.iter().any(|name| *name == stage);
    let context = Context {
        all: !options.is_empty(),
        wants_bundle: is_chosen("browser"),
        bundle: RefCell::default(),
    };
    let chosen = STAGES.iter().filter(|stage| is_chosen(stage.name));
    let results: Vec<_> = chosen
        .map(|stage| (stage.name, run_stage(stage, &context)))
        .collect();
    report(&results)
}

fn run_stage(stage: &Stage, context: &Context) -> (Tally, Duration) {
    println!("\n=== {}: {}", stage.name, stage.about);
    let start = Instant::now();
    let tally = match tools::ensure_all(stage.tools) {
        Err(missing) => Tally {
            skipped: missing.lines().map(str::to_owned).collect(),
            ..Tally::default()
        },
        Ok(()) => (stage.run)(context).unwrap_or_else(|problem| {
            println!("{}: {problem}", stage.name);
            Tally {
                failed: 1,
                ..Tally::default()
            }
        }),
    };
    (tally, start.elapsed())
}

/// A skipped judge proves nothing, so where nobody watches it counts as a failure.
fn report(results: &[(&str, (Tally, Duration))]) -> Outcome {
    println!("\n=== summary");
    for (name, (tally, time)) in results {
        let time = run::human(*time);
        println!(
            "{name:8} {:5} passed {:4} failed {:4} skipped {time:>14}",
            tally.passed,
            tally.failed,
            tally.skipped.len()
        );
    }
    let sum = |of: fn(&Tally) -> usize| {
        results
            .iter()
            .map(|(_, (tally, _))| of(tally))
            .sum::<usize>()
    };
    let (passed, failed, skipped) = (
        sum(|tally| tally.passed),
        sum(|tally| tally.failed),
        sum(|tally| tally.skipped.len()),
    );
    for (name, (tally, _)) in results {
        for reason in &tally.skipped {
            println!("SKIPPED {name}: {reason}");
        }
    }
    let failed = if run::is_ci() {
        failed + skipped
    } else {
        failed
    };
    println!("{passed} passed, {failed} failed");
    if failed == 0 {
        Ok(())
    } else {
        Err("not everything passed".to_owned())
    }
}

fn unit(context: &Context) -> Outcome<Tally> {
    let mut cargo = run::words(&[
        "cargo",
        "test",
        "--workspace",
        "--exclude",
        "netwright-app",
        "--no-fail-fast",
    ]);
    if context.all {
        cargo.env("PROPTEST_CASES", "1024");
    }
    let mut tally = Tally::default();
    let is_green = run::follow(&mut cargo, |line| {
        // test result: ok. 12 passed; 0 failed; 0 ignored; ...
        if let Some(counts) = line.strip_prefix("test result: ") {
            tally.passed += count_before(counts, " passed");
            tally.failed += count_before(counts, " failed");
        }
    })?;
    if !is_green && tally.failed == 0 {
        tally.failed = 1; // it did not compile
    }
    Ok(tally)
}

fn aws(context: &Context) -> Outcome<Tally> {
    run::run(&mut run::words(&[
        "cargo",
        "build",
        "--package",
        "netwright",
    ]))?;
    if context.wants_bundle {
        // The emulator and its callers take turns, so that a core is free: the bundle, and what builds it, take minutes.
        println!("in the meantime: building the bundle for the stage `browser`");
        *context.bundle.borrow_mut() = Some(thread::spawn(dist::build));
    }
    let python = tools::ensure(Tool::Python)?;
    // The other judges do not need it, so without it they are asked all the same, and this one is told as skipped.
    let cli_2 = tools::ensure(Tool::AwsCli2);
    let netwright = run::at_root("target/debug/netwright");
    // First whether the judges can say no.
    let mut selftest = run::command(&python);
    selftest.arg("tests/aws/selftest.py");
    let mut judges = run::command(python);
    judges
        .args(["tests/aws/run.py", "--netwright"])
        .arg(netwright)
        .arg("--calls")
        .arg(run::at_root("target/aws-calls.json"));
    match &cli_2 {
        Ok(place) => {
            selftest.env("NETWRIGHT_CLI_2_FOLDER", place);
            judges.arg("--cli-2").arg(place);
        }
        Err(why) => println!("{why}"),
    }
    if context.all {
        judges.arg("--all");
    }
    // A line when it is known, and not when a buffer is full.
    let first = judge(selftest.env("PYTHONUNBUFFERED", "1"))?;
    Ok(first.and(judge(judges.env("PYTHONUNBUFFERED", "1"))?))
}

fn browser(context: &Context) -> Outcome<Tally> {
    match context.bundle.take() {
        Some(bundle) => bundle
            .join()
            .map_err(|_| "building the bundle broke off")??,
        None => dist::build()?,
    };
    dist::sizes()?;
    let chromium = tools::ensure(Tool::Chromium)?;
    let mut journeys = journeys(&chromium);
    if context.all {
        journeys.env("NETWRIGHT_ALL", "1");
    }
    judge(&mut journeys)
}

fn firefox(_: &Context) -> Outcome<Tally> {
    if !run::at_root("dist/index.html").is_file() {
        return Err("there is no dist/: the stage `browser` builds it".to_owned());
    }
    let mut journey = run::words(&["node", "tests/browser/firefox.mjs"]);
    journey.env("NETWRIGHT_FIREFOX", tools::ensure(Tool::Firefox)?);
    judge(&mut journey)
}

/// The journeys of `tests/browser/journeys`, in this browser.
fn journeys(chromium: &Path) -> Command {
    let mut command = run::words(&[
        "playwright",
        "test",
        "--config",
        "tests/browser/playwright.config.mjs",
    ]);
    command
        .env("NETWRIGHT_CHROMIUM", chromium)
        .env("FORCE_COLOR", "0")
        .env_remove("NO_COLOR");
    command
}

/// Makes the pictures of the README and the docs: `cargo xtask shots`.
pub(crate) fn shots(arguments: &[String]) -> Outcome {
    if let Some(argument) = arguments.first() {
        return Err(format!("`shots` takes no arguments, not `{argument}`"));
    }
    dist::build()?;
    let chromium = tools::ensure(Tool::Chromium)?;
    let mut command = journeys(&chromium);
    command
        .args(["--grep", "@picture"])
        .env("NETWRIGHT_SHOTS", "1")
        .env("NETWRIGHT_ALL", "1");
    run::run(tools::with_tools(&mut command))
}

/// Runs a judge that is a program of its own. It says `SKIPPED: why` for what it could not ask, and ends with a line
/// `N passed, N failed`.
fn judge(command: &mut Command) -> Outcome<Tally> {
    let mut tally = Tally::default();
    let mut totals = None;
    let is_green = run::follow(tools::with_tools(command), |line| {
        if let Some(reason) = line.strip_prefix("SKIPPED: ") {
            tally.skipped.push(reason.to_owned());
        }
        if line.ends_with(" failed") && line.contains(" passed, ") {
            totals = Some((count_before(line, " passed"), count_before(line, " failed")));
        }
    })?;
    let (passed, failed) = totals.ok_or("it ended without its line of totals")?;
    tally.passed = passed;
    // A non-zero exit with no failure counted is a failure nobody would see.
    tally.failed = if is_green { failed } else { failed.max(1) };
    Ok(tally)
}

/// The number that stands before a word: 3 in `ok. 3 passed; 0 failed`.
fn count_before(text: &str, word: &str) -> usize {
    let before = text.split(word).next().unwrap_or_default();
    before
        .rsplit(' ')
        .next()
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_read_from_both_forms() {
        assert_eq!(
            count_before("ok. 12 passed; 3 failed; 0 ignored", " failed"),
            3
        );
        assert_eq!(count_before("41 passed, 2 failed", " passed"), 41);
        assert_eq!(count_before("41 passed, 2 failed", " failed"), 2);
        assert_eq!(count_before("nothing here", " passed"), 0);
    }
}

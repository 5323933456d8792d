//! Labs: broken designs to find out about and to put right. The engine that judges every design grades them too.
//!
//! A lab is one file: what people in production report, the design to start from, tasks with goals that the engine
//! proves, hints, and an explanation. To add one: write its file, its `mod` line and its line in [`ALL`], which is
//! sorted by name. Its solution and the cures that are none stand in the same file and are carried out by the tests.

mod endpoint_names;
mod failover_never_fires;
mod forms_blocked;
mod goal;
mod grade;
mod hub_joins_environments;
mod large_packets_die;
mod overlapping_blocks;
mod zone_without_hub;

#[cfg(test)]
mod rehearsal;

pub use goal::{Goal, Sent, Task};
pub use grade::{Progress, TaskState, grade};

use crate::model::{Design, LabMark};
use crate::notation::{self, NotationError};

use super::Template;

/// A broken design with what there is to do about it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lab {
    /// What the command line calls it: `hub-joins-environments`.
    pub name: &'static str,
    pub title: &'static str,
    /// One sentence for the gallery: what is learned.
    pub learned: &'static str,
    /// How long it takes someone who meets it for the first time.
    pub minutes: u8,
    /// What users report in production, as Markdown. It tells symptoms, never causes.
    pub story: &'static str,
    pub start: Start,
    /// What to reach, in the order in which people get there.
    pub tasks: &'static [Task],
    /// Records that must still be there in the end, with the fields that must still say what they said. They are
    /// named by kind and name, and are the last task of every lab.
    pub keeps: &'static [(&'static str, &'static [&'static str])],
    /// One at a time, from a question to the answer.
    pub hints: &'static [&'static str],
    /// Why it was broken and what cures it, as Markdown, with how to detect it in production.
    pub explanation: &'static str,
    /// Codes for `netwright explain`.
    pub codes: &'static [&'static str],
    /// What solves it.
    pub solution: &'static [Move],
    /// What people try that cures nothing, or breaks something else.
    pub mistakes: &'static [Mistake],
}

/// The design that a lab starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// The template of this name with changes to its notation.
    Template(&'static str, &'static [Change]),
    Notation(&'static str),
}

/// A change to the notation of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// A text that stands in it once, and what stands there instead.
    Replace(&'static str, &'static str),
    /// The line that starts with this, spaces aside, is left out.
    Drop(&'static str),
    /// Lines at the end.
    Append(&'static str),
}

/// One step of a solution, or of a mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// Applies the fix of each finding of this code.
    Fix(&'static str),
    /// Sets a field of a record, named by kind and name, to a value as in a file. A text such as `@vpc app` stands
    /// for the id of the record.
    Set(&'static str, &'static str, &'static str),
    Delete(&'static str),
    /// Adds lines of notation, which may name what is drawn.
    Add(&'static str),
    /// Suppresses every finding of this code.
    Suppress(&'static str),
}

/// A cure that is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mistake {
    /// What people do, as an imperative.
    pub what: &'static str,
    /// Why it does not help.
    pub why: &'static str,
    pub moves: &'static [Move],
}

/// All labs, sorted by name.
pub const ALL: &[Lab] = &[
    endpoint_names::LAB,
    failover_never_fires::LAB,
    forms_blocked::LAB,
    hub_joins_environments::LAB,
    large_packets_die::LAB,
    overlapping_blocks::LAB,
    zone_without_hub::LAB,
];

impl Lab {
    /// The lab called `name`.
    pub fn find(name: &str) -> Option<&'static Lab> {
        ALL.iter().find(|lab| lab.name == name)
    }

    /// The design to start from, marked as work on this lab.
    ///
    /// # Errors
    /// None in practice: a test starts each.
    pub fn design(&self) -> Result<Design, NotationError> {
        let mut design = notation::parse(&self.start.text())?;
        self.title.clone_into(&mut design.name);
        design.description = String::new();
        design.lab = Some(LabMark {
            lab: self.name.to_owned(),
            hints: 0,
        });
        Ok(design)
    }
}

impl Start {
    fn text(&self) -> String {
        match self {
            Self::Notation(text) => (*text).to_owned(),
            Self::Template(name, changes) => {
                let text = Template::find(name).map_or("", |template| template.text);
                changes
                    .iter()
                    .fold(text.to_owned(), |text, change| change.made(&text))
            }
        }
    }
}

impl Change {
    fn made(&self, text: &str) -> String {
        match self {
            Self::Replace(old, new) => text.replace(old, new),
            Self::Drop(start) => text
                .lines()
                .filter(|line| !line.trim_start().starts_with(start))
                .fold(String::new(), |text, line| text + line + "\n"),
            Self::Append(lines) => format!("{text}\n{lines}"),
        }
    }
}

//! What a check is: its code, its documentation, what it is called for, and its function.

use super::Findings;
use crate::analysis::Facts;
use crate::model::{EntityId, Kind, TransitGateway, Vpc};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// AWS refuses it, traffic that should flow does not, or traffic flows that must not.
    Error,
    /// It works today and hurts later: a quota near, no redundancy, an opening that one more route would use.
    Warning,
    /// Worth knowing; nothing is wrong.
    Info,
}

impl Severity {
    /// The word in files and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

impl std::fmt::Display for Severity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.word())
    }
}

/// What a check is called for, with the function.
///
/// Findings are kept per scope key, so a check may read only what belongs to its key; a check that reads more
/// would keep findings that an edit made stale.
#[derive(Clone, Copy)]
pub enum Run {
    /// Once for the whole design, again when a table of one of these kinds changes.
    Design(&'static [Kind], fn(&Facts, &mut Findings)),
    /// For each record of a kind. May read the record, what holds it, what it refers to and what refers to it.
    Row(Kind, fn(&Facts, EntityId, &mut Findings)),
    /// For each VPC. May read the VPC and those peered with it, all inside them, what these refer to or are referred
    /// to by, and intents and environments.
    Vpc(fn(&Facts, &Vpc, &mut Findings)),
    /// For each transit gateway. May read all hubs peered with it, directly or not, all inside them, and what an
    /// attached VPC may read, and intents and environments; of all this, only kinds that routes or attachments depend
    /// on, and no filters (`BESIDE_HUBS` in the analysis lists the others).
    Hub(fn(&Facts, &TransitGateway, &mut Findings)),
    /// For each name and type of a hosted zone. May read the records of that name and type and what they refer to.
    RecordSet(fn(&Facts, &super::RecordSetKey, &mut Findings)),
    /// Made by the runner itself, from suppressions and what they silence.
    Suppressions,
}

/// A check: one file, one code for ever.
pub struct Check {
    /// `ADR101`: never reused, never renumbered.
    pub code: &'static str,
    /// Names the flaw, and reads well after "allow": `subnet-overlap`.
    pub name: &'static str,
    /// One line: what is wrong where it is found.
    pub summary: &'static str,
    /// The usual severity; a finding may say otherwise.
    pub severity: Severity,
    /// The version that had it first.
    pub since: &'static str,
    /// The documentation, Markdown with the headings of [`HEADINGS`].
    pub doc: &'static str,
    /// Path of the module, for "view source".
    pub module: &'static str,
    pub run: Run,
}

/// Headings that the documentation of every check has, in this order.
pub const HEADINGS: &[&str] = &[
    "What it does",
    "Why it matters",
    "In production",
    "Example",
    "Use instead",
    "Fix safety",
    "Evidence",
];

impl Check {
    /// The text under a heading of the documentation.
    pub fn section(&self, heading: &str) -> Option<&'static str> {
        let mut sections = self.doc.split("## ").skip(1);
        sections.find_map(|section| {
            let (title, text) = section.split_once('\n')?;
            (title.trim() == heading).then(|| text.trim())
        })
    }

    /// The notation in the fenced block under a heading.
    pub fn notation(&self, heading: &str) -> Option<String> {
        let mut blocks = self.section(heading)?.split("```").skip(1);
        let block = blocks.next()?;
        let (_, body) = block.split_once('\n')?;
        // Doc comments put a space before each line.
        let lines = body
            .lines()
            .map(|line| line.strip_prefix(' ').unwrap_or(line));
        Some(lines.collect::<Vec<_>>().join("\n"))
    }

    /// The documentation as Markdown: title, summary and every section.
    pub fn markdown(&self) -> String {
        let lines = self
            .doc
            .lines()
            .map(|line| line.strip_prefix(' ').unwrap_or(line));
        let body = lines.collect::<Vec<_>>().join("\n");
        format!(
            "# {} {}\n\n{} ({}, since {}).\n\n{}\n",
            self.code,
            self.name,
            capitalised(self.summary),
            self.severity,
            self.since,
            body.trim()
        )
    }
}

impl std::fmt::Debug for Check {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.code, self.name)
    }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// Declares a check from its doc comment and its metadata.
///
/// `run` is one of `Design([Kind, …], function)`, `Design(A_CONSTANT, function)`, `Row(Subnet, function)`, `Vpc(function)`, `Hub(function)`,
/// `RecordSet(function)`.
macro_rules! declare_check {
    (
        $(#[doc = $doc:literal])+
        $ident:ident = $code:literal $name:literal {
            summary: $summary:literal,
            severity: $severity:ident,
            since: $since:literal,
            run: $scope:ident $args:tt $(,)?
        }
    ) => {
        $(#[doc = $doc])+
        pub(crate) static $ident: $crate::checks::Check = $crate::checks::Check {
            code: $code,
            name: $name,
            summary: $summary,
            severity: $crate::checks::Severity::$severity,
            since: $since,
            doc: concat!($($doc, "\n"),+),
            module: module_path!(),
            run: $crate::checks::check::declare_check!(@run $scope $args),
        };
    };
    (@run Design ([$($kind:ident),* $(,)?], $function:expr)) => {
        $crate::checks::Run::Design(&[$($crate::model::Kind::$kind),*], $function)
    };
    (@run Design ($kinds:path, $function:expr)) => {
        $crate::checks::Run::Design($kinds, $function)
    };
    (@run Row ($kind:ident, $function:path)) => {
        $crate::checks::Run::Row($crate::model::Kind::$kind, |facts, id, out| {
            if let Some(row) = facts.as_kind::<$crate::model::$kind>(id) {
                $function(facts, row, out);
            }
        })
    };
    (@run Vpc ($function:path)) => { $crate::checks::Run::Vpc($function) };
    (@run Hub ($function:path)) => { $crate::checks::Run::Hub($function) };
    (@run RecordSet ($function:path)) => { $crate::checks::Run::RecordSet($function) };
    (@run Suppressions ()) => { $crate::checks::Run::Suppressions };
}
pub(crate) use declare_check;

//! A finding: what a check says, structured, so that every reader renders it its own way.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Check, Severity};
use crate::analysis::{Facts, Hop};
use crate::edit::{Command, Mint};
use crate::model::{Design, EntityId};

/// What a check found.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Code and name of the check. Borrowed from it, or owned where the finding came in a message.
    pub code: Cow<'static, str>,
    pub name: Cow<'static, str>,
    pub severity: Severity,
    pub outcome: Outcome,
    /// One sentence that stands alone, without a final period.
    pub message: String,
    pub subject: Subject,
    /// Other records that take part, the most important first.
    pub related: Vec<EntityId>,
    /// The way of a packet, hop by hop, where there is one.
    pub path: Vec<Hop>,
    /// Further sentences for whoever asks for more.
    pub details: Vec<String>,
    pub fix: Option<Fix>,
    /// The same for the same flaw from run to run, whatever it is called.
    pub fingerprint: String,
}

/// How sure a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It follows from the design.
    Found,
    /// It can't be decided, because something on the way is not modelled. The message says what.
    Unknown,
    /// It needs a table of facts that is not loaded yet. The message says which.
    Pending,
}

impl Outcome {
    pub fn word(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Unknown => "unknown",
            Self::Pending => "pending",
        }
    }
}

/// Where a finding points: a record and, where one is to blame, its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject {
    /// Absent where the design itself is meant.
    pub id: Option<EntityId>,
    /// Empty where the whole record is meant.
    pub field: &'static str,
}

/// Commands that make the finding go away.
#[derive(Debug, Clone, PartialEq)]
pub struct Fix {
    /// What it does, as a button says it.
    pub title: String,
    pub applicability: Applicability,
    /// Records to insert have placeholders for ids, so that a finding that is kept stays true when the design grows:
    /// apply what [`Fix::ready`] gives.
    pub commands: Vec<Command>,
}

/// Numbers from here on stand for records that a fix inserts; no design counts so far.
const FIRST_PLACEHOLDER: u32 = 1 << 31;

impl Fix {
    /// The commands with ids that are free in `design`.
    pub fn ready(&self, design: &Design) -> Vec<Command> {
        self.with_ids(&mut Mint::after(design))
    }

    /// The commands with ids of a session.
    pub fn with_ids(&self, mint: &mut Mint) -> Vec<Command> {
        renumbered(self.commands.clone(), |id| {
            (id.number >= FIRST_PLACEHOLDER).then(|| mint.entity(id.kind))
        })
    }

    /// The commands as a finding keeps them: with placeholders, counted per kind.
    fn kept(commands: Vec<Command>) -> Vec<Command> {
        let mut used = BTreeMap::new();
        renumbered(commands, |id| {
            let count: &mut u32 = used.entry(id.kind).or_default();
            *count += 1;
            Some(EntityId::new(id.kind, FIRST_PLACEHOLDER + *count - 1))
        })
    }
}

/// Gives the records that `commands` insert the ids that `new_id` says, wherever they are named.
fn renumbered(
    commands: Vec<Command>,
    mut new_id: impl FnMut(EntityId) -> Option<EntityId>,
) -> Vec<Command> {
    let mut ids = BTreeMap::new();
    for command in &commands {
        if let Command::Insert(row) = command
            && let Some(id) = new_id(row.id())
        {
            ids.insert(row.id(), id);
        }
    }
    if ids.is_empty() {
        return commands;
    }
    let map = |id: EntityId| ids.get(&id).copied().unwrap_or(id);
    commands
        .iter()
        .map(|command| command.remapped(&map))
        .collect()
}

/// Who may apply a fix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Applicability {
    /// Changes no address and no reachability elsewhere: may be applied unseen.
    Safe,
    /// May change addresses or cut traffic: the person sees what it does first.
    Unsafe,
    /// A sketch that a person must decide on; never applied by itself.
    DisplayOnly,
}

impl Applicability {
    pub fn word(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
            Self::DisplayOnly => "display-only",
        }
    }
}

impl Finding {
    /// The form of `check --format json`, without the location, which only the reader of the file knows.
    pub fn to_json(&self, design: &Design) -> Value {
        let fix = self.fix.as_ref().map(|fix| {
            let commands: Vec<_> = fix.ready(design).iter().map(Command::to_json).collect();
            json!({"title": fix.title, "applicability": fix.applicability.word(), "commands": commands})
        });
        let path = self.path.iter().map(|hop| {
            let mut json = record_json(design, hop.id);
            json["text"] = Value::from(hop.text.as_str());
            json
        });
        let related: Vec<_> = self
            .related
            .iter()
            .map(|id| record_json(design, *id))
            .collect();
        let mut subject = self
            .subject
            .id
            .map_or_else(|| json!({}), |id| record_json(design, id));
        subject["field"] = Value::from(self.subject.field);
        json!({
            "code": self.code,
            "name": self.name,
            "severity": self.severity.word(),
            "outcome": self.outcome.word(),
            "message": self.message,
            "subject": subject,
            "related": related,
            "path": path.collect::<Vec<_>>(),
            "details": self.details,
            "fingerprint": self.fingerprint,
            "fix": fix,
            "docs": format!("netwright explain {}", self.code),
        })
    }
}

fn record_json(design: &Design, id: EntityId) -> Value {
    let record = design.record(id);
    let aws_id = record.map_or("", |record| record.meta().aws_id.as_str());
    json!({
        "id": id.to_string(),
        "aws_id": if aws_id.is_empty() { Value::Null } else { Value::from(aws_id) },
        "kind": id.kind.spec().prefix,
        "name": record.map_or("", |record| record.name()),
    })
}

/// Collects what one check says about one scope key.
pub struct Findings {
    check: &'static Check,
    list: Vec<Finding>,
}

impl Findings {
    pub(crate) fn new(check: &'static Check) -> Self {
        Self {
            check,
            list: Vec::new(),
        }
    }

    /// Says that something is wrong with a field of a record; an empty field means the record as a whole.
    pub fn report(
        &mut self,
        id: impl Into<EntityId>,
        field: &'static str,
        message: impl Into<String>,
    ) -> Report<'_> {
        self.push(Some(id.into()), field, message.into())
    }

    /// Says that something is wrong with the design as a whole.
    pub fn report_design(&mut self, message: impl Into<String>) -> Report<'_> {
        self.push(None, "", message.into())
    }

    /// Says that the question can't be decided, and why.
    pub fn unknown(
        &mut self,
        id: impl Into<EntityId>,
        field: &'static str,
        why: impl Into<String>,
    ) -> Report<'_> {
        let report = self.push(Some(id.into()), field, why.into());
        report.finding.outcome = Outcome::Unknown;
        report.finding.severity = Severity::Info;
        report
    }

    /// Says that the question waits for a table of facts, and which.
    pub fn pending(
        &mut self,
        id: impl Into<EntityId>,
        field: &'static str,
        why: impl Into<String>,
    ) -> Report<'_> {
        let report = self.push(Some(id.into()), field, why.into());
        report.finding.outcome = Outcome::Pending;
        report.finding.severity = Severity::Info;
        report
    }

    /// Ends the collection, and gives each finding its fingerprint.
    pub(crate) fn finish(mut self, facts: &Facts) -> Vec<Finding> {
        for finding in &mut self.list {
            finding.fingerprint = fingerprint(finding, facts.design());
        }
        self.list
    }

    fn push(&mut self, id: Option<EntityId>, field: &'static str, message: String) -> Report<'_> {
        self.list.push(Finding {
            code: Cow::Borrowed(self.check.code),
            name: Cow::Borrowed(self.check.name),
            severity: self.check.severity,
            outcome: Outcome::Found,
            message,
            subject: Subject { id, field },
            related: Vec::new(),
            path: Vec::new(),
            details: Vec::new(),
            fix: None,
            fingerprint: String::new(),
        });
        let last = self.list.len() - 1;
        Report {
            finding: &mut self.list[last],
        }
    }
}

/// Adds to a finding that was just reported.
pub struct Report<'f> {
    finding: &'f mut Finding,
}

impl Report<'_> {
    pub fn severity(self, severity: Severity) -> Self {
        self.finding.severity = severity;
        self
    }

    pub fn related(self, ids: impl IntoIterator<Item = impl Into<EntityId>>) -> Self {
        self.finding.related.extend(ids.into_iter().map(Into::into));
        self
    }

    pub fn detail(self, sentence: impl Into<String>) -> Self {
        self.finding.details.push(sentence.into());
        self
    }

    pub fn path(self, hops: impl IntoIterator<Item = Hop>) -> Self {
        self.finding.path.extend(hops);
        self
    }

    pub fn fix(
        self,
        title: impl Into<String>,
        applicability: Applicability,
        commands: Vec<Command>,
    ) -> Self {
        self.finding.fix = Some(Fix {
            title: title.into(),
            applicability,
            commands: Fix::kept(commands),
        });
        self
    }
}

/// Made of the code and the ids alone (of AWS where there are any), so that words and severities may change.
fn fingerprint(finding: &Finding, design: &Design) -> String {
    let stable = |id: EntityId| {
        let aws_id = design
            .record(id)
            .map_or("", |record| record.meta().aws_id.as_str());
        if aws_id.is_empty() {
            id.to_string()
        } else {
            aws_id.to_owned()
        }
    };
    let mut text = format!("{}\n{}\n", finding.code, finding.subject.field);
    let mut related: Vec<_> = finding.related.iter().map(|id| stable(*id)).collect();
    related.sort();
    for id in finding.subject.id.map(stable).into_iter().chain(related) {
        text.push_str(&id);
        text.push('\n');
    }
    let mut hex = String::with_capacity(16);
    for byte in Sha256::digest(text.as_bytes()).iter().take(8) {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

//! The page's side of the worker: what to tell it next, and what its answers mean.

use std::collections::BTreeMap;
use std::ops::Bound;

use netwright_core::checks::Listed;
use netwright_core::edit::{Command, difference};
use netwright_core::model::{BoxKey, Design, Identity, Kind, LabMark};
use serde_json::{Value, json};

use super::wire::entry_from_json;
use super::{Ask, Delta, Findings};

/// Rows in one message while a design is handed over: a few milliseconds of work.
const ROWS_PER_MESSAGE: usize = 1000;

/// What the worker has been told, and what it said.
#[derive(Clone, Default)]
pub struct Link {
    /// The design that the worker has, or will have when it has read what is under way.
    sent: Option<Design>,
    handover: Option<Handover>,
    /// A design that the worker has read itself, by the ticket of the question: it need not be handed over.
    offered: Option<(u64, Design)>,
    /// Grows with every start from nothing; what answers an earlier one is stale.
    session: u64,
    revision: u64,
    /// The last revision that was answered: until it is the last one sent, nothing more is sent.
    answered: u64,
    /// The answer was the last one: no more findings will come by themselves.
    settled: bool,
    findings: Findings,
    serials: BTreeMap<u64, Listed>,
}

/// What an answer of the worker meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// A part of an answer; the rest follows.
    Part,
    /// An answer to something that no longer matters.
    Stale,
    /// The findings near the last change are there, and those further away will follow.
    Near,
    /// The findings are those of the last revision that was sent.
    Done,
    /// The worker lost the thread: it will be handed the whole design again.
    Lost,
}

/// A message about findings.
#[derive(Default)]
struct Part {
    delta: Delta,
    serials: Vec<(u64, Listed)>,
    revision: u64,
    is_last: bool,
    settled: bool,
}

/// Whether one design came from the other by a few edits: some table is the same still.
fn shares_rows(one: &Design, other: &Design) -> bool {
    let mut kinds = Kind::ALL.iter();
    kinds.any(|kind| one.count(*kind) > 0 && one.table(*kind).ptr_eq(other.table(*kind)))
}

/// How far the rows of a design have been handed over.
#[derive(Clone, Default)]
struct Handover {
    started: bool,
    /// Index in [`Kind::ALL`].
    kind: usize,
    /// The number of the last row that was sent.
    after: u32,
    /// The last box whose place was sent.
    placed: Option<BoxKey>,
}

impl Link {
    /// Forgets all findings, for they are of another design, and hands the next one over from the start.
    pub fn reset(&mut self) {
        *self = Self {
            session: self.session + 1,
            offered: self.offered.take(),
            revision: self.revision,
            answered: self.revision,
            ..Self::default()
        };
    }

    /// Hands the design over again to a worker that knows nothing, and keeps what is shown until it has answered.
    pub fn restart(&mut self) {
        let findings = std::mem::take(&mut self.findings);
        self.offered = None;
        self.reset();
        self.findings = findings;
    }

    /// The worker has read this design for the question with this ticket. Where it is opened next, the worker is told
    /// so instead of being handed every row.
    pub fn offer(&mut self, ticket: u64, design: Design) {
        self.offered = Some((ticket, design));
    }

    pub fn findings(&self) -> &Findings {
        &self.findings
    }

    /// Whether there is more to hand over right away.
    pub fn is_handing_over(&self) -> bool {
        self.handover.is_some()
    }

    /// Whether the worker has been told of `design`, to the last change.
    pub fn has(&self, design: &Design) -> bool {
        let sent = self.sent.as_ref();
        self.handover.is_none() && sent.is_some_and(|sent| difference(sent, design).is_empty())
    }

    /// The message that asks `ask` of `design`; nothing while the engine has no replica and the question needs one.
    /// What differs from the replica goes along with the question.
    pub fn ask(&self, ask: &Ask, design: &Design, ticket: u64) -> Option<String> {
        let mut message = json!({"ask": ticket, "what": ask.to_json()});
        if ask.is_about_the_design() {
            let sent = self.sent.as_ref().filter(|_| self.handover.is_none())?;
            let commands = difference(sent, design);
            message["commands"] = commands.iter().map(Command::to_json).collect();
            // Fields that no version knows are no part of the replica: they change nothing but the file.
            let unknown = design.unknown.iter().map(|(id, fields)| {
                let id = id.map(|id| id.to_string());
                json!([id, fields])
            });
            message["unknown"] = unknown.collect();
        }
        Some(message.to_string())
    }

    /// Whether what is shown is of an older design than this one.
    pub fn is_behind(&self, design: &Design) -> bool {
        self.is_waiting() || !self.settled || !self.has(design)
    }

    fn is_waiting(&self) -> bool {
        self.answered != self.revision
    }

    /// The next message for the worker, where there is something to say and it is ready to hear it.
    pub fn next(&mut self, design: &Design, today: &str) -> Option<String> {
        if let Some(sent) = &self.sent {
            if let Some(handover) = &mut self.handover {
                if let Some(message) = handover.next(sent, self.session, today) {
                    return Some(message);
                }
                self.handover = None;
                self.revision += 1;
                return Some(json!({"opened": self.revision}).to_string());
            }
            if self.is_waiting() {
                return None;
            }
            let commands = difference(sent, design);
            if commands.is_empty() {
                return None;
            }
            self.revision += 1;
            self.settled = false;
            self.sent = Some(design.clone());
            let commands: Vec<Value> = commands.iter().map(Command::to_json).collect();
            return Some(json!({"edit": self.revision, "commands": commands}).to_string());
        }
        if let Some((ticket, offered)) = self.offered.take()
            && shares_rows(&offered, design)
        {
            self.revision += 1;
            self.settled = false;
            self.sent = Some(offered);
            let message = json!({"adopt": self.revision, "ticket": ticket, "session": self.session, "today": today});
            return Some(message.to_string());
        }
        let mut handover = Handover::default();
        let message = handover.next(design, self.session, today);
        self.handover = Some(handover);
        self.sent = Some(design.clone());
        message
    }

    /// Takes in an answer of the worker.
    pub fn hear(&mut self, message: &str) -> Heard {
        let message: Value = message.parse().unwrap_or_default();
        let number = |key: &str| message.get(key).and_then(Value::as_u64);
        if number("session").is_some_and(|session| session != self.session) {
            return Heard::Stale;
        }
        let Some(part) = self.read(&message) else {
            self.restart();
            return Heard::Lost;
        };
        if self.serials.is_empty() {
            // The first answer of a worker: what is shown is of the one before it.
            self.findings = Findings::default();
        }
        self.serials.extend(part.serials);
        self.findings.apply(&part.delta);
        if !part.is_last {
            return Heard::Part;
        }
        self.answered = part.revision;
        self.settled = part.settled && !self.is_waiting();
        if self.settled {
            Heard::Done
        } else {
            Heard::Near
        }
    }

    fn read(&mut self, message: &Value) -> Option<Part> {
        let mut part = Part {
            revision: message.get("revision")?.as_u64()?,
            is_last: message.get("last")?.as_bool()?,
            settled: message.get("settled")?.as_bool()?,
            ..Part::default()
        };
        for serial in message.get("removed")?.as_array()? {
            let listed = self.serials.remove(&serial.as_u64()?)?;
            part.delta.removed.push(listed);
        }
        for line in message.get("added")?.as_array()? {
            let entry = entry_from_json(line.get(1)?)?;
            let listed = Listed(entry.finding.clone());
            part.serials.push((line.get(0)?.as_u64()?, listed));
            part.delta.added.push(entry);
        }
        Some(part)
    }
}

impl Handover {
    fn next(&mut self, design: &Design, session: u64, today: &str) -> Option<String> {
        if !self.started {
            self.started = true;
            let (name, description) = (&design.name, &design.description);
            let lab = design.lab.as_ref().map(LabMark::to_json);
            let identity = design.identity.as_ref().map(Identity::as_str);
            return Some(
                json!({"open": session, "name": name, "description": description, "identity": identity, "lab": lab, "today": today})
                    .to_string(),
            );
        }
        let mut rows = Vec::new();
        while let Some(kind) = Kind::ALL.get(self.kind) {
            for (number, row) in design.table(*kind).after(self.after) {
                if rows.len() == ROWS_PER_MESSAGE {
                    break;
                }
                self.after = number;
                rows.push(Command::Insert(row.clone()).to_json());
            }
            if rows.len() == ROWS_PER_MESSAGE {
                break;
            }
            self.kind += 1;
            self.after = 0;
        }
        let places = match &self.placed {
            Some(last) => design
                .layout
                .range::<_, BoxKey>((Bound::Excluded(last), Bound::Unbounded)),
            None => design.layout.range::<_, BoxKey>(..),
        };
        let mut last = None;
        for (key, rect) in places.take(ROWS_PER_MESSAGE - rows.len()) {
            let place = Command::Place {
                key: key.clone(),
                rect: Some(*rect),
            };
            rows.push(place.to_json());
            last = Some(key.clone());
        }
        self.placed = last.or(self.placed.take());
        (!rows.is_empty()).then(|| json!({ "rows": rows }).to_string())
    }
}

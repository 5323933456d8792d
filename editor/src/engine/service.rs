//! The worker's side: a replica of the design, its checks, and what the page has been told of them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use netwright_core::analysis::Facts;
use netwright_core::checks::{Checker, Entries, Listed};
use netwright_core::edit::{Command, apply};
use netwright_core::import::Gathering;
use netwright_core::model::{Design, EntityId, Identity, LabMark};
use serde_json::{Map, Value, json};

use super::{answers, matrix, traces};
use crate::analysis::{Answer, Ask, Delta, entry_to_json};

/// Findings in one message: read by the page well within a frame.
const FINDINGS_PER_MESSAGE: usize = 200;

/// A replica with its findings. It hears messages at once and works when there are no more.
#[derive(Clone, Default)]
pub struct Service {
    replica: Option<Replica>,
    /// A design that is being received, slice by slice.
    coming: Option<Coming>,
    /// A design that was read for the page, by the ticket of its question.
    read: Option<(u64, Design)>,
    /// Files that come in one after the other, by the ticket of the question about them.
    gathering: Option<(u64, Gathering<'static>)>,
}

/// An answer to the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    Message(String),
    /// What was asked for. Not a part of a message, for its texts may be large.
    Answer {
        ticket: u64,
        answer: Answer,
    },
}

#[derive(Clone)]
struct Coming {
    session: u64,
    design: Design,
    today: String,
    rows: Vec<Command>,
}

#[derive(Clone)]
struct Replica {
    design: Design,
    today: String,
    session: u64,
    revision: u64,
    /// The revision that the checker has taken in.
    begun: Option<u64>,
    /// The revision that the page has had an answer to.
    answered: Option<u64>,
    checker: Option<Checker>,
    told: Entries,
    /// What the page calls the lines it was told.
    serials: BTreeMap<Listed, u64>,
    next_serial: u64,
}

impl Service {
    /// Takes in a message of the page. Only what can't be answered later is answered now.
    pub fn hear(&mut self, message: &str) -> Vec<Reply> {
        self.hear_with(message, "")
    }

    /// The same for a message with a text beside it.
    pub fn hear_with(&mut self, message: &str, beside: &str) -> Vec<Reply> {
        match self.take_in(message, beside) {
            Ok(replies) => replies,
            Err(why) => {
                let session = self.replica.as_ref().map(|replica| replica.session);
                let session = session.or(self.coming.as_ref().map(|coming| coming.session));
                *self = Self::default();
                let message = json!({"lost": why, "session": session});
                vec![Reply::Message(message.to_string())]
            }
        }
    }

    /// Begins to take in the files of a question about files; says its ticket. What was taken in before is forgotten.
    pub fn begin_gathering(&mut self, message: &str) -> Option<u64> {
        let message: Value = message.parse().ok()?;
        let ticket = message.get("ask").and_then(Value::as_u64)?;
        let ask = message.get("what").and_then(Ask::from_json)?;
        (ask == Ask::Gather).then(|| {
            self.gathering = Some((ticket, Gathering::default()));
            ticket
        })
    }

    /// Takes in a file of a question; one that could not be read has no bytes. Says whether the answer is still wanted.
    pub fn gather(&mut self, ticket: u64, name: &str, bytes: Option<Vec<u8>>) -> bool {
        let Some(gathering) = self.gathering_of(ticket) else {
            return false;
        };
        match bytes {
            Some(bytes) => gathering.take(name, Cow::Owned(bytes)),
            None => gathering.miss(name, "expected a file, the browser can't read it"),
        }
        true
    }

    /// Reads one more file of an archive that was taken in; says how many of it are read, and of how many. Nothing where
    /// none is left.
    pub fn gather_more(&mut self, ticket: u64) -> Option<(usize, usize)> {
        self.gathering_of(ticket)?.step()
    }

    /// Answers a question about files; nothing where the page has given up.
    pub fn end_gathering(&mut self, ticket: u64) -> Vec<Reply> {
        let gathering = self.gathering.take_if(|(mine, _)| *mine == ticket);
        let Some((_, gathering)) = gathering else {
            return Vec::new();
        };
        // The one before is of no use any more.
        self.read = None;
        let (answer, design) = answers::gathered(gathering);
        self.read = design.map(|design| (ticket, design));
        vec![Reply::Answer { ticket, answer }]
    }

    fn gathering_of(&mut self, ticket: u64) -> Option<&mut Gathering<'static>> {
        let found = self.gathering.as_mut().filter(|(mine, _)| *mine == ticket);
        found.map(|(_, gathering)| gathering)
    }

    /// Whether the page waits for findings.
    pub fn is_behind(&self) -> bool {
        self.replica.as_ref().is_some_and(Replica::is_behind)
    }

    /// Goes one step on with the findings, and says what changed in them: what is near an edit comes first.
    pub fn work(&mut self) -> Vec<Reply> {
        match &mut self.replica {
            Some(replica) if replica.is_behind() => replica.work(),
            _ => Vec::new(),
        }
    }

    fn take_in(&mut self, message: &str, beside: &str) -> Result<Vec<Reply>, String> {
        let message: Value = message.parse().map_err(|error| format!("{error}"))?;
        let text = |key: &str| message.get(key).and_then(Value::as_str).unwrap_or_default();
        let revision = |key: &str| message.get(key).and_then(Value::as_u64);
        if let Some(session) = revision("open") {
            let mut design = Design::new(text("name"));
            text("description").clone_into(&mut design.description);
            design.identity = Identity::parse(text("identity"));
            design.lab = message.get("lab").and_then(LabMark::from_json);
            self.replica = None;
            self.coming = Some(Coming {
                session,
                design,
                today: text("today").to_owned(),
                rows: Vec::new(),
            });
        } else if let Some(rows) = message.get("rows") {
            let coming = self.coming.as_mut().ok_or("rows of no design")?;
            coming.rows.append(&mut commands_from_json(rows)?);
        } else if let Some(revision) = revision("opened") {
            let coming = self.coming.take().ok_or("end of no design")?;
            let applied = apply(&coming.design, &coming.rows).map_err(|error| error.to_string())?;
            let mut replica = Replica::new(applied.design, coming.today, revision);
            replica.session = coming.session;
            self.replica = Some(replica);
        } else if let Some(revision) = revision("adopt") {
            let ticket = message.get("ticket").and_then(Value::as_u64);
            let read = self.read.take().filter(|(read, _)| Some(*read) == ticket);
            let (_, design) = read.ok_or("a design that was not read")?;
            let mut replica = Replica::new(design, text("today").to_owned(), revision);
            replica.session = message
                .get("session")
                .and_then(Value::as_u64)
                .unwrap_or_default();
            self.coming = None;
            self.replica = Some(replica);
        } else if let Some(revision) = revision("edit") {
            let replica = self.replica.as_mut().ok_or("an edit of no design")?;
            let commands = commands_from_json(message.get("commands").unwrap_or(&Value::Null))?;
            let applied = apply(&replica.design, &commands).map_err(|error| error.to_string())?;
            replica.design = applied.design;
            replica.revision = revision;
        } else if let Some(ticket) = revision("drop") {
            self.gathering.take_if(|(mine, _)| *mine == ticket);
        } else if let Some(ticket) = revision("ask") {
            let what = message.get("what").and_then(Ask::from_json);
            let ask = what.ok_or("a question of no known kind")?;
            let answer = if let Ask::Read { entries } = &ask {
                // The one before is of no use any more.
                self.read = None;
                let (answer, design) = answers::read(beside, entries);
                self.read = design.map(|design| (ticket, design));
                answer
            } else {
                self.answer(&ask, &message)?.unwrap_or_default()
            };
            return Ok(vec![Reply::Answer { ticket, answer }]);
        } else {
            return Err("a message of no known kind".to_owned());
        }
        Ok(Vec::new())
    }

    /// Answers a question, about the replica with the changes that came along where it is about the design. The
    /// replica stays as it is.
    fn answer(&self, ask: &Ask, message: &Value) -> Result<Option<Answer>, String> {
        if !ask.is_about_the_design() {
            return Ok(answers::general(ask));
        }
        let replica = self.replica.as_ref().ok_or("a question of no design")?;
        let commands = commands_from_json(message.get("commands").unwrap_or(&Value::Null))?;
        let applied = apply(&replica.design, &commands).map_err(|error| error.to_string())?;
        let mut design = applied.design;
        let facts = || replica.facts_of(&design);
        let head = match ask {
            Ask::Trace(asked) => Some(traces::traced(asked, &facts()).to_json()),
            Ask::Matrix { within } => Some(matrix::groups(&facts(), within).to_json()),
            Ask::MatrixRow(asked) => {
                let cells = matrix::row(&facts(), asked).into_iter();
                Some(cells.map(|cell| cell.to_json()).collect())
            }
            _ => None,
        };
        if let Some(head) = head {
            return Ok(Some(Answer {
                head,
                ..Answer::default()
            }));
        }
        design.unknown = unknown_from_json(message.get("unknown")).into();
        Ok(answers::about(ask, &design, || replica.entries_of(&design)))
    }
}

impl Replica {
    /// All findings of `design`, which differs little from the replica.
    fn entries_of(&self, design: &Design) -> Entries {
        let checker = match &self.checker {
            Some(checker) => {
                let mut checker = checker.clone();
                checker.update(design);
                checker
            }
            None => Checker::new(design, &self.today),
        };
        checker.entries().clone()
    }

    /// What follows from `design`, which differs little from the replica.
    fn facts_of(&self, design: &Design) -> Facts {
        match &self.checker {
            Some(checker) => checker.facts().updated(design).0,
            None => Facts::new(design),
        }
    }

    fn new(design: Design, today: String, revision: u64) -> Self {
        Self {
            design,
            today,
            session: 0,
            revision,
            begun: None,
            answered: None,
            checker: None,
            told: Entries::new(),
            serials: BTreeMap::new(),
            next_serial: 0,
        }
    }

    fn is_behind(&self) -> bool {
        self.answered != Some(self.revision)
            || self
                .checker
                .as_ref()
                .is_none_or(|checker| !checker.is_done())
    }

    fn work(&mut self) -> Vec<Reply> {
        let checker = if let Some(checker) = &mut self.checker {
            if self.begun != Some(self.revision) {
                checker.begin(&self.design);
            }
            checker.step();
            checker
        } else {
            self.checker.insert(Checker::new(&self.design, &self.today))
        };
        self.begun = Some(self.revision);
        let settled = checker.is_done();
        let delta = Delta::between(&self.told, checker.entries());
        self.told = checker.entries().clone();
        if delta.is_empty() && !settled && self.answered == self.begun {
            return Vec::new();
        }
        self.answered = self.begun;
        self.tell(&delta, settled)
    }

    /// The change in messages of bounded size.
    fn tell(&mut self, delta: &Delta, settled: bool) -> Vec<Reply> {
        let removed: Vec<u64> = delta
            .removed
            .iter()
            .filter_map(|listed| self.serials.remove(listed))
            .collect();
        let mut replies = Vec::new();
        let mut first = Some(removed);
        let mut slices = delta.added.chunks(FINDINGS_PER_MESSAGE).peekable();
        loop {
            let slice = slices.next().unwrap_or_default();
            let added: Vec<Value> = slice
                .iter()
                .map(|entry| {
                    self.next_serial += 1;
                    self.serials
                        .insert(Listed(entry.finding.clone()), self.next_serial);
                    json!([self.next_serial, entry_to_json(entry)])
                })
                .collect();
            let is_last = slices.peek().is_none();
            let message = json!({
                "session": self.session,
                "revision": self.revision,
                "removed": first.take().unwrap_or_default(),
                "added": added,
                "last": is_last,
                "settled": settled,
            });
            replies.push(Reply::Message(message.to_string()));
            if is_last {
                return replies;
            }
        }
    }
}

/// What a file held that no version knows, by record.
fn unknown_from_json(json: Option<&Value>) -> BTreeMap<Option<EntityId>, Map<String, Value>> {
    let rows = json.and_then(Value::as_array).into_iter().flatten();
    let row = |row: &Value| {
        let id = row.get(0)?.as_str().and_then(|id| id.parse().ok());
        Some((id, row.get(1)?.as_object()?.clone()))
    };
    rows.filter_map(row).collect()
}

fn commands_from_json(json: &Value) -> Result<Vec<Command>, String> {
    let list = json.as_array().ok_or("expected a list of commands")?;
    let commands = list.iter().map(Command::from_json);
    commands
        .collect::<Result<_, _>>()
        .map_err(|error| error.to_string())
}

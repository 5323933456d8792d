//! One flow that is asked about, and its way hop by hop as the engine tells it: what `netwright trace` says, with the
//! records to go to.

use netwright_core::model::EntityId;
use netwright_core::simulate::packet::words::Verdict;
use serde_json::{Value, json};

use super::ask::{list, text};

/// A flow that is asked about, each part as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AskedFlow {
    /// An id, a unique name, an address or `internet`.
    pub from: String,
    /// The same, or a DNS name.
    pub to: String,
    /// `tcp`, `udp`, `icmp`, a number; nothing for any.
    pub protocol: String,
    pub port: Option<u16>,
}

/// What the engine says to [`Ask::Trace`](super::Ask::Trace).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Traced {
    /// A part of the question means nothing in this design, and why.
    Refused {
        part: AskedPart,
        why: String,
    },
    Followed(Box<Followed>),
}

/// A part of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedPart {
    From,
    To,
    Protocol,
}

/// A flow that was followed there and back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    pub verdict: Verdict,
    /// The answer in one line.
    pub says: String,
    /// The packet that was followed; empty where there was none.
    pub packet: String,
    /// How much the way carries; empty where it does not arrive.
    pub carries: String,
    pub forward: TracedWay,
    /// Absent where nothing answers, or nobody is there to.
    pub back: Option<TracedWay>,
}

/// One way, forward or return.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TracedWay {
    /// How it ends, in a word.
    pub outcome: String,
    /// Whether it got through all that the design has.
    pub arrives: bool,
    pub hops: Vec<TracedHop>,
    pub reason: Option<TracedReason>,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TracedHop {
    pub record: TracedRecord,
    /// What happens here, one line each.
    pub rows: Vec<String>,
    /// The rows of tables that decided, and the tables that hold them.
    pub decided_by: Vec<TracedRecord>,
}

/// Why a way ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TracedReason {
    /// The word of Reachability Analyzer.
    pub code: String,
    pub at: Vec<TracedRecord>,
    pub text: String,
}

/// A record to go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TracedRecord {
    pub id: EntityId,
    pub label: String,
}

impl AskedPart {
    const fn word(self) -> &'static str {
        match self {
            Self::From => "from",
            Self::To => "to",
            Self::Protocol => "protocol",
        }
    }
}

impl AskedFlow {
    pub(super) fn to_json(&self) -> Value {
        json!(["trace", self.from, self.to, self.protocol, self.port])
    }

    pub(super) fn from_json(json: &Value) -> Option<Self> {
        let port = json.get(4)?.as_u64();
        Some(Self {
            from: text(json.get(1))?,
            to: text(json.get(2))?,
            protocol: text(json.get(3))?,
            port: port.and_then(|port| u16::try_from(port).ok()),
        })
    }
}

impl Traced {
    pub(crate) fn to_json(&self) -> Value {
        match self {
            Self::Refused { part, why } => json!({"refused": [part.word(), why]}),
            Self::Followed(followed) => json!([
                followed.verdict.word(),
                followed.says,
                followed.packet,
                followed.carries,
                followed.forward.to_json(),
                followed.back.as_ref().map(TracedWay::to_json),
            ]),
        }
    }

    /// What the head of an answer to [`Ask::Trace`](super::Ask::Trace) holds; nothing where it is no such answer.
    pub fn from_json(json: &Value) -> Option<Self> {
        if let Some(refused) = json.get("refused") {
            let word = refused.get(0)?.as_str()?;
            let parts = [AskedPart::From, AskedPart::To, AskedPart::Protocol];
            return Some(Self::Refused {
                part: parts.into_iter().find(|part| part.word() == word)?,
                why: text(refused.get(1))?,
            });
        }
        let word = json.get(0)?.as_str()?;
        let mut verdicts = Verdict::ALL.into_iter();
        Some(Self::Followed(Box::new(Followed {
            verdict: verdicts.find(|verdict| verdict.word() == word)?,
            says: text(json.get(1))?,
            packet: text(json.get(2))?,
            carries: text(json.get(3))?,
            forward: TracedWay::from_json(json.get(4)?)?,
            back: json.get(5).and_then(TracedWay::from_json),
        })))
    }
}

impl TracedWay {
    fn to_json(&self) -> Value {
        let hop = |hop: &TracedHop| {
            let decided_by = hop.decided_by.iter().map(TracedRecord::to_json);
            json!([
                hop.record.to_json(),
                hop.rows,
                decided_by.collect::<Vec<_>>()
            ])
        };
        let reason = self.reason.as_ref().map(|reason| {
            let at = reason.at.iter().map(TracedRecord::to_json);
            json!([reason.code, at.collect::<Vec<_>>(), reason.text])
        });
        let hops: Vec<Value> = self.hops.iter().map(hop).collect();
        json!([self.outcome, self.arrives, hops, reason])
    }

    fn from_json(json: &Value) -> Option<Self> {
        let hop = |json: &Value| {
            Some(TracedHop {
                record: TracedRecord::from_json(json.get(0)?)?,
                rows: list(json.get(1)?, |row| text(Some(row)))?,
                decided_by: list(json.get(2)?, TracedRecord::from_json)?,
            })
        };
        let reason = |json: &Value| {
            Some(TracedReason {
                code: text(json.get(0))?,
                at: list(json.get(1)?, TracedRecord::from_json)?,
                text: text(json.get(2))?,
            })
        };
        Some(Self {
            outcome: text(json.get(0))?,
            arrives: json.get(1)?.as_bool()?,
            hops: list(json.get(2)?, hop)?,
            reason: json.get(3).and_then(reason),
        })
    }
}

impl TracedRecord {
    pub(super) fn to_json(&self) -> Value {
        json!([self.id.to_string(), self.label])
    }

    pub(super) fn from_json(json: &Value) -> Option<Self> {
        Some(Self {
            id: json.get(0)?.as_str()?.parse().ok()?,
            label: text(json.get(1))?,
        })
    }
}

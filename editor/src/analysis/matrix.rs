//! The matrix of who can talk to whom, as the page asks for it and as the engine tells it: its rows first, then row by
//! row what is in them.

use netwright_core::model::EntityId;
use serde_json::{Value, json};

use super::TracedRecord;
use super::ask::{list, text};

/// Rows and columns: environments with what is in no environment, or the VPCs and sites of one of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MatrixGroups {
    pub groups: Vec<MatrixGroup>,
}

/// A row, which is a column too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixGroup {
    pub record: TracedRecord,
    /// How many VPCs and sites are in it.
    pub members: usize,
}

/// What is asked about a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedRow {
    pub from: EntityId,
    pub to: Vec<EntityId>,
    /// Forwarding alone, whatever security groups and network ACLs say.
    pub is_routed: bool,
}

/// How much of a cell is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum CellState {
    Open,
    Partly,
    Closed,
    #[default]
    Unknown,
}

/// A cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MatrixCell {
    pub state: CellState,
    /// Pairs of hosts, or of subnets where only forwarding is asked about: those that are open, and all.
    pub open: usize,
    pub pairs: usize,
    /// Protocols with their exact ports, such as `tcp 443`.
    pub ports: Vec<String>,
    /// The exact packets, a line each.
    pub flows: Vec<String>,
    pub places: Vec<MatrixPlaces>,
    /// Why it can't be known for some.
    pub unknown: Vec<String>,
    /// Both are environments, and the one must not reach the other.
    pub is_forbidden: bool,
}

/// A VPC or site that reaches another, with one packet that does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixPlaces {
    pub from: TracedRecord,
    pub to: TracedRecord,
    pub open: usize,
    /// Hosts, subnets or sites of the packet.
    pub witness_from: TracedRecord,
    pub witness_to: TracedRecord,
    /// Empty for any.
    pub protocol: String,
    pub port: Option<u16>,
}

impl CellState {
    pub const ALL: [Self; 4] = [Self::Open, Self::Partly, Self::Closed, Self::Unknown];

    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Partly => "partly",
            Self::Closed => "closed",
            Self::Unknown => "unknown",
        }
    }
}

impl AskedRow {
    pub(super) fn to_json(&self) -> Value {
        let to: Vec<String> = self.to.iter().map(ToString::to_string).collect();
        json!(["matrix-row", self.from.to_string(), to, self.is_routed])
    }

    pub(super) fn from_json(json: &Value) -> Option<Self> {
        let id = |json: &Value| json.as_str()?.parse().ok();
        Some(Self {
            from: id(json.get(1)?)?,
            to: list(json.get(2)?, id)?,
            is_routed: json.get(3)?.as_bool()?,
        })
    }
}

impl MatrixGroups {
    pub(crate) fn to_json(&self) -> Value {
        let group = |group: &MatrixGroup| json!([group.record.to_json(), group.members]);
        self.groups.iter().map(group).collect()
    }

    /// What the head of an answer to [`Ask::Matrix`](super::Ask::Matrix) holds; nothing where it is no such answer.
    pub fn from_json(json: &Value) -> Option<Self> {
        let group = |json: &Value| {
            Some(MatrixGroup {
                record: TracedRecord::from_json(json.get(0)?)?,
                members: count(json.get(1)?)?,
            })
        };
        let groups = list(json, group)?;
        Some(Self { groups })
    }
}

impl MatrixCell {
    pub(crate) fn to_json(&self) -> Value {
        let places: Vec<Value> = self.places.iter().map(MatrixPlaces::to_json).collect();
        json!([
            self.state.word(),
            self.open,
            self.pairs,
            self.ports,
            self.flows,
            places,
            self.unknown,
            self.is_forbidden
        ])
    }

    fn from_json(json: &Value) -> Option<Self> {
        let word = json.get(0)?.as_str()?;
        let texts = |at: usize| list(json.get(at)?, |line| text(Some(line)));
        Some(Self {
            state: CellState::ALL
                .into_iter()
                .find(|state| state.word() == word)?,
            open: count(json.get(1)?)?,
            pairs: count(json.get(2)?)?,
            ports: texts(3)?,
            flows: texts(4)?,
            places: list(json.get(5)?, MatrixPlaces::from_json)?,
            unknown: texts(6)?,
            is_forbidden: json.get(7)?.as_bool()?,
        })
    }

    /// What the head of an answer to [`Ask::MatrixRow`](super::Ask::MatrixRow) holds: a cell for each column that was
    /// asked about; nothing where it is no such answer.
    pub fn row_from_json(json: &Value) -> Option<Vec<Self>> {
        list(json, Self::from_json)
    }
}

impl MatrixPlaces {
    fn to_json(&self) -> Value {
        json!([
            self.from.to_json(),
            self.to.to_json(),
            self.open,
            self.witness_from.to_json(),
            self.witness_to.to_json(),
            self.protocol,
            self.port
        ])
    }

    fn from_json(json: &Value) -> Option<Self> {
        let record = |at: usize| TracedRecord::from_json(json.get(at)?);
        let port = json.get(6).and_then(Value::as_u64);
        Some(Self {
            from: record(0)?,
            to: record(1)?,
            open: count(json.get(2)?)?,
            witness_from: record(3)?,
            witness_to: record(4)?,
            protocol: text(json.get(5))?,
            port: port.and_then(|port| u16::try_from(port).ok()),
        })
    }
}

fn count(json: &Value) -> Option<usize> {
    usize::try_from(json.as_u64()?).ok()
}

//! What becomes of a packet, as a report: the hops with the table row that decided, and why it stops.

use serde_json::{Value, json};

use super::packet::{Address, Known, Packet};
use crate::analysis::Facts;
use crate::aws::mtus::HopMtu;
use crate::model::EntityId;
use crate::net::Protocol;

/// How a way ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    Delivered,
    /// A filter, or a gateway that does not take such packets.
    Denied,
    NoRoute,
    /// A route matches and drops.
    Blackhole,
    /// To the internet, or to a network outside AWS.
    LeavesNetwork,
    Loop,
    TooBig,
    Unknown,
}

impl Outcome {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Denied => "denied",
            Self::NoRoute => "no-route",
            Self::Blackhole => "blackhole",
            Self::LeavesNetwork => "leaves-network",
            Self::Loop => "loop",
            Self::TooBig => "too-big",
            Self::Unknown => "unknown",
        }
    }

    /// Whether the packet got through all that the design has.
    pub const fn arrives(self) -> bool {
        matches!(self, Self::Delivered | Self::LeavesNetwork)
    }
}

/// Why a packet stops, in the words of Reachability Analyzer
/// (<https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html>).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    pub code: &'static str,
    /// The records to blame.
    pub at: Vec<EntityId>,
    pub text: String,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hop {
    pub id: EntityId,
    /// What happens here: the rows that decided, one after the other.
    pub text: String,
    /// Those rows, and the tables that hold them.
    pub decided_by: Vec<EntityId>,
}

/// A hop that carries less than some other, after so many hops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carrier {
    pub at: EntityId,
    pub mtu: HopMtu,
    pub after: usize,
}

/// One way, forward or return.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    pub outcome: Outcome,
    /// Absent where the packet is delivered or leaves.
    pub reason: Option<Reason>,
    pub hops: Vec<Hop>,
    pub carriers: Vec<Carrier>,
    /// Firewalls and appliances on the way, whose rules are not analysed.
    pub filters: Vec<EntityId>,
}

/// The answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Trace {
    pub forward: Way,
    /// The way of the answer; absent where nothing answers, or nobody is there to.
    pub back: Option<Way>,
    /// Forward and return.
    pub works: bool,
    pub witness: Option<Packet>,
    /// The largest packet that the way carries, where it arrives.
    pub mtu_bytes: Option<u16>,
    /// What one flow gets, where that is known; in Mbps.
    pub bandwidth_mbps: Option<u32>,
}

impl Trace {
    /// The form of `trace --format json`.
    pub fn to_json(&self, facts: &Facts) -> Value {
        let back = self.back.as_ref().map(|back| way_json(facts, back));
        let mut json = way_json(facts, &self.forward);
        json["works"] = json!(self.works);
        json["return"] = json!(back);
        json["witness"] = self
            .witness
            .map_or(Value::Null, |packet| witness_json(&packet));
        json["mtu_bytes"] = json!(self.mtu_bytes);
        json["bandwidth_gbps"] = self.bandwidth_mbps.map_or(Value::Null, gbps);
        json
    }
}

/// How a record is named outside: by AWS where it was imported.
pub fn outside_name(facts: &Facts, id: EntityId) -> String {
    let Some(record) = facts.record(id) else {
        return id.to_string();
    };
    let meta = record.meta();
    let names = [&meta.aws_id, &meta.arn];
    let given = names.into_iter().find(|name| !name.is_empty());
    given.cloned().unwrap_or_else(|| id.to_string())
}

/// The same with the name that people gave it.
pub(super) fn outside_label(facts: &Facts, id: EntityId) -> String {
    let label = facts.label(id);
    let outside = outside_name(facts, id);
    if outside == label || outside == id.to_string() {
        label
    } else if label == id.to_string() {
        outside
    } else {
        format!("{outside} ({label})")
    }
}

fn way_json(facts: &Facts, way: &Way) -> Value {
    let hops: Vec<Value> = way.hops.iter().map(|hop| hop_json(facts, hop)).collect();
    let reason = way.reason.as_ref().map(|reason| {
        let at = reason.at.iter().map(|id| outside_name(facts, *id));
        json!({ "code": reason.code, "at": at.collect::<Vec<_>>(), "text": reason.text })
    });
    json!({ "outcome": way.outcome.word(), "reason": reason, "hops": hops })
}

fn hop_json(facts: &Facts, hop: &Hop) -> Value {
    let record = facts.record(hop.id);
    let decided_by = hop.decided_by.iter().map(|id| outside_name(facts, *id));
    json!({
        "id": hop.id.to_string(),
        "aws_id": record.map_or("", |record| record.meta().aws_id.as_str()),
        "kind": hop.id.kind.spec().prefix,
        "name": record.map_or("", |record| record.name()),
        "text": hop.text,
        "decided_by": decided_by.collect::<Vec<_>>(),
    })
}

fn witness_json(packet: &Packet) -> Value {
    let address = |address: Address| match address.known {
        Known::Exact | Known::Within(_) => json!(address.ip.to_string()),
        Known::Public | Known::Service(_) => Value::Null,
    };
    let mut json = json!({
        "source": address(packet.source),
        "destination": address(packet.destination),
        "protocol": Protocol::Number(packet.protocol).to_string(),
    });
    if let Some((from, to)) = packet.ports {
        json["source_port"] = json!(from);
        json["port"] = json!(to);
    }
    if let Some((icmp_type, code)) = packet.icmp {
        json["icmp_type"] = json!(icmp_type);
        json["icmp_code"] = json!(code);
    }
    json
}

/// A whole number where it is one.
fn gbps(mbps: u32) -> Value {
    if mbps.is_multiple_of(1000) {
        json!(mbps / 1000)
    } else {
        json!(f64::from(mbps) / 1000.0)
    }
}

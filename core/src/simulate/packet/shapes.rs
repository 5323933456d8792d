//! Packets that are tried where a question leaves protocol, port or type open: at the first value of every interval that
//! the rules on the way tell apart.

use super::ask::Question;
use super::filters::Row;
use super::packet::{ICMP, ICMPV6, SOURCE_PORT, TCP, UDP, has_ports, is_icmp};

/// What is in a packet besides addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Shape {
    pub protocol: u8,
    pub ports: Option<(u16, u16)>,
    pub icmp: Option<(u8, u8)>,
}

/// A protocol that only rules for all protocols match: 253 is for experiments (RFC 3692).
const NO_RULE_NAMES_IT: u8 = 253;

pub(super) const TCP_443: Shape = Shape {
    protocol: TCP,
    ports: Some((SOURCE_PORT, 443)),
    icmp: None,
};

/// Packets to begin with, the last one first.
pub(super) fn first_shapes(question: &Question, v4: bool) -> Vec<Shape> {
    let of = |protocol: u8| shape(question, protocol, 443, SOURCE_PORT, None);
    match question.protocol {
        Some(protocol) => vec![of(protocol)],
        None if question.port.is_some() => vec![of(UDP), of(TCP)],
        None => {
            let icmp = if v4 { ICMP } else { ICMPV6 };
            vec![of(NO_RULE_NAMES_IT), of(icmp), of(UDP), of(TCP)]
        }
    }
}

pub(super) fn shape(
    question: &Question,
    protocol: u8,
    port: u16,
    source_port: u16,
    icmp: Option<(u8, u8)>,
) -> Shape {
    let echo = if protocol == ICMPV6 { 128 } else { 8 };
    let (icmp_type, code) = icmp.unwrap_or((echo, 0));
    Shape {
        protocol,
        ports: has_ports(protocol).then(|| {
            let from = question.source_port.unwrap_or(source_port);
            (from, question.port.unwrap_or(port))
        }),
        icmp: is_icmp(protocol).then(|| {
            let icmp_type = question.icmp_type.unwrap_or(icmp_type);
            (icmp_type, question.icmp_code.unwrap_or(code))
        }),
    }
}

/// The way that a rule was met on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Met {
    /// It sees the destination port.
    Forth,
    /// It sees the source port as the destination of the answer. Where the packet itself did not arrive, no other
    /// source port helps.
    Back { arrived: bool },
}

/// Packets at the edges of what a rule matches, as far as the question leaves them open.
pub(super) fn shapes_of(
    question: &Question,
    row: &Row,
    met: Met,
    current: Shape,
    v4: bool,
) -> Vec<Shape> {
    let protocol = row.protocol.number().unwrap_or(current.protocol);
    if question.protocol.is_some_and(|asked| asked != protocol) {
        return Vec::new();
    }
    if question.port.is_some() && question.protocol.is_none() && !has_ports(protocol) {
        return Vec::new();
    }
    if (protocol == ICMP && !v4) || (protocol == ICMPV6 && v4) {
        return Vec::new();
    }
    let mut shapes = vec![shape(question, protocol, 443, SOURCE_PORT, None)];
    if let Some(ports) = row.ports.filter(|_| has_ports(protocol)) {
        let edges = [Some(ports.first()), ports.last().checked_add(1)];
        let to = current.ports.map_or(443, |(_, to)| to);
        for edge in edges.into_iter().flatten() {
            match met {
                Met::Forth => shapes.push(shape(question, protocol, edge, SOURCE_PORT, None)),
                // Clients take ports above those of services, so answers go there.
                Met::Back { arrived: true } => {
                    shapes.push(shape(question, protocol, to, edge.max(1024), None));
                }
                Met::Back { arrived: false } => {}
            }
        }
    }
    let known = |value: Option<i32>| value.and_then(|value| u8::try_from(value).ok());
    if is_icmp(protocol)
        && question.protocol.is_none()
        && let Some(icmp_type) = known(row.icmp.0)
    {
        let icmp = Some((icmp_type, known(row.icmp.1).unwrap_or(0)));
        shapes.push(shape(question, protocol, 0, 0, icmp));
    }
    shapes
}

//! Sets of packets, and what filters leave of them.

use super::filters::Admitted;
use crate::net::{PortSet, PrefixSet};

/// Packets that are left after some filters.
#[derive(Debug, Clone)]
pub(super) struct Packets {
    pub source: PrefixSet,
    pub destination: PrefixSet,
    /// Of the destination.
    pub ports: PortSet,
    /// Addresses of which filters see one as the source, where it was translated on the way.
    pub seen_as: Option<PrefixSet>,
}

/// The side of a packet that a filter looks at.
#[derive(Clone, Copy)]
pub(super) enum Side {
    Source,
    Destination,
}

/// Packets that are among the admitted by one of their sides.
pub(super) fn narrowed(packets: &[Packets], admitted: &Admitted, side: Side) -> Vec<Packets> {
    let mut left: Vec<Packets> = Vec::new();
    for packet in packets {
        for (far, ports) in admitted {
            let mut packet = packet.clone();
            let mut passes = true;
            match (side, &mut packet.seen_as) {
                // Which of them it is, is not known; whose packet it is does not depend on it.
                (Side::Source, Some(seen)) => passes = seen.overlaps(far),
                (Side::Source, None) => packet.source = packet.source.intersection(far),
                (Side::Destination, _) => packet.destination = packet.destination.intersection(far),
            }
            packet.ports = packet.ports.intersection(ports);
            let empty = packet.source.is_empty()
                || packet.destination.is_empty()
                || packet.ports.is_empty();
            if passes && !empty {
                join(&mut left, packet);
            }
        }
    }
    left
}

/// Adds packets to those that differ from them by their source alone, so that parts stay few.
fn join(parts: &mut Vec<Packets>, packet: Packets) {
    let same = parts.iter_mut().find(|part| {
        part.ports == packet.ports
            && part.destination == packet.destination
            && part.seen_as == packet.seen_as
    });
    match same {
        Some(part) => part.source = part.source.union(&packet.source),
        None => parts.push(packet),
    }
}

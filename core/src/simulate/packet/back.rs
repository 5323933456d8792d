//! The way of an answer, and whether a way ends where it was meant to.

use std::rc::Rc;

use super::ends::Start;
use super::nics::{self, Nic, Owner};
use super::packet::{Address, Packet};
use super::report::{Outcome, Reason};
use super::state::{End, Sender, Session, Stop, Walk};
use crate::analysis::Facts;
use crate::model::{EntityId, Kind, Subnet, Vpc};

/// Whether a way that arrives ends at, or goes on from, who was meant.
pub(super) fn reaches(walk: &Walk<'_>, stop: &Stop<'_>, owner: EntityId) -> bool {
    let at_end = match &stop.end {
        End::Nic(nic) => nic.key == owner,
        End::Subnet(subnet) => subnet.id.entity() == owner,
        End::Service(endpoint) => endpoint.entity() == owner,
        End::Internet(_) | End::Outside(_) | End::Nowhere => false,
    };
    at_end || walk.legs.iter().any(|leg| leg.at == owner)
}

/// The tables lead to another place that has the address.
pub(super) fn elsewhere<'f>(facts: &Facts, walk: &Walk<'f>, meant: Option<EntityId>) -> Stop<'f> {
    let at = walk.hops.last().map(|hop| hop.id);
    let label =
        |id: Option<EntityId>, none: &str| id.map_or_else(|| none.to_owned(), |id| facts.label(id));
    let text = format!(
        "the routes lead to {}, not to {}",
        label(at, "nobody"),
        label(meant, "the internet")
    );
    Stop {
        outcome: Outcome::NoRoute,
        reason: Some(Reason {
            code: "NO_POSSIBLE_DESTINATION",
            at: at.into_iter().collect(),
            text,
        }),
        end: End::Nowhere,
    }
}

/// Whether nothing of the design answers: the outside of a tunnel is its own end.
pub(super) fn walk_ends_without(stop: &Stop<'_>) -> bool {
    matches!(stop.end, End::Nowhere)
}

/// The way of the answer; where the packet did not arrive, that of what its receiver would answer.
pub(super) fn back<'f>(
    facts: &'f Facts,
    walk: &Walk<'f>,
    stop: &Stop<'f>,
    start: &Start<'f>,
    asked: &Packet,
) -> Option<(Walk<'f>, Stop<'f>)> {
    if !asked.is_answered() || matches!(start, Start::Vpc(..)) {
        return None;
    }
    let mut session = Session::default();
    if let Start::Nic(nic, _) = start {
        session.tracked.push(nic.key);
    }
    let mut reply = walk.packet.reply();
    let mut end = stop.end.clone();
    if matches!(end, End::Nowhere) {
        if stop.outcome.arrives() {
            return None;
        }
        end = receiver(facts, &asked.destination)?;
        reply = asked.reply();
    } else {
        session.legs.clone_from(&walk.legs);
        session.passed.clone_from(&walk.passed);
        // A NAT gateway knows connections by their addresses alone.
        let gates = walk.legs.iter().map(|leg| leg.at);
        let gates = gates.filter(|at| at.kind != Kind::NatGateway);
        session.tracked.extend(gates);
    }
    if let End::Nic(nic) = &end {
        session.tracked.push(nic.key);
    }
    let mut back = Walk::new(facts, reply);
    back.session = Some(Rc::new(session));
    let stop = match end {
        End::Nic(nic) => back.start_at_nic(&nic),
        End::Subnet(subnet) => back.leave(subnet, &Sender::Nobody),
        End::Internet(gateway) => back.start_at_internet(Some(gateway)),
        End::Outside(over) => back.start_outside(over),
        End::Service(endpoint) => back.start_at_service(endpoint),
        End::Nowhere => return None,
    };
    let home = match (start, &stop.end) {
        (Start::Nic(nic, _), End::Nic(end)) => nic.key == end.key,
        (Start::Subnet(subnet, _), End::Nic(end)) => end.subnet.id == subnet.id,
        (Start::Subnet(subnet, _), End::Subnet(end)) => end.id == subnet.id,
        (Start::Internet(_), End::Internet(_)) | (Start::Outside(..), End::Outside(_)) => true,
        _ => false,
    };
    if stop.outcome.arrives() && !home {
        let who = match start {
            Start::Nic(nic, _) => Some(nic.hop),
            Start::Subnet(subnet, _) => Some(subnet.id.entity()),
            Start::Outside(over, ..) => Some(*over),
            Start::Vpc(..) | Start::Internet(_) => None,
        };
        let stop = elsewhere(facts, &back, who);
        return Some((back, stop));
    }
    Some((back, stop))
}

/// Who was meant, where the address leaves no doubt.
fn receiver<'f>(facts: &'f Facts, address: &Address) -> Option<End<'f>> {
    let mut found: Vec<Nic<'f>> = Vec::new();
    for vpc in facts.all::<Vpc>() {
        if vpc.cidrs.iter().any(|block| block.contains(&address.ip))
            && let Owner::Nic(nic) = nics::owner(facts, vpc.id, address)
            && address.owner.is_none_or(|owner| owner == nic.key)
        {
            found.push(*nic);
        }
    }
    let undrawn = address.owner.and_then(|id| facts.as_kind::<Subnet>(id));
    match (found.pop(), found.is_empty()) {
        (Some(nic), true) if nic.role == nics::Role::Host => Some(End::Nic(Box::new(nic))),
        _ => undrawn.map(End::Subnet),
    }
}
